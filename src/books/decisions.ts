/** Reads what a decision needs: a deviation with its line and payout, the receivables of a name, and earlier decisions. */
import { nullable, text, type Row, type RowShape } from "./row.ts";
import type { PlannedPayout } from "../ledger/voucher-plan.ts";
import type { LineType } from "../reports/report.ts";
import { LEFT_OF_LINE, SETTLED_AND_PAID_BACK } from "./amounts-left.ts";
import { oneRow, rows, value, type Handle } from "./database.ts";
import { ORDER_OF } from "./vouchers.ts";

const DECIDABLE_ROW = {
  id: "bigint",
  code: "text",
  state: text<"open" | "resolved" | "closed">(),
  lineId: "bigint?",
  /** The order of its line, as the shop names it. */
  order: "text?",
  receivableId: "bigint?",
  type: nullable(text<LineType>()),
  detailedType: "text?",
  effect: "bigint?",
  /** What is not settled of the line; minor units. */
  left: "bigint?",
  /** What the deviation is about; null where it has no amount. */
  amount: "bigint?",
  currency: "text?",
  /** The voucher that the payout was booked by. */
  bookedAs: "bigint?",
} as const satisfies RowShape;

export interface DecidableDeviation extends Row<typeof DECIDABLE_ROW> {
  /** The payout that it is about, if any. */
  readonly payout: PlannedPayout | null;
}

/** Locks the deviation, so that two people cannot decide it at once. */
export async function deviationToDecide(trx: Handle, id: bigint): Promise<DecidableDeviation | null> {
  const [found] = await rows(
    trx,
    { ...DECIDABLE_ROW, payoutId: "bigint?" },
    `select d.id, d.code, d.state, d.line_id as "lineId", d.receivable_id as "receivableId",
            ${ORDER_OF("l")} as "order", l.type, l.detailed_type as "detailedType", l.effect, ${LEFT_OF_LINE} as left, d.amount, d.currency,
            d.payout_id as "payoutId",
            (select v.id from voucher v where v.payout_id = d.payout_id and v.cause = 'payout') as "bookedAs"
       from deviation d left join line l on l.id = d.line_id
      where d.id = :id for update of d`,
    { id },
  );
  if (!found) return null;
  const { payoutId, ...deviation } = found;
  return { ...deviation, payout: payoutId === null ? null : await plannedPayout(trx, payoutId) };
}

async function plannedPayout(trx: Handle, id: bigint): Promise<PlannedPayout | null> {
  return oneRow(
    trx,
    {
      id: "bigint",
      issuer: "text",
      merchantId: "text",
      paymentReference: "text",
      currency: "text",
      date: "text",
    },
    `select id, issuer, merchant_id as "merchantId", payment_reference as "paymentReference", currency, date
       from payout where id = :id`,
    { id },
  );
}

const RECEIVABLE_BALANCE_ROW = {
  id: "bigint",
  kind: text<"invoice" | "credit_note" | "order">(),
  number: "text",
  /** "": not known. */
  merchantId: "text",
  /** Two lists disagree about it, so nothing may be put on it. */
  disputed: "boolean",
  currency: "text",
  openAmount: "bigint",
  settled: "bigint",
  /** What an order had received before Kvitt knew it. */
  receivedBefore: "bigint",
  paidBack: "bigint",
} as const satisfies RowShape;
export type ReceivableBalance = Row<typeof RECEIVABLE_BALANCE_ROW>;

export interface NamedReceivable {
  readonly kind: string;
  /** The number or, where several merchants have it, "MERCHANT/NUMBER". */
  readonly number: string;
  /** Merchant of the line. Its own receivable goes before others with the same number, then one without a merchant. */
  readonly merchantId: string | null;
}

/** The receivable that a person names; several when several merchants have one of that name. */
export async function receivableBalances(
  trx: Handle,
  { kind, number, merchantId }: NamedReceivable,
): Promise<readonly ReceivableBalance[]> {
  const slash = number.indexOf("/");
  const found = await rows(
    trx,
    RECEIVABLE_BALANCE_ROW,
    `select r.id, r.kind, r.number, r.merchant_id as "merchantId", r.disputed, r.currency, r.open_amount as "openAmount",
            r.received_before as "receivedBefore", s.settled, s.paid_back as "paidBack"
       from (select *, rank() over (order by number = :number desc, merchant_id = :of and number = :rest desc,
                                             merchant_id = :own desc, merchant_id = '' desc) as place
               from receivable
              where kind = :kind
                and (number = :number or number_key = reference_key(:number) or number = :rest and merchant_id = :of
                     or disputed and reference_key(number) = reference_key(:number))) r
      cross join lateral (select ${SETTLED_AND_PAID_BACK} from allocation a where a.receivable_id = r.id) s
      where r.place = 1
      order by r.number, r.merchant_id`,
    {
      kind,
      number,
      own: merchantId ?? "",
      of: slash > 0 ? number.slice(0, slash) : "",
      rest: slash > 0 ? number.slice(slash + 1) : "",
    },
  );
  const [first] = found;
  const merchants = new Set(found.map((one) => one.merchantId));
  return first && merchants.size === 1 ? [first] : found;
}

const DECISION_IN_FORCE_ROW = {
  id: "bigint",
  action: text<"match" | "account" | "write_off" | "accept">(),
  voucherId: "bigint?",
} as const satisfies RowShape;
export type DecisionInForce = Row<typeof DECISION_IN_FORCE_ROW>;

/** The newest decision about a deviation that has not been reversed. */
export async function decisionInForce(trx: Handle, deviationId: bigint): Promise<DecisionInForce | null> {
  return oneRow(
    trx,
    DECISION_IN_FORCE_ROW,
    `select d.id, d.action, v.id as "voucherId"
       from decision d left join voucher v on v.decision_id = d.id and v.cause = 'decision'
      where d.deviation_id = :deviationId and d.action <> 'undo'
        and not exists (select from decision u where u.undoes = d.id)
      order by d.id desc limit 1`,
    { deviationId },
  );
}

/** "K 44": the voucher that a decision or its reversal made. */
export async function voucherOfDecision(trx: Handle, decisionId: bigint): Promise<string | null> {
  return value(
    trx,
    "text",
    "select series || ' ' || number as voucher from voucher where decision_id = :decisionId",
    { decisionId },
  );
}
