/** Sends one stored e-mail, or writes it to a file when no mail server is configured. */
import { beginMail, keepRecipients, recordSent, recordUnsent } from "../books/mails.ts";
import { messageOf } from "../errors.ts";
import { openMailer } from "../mail/send.ts";
import type { AppContext } from "../app.ts";

/** False: it was sent before. The queue retries what is thrown. */
export async function sendMailStep(
  { workspace, books, clock, log }: AppContext,
  mailId: bigint,
  signal: AbortSignal,
): Promise<boolean> {
  const mail = await beginMail(books, mailId);
  if (!mail) return false;
  try {
    const mailer = openMailer({ smtpUrl: workspace.smtpUrl, folder: workspace.mail, log });
    const { reference, deferred } = await mailer.send(
      {
        id: String(mail.id),
        messageId: mail.messageId,
        from: mail.sender,
        to: mail.recipients,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        attachments: mail.attachments,
        date: mail.createdAt,
      },
      signal,
    );
    if (deferred.length > 0) {
      await keepRecipients(books, mailId, deferred);
      throw new Error(`the mail server asked to try again later for ${deferred.length} recipient(s)`);
    }
    await recordSent(books, mailId, reference, clock.now());
    return true;
  } catch (thrown) {
    await recordUnsent(books, mailId, messageOf(thrown));
    throw thrown;
  }
}
