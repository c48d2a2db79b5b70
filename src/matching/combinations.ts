/**
 * Combinations: receivables of one order that add up to a line exactly. They are suggested first for an ambiguous line, each
 * as one candidate, so that a person can accept one in a single command. None is matched automatically: that a sum fits does
 * not prove what was paid.
 */
import type { Row, RowShape } from "../books/row.ts";
import { SETTLED_AND_PAID_BACK } from "../books/amounts-left.ts";
import { change, rows, type Handle } from "../books/database.ts";
import { showMinor } from "../money.ts";

/** Bounds the work to 2^12 combinations of a kind, for the few lines that are ambiguous. */
const CANDIDATES_MAX = 12;
/** Among more than these, the sum says nothing. */
const COMBINATIONS_MAX = 3;

const CANDIDATE_ROW = {
  lineId: "bigint",
  /** What is left of the line, and what is open on the receivable now, in minor units. */
  amount: "bigint",
  open: "bigint",
  currency: "text",
  kind: "text",
  number: "text",
  orderId: "text?",
  orderNumber: "text?",
} as const satisfies RowShape;
type Candidate = Row<typeof CANDIDATE_ROW>;

// Open amounts are read again: lines after this one in the run may have settled a part.
const CANDIDATES = /* sql */ `
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
    from jsonb_to_recordset(:found::jsonb) as s(line_id bigint, candidates jsonb)
   where w.line_id = s.line_id`;

/** Puts the combinations of each ambiguous line before its candidates in `wanted`. */
export async function proposeCombinations(trx: Handle): Promise<void> {
  const byLine = new Map<bigint, Candidate[]>();
  for (const one of await rows(trx, CANDIDATE_ROW, CANDIDATES)) {
    const before = byLine.get(one.lineId);
    if (before) before.push(one);
    else byLine.set(one.lineId, [one]);
  }
  const found = [...byLine].flatMap(([lineId, own]) => {
    const candidates = combinations(own).map(asCandidate);
    return candidates.length === 0 ? [] : [{ line_id: String(lineId), candidates }];
  });
  if (found.length > 0) await change(trx, PREPEND, { found: JSON.stringify(found) });
}

/** Fewest members first, then in the order of the line's candidates. */
function combinations(candidates: readonly Candidate[]): (readonly Candidate[])[] {
  // one receivable of exactly the amount is a better answer than any sum
  if (candidates.some(({ open, amount }) => open === amount)) return [];
  const nameable = candidates.filter(({ number }) => canBeNamed(number));
  const members = nameable.filter(({ kind }) => {
    const count = nameable.filter((one) => one.kind === kind).length;
    return count >= 2 && count <= CANDIDATES_MAX;
  });
  const found: (readonly Candidate[])[] = [];
  const extend = (chosen: readonly Candidate[], from: number, left: bigint): void => {
    if (left === 0n) found.push(chosen);
    for (let at = from; at < members.length; at += 1) {
      const next = members[at];
      if (!next || next.open > left || !chosen.every((one) => belongTogether(one, next))) continue;
      extend([...chosen, next], at + 1, left - next.open);
    }
  };
  extend([], 0, members[0]?.amount ?? -1n);
  return found.toSorted((a, b) => a.length - b.length).slice(0, COMBINATIONS_MAX);
}

/** Of one kind and of the same order (CONTRACT §5). */
function belongTogether(a: Candidate, b: Candidate): boolean {
  if (a.kind !== b.kind) return false;
  if (a.orderId !== null && b.orderId !== null) return a.orderId === b.orderId;
  return a.orderNumber !== null && a.orderNumber === b.orderNumber;
}

/** `kvitt resolve ID --match KIND:NUMBER,NUMBER` splits at commas, trims, and reads a kind and a colon as a new kind. */
function canBeNamed(number: string): boolean {
  return number === number.trim() && !/,|^(?:invoice|credit_note|order):/.test(number);
}

function asCandidate(members: readonly Candidate[]) {
  const { kind = "", currency = "" } = members[0] ?? {};
  const open = members.reduce((total, one) => total + one.open, 0n);
  return {
    kind,
    number: members.map(({ number }) => number).join(","),
    open: showMinor(open, currency),
    currency,
  };
}
