/** What a person can do about a refused file, where several reasons ask for the same. */
import { messages } from "./messages.ts";

export const DOWNLOAD_AGAIN = messages.downloadAgain;

export const ASK_ISSUER = messages.askIssuer;

export const CONFIGURE = messages.configure;

export const FETCH_AGAIN = messages.fetchAgain;
