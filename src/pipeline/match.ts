/**
 * Matches and books a run in one transaction: the ladder matches lines, lines without a match get deviations, and every öre
 * that moved is in a voucher. All of it is committed, or nothing.
 */
import { gatheringTargets, sieFilesOf, toleranceOf, type Settings } from "../config/settings.ts";
import { audit, type AuditEvent } from "../books/audit.ts";
import { change, rows, type Books } from "../books/database.ts";
import { sealedRun } from "../books/row-seals.ts";
import { keepRules } from "../books/runs.ts";
import { acquireWriteLock } from "../books/write-lock.ts";
import { checkDebt } from "../matching/checks/debt-gap.ts";
import { coverDisputes } from "../matching/checks/disputes.ts";
import { checkFees } from "../matching/checks/fee-differs.ts";
import { checkAccounts } from "../matching/checks/needs-account.ts";
import { checkPayoutSchedule } from "../matching/checks/payout-schedule.ts";
import { dateIn } from "../clock.ts";
import { adviseReferences } from "../matching/advice.ts";
import { syncDeviations } from "../matching/deviations.ts";
import { RULES_VERSION } from "../matching/ladder.ts";
import { createOpenLineTable } from "../matching/open-lines.ts";
import { matchLines } from "../matching/rule-sets.ts";
import { restoreSetAside, followReceivablesSetting, setAside } from "../matching/without-receivables.ts";
import type { Rate } from "../delivery/rates-file.ts";
import type { Rates } from "../delivery/rates.ts";
import { releaseGathered } from "../books/sie-files.ts";
import { bookRun, runPayouts } from "./book.ts";
import { applyRates } from "./rates.ts";

export interface MatchResult {
  readonly payouts: number;
  readonly matched: number;
  readonly vouchers: number;
}

export interface MatchOptions {
  /** Version of the matching rules: a replay uses the version of the run. */
  readonly rules?: number;
  /** Called between matching and booking, for the benchmark. */
  readonly whenMatched?: () => void;
}

/** Matches and books everything that is open. Idempotent: a second call finds nothing to do. */
export async function match(
  books: Books,
  runId: bigint,
  settings: Settings,
  at: Date,
  rates: Rates = new Map(),
  { rules = RULES_VERSION, whenMatched = () => undefined }: MatchOptions = {},
): Promise<MatchResult> {
  return books.transaction(async (trx) => {
    await acquireWriteLock(trx);
    await keepRules(trx, runId, { settings, rules });
    const [before] = await rows(
      trx,
      { id: "bigint" },
      "select coalesce(max(id), 0)::bigint as id from allocation",
    );
    const after = before?.id ?? 0n;
    await followReceivablesSetting(trx, settings, { runId, at });
    await createOpenLineTable(
      trx,
      tolerancesOf(settings),
      referencesOf(settings),
      settings.voucher.per,
      rules,
    );
    const aside = await setAside(trx, settings);
    await matchLines(trx, { runId, rules });
    await syncDeviations(trx, { runId, at });
    if (rules > 1) await adviseReferences(trx, { runId, at });
    if (aside > 0) await restoreSetAside(trx);
    whenMatched();

    const payouts = await runPayouts(trx);
    const vouchers = await bookRun(trx, { payouts, after, runId, settings, at, rules });
    await checkAccounts(trx, settings, { runId, at }, rules);
    if (rules > 1) await coverDisputes(trx, settings, { runId, at });
    const rated = await applyRates(trx, settings, rates, { runId, at });
    await releaseGathered(trx, monthsOf(settings, at));
    await checkDebt(trx, settings, { runId, at }, rules);
    await checkFees(trx, settings, { runId, at });
    await checkPayoutSchedule(trx, settings, dateIn(settings.timeZone, at), { runId, at });
    await change(
      trx,
      "update payout set state = 'matched' where state = 'imported' and id in (select payout_id from run_payout)",
    );
    const [count] = await rows(
      trx,
      { matched: "bigint", settingsSha256: "text?" },
      `select count(distinct line_id) as matched,
              (select encode(sha256(convert_to(settings::text, 'UTF8')), 'hex') from run where id = :runId) as "settingsSha256"
         from allocation where id > :after`,
      { after, runId },
    );
    const fresh = payouts.filter((payout) => payout.fresh).length;
    const matched = Number(count?.matched ?? 0n);
    const settingsSha256 = count?.settingsSha256 ?? null;
    const runSha256 = await sealedRun(trx, runId);
    await audit(trx, at, [
      eventOf({ runId, fresh, matched, vouchers, rules, settingsSha256, runSha256, rated }),
    ]);
    return { payouts: fresh, matched, vouchers };
  });
}

function tolerancesOf(settings: Settings) {
  const codes = new Set(["SEK", "NOK", "DKK", "EUR", ...Object.keys(settings.tolerance)]);
  codes.delete("other");
  const byCurrency = Object.fromEntries([...codes].map((code) => [code, toleranceOf(settings, code)]));
  return { byCurrency, other: toleranceOf(settings, "other") };
}

/** Of which targets the vouchers wait until their month is over, and the month that is not. */
function monthsOf(settings: Settings, at: Date) {
  const monthly = gatheringTargets(settings).filter(
    (target) => sieFilesOf(settings, target)?.files === "month",
  );
  return { monthly, from: `${dateIn(settings.timeZone, at).slice(0, 7)}-01` };
}

function referencesOf({ merchants }: Settings) {
  return Object.fromEntries(Object.entries(merchants).map(([id, { references }]) => [id, references]));
}

interface Outcome {
  readonly runId: bigint;
  readonly fresh: number;
  readonly matched: number;
  readonly vouchers: number;
  readonly rules: number;
  /** Of the settings that the run keeps. */
  readonly settingsSha256: string | null;
  /** Of what the run was from its beginning. */
  readonly runSha256: string | null;
  readonly rated: readonly Rate[];
}

/** What the audit trail keeps of the step: counts, rules, settings and rates. The rows it wrote are sealed with the entry. */
function eventOf({ runId, fresh, matched, vouchers, rules, rated, ...seals }: Outcome): AuditEvent {
  return {
    actor: "kvitt",
    action: "matched",
    subject: `run ${runId}`,
    after: { payouts: fresh, matched, vouchers, rules, ...seals, rates: rated },
  };
}
