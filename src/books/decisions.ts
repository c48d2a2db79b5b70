/** What a person decides from: a deviation with its line and payout, and the receivables a line may be put on. */
import type { LineType } from "../report/report.ts";
import { rows, type Handle } from "./database.ts";

export interface DecidableDeviation {
  readonly id: bigint;
  readonly code: string;
  readonly state: "open" | "resolved" | "closed";
  readonly lineId: bigint | null;
  readonly type: LineType | null;
  readonly detailedType: string | null;
  readonly effect: bigint | null;
  /** Of the line, not settled by anything yet; minor units. */
  readonly left: bigint | null;
  readonly payoutId: bigint | null;
  readonly merchantId: string | null;
  readonly paymentReference: string | null;
  readonly currency: string | null;
  readonly date: string | null;
}

/** Locks the deviation, so that two people cannot decide it at once. */
export async function deviationToDecide(trx: Handle, id: bigint): Promise<DecidableDeviation | null> {
  const [found] = await rows<DecidableDeviation>(
    trx,
    `select d.id, d.code, d.state, d.line_id as "lineId", l.type, l.detailed_type as "detailedType", l.effect,
            l.amount - coalesce((select sum(a.line_amount) from allocation a where a.line_id = l.id), 0)::bigint as left,
            d.payout_id as "payoutId", p.merchant_id as "merchantId", p.payment_reference as "paymentReference",
            p.currency, p.date
       from deviation d left join line l on l.id = d.line_id left join payout p on p.id = d.payout_id
      where d.id = :id for update of d`,
    { id },
  );
  return found ?? null;
}

export interface ReceivableStanding {
  readonly id: bigint;
  readonly kind: "invoice" | "credit_note" | "order";
  readonly number: string;
  readonly currency: string;
  readonly openAmount: bigint;
  readonly settled: bigint;
  /** What an order had received before Kvitt knew it. */
  readonly receivedBefore: bigint;
  readonly paidBack: bigint;
}

export async function receivableStanding(
  trx: Handle,
  kind: string,
  number: string,
): Promise<ReceivableStanding | null> {
  const [found] = await rows<ReceivableStanding>(
    trx,
    `select r.id, r.kind, r.number, r.currency, r.open_amount as "openAmount",
            r.received_before as "receivedBefore",
            coalesce(sum(a.receivable_amount) filter (where a.effect = 'settles'), 0)::bigint as settled,
            coalesce(sum(a.receivable_amount) filter (where a.effect = 'pays_back'), 0)::bigint as "paidBack"
       from receivable r left join allocation a on a.receivable_id = r.id
      where r.kind = :kind and (r.number = :number or r.number_key = reference_key(:number))
      group by r.id order by r.number = :number desc, r.number limit 1`,
    { kind, number },
  );
  return found ?? null;
}

export interface StandingDecision {
  readonly id: bigint;
  readonly action: "match" | "account" | "accept";
  readonly voucherId: bigint | null;
}

/** The newest decision about a deviation that has not been taken back. */
export async function standingDecision(trx: Handle, deviationId: bigint): Promise<StandingDecision | null> {
  const [found] = await rows<StandingDecision>(
    trx,
    `select d.id, d.action, v.id as "voucherId"
       from decision d left join voucher v on v.decision_id = d.id and v.cause = 'decision'
      where d.deviation_id = :deviationId and d.action <> 'undo'
        and not exists (select from decision u where u.undoes = d.id)
      order by d.id desc limit 1`,
    { deviationId },
  );
  return found ?? null;
}
