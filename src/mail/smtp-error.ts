/**
 * What an SMTP server's "no" means: try again later (thrown as it is, so that the queue does), or a person must act
 * first (NeedsPerson). RFC 5321: a 4yz answer is for now, a 5yz answer is for good.
 */
import { messageOf, UserError } from "../errors.ts";
import type { Message } from "../message.ts";
import { withoutSecrets } from "./failed-job.ts";
import { oneLine } from "./page.ts";

/** The error to throw for what nodemailer has thrown. Its message never holds a password. */
export function smtpError(thrown: unknown, recipients: readonly string[]): Error {
  const said = oneLine(withoutSecrets(messageOf(thrown)), 300);
  const { code, permanent, command } = marksOf(thrown);
  const forGood = typeof code === "string" && ABOUT_US.has(code) && permanent !== false;
  if (!forGood) return new Error(`the mail could not be sent: ${said}`, { cause: thrown });
  if (code === "EAUTH" || code === "ENOAUTH") return new UserError(notLoggedIn(said), LOGIN_TODO);
  if (command === "RCPT TO" || (code === "EENVELOPE" && command === "API"))
    return new UserError(refusedRecipients(recipients, said), RECIPIENT_TODO);
  return new UserError(refusedLetter(said), LETTER_TODO);
}

/** nodemailer's codes for a "no" to our letter or our login; every other one is about the way there, and may pass. */
const ABOUT_US: ReadonlySet<string> = new Set(["EAUTH", "ENOAUTH", "EENVELOPE", "EMESSAGE"]);

interface Marks {
  readonly code?: unknown;
  /** From the server's answer; absent where nodemailer itself saw that it cannot be (an address that is none). */
  readonly permanent?: unknown;
  readonly command?: unknown;
}

function marksOf(thrown: unknown): Marks {
  return typeof thrown === "object" && thrown !== null ? thrown : {};
}

function notLoggedIn(said: string): Message {
  return {
    sv: `E-postservern godtar inte inloggningen: ${said}.`,
    en: `The mail server does not accept the login: ${said}.`,
  };
}
const LOGIN_TODO: Message = {
  sv: "Rätta användarnamn och lösenord i SMTP_URL, starta om Kvitt och kör `kvitt retry --all`.",
  en: "Correct the user name and password in SMTP_URL, restart Kvitt and run `kvitt retry --all`.",
};

function refusedRecipients(recipients: readonly string[], said: string): Message {
  const all = recipients.join(", ");
  return {
    sv: `E-postservern tar inte emot mejl till ${all}: ${said}.`,
    en: `The mail server takes no mail for ${all}: ${said}.`,
  };
}
const RECIPIENT_TODO: Message = {
  sv: "Rätta mottagarna i KVITT_MAIL_TO eller under mail.to i kvitt.config.yaml och kör `kvitt retry --all`.",
  en: "Correct the recipients in KVITT_MAIL_TO or under mail.to in kvitt.config.yaml and run `kvitt retry --all`.",
};

function refusedLetter(said: string): Message {
  return {
    sv: `E-postservern vägrar ta emot mejlet: ${said}.`,
    en: `The mail server refuses the mail: ${said}.`,
  };
}
const LETTER_TODO: Message = {
  sv: "Kontrollera avsändaren (KVITT_MAIL_FROM) och att servern i SMTP_URL får skicka för den, och kör `kvitt retry --all`.",
  en: "Check the sender (KVITT_MAIL_FROM) and that the server in SMTP_URL may send for it, and run `kvitt retry --all`.",
};
