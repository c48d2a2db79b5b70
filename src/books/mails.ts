/** E-mails as rows: stored before they are sent, so that none is lost and none is composed twice. */
import { json, text, type Row, type RowShape } from "./row.ts";
import { audit } from "./audit.ts";
import { sealedMail } from "./row-seals.ts";
import type { Settings } from "../config/settings.ts";
import { change, column, exists, oneRow, value, type Handle } from "./database.ts";

export interface NewMail {
  /** Idempotency key: a second e-mail with the same key is not added. */
  readonly key: string;
  readonly messageId: string;
  readonly kind: "digest" | "failure" | "alarm" | "vouchers";
  readonly runId: bigint | null;
  readonly at: Date;
  /** Those who get the other letters, unless given. */
  readonly to?: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: string;
    /** Of `content`, where it is no text. */
    readonly encoding?: "base64";
  }[];
}

/**
 * A nightly run's letter, with an entry of the audit chain that keeps what it says; the last that its transaction writes of what is
 * sealed. Letters about failures and alarms have none: they must not wait for the write lock, which may be what is stuck.
 */
export async function addDigest(
  trx: Handle,
  settings: Settings,
  mail: Omit<NewMail, "kind">,
): Promise<bigint | null> {
  const id = await addMail(trx, settings, { ...mail, kind: "digest" });
  if (id === null) return null;
  const after = { sha256: await sealedMail(trx, id) };
  const cause = mail.runId === null ? null : `run ${mail.runId}`;
  await audit(trx, mail.at, [{ actor: "kvitt", action: "mailed", subject: `mail ${id}`, cause, after }]);
  return id;
}

/** Null: an e-mail with that key exists. */
export async function addMail(db: Handle, settings: Settings, mail: NewMail): Promise<bigint | null> {
  return value(
    db,
    "bigint",
    `insert into mail (run_id, key, kind, message_id, sender, recipients, subject, text, html, attachments, created_at)
     values (:runId, :key, :kind, :messageId, :sender, :recipients, :subject, :text, :html, :attachments, :at)
     on conflict (key) do nothing returning id`,
    {
      ...mail,
      sender: settings.mail.from,
      recipients: [...(mail.to ?? settings.mail.to)],
      attachments: JSON.stringify(mail.attachments),
    },
  );
}

/** Whether a letter about a failure of this cause was composed since. Its key is "failure <cause> ...". */
export function isFailureTold(db: Handle, cause: string, since: Date): Promise<boolean> {
  return exists(
    db,
    "select from mail where kind = 'failure' and starts_with(key, :prefix) and created_at > :since",
    { prefix: `failure ${cause} `, since },
  );
}

const MAIL_ROW = {
  id: "bigint",
  kind: text<NewMail["kind"]>(),
  messageId: "text",
  sender: "text",
  recipients: json<readonly string[]>(),
  subject: "text",
  text: "text",
  html: "text",
  attachments: json<NewMail["attachments"]>(),
  createdAt: "instant",
} as const satisfies RowShape;
export type MailRow = Row<typeof MAIL_ROW>;

/** Counts the attempt. Null: it has been sent, or has failed for good. */
export async function beginMail(db: Handle, id: bigint): Promise<MailRow | null> {
  return oneRow(
    db,
    MAIL_ROW,
    `update mail set attempts = attempts + 1 where id = :id and state = 'pending'
     returning id, kind, message_id as "messageId", sender, recipients, subject, text, html, attachments, created_at as "createdAt"`,
    { id },
  );
}

/**
 * Before a letter that must not arrive twice is handed to the mail server. False: it was handed over before, and nobody knows whether it
 * has arrived.
 */
export async function claimHanding(db: Handle, id: bigint, at: Date): Promise<boolean> {
  const changed = await change(
    db,
    "update mail set handed_at = :at where id = :id and state = 'pending' and handed_at is null",
    { id, at },
  );
  return changed === 1;
}

/** The mail server has answered that it did not take it. */
export async function releaseHanding(db: Handle, id: bigint): Promise<void> {
  await change(db, "update mail set handed_at = null where id = :id and state <> 'sent'", { id });
}

/** False: it is not a letter of which nobody knows whether it has arrived. */
export async function recordArrived(db: Handle, id: bigint, reference: string, at: Date): Promise<boolean> {
  const changed = await change(
    db,
    `update mail set state = 'sent', reference = :reference, problem = null, sent_at = :at
      where id = :id and state <> 'sent' and handed_at is not null and problem is not null`,
    { id, reference, at },
  );
  return changed === 1;
}

export async function recordSent(db: Handle, id: bigint, reference: string, at: Date): Promise<void> {
  // also where another worker has given up on it while it was under way
  await change(
    db,
    "update mail set state = 'sent', reference = :reference, problem = null, sent_at = :at where id = :id and state <> 'sent'",
    { id, reference, at },
  );
}

export async function recordUnsent(db: Handle, id: bigint, problem: string): Promise<void> {
  await change(db, "update mail set problem = :problem where id = :id and state = 'pending'", {
    id,
    problem,
  });
}

/** Keeps only the recipients whose delivery was deferred, so that the retry does not send it to the others twice. */
export async function keepRecipients(db: Handle, id: bigint, recipients: readonly string[]): Promise<void> {
  await change(db, "update mail set recipients = :recipients where id = :id and state = 'pending'", {
    id,
    recipients: [...recipients],
  });
}

/** Letters about nights that wait to be sent, whoever does it. */
export function pendingAlarms(db: Handle): Promise<readonly bigint[]> {
  return column(db, "bigint", "select id from mail where state = 'pending' and kind = 'alarm' order by id");
}
