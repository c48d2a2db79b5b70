/**
 * Writes off what is left of a partly paid receivable, on the accounts that the person names or as a bad debt. It is an
 * allocation that takes nothing of its line: the receivable is settled in full, under the same database constraints as by
 * money, and a payment that comes later is `already_settled`.
 */
import { text, type Row, type RowShape } from "../books/row.ts";
import { messages } from "./messages.ts";
import { moneyMessage } from "../format/amount.ts";
import { accountsOf } from "../config/settings.ts";
import { change, rows, type Handle } from "../books/database.ts";
import type { DecidableDeviation } from "../books/decisions.ts";
import { draftRows } from "../books/vouchers.ts";
import { UserError } from "../errors.ts";
import { RULES_VERSION } from "../matching/ladder.ts";
import { namesAccounts, type DecisionContext, type Decision } from "./decision.ts";
import type { SplitPart } from "./split.ts";
import { withReason, rowTexts } from "../ledger/row-texts.ts";
import { closePaidUp } from "./allocate.ts";
import { writeOffLimit } from "./write-off-limit.ts";

/** What is written off. */
const REST_ROW = {
  receivableId: "bigint",
  kind: text<"invoice" | "credit_note" | "order">(),
  number: "text",
  /** What nothing settles yet; minor units above zero. */
  amount: "bigint",
} as const satisfies RowShape;
export type Rest = Row<typeof REST_ROW>;

/**
 * Whether a decision writes off. An account moves a line of another deviation; but the line of a part payment is matched in
 * full, so there an account takes the rest of the receivable.
 */
export function writesOff({ code }: DecidableDeviation, decision: Decision): boolean {
  return decision.writeOff === true || (code === "partly_paid" && !decision.match && namesAccounts(decision));
}

/** Throws `UserError` when nothing is left to write off, or it is above the person's limit. */
export async function restToWriteOff(
  trx: Handle,
  deviation: DecidableDeviation,
  { decision, settings }: Pick<DecisionContext, "decision" | "settings">,
): Promise<Rest> {
  const { code, receivableId, payout } = deviation;
  const [rest] = await rows(
    trx,
    REST_ROW,
    `select r.id as "receivableId", r.kind, r.number,
            (r.open_amount - coalesce((select sum(a.receivable_amount) from allocation a
                                        where a.receivable_id = r.id and a.effect = 'settles'), 0))::bigint as amount
       from receivable r where r.id = :receivableId`,
    { receivableId },
  );
  if (code !== "partly_paid" || payout === null || !rest || rest.amount <= 0n) {
    throw new UserError(
      messages.noRestToWriteOff({ id: deviation.id, code }),
      messages.writeOffIsForPartlyPaid,
    );
  }
  const limit = await writeOffLimit(trx, settings, decision.actor, { currency: payout.currency, payout });
  if (rest.amount <= limit) return rest;
  const [left, allowed] = [moneyMessage(rest.amount, payout.currency), moneyMessage(limit, payout.currency)];
  throw new UserError(
    messages.aboveLimit({ left, actor: decision.actor, limit: allowed }),
    messages.raiseLimit(decision.actor),
  );
}

export async function writeOff(
  trx: Handle,
  deciding: DecisionContext,
  {
    voucherId,
    lineId,
    merchantId,
    rest,
    parts,
  }: {
    readonly voucherId: bigint;
    readonly lineId: bigint;
    readonly merchantId: string;
    readonly rest: Rest;
    readonly parts: readonly SplitPart[];
  },
): Promise<void> {
  const { deviation, decision, decisionId, settings, at } = deciding;
  await change(
    trx,
    // What is written off of an order was never received and cannot be paid back, so it counts as settled and as paid back.
    `insert into allocation (line_id, receivable_id, effect, line_amount, receivable_amount, rule, rules, voucher_id, decision_id)
     select :lineId::bigint, :receivableId::bigint, effect, 0, :amount::bigint, 'written_off', :rules::smallint,
            :voucherId::bigint, :decisionId::bigint
       from unnest(array['settles', 'pays_back']) as e(effect) where effect = 'settles' or :kind::text = 'order'`,
    { lineId, ...rest, rules: RULES_VERSION, voucherId, decisionId },
  );
  const sign = deviation.type === "SALE" ? 1n : -1n;
  const words = rowTexts(settings.language);
  const text = `${words.writtenOff} ${words[rest.kind].toLowerCase()} ${rest.number}`;
  const { receivable } = accountsOf(settings, merchantId);
  await draftRows(trx, [
    ...parts.map(({ account, amount }) => ({
      voucherId,
      account,
      amount: sign * amount,
      text: withReason(text, decision.why),
      lineId,
    })),
    {
      voucherId,
      account: receivable,
      amount: -sign * rest.amount,
      text: `${words[rest.kind]} ${rest.number}, ${words.rest}`,
      lineId,
    },
  ]);
  await closePaidUp(trx, { deviation, decisionId, at });
}
