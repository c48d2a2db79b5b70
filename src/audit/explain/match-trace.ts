/**
 * Runs one line through the ladder by today's books, leaving out the line's own allocations: the candidates and the outcome
 * of each rung. By the version of the rules that decided the line, or today's.
 */
import { change, type Handle } from "../../books/database.ts";
import { LINE_KEYS, MERCHANT_KEYS, type ReferencesByMerchant } from "../../matching/open-lines.ts";
import type { LineKey } from "../../matching/rungs.ts";
import type { ContradictionView } from "../../matching/uncertain.ts";
import { showMinor } from "../../money.ts";
import type { NamedLine } from "./line-history.ts";
import { ladderView, type RungCandidate, type RungView } from "./ladder-view.ts";

/** Why a candidate is matched or not. A value in the JSON of `kvitt explain`. */
export type CandidateReason =
  | "exact"
  | "twin"
  | "whole_order"
  | "tolerance"
  | "part"
  | "pay_back"
  | "stronger_rung"
  | "contradicts"
  | "second_reference_alone"
  | "other_currency"
  | "nothing_received"
  | "nothing_open"
  | "amount_differs"
  | "later_twin"
  | "not_alone"
  | "too_small";

export interface TracedCandidate {
  readonly kind: string;
  readonly number: string;
  readonly date: string | null;
  readonly currency: string;
  /** Its open amount, or what an order can still pay back; a decimal string. */
  readonly open: string;
  /** The column of the receivable that agrees with the line. */
  readonly key: string;
  readonly taken: boolean;
  readonly why: CandidateReason;
  /** Keys of it that contradict the line. */
  readonly contradictions: readonly ContradictionView[];
}

export interface RungTrace {
  readonly rung: number;
  readonly zeroless: boolean;
  /** The line's references that this rung uses, if it has them. */
  readonly references: readonly { readonly field: string; readonly value: string }[];
  readonly outcome:
    "no_reference" | "no_candidate" | "contradicted" | "not_reached" | "waits" | "settles" | "deviates";
  /** Where the rung decides: a rule, or the code of a deviation. */
  readonly rule: string | null;
  readonly candidates: readonly TracedCandidate[];
}

const ONE_OPEN_LINE = /* sql */ `
  create temporary table open_line on commit drop as
  select k.*, case when not k.second_is_ignored then k.reference2_any end as reference2_key
    from (select l.id as line_id, 1::bigint as sequence, l.payout_id, l.type, p.currency, l.amount,
                 null::bigint as voucher_id, :tolerance::bigint as tolerance,
                 ${MERCHANT_KEYS},
                 ${LINE_KEYS.replace("as reference2_key", "as reference2_any")}
            from known_line l join payout p on p.id = l.payout_id where l.id = :id) k`;

export interface TraceOptions {
  /** Version of the rules. */
  readonly rules: number;
  /** Minor units. */
  readonly tolerance: bigint;
  readonly references: ReferencesByMerchant;
}

/** Needs a transaction of its own, as it creates matching's temporary tables. */
export async function traceRungs(
  trx: Handle,
  line: NamedLine,
  { rules, tolerance, references }: TraceOptions,
): Promise<RungTrace[]> {
  const { type } = line;
  if (type !== "SALE" && type !== "RETURN") return [];
  await change(trx, ONE_OPEN_LINE, { id: line.id, tolerance, references: JSON.stringify(references) });
  const traces: RungTrace[] = [];
  let decided = false;
  for (const rung of await ladderView(trx, rules, type)) {
    const trace = await traceRung(trx, rung, line, decided);
    decided ||= trace.outcome === "settles" || trace.outcome === "deviates";
    traces.push(trace);
  }
  return traces;
}

const SETTLING: ReadonlySet<string> = new Set([
  "exact",
  "twin",
  "whole_order",
  "tolerance",
  "part",
  "pay_back",
]);

async function traceRung(trx: Handle, rung: RungView, line: NamedLine, decided: boolean): Promise<RungTrace> {
  const references = referencesOf(rung, line);
  const { number, withoutLeadingZeros: zeroless } = rung;
  const trace = { rung: number, zeroless, references, rule: null, candidates: [] };
  const considered = await rung.findCandidates(trx, line.id);
  const [first] = considered;
  if (!first && references.length === 0) return { ...trace, outcome: "no_reference" };
  if (!first) return { ...trace, outcome: decided ? "not_reached" : "no_candidate" };
  const rule = decided ? null : first.rule;
  const forbidden = ({ contradictions }: RungCandidate) =>
    rung.contradictionForbids && contradictions.length > 0;
  let twins = 0;
  const candidates = considered.map((one): TracedCandidate => {
    const why = forbidden(one)
      ? "contradicts"
      : decided
        ? "stronger_rung"
        : reasonFor(one, rule, one.exact ? twins++ : 0);
    const { kind, date, currency, key, contradictions } = one;
    const open = showMinor(one.open, currency);
    const taken = SETTLING.has(why);
    return { kind, number: one.number, date, currency, open, key, taken, why, contradictions };
  });
  if (decided) return { ...trace, outcome: "not_reached", candidates };
  if (considered.every(forbidden)) return { ...trace, outcome: "contradicted", candidates };
  if (rule === null) return { ...trace, outcome: "waits", candidates };
  return { ...trace, outcome: SETTLING.has(rule) ? "settles" : "deviates", rule, candidates };
}

function reasonFor(one: RungCandidate, rule: string | null, twinsBefore: number): CandidateReason {
  if (!one.sameCurrency) return "other_currency";
  if (one.paysBack && one.received === 0n) return "nothing_received";
  if (one.open <= 0n) return "nothing_open";
  if (rule === null) return "too_small";
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
    case "uncertain":
      return "second_reference_alone";
    default:
      return "too_small";
  }
}

/** A line's field for each key that matching compares, as reports and as the line name it. */
const FIELDS = {
  capture_key: ["capture_id", "captureId"],
  refund_key: ["refund_id", "refundId"],
  order_key: ["order_id", "orderId"],
  reference1_key: ["merchant_reference1", "merchantReference1"],
  reference2_key: ["merchant_reference2", "merchantReference2"],
} as const;

function valueOf(line: NamedLine, key: LineKey): { field: string; value: string | null } {
  if (key !== "own_key" && key !== "own_tail_key") {
    const [field, name] = FIELDS[key];
    return { field, value: line[name] };
  }
  return line.type === "SALE"
    ? { field: "merchant_capture_reference", value: line.merchantCaptureReference }
    : { field: "merchant_refund_reference", value: line.merchantRefundReference };
}

function referencesOf(rung: RungView, line: NamedLine): RungTrace["references"] {
  const values = new Map(rung.lineKeys.map((key) => valueOf(line, key)).map((one) => [one.field, one]));
  return [...values.values()].flatMap(({ field, value }) =>
    value === null || value.trim() === "" ? [] : [{ field, value }],
  );
}
