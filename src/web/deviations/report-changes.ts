/** What a report that came again has other than what is booked: one fact a line. */
import { z } from "zod";
import type { DeviationView } from "../../books/views.ts";
import { moneyText } from "../../format/amount.ts";
import type { Language } from "../../message.ts";
import { messages } from "./messages.ts";

/** As the report's import wrote it beside the candidate's own fields. */
const Change = z.object({
  kind: z.enum(["added", "gone", "altered"]),
  open: z.string(),
  row: z.number().nullable().catch(null),
  type: z.string().catch(""),
  fields: z.record(z.string(), z.tuple([z.string().nullable(), z.string().nullable()])).catch({}),
});

export function reportChanges(
  { candidates, currency }: Pick<DeviationView, "candidates" | "currency">,
  language: Language,
): readonly (readonly [name: string, fact: string])[] {
  return candidates.flatMap((one) => {
    const read = Change.safeParse(one);
    if (!read.success) return [];
    const { kind, open, row, type, fields } = read.data;
    const name = row === null ? type : `${messages.line[language]} ${String(row)}, ${type}`;
    const money = moneyText({ amount: open, currency: currency ?? "SEK" }, language);
    const altered = Object.entries(fields).map(
      ([field, [was, is]]) => `${field}: ${was ?? "–"} → ${is ?? "–"}`,
    );
    const what = messages.changes[kind][language];
    return [[name, altered.length === 0 ? `${what}, ${money}` : `${what}: ${altered.join("; ")}`] as const];
  });
}
