/** Sends one composed e-mail, or writes it as a file where no mail server is set. */
import { beginMail, recordSent, recordUnsent } from "../books/mails.ts";
import { messageOf } from "../errors.ts";
import { openMailer } from "../mail/send.ts";
import type { House } from "./house.ts";

/** False: it was sent before. What is thrown is tried again by the queue. */
export async function sendLetter({ home, books, clock, log }: House, mailId: bigint): Promise<boolean> {
  const mail = await beginMail(books, mailId);
  if (!mail) return false;
  const mailer = openMailer({
    folder: home.mail,
    log,
    clock,
    ...(home.smtpUrl === null ? {} : { smtpUrl: home.smtpUrl }),
  });
  try {
    const { reference } = await mailer.send({
      id: mail.id,
      messageId: mail.messageId,
      from: mail.sender,
      to: mail.recipients,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      attachments: mail.attachments,
      date: mail.createdAt,
    });
    await recordSent(books, mailId, reference, clock.now());
    return true;
  } catch (thrown) {
    await recordUnsent(books, mailId, messageOf(thrown));
    throw thrown;
  } finally {
    await mailer.close();
  }
}
