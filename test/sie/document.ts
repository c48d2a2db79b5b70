/** A SIE file as read: its records unchanged, and its vouchers with exact amounts. */
import type { SieCharset } from "../../src/delivery/sie/charset.ts";
import type { SieField } from "../../src/delivery/sie/tokenize.ts";
import type { Minor } from "../../src/money.ts";

export interface SieRecord {
  /** 1-based line in the file. */
  readonly line: number;
  /** "#KONTO", in capitals. */
  readonly label: string;
  readonly fields: readonly SieField[];
}

export interface SieRow {
  readonly line: number;
  readonly account: number;
  readonly objects: readonly { readonly dimension: string; readonly object: string }[];
  /** Debit is positive, credit negative. */
  readonly amount: Minor;
  /** "2026-03-10"; null when the row has none of its own. */
  readonly date: string | null;
  readonly text: string;
}

export interface SieVoucher {
  readonly line: number;
  /** "" when the importing program is to choose. */
  readonly series: string;
  readonly number: string;
  readonly date: string;
  readonly text: string;
  /** The day it was made, and by whom; null when the file does not say. */
  readonly registered: string | null;
  readonly sign: string | null;
  /** The #TRANS rows. #BTRANS and #RTRANS record earlier changes; the #TRANS rows are the result. */
  readonly rows: readonly SieRow[];
}

export interface SieDocument {
  readonly charset: SieCharset;
  /** True when an importing program has marked the file as read (#FLAGGA 1). */
  readonly alreadyImported: boolean;
  readonly companyName: string | null;
  readonly orgNumber: string | null;
  /** #VALUTA; SEK when the file does not say. */
  readonly currency: string;
  readonly accounts: ReadonlyMap<number, string>;
  /** "right" when the file has a #KSUMMA; a wrong one is a problem and gives no document. */
  readonly checksum: "right" | "absent";
  /** Every record outside the vouchers, also those we do not know. */
  readonly records: readonly SieRecord[];
  readonly vouchers: readonly SieVoucher[];
}

export interface SieProblem {
  /** 1-based line in the file. */
  readonly line: number;
  readonly problem: string;
}

export type SieRead =
  | { readonly ok: true; readonly value: SieDocument }
  | { readonly ok: false; readonly problems: readonly [SieProblem, ...SieProblem[]] };
