/** The outcome of a replay as people read it, in Swedish or English. */
import type { Language, Message } from "../../message.ts";
import type { Replay } from "./replay.ts";
import type { Compared } from "./compare.ts";

export function replayText(
  { run, identical, rules, files, counts, differences }: Replay,
  language: Language,
): string {
  const { allocations, vouchers, deviations } = counts;
  const head = identical
    ? {
        sv: `Körning ${run} ger samma resultat igen. Kopplingar: ${allocations}, verifikationer: ${vouchers}, avvikelser: ${deviations}, omlästa rapporter: ${files}.`,
        en: `Run ${run} gives the same again. Allocations: ${allocations}, vouchers: ${vouchers}, deviations: ${deviations}, reports read anew: ${files}.`,
      }
    : {
        sv: `Körning ${run} ger något annat nu än då. Skillnader: ${differences.length}.`,
        en: `Run ${run} gives something else now than then. Differences: ${differences.length}.`,
      };
  const older = {
    sv: `Körningen gjordes med matchningsregler version ${rules.past}; den kördes om enligt dem, i dag gäller version ${rules.present}.`,
    en: `The run was made by matching rules version ${rules.past}; it was run again by them, today version ${rules.present} is in force.`,
  };
  return [
    head[language],
    ...(rules.past === rules.present ? [] : [older[language]]),
    ...differences.map(
      ({ what, about, was, is }) =>
        `✗ ${WHAT[what][language]} ${about}\n    ${THEN[language]} ${was ?? "–"}\n    ${NOW[language]} ${is ?? "–"}`,
    ),
  ].join("\n");
}

const THEN: Message = { sv: "då:", en: "then:" };
const NOW: Message = { sv: "nu: ", en: "now: " };

const WHAT: Readonly<Record<Compared, Message>> = {
  allocation: { sv: "koppling", en: "allocation" },
  voucher: { sv: "verifikation", en: "voucher" },
  "voucher row": { sv: "verifikationsrad", en: "voucher row" },
  deviation: { sv: "avvikelse", en: "deviation" },
  file: { sv: "fil", en: "file" },
};
