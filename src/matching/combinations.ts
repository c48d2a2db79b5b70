/**
 * Covering sets: some of an order's receivables that add up to the line exactly. A line with several possible answers is
 * told with them in front, each as one candidate, so that a person can take it in one command. Nothing is settled by one:
 * that the sum fits does not prove what was paid.
 */
import { SETTLED_AND_PAID_BACK } from "../books/amounts-left.ts";
import { change, rows, type Handle } from "../books/database.ts";
import { showMinor } from "../money.ts";

/** Bounds the work to 2^12 sets of a kind, for the few lines that are ambiguous. */
const CANDIDATES_MAX = 12;
/** Between more than these nobody chooses by the sum. */
const SETS_MAX = 3;

interface Fitting {
  readonly lineId: bigint;
  /** What is left of the line, and what is open on the receivable now, in minor units. */
  readonly amount: bigint;
  readonly open: bigint;
  readonly currency: string;
  readonly kind: string;
  readonly number: string;
  readonly orderId: string | null;
  readonly orderNumber: string | null;
}

// What is open is read again: later lines of the run may have taken of it since this one had its sequence.
const FITTING = /* sql */ `
  select w.line_id as "lineId", w.amount, w.currency, r.kind, r.number, r.order_id_key as "orderId",
         r.order_number_key as "orderNumber", o.open
    from wanted w
    join payout p on p.id = w.payout_id
   cross join lateral (
     select distinct c.kind, c.number from jsonb_to_recordset(w.candidates) as c(kind text, number text)) c
   -- another merchant's with the same number is none of the candidates; "limit": looked up one by one, for there are few
   cross join lateral (
     select * from receivable x
      where x.kind = c.kind and x.number = c.number and x.currency = w.currency
        and (x.merchant_key is null or x.merchant_key = reference_key(p.merchant_id))
      order by x.merchant_key is null limit 1) r
   cross join lateral (
     select ${SETTLED_AND_PAID_BACK}
       from allocation a where a.receivable_id = r.id) s
   cross join lateral (
     select case when w.type = 'RETURN' and r.kind = 'order' then s.settled + r.received_before - s.paid_back
                 else r.open_amount - s.settled end as open) o
   where w.code = 'ambiguous' and o.open > 0
   order by w.line_id, r.date nulls last, r.number, r.kind`;

const PREPEND = /* sql */ `
  update wanted w set candidates = s.candidates || w.candidates
    from jsonb_to_recordset(:sets::jsonb) as s(line_id bigint, candidates jsonb)
   where w.line_id = s.line_id`;

/** Puts the covering sets of each ambiguous line in front of its candidates in `wanted`. */
export async function proposeCombinations(trx: Handle): Promise<void> {
  const byLine = new Map<bigint, Fitting[]>();
  for (const one of await rows<Fitting>(trx, FITTING)) {
    const before = byLine.get(one.lineId);
    if (before) before.push(one);
    else byLine.set(one.lineId, [one]);
  }
  const sets = [...byLine].flatMap(([lineId, fitting]) => {
    const candidates = combinations(fitting).map(asCandidate);
    return candidates.length === 0 ? [] : [{ line_id: String(lineId), candidates }];
  });
  if (sets.length > 0) await change(trx, PREPEND, { sets: JSON.stringify(sets) });
}

/** Fewest members first, then in the order that a line's candidates are given in. */
function combinations(fitting: readonly Fitting[]): (readonly Fitting[])[] {
  // one receivable of just the amount is a better answer than any sum
  if (fitting.some(({ open, amount }) => open === amount)) return [];
  const nameable = fitting.filter(({ number }) => canBeNamed(number));
  const members = nameable.filter(({ kind }) => {
    const count = nameable.filter((one) => one.kind === kind).length;
    return count >= 2 && count <= CANDIDATES_MAX;
  });
  const found: (readonly Fitting[])[] = [];
  const extend = (chosen: readonly Fitting[], from: number, left: bigint): void => {
    if (left === 0n) found.push(chosen);
    for (let at = from; at < members.length; at += 1) {
      const next = members[at];
      if (!next || next.open > left || !chosen.every((one) => belongTogether(one, next))) continue;
      extend([...chosen, next], at + 1, left - next.open);
    }
  };
  extend([], 0, members[0]?.amount ?? -1n);
  return found.toSorted((a, b) => a.length - b.length).slice(0, SETS_MAX);
}

/** Of one kind and of the same order (CONTRACT §5). */
function belongTogether(a: Fitting, b: Fitting): boolean {
  if (a.kind !== b.kind) return false;
  if (a.orderId !== null && b.orderId !== null) return a.orderId === b.orderId;
  return a.orderNumber !== null && a.orderNumber === b.orderNumber;
}

/** `kvitt resolve ID --match KIND:NUMBER,NUMBER` parts at commas, trims, and takes a kind with a colon for a new kind. */
function canBeNamed(number: string): boolean {
  return number === number.trim() && !/,|^(?:invoice|credit_note|order):/.test(number);
}

function asCandidate(set: readonly Fitting[]) {
  const { kind = "", currency = "" } = set[0] ?? {};
  const open = set.reduce((total, one) => total + one.open, 0n);
  return {
    kind,
    number: set.map(({ number }) => number).join(","),
    open: showMinor(open, currency),
    currency,
  };
}
