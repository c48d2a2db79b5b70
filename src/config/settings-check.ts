/**
 * Settings that can be read, but contradict each other or have no effect: refused at start, each in words with its place. Those
 * that a run kept are not judged: they decided then, whatever is asked of new ones.
 */
import { messages } from "./messages.ts";
import type { AccountPreset } from "./accounts.ts";
import type { Settings } from "./settings.ts";
import { isLineType, isMatched } from "./detailed-types.ts";
import { dayAfter, monthsAfter } from "./fiscal-year.ts";
import { LINE_TYPES } from "../line-types.ts";
import { readOrgNumber, type Country } from "../org-number.ts";
import type { Message } from "../message.ts";

export interface SettingsProblem {
  readonly path: readonly PropertyKey[];
  readonly cure: Message;
}

const LONGEST_MONTHS = 18;

/** `raw` is what the file holds: whether something was written there, or stands by default. */
export function problemsIn(settings: Settings, raw: unknown): readonly SettingsProblem[] {
  return [
    ...lineAccountProblems(settings.lineAccounts, ["lineAccounts"]),
    ...Object.entries(settings.merchants).flatMap(([id, { lineAccounts }]) =>
      lineAccountProblems(lineAccounts, ["merchants", id, "lineAccounts"]),
    ),
    ...orgNumberProblems(settings),
    ...fiscalYearProblems(settings, raw),
    ...rateProblems(settings),
    ...feeProblems(settings),
  ];
}

/** Whose organisation number it is, unless the number says so itself. */
export function countryOf(chart: AccountPreset): Country {
  return chart === "SE-2025" ? "SE" : chart;
}

function lineAccountProblems(
  lineAccounts: Settings["lineAccounts"],
  path: readonly PropertyKey[],
): SettingsProblem[] {
  return Object.keys(lineAccounts).flatMap((key): SettingsProblem[] => {
    const [type = "", detailedType = null, ...more] = key.split("/");
    if (!isLineType(type) || more.length > 0 || detailedType === "")
      return [
        {
          path: [...path, key],
          cure: messages.noLineTypeWriteOne({ key, lineTypes: LINE_TYPES.join(", ") }),
        },
      ];
    if (!isMatched({ type, detailedType })) return [];
    return [
      {
        path: [...path, key],
        cure: messages.noEffectBookedReceivablesClearing(type),
      },
    ];
  });
}

function orgNumberProblems({ company, chart }: Settings): SettingsProblem[] {
  if (company.orgNumber === undefined) return [];
  const read = readOrgNumber(company.orgNumber, countryOf(chart));
  return read.ok ? [] : [{ path: ["company", "orgNumber"], cure: read.problem }];
}

function fiscalYearProblems({ company }: Settings, raw: unknown): SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const at = (index: number, cure: Message) =>
    problems.push({ path: ["company", "fiscalYears", index], cure });
  company.fiscalYears.forEach(({ from, to }, index) => {
    const before = company.fiscalYears[index - 1];
    if (to < from) at(index, messages.endsBeforeBegins({ to, from }));
    else if (to >= monthsAfter(from, LONGEST_MONTHS))
      at(index, messages.longerThanMonthsMostFiscal({ from, to, longestMonths: LONGEST_MONTHS }));
    if (before === undefined) return;
    const next = dayAfter(before.to, 1);
    if (from < next) at(index, messages.beginsBeforeYearBeforeEnds({ from, to: before.to }));
    else if (from > next) at(index, messages.beginsButYearBeforeEnds({ from, to: before.to }));
  });
  const last = company.fiscalYears.at(-1);
  if (problems.length === 0 && last !== undefined && isWritten(raw, ["company", "fiscalYearStart"])) {
    const next = dayAfter(last.to, 1);
    if (Number(next.slice(5, 7)) !== company.fiscalYearStart)
      problems.push({
        path: ["company", "fiscalYearStart"],
        cure: messages.contradictsFiscalYearsAfterLast({ next, Number: Number(next.slice(5, 7)) }),
      });
  }
  return problems;
}

function rateProblems({ rates, company }: Settings): SettingsProblem[] {
  if (!Object.hasOwn(rates, company.currency)) return [];
  return [
    {
      path: ["rates", company.currency],
      cure: messages.noEffectCurrencyBooksCompany(company.currency),
    },
  ];
}

function feeProblems({ merchants }: Settings): SettingsProblem[] {
  return Object.entries(merchants).flatMap(([id, { fees }]) =>
    fees.flatMap(({ from, to }, index): SettingsProblem[] =>
      from === undefined || to === undefined || from <= to
        ? []
        : [
            {
              path: ["merchants", id, "fees", index],
              cure: messages.neverForceEndsBeforeBegins({ to, from }),
            },
          ],
    ),
  );
}

function isWritten(raw: unknown, path: readonly string[]): boolean {
  let found = raw;
  for (const key of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return false;
    found = (found as Record<string, unknown>)[key]; // an object that has the key, as was just asked
  }
  return true;
}
