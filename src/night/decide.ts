/**
 * A person decides a deviation: put the line on receivables, put it on an account, or accept it as it is. The same
 * constraints hold as for the night, and what moves money makes a voucher of its own, never an edit.
 */
import { dateIn } from "../clock.ts";
import { accountsOf, type Settings } from "../config.ts";
import { audit } from "../books/audit.ts";
import { change, rows, type Books, type Handle } from "../books/database.ts";
import { takeTurn } from "../books/turn.ts";
import { deviationToDecide, type DecidableDeviation } from "../books/decisions.ts";
import { draftAllocations, openDrafts, planVouchers, writeVouchers } from "../books/vouchers.ts";
import { NeedsPerson } from "../errors.ts";
import { planVoucher } from "../ledger/voucher-plan.ts";
import { UNSETTLED_CODES } from "../matching/deviations.ts";
import type { Deciding, Decision } from "./deciding.ts";
import { moveBooked } from "./move-booked.ts";
import { putOnReceivables } from "./put-on-receivables.ts";
import { rowWords } from "./row-words.ts";

export interface Decided {
  readonly decisionId: bigint;
  readonly vouchers: number;
}

/** Throws `NeedsPerson` when the decision cannot stand; then nothing has changed. */
export async function decide(
  books: Books,
  deviationId: bigint,
  decision: Decision,
  settings: Settings,
  at: Date,
): Promise<Decided> {
  return books.transaction(async (trx) => {
    await takeTurn(trx);
    const deviation = await deviationToDecide(trx, deviationId);
    if (!deviation) throw noSuch(deviationId);
    if (deviation.state !== "open") {
      throw new NeedsPerson(
        {
          sv: `Avvikelse ${deviationId} är redan avgjord.`,
          en: `Deviation ${deviationId} has been decided already.`,
        },
        {
          sv: `Ångra först: kvitt undo ${deviationId}`,
          en: `Take that back first: kvitt undo ${deviationId}`,
        },
      );
    }
    const action = decision.match ? "match" : decision.account === undefined ? "accept" : "account";
    const [added] = await rows<{ id: bigint }>(
      trx,
      `insert into decision (deviation_id, action, why, actor, at, details)
       values (:deviationId, :action, :why, :actor, :at, :details) returning id`,
      {
        deviationId,
        action,
        why: decision.why ?? null,
        actor: decision.actor,
        at,
        details: JSON.stringify({
          match: decision.match ?? null,
          account: decision.account ?? null,
          // the accounts as they were then, from which `kvitt verify` recomputes the voucher
          accounts: deviation.payout === null ? null : accountsOf(settings, deviation.payout.merchantId),
        }),
      },
    );
    const decisionId = added?.id ?? 0n;
    const vouchers =
      action === "accept" ? 0 : await book(trx, { deviation, decision, decisionId, settings, at });
    await change(
      trx,
      `update deviation set state = 'resolved', closed_at = :at, decision_id = :decisionId where id = :deviationId`,
      { at, decisionId, deviationId },
    );
    await audit(trx, at, [
      {
        actor: decision.actor,
        action: `decided:${action}`,
        subject: `deviation ${deviationId}`,
        cause: decision.why ?? null,
        before: { state: "open", code: deviation.code },
        after: {
          state: "resolved",
          decision: String(decisionId),
          match: decision.match,
          account: decision.account,
        },
      },
    ]);
    return { decisionId, vouchers };
  });
}

async function book(trx: Handle, deciding: Deciding): Promise<number> {
  const { deviation, decisionId, settings, at } = deciding;
  const { payout, lineId, type } = deviation;
  if (payout === null || lineId === null || !type) {
    throw new NeedsPerson(
      {
        sv: `Avvikelse ${deviation.id} (${deviation.code}) gäller ingen rad, så det finns inget att bokföra.`,
        en: `Deviation ${deviation.id} (${deviation.code}) is not about a line, so there is nothing to book.`,
      },
      { sv: "Godkänn den med --accept --why TEXT.", en: "Accept it with --accept --why TEXT." },
    );
  }
  const [fresh] = await rows<{ id: bigint; after: bigint }>(
    trx,
    "select nextval('voucher_id') as id, (select coalesce(max(id), 0)::bigint from allocation) as after",
  );
  const voucherId = fresh?.id ?? 0n;
  await openDrafts(trx);
  const { actor, why = null } = deciding.decision;
  const occasion = { cause: "decision", decisionId, actor, why } as const;
  const made = dateIn(settings.timeZone, at);
  const corrects = deviation.bookedAs;
  await planVouchers(trx, [planVoucher({ voucherId, payout, occasion, corrects, made, settings, place: 0 })]);
  const words = rowWords(settings.language);
  if (isUnsettled(deviation)) {
    const { currency } = payout;
    await putOnReceivables(trx, { ...deciding, voucherId, lineId, left: deviation.left ?? 0n, currency });
    await draftAllocations(trx, fresh?.after ?? 0n, words);
  } else {
    await moveBooked(trx, { ...deciding, voucherId, lineId, merchantId: payout.merchantId });
  }
  const foreign = payout.currency === settings.company.currency ? [] : [payout.currency];
  return writeVouchers(trx, { runId: null, decisionId, at, targets: settings.targets, foreign, words });
}

/** Lines that are on the clearing account; all others were booked to an account and can only be moved from there. */
function isUnsettled({ code, left }: DecidableDeviation): boolean {
  return UNSETTLED_CODES.some((one) => one === code) && (left ?? 0n) > 0n;
}

export function noSuch(deviationId: bigint): NeedsPerson {
  return new NeedsPerson(
    { sv: `Det finns ingen avvikelse ${deviationId}.`, en: `There is no deviation ${deviationId}.` },
    { sv: "Se listan: kvitt deviations", en: "See the list: kvitt deviations" },
  );
}
