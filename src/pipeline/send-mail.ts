/** Sends one stored e-mail, or writes it to a file when no mail server is configured. */
import { messages } from "./messages.ts";
import { noteConnector, type ConnectorProblem } from "../books/connector-state.ts";
import {
  beginMail,
  claimHanding,
  keepRecipients,
  recordSent,
  recordUnsent,
  releaseHanding,
  type MailRow,
} from "../books/mails.ts";
import { messageOf, ToldError, UserError } from "../errors.ts";
import { verbatim } from "../message.ts";
import { openMailer, type Mailer, type Sent } from "../mail/send.ts";
import { mayHaveArrived } from "../mail/smtp-error.ts";
import type { AppContext } from "../app.ts";

/** False: it was sent before. The queue retries what is thrown. */
export async function sendMailStep(app: AppContext, mailId: bigint, signal: AbortSignal): Promise<boolean> {
  const { workspace, books, clock, log } = app;
  const mail = await beginMail(books, mailId);
  if (!mail) return false;
  try {
    const mailer = openMailer({ smtpUrl: workspace.smtpUrl, folder: workspace.mail, log });
    const { reference, deferred } = await (mail.kind === "vouchers" && mailer.kind === "smtp"
      ? sendOnce(app, mailer, mail, signal)
      : mailer.send(letterOf(mail), signal));
    if (deferred.length > 0) {
      await keepRecipients(books, mailId, deferred);
      throw new Error(`the mail server asked to try again later for ${deferred.length} recipient(s)`);
    }
    await recordSent(books, mailId, reference, clock.now());
    await noteVouchers(app, mail, null);
    return true;
  } catch (thrown) {
    await recordUnsent(books, mailId, messageOf(thrown));
    await noteVouchers(app, mail, thrown);
    throw thrown;
  }
}

/**
 * A second copy of most letters is a nuisance, and better than none. A second copy of vouchers is in the books of whoever takes the file
 * in, and a mailbox cannot be asked what has arrived: so it is written down before the server is given the letter, and where the
 * server's answer is lost, a person looks and decides.
 */
async function sendOnce(
  { books, clock }: AppContext,
  mailer: Mailer,
  mail: MailRow,
  signal: AbortSignal,
): Promise<Sent> {
  await mailer.check(); // a server that is down, or refuses the login, was given nothing
  if (!(await claimHanding(books, mail.id, clock.now()))) throw unclear(mail);
  try {
    const sent = await mailer.send(letterOf(mail), signal);
    if (sent.deferred.length > 0) await releaseHanding(books, mail.id);
    return sent;
  } catch (thrown) {
    if (mayHaveArrived(thrown)) throw unclear(mail);
    await releaseHanding(books, mail.id);
    throw thrown;
  }
}

function unclear({ id, subject, recipients }: MailRow): UserError {
  return new UserError(
    messages.mailMayHaveArrived({ subject, to: recipients.join(", ") }),
    messages.seeWhetherArrived(String(id)),
  );
}

function letterOf({ id, sender, recipients, createdAt, ...mail }: MailRow) {
  return { ...mail, id: String(id), from: sender, to: recipients, date: createdAt };
}

/** What `kvitt connectors` shows of the target: when a letter was last sent, and what was wrong. */
async function noteVouchers({ books, clock }: AppContext, { kind }: MailRow, thrown: unknown): Promise<void> {
  if (kind !== "vouchers") return;
  await noteConnector(
    books,
    { system: "mail", role: "target" },
    thrown === null ? null : problemOf(thrown),
    clock.now(),
  );
}

function problemOf(thrown: unknown): ConnectorProblem {
  if (thrown instanceof ToldError) return { kind: null, problem: thrown.problem, todo: thrown.todo };
  return { kind: "busy", problem: verbatim(messageOf(thrown)), todo: messages.mailTriedAgain };
}
