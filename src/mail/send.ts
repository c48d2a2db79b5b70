/**
 * Sends letters: by SMTP where a server is set, else as `.eml` files in a folder. What may succeed later is thrown as a
 * technical error, and the queue tries again; what a person must fix first is a UserError.
 */
import { messages } from "./messages.ts";
import { createTransport, type SendMailOptions } from "nodemailer";
import { UserError } from "../errors.ts";
import type { Log } from "../log.ts";
import { checkFolder, keepAsFile } from "./eml.ts";
import type { Letter } from "./letter.ts";
import { smtpError } from "./smtp-error.ts";
import { withoutSecrets } from "../secrets.ts";

export interface MailerOptions {
  /** "smtp://user:password@host:587" or "smtps://..."; null: no server, so letters become files. */
  readonly smtpUrl: string | null;
  /** For the files; made when it is missing. */
  readonly folder: string;
  readonly log: Log;
  /** How long one letter may take in all; 120,000 ms unless given. */
  readonly deadlineMs?: number;
}

export interface Sent {
  /** The file's name, or what the server answered ("250 2.0.0 Ok: queued as 4XyZ"). */
  readonly reference: string;
  /** Recipients that the server refused permanently while others got the letter. */
  readonly refused: readonly string[];
  /** Recipients that the server wants tried again later, while others got the letter. Send it again to these alone. */
  readonly deferred: readonly string[];
}

export interface Mailer {
  /** Where letters go: "smtp" or "folder". */
  readonly kind: "smtp" | "folder";
  /** Safe to repeat: the Message-ID is the same, and a file that exists is not written again. */
  send(letter: Letter, signal?: AbortSignal): Promise<Sent>;
  /** Throws what `send` would throw, as far as can be known without sending: no connection, login refused. */
  check(): Promise<void>;
}

/** Throws UserError when the SMTP address is invalid. */
export function openMailer({ smtpUrl, folder, log, deadlineMs = 120_000 }: MailerOptions): Mailer {
  const files = fileMailer(folder);
  if (smtpUrl === null) return files;
  const transport = createTransport({ ...limits(deadlineMs), url: smtpAddress(smtpUrl) });
  return {
    kind: "smtp",

    async send(letter, signal) {
      if (letter.to.length === 0) {
        const sent = await files.send(letter);
        log.warn({ mail: letter.id, file: sent.reference }, "nobody to send the mail to: kept as a file");
        return sent;
      }
      // In addition to the limits on silence: a server that sends a byte now and then must not hold a worker for ever.
      const deadline = AbortSignal.timeout(deadlineMs);
      const until = signal ? AbortSignal.any([signal, deadline]) : deadline;
      try {
        const info = await transport.sendMail({ ...message(letter), signal: until });
        const undelivered = info.rejectedErrors ?? [];
        const deferred = undelivered
          .filter(({ permanent }) => permanent !== true)
          .flatMap(({ recipient }) => recipient ?? []);
        const refused = info.rejected.filter((one) => !deferred.includes(one));
        if (info.rejected.length > 0)
          log.warn(
            { mail: letter.id, refused: refused.length, deferred: deferred.length },
            "some recipients did not get the mail",
          );
        return { reference: withoutSecrets(info.response), refused, deferred };
      } catch (thrown) {
        throw smtpError(thrown, letter.to);
      }
    },

    async check() {
      try {
        await transport.verify();
      } catch (thrown) {
        throw smtpError(thrown, []);
      }
    },
  };
}

function fileMailer(folder: string): Mailer {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  return {
    kind: "folder",
    async send(letter) {
      // A mail file needs a recipient: with none, it is addressed to its sender.
      const to = letter.to.length === 0 ? [letter.from] : letter.to;
      const { message: content } = await composer.sendMail(message({ ...letter, to }));
      if (!Buffer.isBuffer(content)) throw new TypeError("the mail was composed as a stream"); // buffer: true above
      return { reference: await keepAsFile(folder, letter.messageId, content), refused: [], deferred: [] };
    },
    check: () => checkFolder(folder),
  };
}

function message({ messageId, from, to, subject, text, html, attachments, date }: Letter): SendMailOptions {
  return {
    messageId,
    date,
    from,
    to: [...to],
    subject,
    text,
    html,
    attachments: attachments.map((attachment) => ({ ...attachment })),
    // Keeps out-of-office replies away (RFC 3834; the second header is for Exchange).
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    xMailer: "Kvitt",
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Milliseconds of silence after which the connection is closed. */
function limits(deadlineMs: number) {
  const short = Math.min(15_000, deadlineMs);
  return {
    dnsTimeout: short,
    connectionTimeout: short,
    greetingTimeout: short,
    socketTimeout: Math.min(60_000, deadlineMs),
  };
}

function smtpAddress(text: string): string {
  const known = URL.canParse(text) ? new URL(text) : null;
  if (known && ["smtp:", "smtps:"].includes(known.protocol) && known.hostname !== "") return text;
  // Not the text itself: it may hold a password.
  throw new UserError(messages.noSmtpAddress, messages.writeSmtpAddress);
}
