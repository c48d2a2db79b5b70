/** Reads the advice of runs. Matching writes it, once for each merchant. */
import type { ReferencesAdvice } from "../format/advice-texts.ts";
import { rows, type Handle } from "./database.ts";

export interface GivenAdvice extends ReferencesAdvice {
  readonly run: number;
}

/** The advice of a run, or of the runs from `from` to `runId`. */
export async function adviceIn(
  db: Handle,
  { runId, from = runId }: { readonly runId: bigint; readonly from?: bigint },
): Promise<readonly GivenAdvice[]> {
  return rows(
    db,
    {
      run: "number",
      merchantId: "text",
      setting: "text",
      lines: "number",
      paymentReference: "text",
      row: "number",
      kind: "text",
      number: "text",
    },
    `select a.run_id::integer as run, a.merchant_id as "merchantId", d.*
       from advice a
      cross join lateral jsonb_to_record(a.details)
                 as d(setting text, lines integer, "paymentReference" text, row integer, kind text, number text)
      where a.topic = 'references' and a.run_id between :from and :runId order by a.id`,
    { runId, from },
  );
}
