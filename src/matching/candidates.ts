/**
 * The candidates of a rung (CONTRACT §5): `candidate_pair` has each line with each receivable that agrees with it and does
 * not contradict it. `contradicted` collects those that do, for lines that find nothing better.
 */
import { change, type Handle } from "../books/database.ts";
import { contradicts, joinsOf } from "./agreement.ts";
import { CREDITED, NOT_CREDITED } from "./credited.ts";
import type { LineKind, Rung } from "./rungs.ts";

/** SALE settles invoices and orders; RETURN settles credit notes, or pays back orders. */
export const KINDS: Readonly<Record<LineKind, string>> = {
  SALE: "('invoice', 'order')",
  RETURN: "('credit_note', 'order')",
};

/**
 * The statement that creates `candidate_pair`. `lines` is a table expression of lines, all of one kind. A pair that agrees in
 * several ways is listed once, with the first agreement.
 */
export function pairStatement(rung: Rung, kind: LineKind, lines: string, withCredited: boolean): string {
  const paysBack = kind === "RETURN" ? "(r.kind = 'order')" : "false";
  const weak = rung.number === 4 ? "not l.second_is_order" : "false";
  const conditions = rung.agreements.map((agreement) => joinsOf(agreement, rung));
  const sources = withCredited
    ? [
        { from: "receivable", which: ` and ${NOT_CREDITED}` },
        { from: CREDITED, which: "" },
      ]
    : [{ from: "receivable", which: "" }];
  const ways = sources.flatMap(({ from, which }) =>
    rung.agreements.flatMap(({ receivable }, index) =>
      (conditions[index] ?? []).map((joined) => {
        const earlier = conditions.slice(0, index).flat();
        const already = earlier.map((condition) => ` and (${condition}) is not true`).join("");
        return `
      select l.line_id, l.sequence, l.voucher_id, l.currency, l.amount, l.tolerance, r.id as receivable_id,
             '${receivable.replace("_key", "")}' as key, ${paysBack} as pays_back, ${weak} as weak,
             r.currency = l.currency and r.open_amount = l.amount and not ${paysBack} as fits,
             ${contradicts(rung)} as contradicts
        from ${lines} l join ${from} r on ${joined}
       where r.kind in ${KINDS[kind]}${which}${already}`;
      }),
    ),
  );
  return `create temporary table candidate_pair on commit drop as ${ways.join(" union all ")}`;
}

/** Creates `contradicted`, which the rungs fill. */
export async function createContradictedTable(trx: Handle): Promise<void> {
  await change(
    trx,
    `create temporary table contradicted (line_id bigint not null, receivable_id bigint not null, rung smallint not null,
       pays_back boolean not null) on commit drop`,
  );
}

/** Creates `candidate_pair` for a rung. Returns how many pairs nothing contradicts. */
export async function createPairs(
  trx: Handle,
  rung: Rung,
  kind: LineKind,
  { lines, withCredited }: { readonly lines: string; readonly withCredited: boolean },
): Promise<number> {
  await change(trx, "drop table if exists candidate_pair");
  const pairs = await change(trx, pairStatement(rung, kind, lines, withCredited));
  if (pairs === 0) return 0;
  const contradicting = await change(
    trx,
    `insert into contradicted select line_id, receivable_id, :rung::smallint, pays_back from candidate_pair where contradicts`,
    { rung: rung.number },
  );
  if (contradicting > 0) await change(trx, "delete from candidate_pair where contradicts");
  return pairs - contradicting;
}
