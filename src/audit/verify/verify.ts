/**
 * `kvitt verify`: recomputes everything that the books claim, from the archived reports outward, in one snapshot, and writes
 * nothing. Reports the first difference, or with `all` every difference.
 */
import type { Books } from "../../books/database.ts";
import { newestEntry } from "../../books/audit.ts";
import type { Workspace } from "../../config/workspace.ts";
import { settingsOfRuns } from "../run-settings.ts";
import { checkAllocations } from "./allocations.ts";
import { checkArchive } from "./archive.ts";
import { checkClearing } from "./clearing.ts";
import { checkDeliveries } from "./deliveries.ts";
import { checkDeviations } from "./deviations.ts";
import {
  VERIFY_CHECKS,
  CHECKED_KINDS,
  type VerifyCheck,
  type VerifyCheckName,
  type CheckedKind,
  type VerifyFinding,
  type VerifyContext,
} from "./checks.ts";
import { checkReceivables } from "./receivables.ts";
import { checkReports } from "./reports.ts";
import { checkAuditChain } from "./audit-chain.ts";
import { lookInFolders } from "./unknown-files.ts";
import { checkVouchers } from "./vouchers.ts";

export interface VerifyResult {
  readonly agrees: boolean;
  /** Empty when everything agrees; else one, or with `all` up to a thousand of each kind. */
  readonly findings: readonly VerifyFinding[];
  /** How many were checked of each kind; 0 for checks that were not reached. */
  readonly checked: Readonly<Record<CheckedKind, number>>;
  /** The newest entry of the audit chain. Stored elsewhere, it proves later that the chain up to it is unchanged. */
  readonly head: { readonly entry: number; readonly hash: string };
}

export interface VerifyOptions {
  readonly all?: boolean;
  /** A head's hash that was stored earlier. */
  readonly anchor?: string | null;
  /** Called before each check, for a progress bar. */
  readonly onCheck?: (done: number, all: number, check: VerifyCheckName) => void;
}

/** In the order of VERIFY_CHECKS: a check may use temporary tables of an earlier one. */
const RUN_CHECK: Readonly<Record<VerifyCheckName, VerifyCheck>> = {
  archive: checkArchive,
  reports: checkReports,
  receivables: checkReceivables,
  allocations: checkAllocations,
  vouchers: checkVouchers,
  clearing: checkClearing,
  deviations: checkDeviations,
  deliveries: checkDeliveries,
  trail: checkAuditChain,
};

const FINDINGS_MAX = 1_000;

export async function verify(
  { books, workspace }: { readonly books: Books; readonly workspace: Workspace },
  { all = false, anchor = null, onCheck }: VerifyOptions = {},
): Promise<VerifyResult> {
  const inFolders = await lookInFolders(workspace);
  return books.transaction(
    async (trx) => {
      const checked = Object.fromEntries(CHECKED_KINDS.map((what) => [what, 0])) as Record<
        CheckedKind,
        number
      >;
      const context: VerifyContext = {
        trx,
        workspace,
        inFolders,
        settingsOf: settingsOfRuns(trx),
        limit: all ? FINDINGS_MAX : 1,
        anchor,
        count: (what, by) => {
          checked[what] += by;
        },
      };
      const head = await newestEntry(trx);
      const findings: VerifyFinding[] = [];
      for (const [index, name] of VERIFY_CHECKS.entries()) {
        onCheck?.(index, VERIFY_CHECKS.length, name);
        for await (const finding of RUN_CHECK[name](context)) {
          findings.push(finding);
          if (!all) break;
        }
        if (!all && findings.length > 0) break;
      }
      return {
        agrees: findings.length === 0,
        findings,
        checked,
        head: { entry: Number(head.id), hash: head.hash },
      };
    },
    { isolationLevel: "repeatable read" },
  );
}
