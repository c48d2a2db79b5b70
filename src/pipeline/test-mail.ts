/** A letter that says only that letters arrive: sent at once, to those who get the night's. */
import type { AppContext } from "../app.ts";
import { mailLanguage } from "../config/settings.ts";
import { messageIdOf } from "../mail/letter.ts";
import { openMailer, type Sent } from "../mail/send.ts";
import { composeTestLetter } from "../mail/test-letter.ts";

/** A person waits for the answer. */
const DEADLINE_MS = 30_000;

/** `kind`: whether a server took it, or it became a file. Throws what the mail server says. */
export async function sendTestMail(
  { workspace, clock, log }: AppContext,
  askedBy: string,
): Promise<Sent & { readonly kind: "smtp" | "folder" }> {
  const { settings, smtpUrl, mail } = workspace;
  const { from, to } = settings.mail;
  const at = clock.now();
  const mailer = openMailer({ smtpUrl, folder: mail, log, deadlineMs: DEADLINE_MS });
  const { subject, text, html, attachments } = composeTestLetter(
    { company: settings.company.name, at, timeZone: settings.timeZone, askedBy },
    mailLanguage(settings),
  );
  const sent = await mailer.send({
    id: "test",
    messageId: messageIdOf("test", at, from),
    from,
    to,
    subject,
    text,
    html,
    attachments,
    date: at,
  });
  // with nobody to send it to, it became a file
  return { ...sent, kind: to.length === 0 ? "folder" : mailer.kind };
}
