/** What a proof finds when something does not agree, and what a check is given to find it. */
import type { Knex } from "knex";
import type { Settings } from "../../config/settings.ts";
import type { Workspace } from "../../config/workspace.ts";
import type { Message } from "../../message.ts";

/** The checks, in the order in which they are made: from the raw files outward. */
export const VERIFY_CHECKS = [
  "archive",
  "reports",
  "receivables",
  "allocations",
  "vouchers",
  "clearing",
  "deviations",
  "deliveries",
  "trail",
] as const;
export type VerifyCheckName = (typeof VERIFY_CHECKS)[number];

export interface VerifyFinding {
  readonly check: VerifyCheckName;
  /** What it is about: "payout 123456789 row 7", "voucher K12", "entry 5". */
  readonly subject: string;
  readonly problem: Message;
}

export interface VerifyContext {
  /** One snapshot of the books, from the first check to the last. */
  readonly trx: Knex.Transaction;
  readonly workspace: Workspace;
  /** Of a run, as it kept them. */
  readonly settingsOf: (runId: bigint) => Promise<Settings>;
  /** Most findings that one check is asked for. */
  readonly limit: number;
  /** A hash of the audit trail that was noted elsewhere, to be found in it. */
  readonly anchor: string | null;
  /** Counts what has been looked at, for the summary. */
  count(what: CheckedKind, by: number): void;
}

export const CHECKED_KINDS = [
  "files",
  "payouts",
  "lines",
  "receivables",
  "allocations",
  "vouchers",
  "deviations",
  "sieFiles",
  "entries",
] as const;
export type CheckedKind = (typeof CHECKED_KINDS)[number];

export type VerifyCheck = (context: VerifyContext) => AsyncIterable<VerifyFinding>;
