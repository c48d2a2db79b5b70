/**
 * Tells the errors of an SMTP server apart: try again later (an Error, so that the queue does), or a person must act first
 * (a UserError). RFC 5321: a 4yz answer is transient, a 5yz answer is permanent.
 */
import { messages } from "./messages.ts";
import { oneLine } from "../format/one-line.ts";
import { messageOf, UserError } from "../errors.ts";

/** The error to throw for what nodemailer has thrown. Its message never holds a password. */
export function smtpError(thrown: unknown, recipients: readonly string[]): Error {
  const answer = oneLine(messageOf(thrown), 300);
  const { code, permanent, command } = fieldsOf(thrown);
  const isPermanent = typeof code === "string" && PERMANENT_CODES.has(code) && permanent !== false;
  if (!isPermanent) return new Error(`the mail could not be sent: ${answer}`, { cause: thrown });
  if (code === "EAUTH" || code === "ENOAUTH")
    return new UserError(messages.loginRefused(answer), messages.correctLogin);
  if (command === "RCPT TO" || (code === "EENVELOPE" && command === "API"))
    return new UserError(
      messages.recipientsRefused({ recipients: recipients.join(", "), answer }),
      messages.correctRecipients,
    );
  return new UserError(messages.mailRefused(answer), messages.checkSender);
}

/** Whether a server may have the letter although sending it ended in this error of `smtpError`: it did not say that it has not. */
export function mayHaveArrived(error: unknown): boolean {
  if (error instanceof UserError) return false;
  const cause = error instanceof Error ? error.cause : error;
  const { responseCode, syscall } = fieldsOf(cause);
  return typeof responseCode !== "number" && syscall !== "connect" && syscall !== "getaddrinfo";
}

/** nodemailer's codes for a refusal of our letter or our login. Every other code is about the connection, and may pass. */
const PERMANENT_CODES: ReadonlySet<string> = new Set(["EAUTH", "ENOAUTH", "EENVELOPE", "EMESSAGE"]);

interface ErrorFields {
  readonly code?: unknown;
  /** From the server's answer; absent where nodemailer refused by itself (an invalid address). */
  readonly permanent?: unknown;
  readonly command?: unknown;
  /** What the server answered: 451. */
  readonly responseCode?: unknown;
  /** Of the operating system's error. */
  readonly syscall?: unknown;
}

function fieldsOf(thrown: unknown): ErrorFields {
  return typeof thrown === "object" && thrown !== null ? thrown : {};
}
