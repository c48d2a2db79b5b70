/**
 * Compares what a run wrote with what its replay writes: allocations, vouchers and their rows, deviations. Ids differ between
 * the two, so rows are paired by their subject.
 */
import { BOOKS_SCHEMA, rows, type Handle } from "../../books/database.ts";
import type { Positions } from "../../books/seals.ts";
import type { SnapshotPoint } from "./snapshot-point.ts";

export type ComparedKind = "allocation" | "voucher" | "voucher row" | "deviation" | "file";

export interface ReplayDifference {
  readonly what: ComparedKind;
  /** "123456789:7 → invoice F1", "K12 row 3", "no_receivable 123456789:9" */
  readonly about: string;
  /** null: there is none on that side. */
  readonly was: string | null;
  readonly is: string | null;
}

export interface ReplayComparison {
  readonly counts: Readonly<Record<"allocations" | "vouchers" | "deviations", number>>;
  /** The first thousand of each kind. */
  readonly differences: readonly ReplayDifference[];
}

const DIFFERENCES_MAX = 1_000;

/** `before`: the newest ids in the scratch schema before the replay. */
export async function compareRun(
  scratch: Handle,
  schema: string,
  point: SnapshotPoint,
  before: Positions,
): Promise<ReplayComparison> {
  const bindings = {
    allocationFrom: point.from.allocation,
    allocationTo: point.to.allocation,
    voucherFrom: point.from.voucher,
    voucherTo: point.to.voucher,
    deviationFrom: point.from.deviation_change,
    deviationTo: point.to.deviation_change,
    allocationNew: before.allocation,
    voucherNew: before.voucher,
    deviationNew: before.deviation_change,
    most: DIFFERENCES_MAX,
  };
  const differences: ReplayDifference[] = [];
  for (const [what, statement] of STATEMENTS) {
    const past = statement(BOOKS_SCHEMA, "past");
    const present = statement(schema, "present");
    const found = await rows(
      scratch,
      { about: "text", was: "text?", is: "text?" },
      `with was as (${numbered(past)}), is_ as (${numbered(present)})
       select coalesce(w.about, i.about) as about, w.shown as was, i.shown as is
         from was w full join is_ i on i.about = w.about and i.copy = w.copy
        where w.facts is distinct from i.facts or w.text <> i.text order by 1 limit :most`,
      bindings,
    );
    differences.push(...found.map((one) => ({ what, ...one })));
  }
  const [counts] = await rows(
    scratch,
    { allocations: "bigint", vouchers: "bigint", deviations: "bigint" },
    `select (select count(*) from ${BOOKS_SCHEMA}.allocation a where ${RANGE.allocation.past}) as allocations,
            (select count(*) from ${BOOKS_SCHEMA}.voucher v where ${RANGE.voucher.past}) as vouchers,
            (select count(distinct c.deviation_id) from ${BOOKS_SCHEMA}.deviation_change c where ${RANGE.deviation.past}) as deviations`,
    bindings,
  );
  return {
    counts: {
      allocations: Number(counts?.allocations ?? 0n),
      vouchers: Number(counts?.vouchers ?? 0n),
      deviations: Number(counts?.deviations ?? 0n),
    },
    differences,
  };
}

type Side = "past" | "present";

/** Which rows the run wrote. */
const RANGE = {
  allocation: {
    past: "a.id > :allocationFrom::bigint and a.id <= :allocationTo::bigint",
    present: "a.id > :allocationNew::bigint",
  },
  voucher: {
    past: "v.id > :voucherFrom::bigint and v.id <= :voucherTo::bigint",
    present: "v.id > :voucherNew::bigint",
  },
  deviation: {
    past: "c.id > :deviationFrom::bigint and c.id <= :deviationTo::bigint",
    present: "c.id > :deviationNew::bigint",
  },
} as const;

/** Rows with the same subject are paired in the order of their content. */
function numbered(statement: string): string {
  return `select about, facts, text, concat_ws(' ', facts, text) as shown,
                 row_number() over (partition by about order by facts, text) as copy from (${statement}) x`;
}

/** Only the texts of signed vouchers are compared: texts were reworded when signatures were added. */
const TEXT_OF = (text: string) => `case when v.registered is not null then ${text} end as text`;

const LINE = "p.merchant_id || '/' || p.payment_reference || ':' || l.row";

const STATEMENTS: readonly (readonly [ComparedKind, (schema: string, side: Side) => string])[] = [
  [
    "allocation",
    (schema, side) => `
      select ${LINE} || ' → ' || coalesce(r.kind || ' ' || r.number, a.account::text) as about,
             concat_ws(' ', a.effect, show_minor(a.line_amount, p.currency), show_minor(a.receivable_amount, p.currency),
                       a.rule, 'rung ' || a.rung, a.key, v.series || v.number) as facts, null as text
        from ${schema}.allocation a join ${schema}.line l on l.id = a.line_id join ${schema}.payout p on p.id = l.payout_id
        left join ${schema}.receivable r on r.id = a.receivable_id left join ${schema}.voucher v on v.id = a.voucher_id
       where ${RANGE.allocation[side]}`,
  ],
  [
    "voucher",
    (schema, side) => `
      select p.merchant_id || '/' || p.payment_reference || ' ' || v.cause as about,
             concat_ws(' ', v.series || v.number, v.fiscal_year, nullif(v.fiscal_year_part, 0), v.date,
                       show_minor(v.total, v.currency), v.currency) as facts,
             ${TEXT_OF("v.text")}
        from ${schema}.voucher v join ${schema}.payout p on p.id = v.payout_id where ${RANGE.voucher[side]}`,
  ],
  [
    "voucher row",
    (schema, side) => `
      select v.series || v.number || ' (' || v.fiscal_year || ') row ' || r.position as about,
             concat_ws(' ', r.account, show_minor(r.debit, v.currency), show_minor(r.credit, v.currency), 'line ' || l.row,
                       r.cost_centre, r.project) as facts, ${TEXT_OF("r.text")}
        from ${schema}.voucher_row r join ${schema}.voucher v on v.id = r.voucher_id left join ${schema}.line l on l.id = r.line_id
       where ${RANGE.voucher[side]}`,
  ],
  [
    "deviation",
    (schema, side) => `
      select d.code || ' ' || case
               when l.id is not null then ${LINE}
               when p.id is not null then p.merchant_id || '/' || p.payment_reference
               when r.id is not null then r.kind || ' ' || r.number
               else d.subject end as about,
             concat_ws(' ', c.state, 'expected ' || c.expected, 'found ' || c.found, 'rung ' || c.rung, c.candidates,
                       show_minor(c.amount, coalesce(d.currency, 'SEK')), d.currency, d.opened_at) as facts, null as text
        from (select distinct on (c.deviation_id) c.* from ${schema}.deviation_change c where ${RANGE.deviation[side]}
               order by c.deviation_id, c.id desc) c
        join ${schema}.deviation d on d.id = c.deviation_id
        left join ${schema}.line l on l.id = d.line_id
        left join ${schema}.payout p on p.id = coalesce(l.payout_id, d.payout_id)
        left join ${schema}.receivable r on r.id = d.receivable_id`,
  ],
];
