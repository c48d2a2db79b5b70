/**
 * `kvitt explain`: why a line was matched as it was (CONTRACT §5). Shows each rung of the ladder with its candidates by
 * today's books, and what was decided then, by which rule in which version, or by whom.
 */
import { holds, rows, type Books, type Handle } from "../../books/database.ts";
import { IS_LEFT_OUT_OF_MATCHING } from "../../books/disputes.ts";
import { merchantSettings, toleranceOf, type Settings } from "../../config/settings.ts";
import { RULES_VERSION } from "../../matching/ladder.ts";
import { showMinor } from "../../money.ts";
import {
  deviationsOfLine,
  findLine,
  allocationsOfLine,
  type LineName,
  type NamedLine,
  type LineAllocation,
  type LineDeviation,
} from "./line-history.ts";
import { traceRungs, type RungTrace } from "./match-trace.ts";

export interface Explanation {
  readonly line: Omit<NamedLine, "id" | "payoutId" | "amount"> & { readonly amount: string };
  /**
   * `booked`: a type that is not matched and has an account of its own. `unmatched`: the merchant's sales are booked as
   * daily sums, so that its lines are not matched.
   */
  readonly state: "settled" | "partly" | "open" | "booked" | "unmatched";
  /** A decimal string: what no allocation in force covers. */
  readonly left: string;
  readonly settlements: readonly LineAllocation[];
  readonly deviations: readonly LineDeviation[];
  readonly rungs: readonly RungTrace[];
}

/** Throws `UserError` when there is no such line. Reads only. */
export async function explainLine(books: Books, name: LineName, settings: Settings): Promise<Explanation> {
  return books.transaction(async (trx) => {
    const found = await findLine(trx, name);
    const settlements = await allocationsOfLine(trx, found);
    const deviations = await deviationsOfLine(trx, found);
    const [unmatched] = await rows(
      trx,
      {},
      "select from payout_without_receivables where payout_id = :payoutId",
      { payoutId: found.payoutId },
    );
    const rungs =
      unmatched !== undefined || (await isLeftOut(trx, found.id))
        ? []
        : await traceRungs(trx, found, {
            rules: rulesOf(settlements),
            tolerance: toleranceOf(settings, found.currency),
            references: { [found.merchantId]: merchantSettings(settings, found.merchantId).references },
          });
    const { id: _id, payoutId: _payout, amount, currency, ...line } = found;
    const inForce = settlements.filter(({ takenBack }) => !takenBack);
    const used = inForce.reduce((sum, { lineAmount }) => sum + units(lineAmount), 0n);
    const matched = rungs.length > 0 || (unmatched !== undefined && isMatched(found.type));
    const left = amount - used;
    return {
      line: { ...line, amount: showMinor(amount, currency), currency },
      state: stateOf(),
      left: showMinor(matched ? left : 0n, currency),
      settlements,
      deviations,
      rungs,
    };

    function stateOf(): Explanation["state"] {
      if (!matched) return "booked";
      if (left === 0n) return "settled";
      if (used > 0n) return "partly";
      return unmatched === undefined ? "open" : "unmatched";
    }
  });
}

function isMatched(type: string): boolean {
  return type === "SALE" || type === "RETURN";
}

/** A run's decision is explained by the rules of that run; anything else by today's. */
function rulesOf(settlements: readonly LineAllocation[]): number {
  return (
    settlements.find(({ takenBack, decision }) => !takenBack && decision === null)?.rules ?? RULES_VERSION
  );
}

/** A RETURN because the customer did not pay, which the rules of its run leave out of matching. */
async function isLeftOut(trx: Handle, lineId: bigint): Promise<boolean> {
  return holds(trx, `select ${IS_LEFT_OUT_OF_MATCHING} as "leftOut" from line l where l.id = :lineId`, {
    lineId,
  });
}

/** A decimal string as a count of its last decimal place. */
function units(amount: string): bigint {
  return BigInt(amount.replace(".", ""));
}
