/** How payouts and deviations are shown on a terminal. */
import type { DeviationView, PayoutView } from "../books/views.ts";
import { deviationWords, isDeviationCode } from "../deviation-words.ts";
import type { AgedBucket } from "../mail/ageing.ts";
import { formatMinor, parsePlain } from "../money.ts";
import type { Language } from "../words.ts";
import { table } from "./table.ts";

const STATES: Readonly<Record<string, { sv: string; en: string }>> = {
  imported: { sv: "inläst", en: "imported" },
  matched: { sv: "matchad", en: "matched" },
  posted: { sv: "bokförd", en: "posted" },
  failed: { sv: "misslyckad", en: "failed" },
};

/** "1193.75" as a person reads it. */
export function showAmount(amount: string, currency: string, language: Language): string {
  const parsed = parsePlain(amount, currency);
  return parsed === null ? amount : formatMinor(parsed, currency, language);
}

export function showPayouts(payouts: readonly PayoutView[], language: Language): string {
  if (payouts.length === 0) return { sv: "Inga utbetalningar än.", en: "No payouts yet." }[language];
  const titles = {
    sv: ["utbetalning", "datum", "belopp", "", "rader", "klara", "avvikelser", "rest", "läge"],
    en: ["payout", "date", "amount", "", "lines", "settled", "deviations", "remainder", "state"],
  }[language];
  const numbers = new Set([2, 4, 5, 6, 7]);
  const columns = titles.map((title, index) => ({
    title,
    align: numbers.has(index) ? ("right" as const) : ("left" as const),
  }));
  return table(
    columns,
    payouts.map(({ paymentReference, payoutDate, settlementAmount, currency, lines, remainder, state }) => [
      paymentReference,
      payoutDate,
      showAmount(settlementAmount, currency, language),
      currency,
      String(lines.total),
      String(lines.settled),
      lines.deviating === 0 ? "–" : String(lines.deviating),
      showAmount(remainder, currency, language),
      STATES[state]?.[language] ?? state,
    ]),
  );
}

export function showDeviations(deviations: readonly DeviationView[], language: Language, now: Date): string {
  if (deviations.length === 0) return { sv: "Inga avvikelser.", en: "No deviations." }[language];
  const titles = {
    sv: ["id", "avvikelse", "utbetalning", "rad", "referens", "belopp", "", "väntat", "dagar", "förslag"],
    en: ["id", "deviation", "payout", "row", "reference", "amount", "", "expected", "days", "candidates"],
  }[language];
  const numbers = new Set([0, 3, 5, 7, 8]);
  const columns = titles.map((title, index) => ({
    title,
    align: numbers.has(index) ? ("right" as const) : ("left" as const),
  }));
  return table(
    columns,
    deviations.map((one) => [
      String(one.id),
      isDeviationCode(one.code) ? deviationWords(one.code).title[language] : one.code,
      one.paymentReference ?? "",
      one.line === null ? "" : String(one.line.row),
      one.line?.merchantReference1 ?? one.line?.orderId ?? fileName(one) ?? one.receivable?.number ?? "",
      one.amount === null ? "" : showAmount(one.amount, one.currency ?? "SEK", language),
      one.currency ?? "",
      one.expected ?? "",
      String(Math.max(0, Math.floor((now.getTime() - new Date(one.openedAt).getTime()) / 86_400_000))),
      one.candidates.map(({ kind, number }) => `${kind}:${number}`).join(" "),
    ]),
  );
}

const FILE_NAME_MAX = 28;

/** Of a refused file, without its folder; the whole name is in the JSON and in the quarantine. */
function fileName({ file }: DeviationView): string | null {
  const name = file?.split("/").at(-1) ?? null;
  return name === null || name.length <= FILE_NAME_MAX ? name : `${name.slice(0, FILE_NAME_MAX - 1)}…`;
}

/** Open deviations and the clearing account by age; empty when nothing is open. A currency more is a row more. */
export function showAges(ages: readonly AgedBucket[], language: Language): string {
  if (ages.every(({ open, clearing }) => open === 0 && clearing.length === 0)) return "";
  const titles = {
    sv: ["dagar", "öppna avvikelser", "på avräkningskontot", ""],
    en: ["days", "open deviations", "on the clearing account", ""],
  }[language];
  const columns = titles.map((title, index) => ({
    title,
    align: index === 1 || index === 2 ? ("right" as const) : ("left" as const),
  }));
  const rows = ages.flatMap(({ name, open, clearing }) => {
    const [first, ...others] = clearing.map(({ currency, amount }) => [
      formatMinor(amount, currency, language),
      currency,
    ]);
    return [[name, String(open), ...(first ?? ["–", ""])], ...others.map((money) => ["", "", ...money])];
  });
  return `\n${table(columns, rows)}`;
}
