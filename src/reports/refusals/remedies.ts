/** Remedies that several reasons share. */
import { messages } from "./messages.ts";

export const DOWNLOAD_AGAIN = messages.downloadAgain;

export const ASK_ISSUER = messages.askIssuer;

export const CONFIGURE = messages.configure;

export const FETCH_AGAIN = messages.fetchAgain;
