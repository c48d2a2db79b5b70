/** A row that is refused alone, while the others of its list are taken in. */
import type { Message } from "../../message.ts";

export interface BadRow {
  /** 1-based. */
  readonly line: number;
  readonly column: string | null;
  /** The raw value, cut to 200 characters. */
  readonly found: string | null;
  readonly what: Message;
  readonly todo: Message;
}
