/** What every check of `kvitt verify` is given, and what it reports. */
import type { Knex } from "knex";
import { rows } from "../../books/database.ts";
import type { Row, RowShape } from "../../books/row.ts";
import type { Settings } from "../../config/settings.ts";
import type { Workspace } from "../../config/workspace.ts";
import type { Message } from "../../message.ts";

/** The checks in the order in which they are run: from the raw files outward. The names are in the JSON. */
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
  /** "payout 123456789 row 7", "voucher K12", "entry 5". */
  readonly subject: string;
  readonly problem: Message;
}

export const findingsOf =
  (check: VerifyCheckName) =>
  (subject: string, problem: Message): VerifyFinding => ({ check, subject, problem });

/** What was in the folders before the snapshot of the books was taken: the books know of each before it is there. */
export interface InFolders {
  /** SHA-256 of what is archived. */
  readonly archived: readonly string[];
  /** Names in the folder of SIE files. */
  readonly sie: readonly string[];
}

export interface VerifyContext {
  /** One snapshot of the books, from the first check to the last. */
  readonly trx: Knex.Transaction;
  readonly workspace: Workspace;
  readonly inFolders: InFolders;
  /** The settings that a run was made with. */
  readonly settingsOf: (runId: bigint) => Promise<Settings>;
  /** The number of findings after which a check may stop. */
  readonly limit: number;
  /** A hash of the audit chain that was stored elsewhere, and must be in it. */
  readonly anchor: string | null;
  /** Counts what has been checked, for the summary. */
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

/** A finding for each row of a statement that is limited to `:limit` rows. */
export async function* findRows<const S extends RowShape>(
  { trx, limit }: Pick<VerifyContext, "trx" | "limit">,
  shape: S,
  sql: string,
  finding: (row: Row<S>) => VerifyFinding,
): AsyncIterable<VerifyFinding> {
  for (const row of await rows(trx, shape, sql, { limit })) yield finding(row);
}
