/** The deviations of a payout with their history and all decisions about them, as CSV and JSON. */
import { json, type Row, type RowShape } from "../../books/row.ts";
import { messages } from "./messages.ts";
import { deviationTexts, isDeviationCode } from "../../format/deviation-texts.ts";
import { showMinor } from "../../money.ts";
import type { Language } from "../../message.ts";
import { rows, type Handle } from "../../books/database.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../format/csv.ts";
import { amountIn, plain } from "./cells.ts";
import type { Subject } from "./subject.ts";

const EVIDENCE_DEVIATION_ROW = {
  id: "bigint",
  code: "text",
  row: "number?",
  state: "text",
  expected: "text?",
  found: "text?",
  amount: "bigint?",
  currency: "text?",
  candidates: json<readonly unknown[]>(),
  openedAt: "instant",
  openedRun: "bigint?",
  closedAt: "instant?",
  closedRun: "bigint?",
  /** All its states, in order. */
  states: json<readonly string[]>(),
  decisions: json<
    readonly {
      readonly id: number;
      readonly action: string;
      readonly actor: string;
      readonly why: string | null;
      readonly at: string;
      readonly undoes: number | null;
    }[]
  >(),
} as const satisfies RowShape;
export type EvidenceDeviation = Row<typeof EVIDENCE_DEVIATION_ROW>;

export function deviationsOfPayout(db: Handle, { id }: Subject): Promise<EvidenceDeviation[]> {
  return rows(
    db,
    EVIDENCE_DEVIATION_ROW,
    `select d.id, d.code, l.row, d.state, d.expected, d.found, d.amount, d.currency, d.candidates,
            d.opened_at as "openedAt", d.opened_run as "openedRun", d.closed_at as "closedAt", d.closed_run as "closedRun",
            array(select c.state from deviation_change c where c.deviation_id = d.id order by c.id) as states,
            coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'action', c.action, 'actor', c.actor, 'why', c.why,
                                                'at', c.at, 'undoes', c.undoes, 'details', c.details) order by c.id)
               from decision c where c.deviation_id = d.id), '[]') as decisions
       from deviation d left join line l on l.id = d.line_id where d.payout_id = :id order by d.id`,
    { id },
  );
}

export async function* deviationHistoryCsv(
  db: Handle,
  subject: Subject,
  language: Language,
): AsyncIterable<string> {
  yield BYTE_ORDER_MARK + csvLine(messages.deviationColumns[language].split(";"));
  for (const one of await deviationsOfPayout(db, subject)) {
    const amount = amountIn(language, one.currency ?? subject.currency);
    yield csvLine([
      one.id,
      one.code,
      isDeviationCode(one.code) ? deviationTexts(one.code).title[language] : "",
      one.row,
      one.state,
      one.expected,
      one.found,
      amount(one.amount),
      one.currency,
      one.openedAt.toISOString(),
      one.closedAt?.toISOString(),
      one.decisions
        .map(
          ({ action, actor, why, at }) =>
            `${action} ${actor} ${at.slice(0, 10)}${why === null ? "" : `: ${why}`}`,
        )
        .join(" | "),
    ]);
  }
}

export async function* deviationHistoryJson(db: Handle, subject: Subject): AsyncIterable<string> {
  const found = await deviationsOfPayout(db, subject);
  const shown = found.map((one) => ({
    ...one,
    amount: one.amount === null ? null : showMinor(one.amount, one.currency ?? subject.currency),
  }));
  yield `${JSON.stringify(shown, plain, 2)}\n`;
}
