/** The texts of this folder, each in every language. */
import { inEveryLanguage } from "../../message.ts";
import { en } from "./messages.en.ts";
import { sv } from "./messages.sv.ts";

export const messages = inEveryLanguage({ sv, en });
