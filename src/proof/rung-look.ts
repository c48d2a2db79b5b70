/**
 * A line held against the ladder as the books stand, without what the line itself has settled: for each rung its
 * candidates, and what the rung would answer. The rungs and their judgement are matching's own; nothing is kept.
 */
import { change, rows, type Handle } from "../books/database.ts";
import { rungsFor } from "../matching/ladder.ts";
import { LINE_KEYS } from "../matching/open-lines.ts";
import {
  allOpen,
  judgement,
  pairStatement,
  type Agreement,
  type LineKind,
  type Rung,
} from "../matching/rung.ts";
import { showMinor } from "../money.ts";
import type { NamedLine } from "./explained-line.ts";

/** Why a candidate is taken or passed over. */
export type Why =
  | "exact"
  | "twin"
  | "whole_order"
  | "tolerance"
  | "part"
  | "pay_back"
  | "stronger_rung"
  | "other_currency"
  | "nothing_received"
  | "nothing_open"
  | "amount_differs"
  | "later_twin"
  | "not_alone"
  | "too_small";

export interface LookedAt {
  readonly kind: string;
  readonly number: string;
  readonly date: string | null;
  readonly currency: string;
  /** What is open on it, or what an order can still pay back; a decimal string. */
  readonly open: string;
  /** The column of the receivable that agrees with the line. */
  readonly key: string;
  readonly taken: boolean;
  readonly why: Why;
}

export interface RungLook {
  readonly rung: number;
  readonly zeroless: boolean;
  /** The line's own references that this rung goes by; those it does not have are left out. */
  readonly references: readonly { readonly field: string; readonly value: string }[];
  readonly outcome: "no_reference" | "no_candidate" | "not_reached" | "waits" | "settles" | "deviates";
  /** What the rung answers, where it decides: a rule, or the code of a deviation. */
  readonly rule: string | null;
  readonly candidates: readonly LookedAt[];
}

const ONE_OPEN_LINE = /* sql */ `
  create temporary table open_line on commit drop as
  select l.id as line_id, 1::bigint as turn, l.payout_id, l.type, p.currency, l.amount, null::bigint as voucher_id,
         :tolerance::bigint as tolerance,
         ${LINE_KEYS}
    from line l join payout p on p.id = l.payout_id where l.id = :id`;

/** Needs a transaction of its own: it works with matching's temporary tables. `tolerance` is in minor units. */
export async function lookAtRungs(trx: Handle, line: NamedLine, tolerance: bigint): Promise<RungLook[]> {
  const { type } = line;
  if (type !== "SALE" && type !== "RETURN") return [];
  await change(trx, ONE_OPEN_LINE, { id: line.id, tolerance });
  const looks: RungLook[] = [];
  let decided = false;
  for (const rung of rungsFor(type)) {
    const look = await lookAt(trx, rung, line, type, decided);
    decided ||= look.outcome === "settles" || look.outcome === "deviates";
    looks.push(look);
  }
  return looks;
}

interface Considered {
  readonly kind: string;
  readonly number: string;
  readonly date: string | null;
  readonly currency: string;
  readonly open: bigint;
  readonly key: string;
  readonly sameCurrency: boolean;
  readonly exact: boolean;
  readonly paysBack: boolean;
  readonly settled: bigint;
  /** Null when the rung has no answer: every candidate waits for its sale. */
  readonly rule: string | null;
}

const SETTLING: ReadonlySet<string> = new Set([
  "exact",
  "twin",
  "whole_order",
  "tolerance",
  "part",
  "pay_back",
]);

async function lookAt(
  trx: Handle,
  rung: Rung,
  line: NamedLine,
  kind: LineKind,
  decided: boolean,
): Promise<RungLook> {
  const references = referencesOf(rung, line);
  const { number, zeroless } = rung;
  const look = { rung: number, zeroless, references, rule: null, candidates: [] };
  if (references.length === 0) return { ...look, outcome: "no_reference" };
  const considered = await consider(trx, rung, line, kind);
  const [first] = considered;
  if (!first) return { ...look, outcome: decided ? "not_reached" : "no_candidate" };
  const rule = decided ? null : first.rule;
  let twins = 0;
  const candidates = considered.map((one): LookedAt => {
    const why = decided ? "stronger_rung" : whyOf(one, rule, one.exact ? twins++ : 0);
    const { date, currency, key } = one;
    const open = showMinor(one.open, currency);
    return { kind: one.kind, number: one.number, date, currency, open, key, taken: SETTLING.has(why), why };
  });
  if (decided) return { ...look, outcome: "not_reached", candidates };
  if (rule === null) return { ...look, outcome: "waits", candidates };
  return { ...look, outcome: SETTLING.has(rule) ? "settles" : "deviates", rule, candidates };
}

async function consider(trx: Handle, rung: Rung, line: NamedLine, kind: LineKind): Promise<Considered[]> {
  await change(trx, "drop table if exists pair");
  await change(trx, pairStatement(rung, kind, allOpen(kind)));
  return rows<Considered>(
    trx,
    `${judgement("(select * from allocation where line_id <> :id)")}
     select c.kind, c.number, c.date, c.currency, c.open::bigint as open, c.key, c.same_currency as "sameCurrency",
            c.same_currency and c.open > 0 and c.open = c.amount as exact, c.pays_back as "paysBack",
            c.settled, j.rule
       from considered c left join judged j on j.line_id = c.line_id
      order by c.date nulls last, c.number, c.kind`,
    { id: line.id },
  );
}

function whyOf(one: Considered, rule: string | null, twinsBefore: number): Why {
  if (!one.sameCurrency) return "other_currency";
  if (one.paysBack && one.settled === 0n) return "nothing_received";
  if (one.open <= 0n) return "nothing_open";
  switch (rule) {
    case "exact":
      return one.exact ? "exact" : "amount_differs";
    case "twin":
      return one.exact ? (twinsBefore === 0 ? "twin" : "later_twin") : "amount_differs";
    case "whole_order":
    case "tolerance":
    case "part":
    case "pay_back":
      return rule;
    case "ambiguous":
      return "not_alone";
    default:
      return "too_small";
  }
}

/** A line's field for each key that matching compares. */
function valueOf(line: NamedLine, key: Agreement["line"]): { field: string; value: string | null } {
  switch (key) {
    case "capture_key":
      return { field: "capture_id", value: line.captureId };
    case "refund_key":
      return { field: "refund_id", value: line.refundId };
    case "order_key":
      return { field: "order_id", value: line.orderId };
    case "reference1_key":
      return { field: "merchant_reference1", value: line.merchantReference1 };
    case "reference2_key":
      return { field: "merchant_reference2", value: line.merchantReference2 };
    case "own_key":
      return line.type === "SALE"
        ? { field: "merchant_capture_reference", value: line.merchantCaptureReference }
        : { field: "merchant_refund_reference", value: line.merchantRefundReference };
  }
}

function referencesOf(rung: Rung, line: NamedLine): RungLook["references"] {
  const keys = [...new Set(rung.agreements.map(({ line: key }) => key))];
  return keys.flatMap((key) => {
    const { field, value } = valueOf(line, key);
    return value === null || value.trim() === "" ? [] : [{ field, value }];
  });
}
