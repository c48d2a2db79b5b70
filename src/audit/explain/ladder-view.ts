/**
 * The rungs of each version of the rules as `explain` uses them: the line's keys, the candidates and the rule of each. The
 * statements are those of src/matching.
 */
import { json, type Row, type RowShape } from "../../books/row.ts";
import { change, rows, type Handle } from "../../books/database.ts";
import { pairStatement } from "../../matching/candidates.ts";
import { createCreditedTable } from "../../matching/credited.ts";
import { allOpen } from "../../matching/passes.ts";
import { contestedStatement, rulesStatement } from "../../matching/rules.ts";
import { rungsFor, type LineKey, type LineKind } from "../../matching/rungs.ts";
import { shareReferences } from "../../matching/order-reference.ts";
import {
  CONTRADICTION_LIST,
  receivablesAsCredited,
  type ContradictionView,
} from "../../matching/uncertain.ts";
import { rungsFor as rungsOfVersion1 } from "../../matching/version-1/ladder.ts";
import {
  rulesStatement as rulesStatementOfVersion1,
  pairStatement as pairStatementOfVersion1,
} from "../../matching/version-1/rung.ts";

/** A receivable that agrees with the line on a rung. */
const RUNG_CANDIDATE_ROW = {
  kind: "text",
  number: "text",
  date: "text?",
  currency: "text",
  /** Minor units: its open amount, or what an order can still pay back. */
  open: "bigint",
  key: "text",
  sameCurrency: "boolean",
  exact: "boolean",
  paysBack: "boolean",
  /** Minor units: what it has received. */
  received: "bigint",
  /** The rung's rule for the line. Null when the rung does not decide. */
  rule: "text?",
  contradictions: json<readonly ContradictionView[]>(),
} as const satisfies RowShape;
export type RungCandidate = Row<typeof RUNG_CANDIDATE_ROW>;

export interface RungView {
  readonly number: number;
  readonly withoutLeadingZeros: boolean;
  readonly lineKeys: readonly LineKey[];
  /** False for version 1, which did not check contradictions; they are shown all the same. */
  readonly contradictionForbids: boolean;
  /** Needs `open_line` with the one line. The line's own allocations are left out of the open amounts. */
  readonly findCandidates: (trx: Handle, lineId: bigint) => Promise<RungCandidate[]>;
}

/** The rungs of a version. Creates the temporary tables that they need beside `open_line`. */
export async function ladderView(trx: Handle, rules: number, kind: LineKind): Promise<readonly RungView[]> {
  return rules === 1 ? viewOfVersion1(kind) : view(trx, kind);
}

const OTHERS = "(select * from allocation where line_id <> :id)";

async function view(trx: Handle, kind: LineKind): Promise<readonly RungView[]> {
  await shareReferences(trx);
  const withCredited = kind === "RETURN" && (await createCreditedTable(trx));
  return rungsFor(kind).map((rung) => ({
    number: rung.number,
    withoutLeadingZeros: rung.withoutLeadingZeros,
    lineKeys: rung.agreements.map(({ line }) => line),
    contradictionForbids: true,
    async findCandidates(trx, lineId) {
      await change(trx, "drop table if exists candidate_pair, contested");
      await change(trx, pairStatement(rung, kind, allOpen(kind), withCredited));
      await change(
        trx,
        contestedStatement("(select * from candidate_pair where not contradicts)", withCredited),
      );
      const candidates = await rows(
        trx,
        RUNG_CANDIDATE_ROW,
        `${rulesStatement(OTHERS)}
         select c.kind, c.number, c.date, c.currency, c.open::bigint as open, c.key, c.same_currency as "sameCurrency",
                c.same_currency and c.open > 0 and c.open = c.amount as exact, c.pays_back as "paysBack",
                c.received::bigint as received, j.rule, '[]'::jsonb as contradictions
           from considered c left join ruled j on j.line_id = c.line_id
          order by c.ways desc, c.date nulls last, c.number, c.kind`,
        { id: lineId },
      );
      return [...candidates, ...(await contradicting(trx, withCredited))];
    },
  }));
}

async function contradicting(trx: Handle, withCredited: boolean): Promise<RungCandidate[]> {
  return rows(
    trx,
    RUNG_CANDIDATE_ROW,
    `select r.kind, r.number, r.date, r.currency, r.open_amount as open, c.key, r.currency = l.currency as "sameCurrency",
            false as exact, c.pays_back as "paysBack", 1::bigint as received, null as rule,
            ${CONTRADICTION_LIST} as contradictions
       from candidate_pair c join open_line l on l.line_id = c.line_id join known_line k on k.id = l.line_id
       join payout p on p.id = l.payout_id join ${receivablesAsCredited(withCredited)} r on r.id = c.receivable_id
      where c.contradicts order by r.date nulls last, r.number, r.kind`,
  );
}

function viewOfVersion1(kind: LineKind): readonly RungView[] {
  return rungsOfVersion1(kind).map((rung) => ({
    number: rung.number,
    withoutLeadingZeros: rung.withoutLeadingZeros,
    lineKeys: rung.agreements.map(({ line }) => line),
    contradictionForbids: false,
    async findCandidates(trx, lineId) {
      await change(trx, "drop table if exists candidate_pair");
      await change(trx, pairStatementOfVersion1(rung, kind, allOpen(kind)));
      return rows(
        trx,
        RUNG_CANDIDATE_ROW,
        `${rulesStatementOfVersion1(OTHERS)}
         select c.kind, c.number, c.date, c.currency, c.open::bigint as open, c.key, c.same_currency as "sameCurrency",
                c.same_currency and c.open > 0 and c.open = c.amount as exact, c.pays_back as "paysBack",
                c.settled as received, j.rule, ${CONTRADICTION_LIST} as contradictions
           from considered c left join ruled j on j.line_id = c.line_id
           join open_line l on l.line_id = c.line_id join known_line k on k.id = l.line_id
           join payout p on p.id = l.payout_id join receivable r on r.id = c.receivable_id
          order by c.date nulls last, c.number, c.kind`,
        { id: lineId },
      );
    },
  }));
}
