/** A mail as it is stored before it is sent, and its Message-ID. */
import type { Attachment } from "./attachment.ts";

export interface Letter {
  /** Of its row in the books; for the log. */
  readonly id: string;
  /** "<...@...>", from `messageIdOf`; the same each time this letter is sent. */
  readonly messageId: string;
  /** An address, or "Name <address>". */
  readonly from: string;
  /** Empty: nobody to send it to, so it is only written to a file. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
  /** When it was composed. */
  readonly date: Date;
}

/**
 * A Message-ID that no other letter has (RFC 5322): "<20260502T011503123Z.digest-12@example.se>". Made once, when the letter
 * is stored: a mail program that gets the same letter twice then shows it once. The instant is in it so that the letters of
 * a new database never have the ids of those of an older one.
 */
export function messageIdOf(key: string, at: Date, from: string): string {
  const instant = at.toISOString().replace(/[-:.]/g, "");
  const domain = /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1] ?? "localhost.localdomain";
  return `<${instant}.${atom(key)}@${domain}>`;
}

/** The name of the letter's file: it depends on the Message-ID alone, so that a letter has one file. */
export function emlName(messageId: string): string {
  const local = messageId.replace(/^<|>$/g, "").replace(/@[^@]*$/, "");
  return `${atom(local)}.eml`;
}

function atom(text: string): string {
  const safe = text.replace(/[^A-Za-z0-9_.-]+/g, "-").replace(/^[.-]+|[.-]+$/g, "");
  return safe.slice(0, 120) || "letter";
}
