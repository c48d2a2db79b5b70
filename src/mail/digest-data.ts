/** The input of a digest: everything that a run did and left undone, as plain data. Amounts are minor units. */
import type { Candidate, NearMiss } from "../format/candidate-texts.ts";
import type { ReferencesAdvice } from "../format/advice-texts.ts";
import type { CompletedLines } from "../format/completion-texts.ts";
import type { DeviationCode } from "../format/deviation-texts.ts";
import type { LineFacts } from "../format/line-facts.ts";
import type { Minor, Money } from "../money.ts";
import type { Message } from "../message.ts";
import type { ClearingOf } from "./clearing-section.ts";
import type { FailedJob } from "./failed-job.ts";

export interface DigestData {
  /** The company's name as it heads the mail. */
  readonly company: string;
  /** Where the page is, if that is known; a mail links to it. */
  readonly page: string | null;
  /** The day of the mail, in the company's time zone: "2026-05-02". */
  readonly date: string;
  readonly files: {
    readonly imported: number;
    readonly duplicate: number;
    /** Known payouts that came again with other content (`report_changed`). */
    readonly changed: number;
    readonly quarantined: readonly QuarantinedFile[];
  };
  /** What reports that came again have completed. */
  readonly completed: readonly CompletedLines[];
  /** What another setting of a merchant's references would match: given once. */
  readonly advice: readonly ReferencesAdvice[];
  /** null: none were imported. */
  readonly receivables: {
    readonly taken: number;
    readonly refused: readonly RefusedRow[];
  } | null;
  /** What is in the inbox and is no report, so that it was not imported: links, folders with a file's name. */
  readonly leftAlone: readonly Message[];
  /** What is to be said of the inbox as a whole: nothing has come for long, or a share is not mounted. */
  readonly inbox: readonly Message[];
  /** Some of these, or of the files that could not be taken, are to be told now; the others were told before. */
  readonly isLeftNew: boolean;
  readonly payouts: readonly DigestPayout[];
  readonly deviations: {
    /** Open now, new ones first, then the oldest and the largest; at most `LISTED_MAX`. */
    readonly listed: readonly DigestDeviation[];
    /** What is open beside them. */
    readonly rest: readonly RestOfCode[];
  };
  /** Since the last digest. */
  readonly closed: {
    readonly count: number;
    /** Some of them, to show; the newest first. */
    readonly listed: readonly ClosedDeviation[];
  };
  /** SIE files that were written since the last digest, with their vouchers; some of them, the newest last. */
  readonly sieFiles?: {
    readonly count: number;
    readonly listed: readonly {
      readonly voucher: string;
      readonly file: string;
      /** "mail": it went as an attachment. */
      readonly target?: "sie" | "mail";
    }[];
  };
  /** What people decided since the last digest; some of it, the newest first. */
  readonly decided?: { readonly count: number; readonly listed: readonly PersonsDecision[] };
  /** What was charged beyond the contract in a month, per currency; null where no contract is configured. */
  readonly overcharged: {
    /** "2026-05" */
    readonly month: string;
    readonly sums: readonly Money[];
  } | null;
  /** All open deviations, counted by how many days they have been open. */
  readonly openByAge: readonly { readonly ageDays: number; readonly count: number }[];
  /** The clearing account, by how many days ago the payout of each unmatched line was; debit positive. */
  readonly clearingByAge: readonly (Money & { readonly ageDays: number })[];
  /** The clearing account by merchant; empty where every merchant has receivables. */
  readonly clearing: readonly ClearingOf[];
  readonly failedJobs: readonly FailedJob[];
  /** The newest hash of the audit chain. Once the mail is sent, nobody who can rewrite the books can change it there. */
  readonly anchor: string;
}

/** About as many as fit into the zip of a letter; all are on the page and in `kvitt deviations --csv`. */
export const LISTED_MAX = 1_000;

/** Open deviations of a code that are not listed. */
export interface RestOfCode {
  readonly code: DeviationCode;
  readonly isNew: boolean;
  readonly count: number;
  readonly sums: readonly Money[];
}

export interface QuarantinedFile {
  readonly name: string;
  readonly kind: "report" | "receivables";
  /** Of the deviation that was opened for this file; null when there is none. */
  readonly deviationId: bigint | null;
  /** Every refusal, or the first of many. Empty only when they are not known. */
  readonly refusals: readonly FileRefusal[];
}

/** Where in the file, what was there, and what to do (the fields of a `Refusal` of src/reports). */
export interface FileRefusal {
  readonly line: number | null;
  readonly column: string | null;
  readonly found: string | null;
  readonly expected: string | null;
  readonly what: Message;
  readonly todo: Message;
}

export interface RefusedRow {
  readonly file: string;
  readonly line: number;
  readonly problem: Message;
}

export interface DigestPayout extends Money {
  /** "klarna" or "kustom" */
  readonly issuer: string;
  readonly merchantId: string;
  readonly paymentReference: string;
  /** "2026-05-02" */
  readonly date: string;
  readonly lines: number;
  readonly matched: number;
  readonly deviating: number;
  readonly remainder: Minor;
  /** "none": its merchant's sales are booked as daily sums, so its lines are not matched. */
  readonly receivables: "each" | "none";
  /** "K 12": series and number. Empty: not booked (yet). */
  readonly vouchers: readonly string[];
  /** Why none of its lines can be found among the receivables, and the remedy; null where some can. */
  readonly unfindable: Message | null;
  /** What could not be verified, because of how the report is configured. */
  readonly unproven: readonly Message[];
}

export interface DigestDeviation {
  readonly id: bigint;
  readonly code: DeviationCode;
  /** Opened since the last digest. */
  readonly isNew: boolean;
  readonly ageDays: number;
  /** The amount it is about; null where there is none. */
  readonly amount: Minor | null;
  readonly currency: string | null;
  /** The order's or invoice's number as the shop knows it (merchant reference), else Klarna's order id. */
  readonly reference: string | null;
  readonly merchantId: string | null;
  readonly paymentReference: string | null;
  /** 1-based line number in the report file. */
  readonly row: number | null;
  /** "SALE", "RETURN", ... */
  readonly lineType: string | null;
  /** The report file, where the deviation is about one. */
  readonly file: string | null;
  /** Free text or a decimal string ("1193.75"). */
  readonly expected: string | null;
  readonly found: string | null;
  readonly candidates: readonly Candidate[];
  /** Receivables that are similar to the line without agreeing with it: hints, never matched. */
  readonly nearMisses: readonly NearMiss[];
  /** What to look the line up by, dates as days in the company's time zone; null where there is no line. */
  readonly facts: LineFacts | null;
}

export interface PersonsDecision {
  readonly deviationId: bigint;
  readonly action: "match" | "account" | "write_off" | "accept" | "undo";
  readonly actor: string;
  readonly why: string | null;
  /** "K 44"; null when nothing was booked. */
  readonly voucher: string | null;
}

export interface ClosedDeviation {
  readonly id: bigint;
  readonly code: DeviationCode;
  readonly amount: Minor | null;
  readonly currency: string | null;
  readonly reference: string | null;
  /** "resolved": by a person. "closed": its reason is gone. */
  readonly how: "resolved" | "closed";
}
