/**
 * What an SMTP server's "no" means: try again later (thrown as it is, so that the queue does), or a person must act
 * first (NeedsPerson). RFC 5321: a 4yz answer is for now, a 5yz answer is for good.
 */
import { messages } from "./messages.ts";
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
  return messages.mailServerDoesAcceptLogin(said);
}
const LOGIN_TODO: Message = messages.loginTodo;

function refusedRecipients(recipients: readonly string[], said: string): Message {
  const all = recipients.join(", ");
  return messages.mailServerTakesNoMail({ all, said });
}
const RECIPIENT_TODO: Message = messages.recipientTodo;

function refusedLetter(said: string): Message {
  return messages.mailServerRefusesMail(said);
}
const LETTER_TODO: Message = messages.letterTodo;
