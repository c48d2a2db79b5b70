/** The section on what needs a person: grouped by what is wrong, so that the cause and the cure are said once. */
import { messages } from "./messages.ts";
import type { DeviationView } from "../books/views.ts";
import { contradictionText, nearMissText, NEAR_MISSES, receivableName } from "../format/candidate-texts.ts";
import { DEVIATION_CODES, deviationTexts, FILE_CODES, isDeviationCode } from "../format/deviation-texts.ts";
import { factsText, knownFacts, referenceFact } from "../line-facts.ts";
import type { Language } from "../message.ts";
import { markup, sentence, type Markup } from "./markup.ts";
import { amountText } from "./money-sections.ts";
import type { PageData } from "./page-data.ts";
import { nothing, section } from "./section.ts";
import { table, type Cell } from "./tables.ts";

const DAY_MS = 86_400_000;
const SHOWN_AT_ONCE = 5;

export function deviationsSection(data: PageData): Markup {
  const { language, gauges } = data;
  // files have a section of their own
  const deviations = data.deviations.filter(({ code }) => !isFileCode(code));
  const words = {
    sv: {
      title: "Avvikelser",
      none: "Inga öppna avvikelser.",
      more: "Här visas de senaste. Alla: ",
    },
    en: {
      title: "Deviations",
      none: "No open deviations.",
      more: "These are the latest. All: ",
    },
  }[language];
  const all = gauges.openDeviations
    .filter(({ code }) => !isFileCode(code))
    .reduce((total, { count }) => total + count, 0);
  const codes = [...DEVIATION_CODES, ...deviations.map(({ code }) => code)];
  const groups = [...new Set(codes)].flatMap((code) => {
    const those = deviations.filter((one) => one.code === code);
    const count = gauges.openDeviations.find((one) => one.code === code)?.count ?? those.length;
    return those.length === 0 ? [] : [group(code, those, count, data)];
  });
  const content = all === 0 ? [nothing(words.none)] : groups;
  const isMore = all > deviations.length;
  return section(
    "deviations",
    words.title,
    content,
    isMore ? markup`${words.more}<code>kvitt deviations</code>` : null,
  );
}

function isFileCode(code: string): boolean {
  return isDeviationCode(code) && FILE_CODES.has(code);
}

function group(code: string, those: readonly DeviationView[], count: number, data: PageData): Markup {
  const { language } = data;
  const [only] = those;
  const words = isDeviationCode(code) ? deviationTexts(code, count === 1 && only ? only : {}) : null;
  const labels = {
    sv: { cause: "Trolig orsak:", todo: "Att göra:" },
    en: { cause: "Likely cause:", todo: "What to do:" },
  };
  const { cause, todo } = labels[language];
  const title = words?.title[language] ?? code;
  const said =
    words === null
      ? null
      : markup`<p><b>${cause}</b> ${sentence(words.cause[language])}</p>
<p><b>${todo}</b> ${sentence(words.todo[language])}</p>`;
  const [shown, rest] = [those.slice(0, SHOWN_AT_ONCE), those.slice(SHOWN_AT_ONCE)];
  const further = messages.showMore(rest.length)[language];
  return markup`<article>
<h3>${title} <span class="count">${count}</span></h3>
${said}
${list(title, shown, data)}
${rest.length === 0 ? null : markup`<details><summary>${further}</summary>${list(title, rest, data)}</details>`}
</article>`;
}

function list(title: string, those: readonly DeviationView[], data: PageData): Markup {
  const { language } = data;
  const titles = {
    sv: ["ID", "Referens", "Belopp", "Väntat", "Funnet", "Möjliga", "Ålder"],
    en: ["ID", "Reference", "Amount", "Expected", "Found", "Candidates", "Age"],
  }[language];
  const columns = titles.map((name, index) =>
    index === 2 || index === 3 || index === 6 ? { title: name, kind: "number" as const } : { title: name },
  );
  return table(
    title,
    columns,
    those.map((one) => cells(one, data)),
  );
}

function cells(one: DeviationView, { language, now, timeZone }: PageData): readonly (Cell | string)[] {
  const { line, amount, currency, expected, found } = one;
  const days = Math.max(0, Math.floor((now.getTime() - new Date(one.openedAt).getTime()) / DAY_MS));
  const row = line === null ? null : messages.row(line.row)[language];
  const where = [one.paymentReference, row, line?.type].flatMap((part) => part ?? []);
  const reference = line?.merchantReference1 ?? line?.orderId ?? null;
  const facts =
    line === null
      ? ""
      : factsText(knownFacts(line, { language, timeZone, lineType: line.type }), [referenceFact(line)]);
  const notes = [...(reference === null ? [] : [where.join(" · ")]), ...(facts === "" ? [] : [facts])];
  return [
    String(one.id),
    { text: reference ?? where.join(" · "), note: notes },
    amount === null ? "" : `${amountText(amount, currency ?? "SEK", language)} ${currency ?? ""}`.trim(),
    moneyOrText(expected, currency, language),
    found === amount ? "" : moneyOrText(found, currency, language),
    possible(one, language),
    ageText(days, language),
  ];
}

function ageText(days: number, language: Language): string {
  if (days === 0) return messages.today[language];
  return messages.day(days)[language];
}

/** The candidates; below them what speaks against each, and what is like the line without agreeing with it. */
function possible({ candidates, nearMisses, currency }: DeviationView, language: Language): Cell {
  const against = candidates.flatMap((candidate) => {
    const text = contradictionText(candidate, language);
    return text === "" ? [] : [`${receivableName(candidate.kind, candidate.number, language)}: ${text}`];
  });
  const hints = nearMisses.map((near) => {
    const open = `${amountText(near.open, near.currency, language)} ${near.currency}`;
    return `${NEAR_MISSES[language]}: ${nearMissText(near, open, language)}`;
  });
  return {
    text: candidates.map((candidate) => candidateText(candidate, currency, language)).join(", "),
    note: [...against, ...hints],
  };
}

/** "faktura F1003 (200,00)": what it is, and what is open on it. */
function candidateText(
  { kind, number, open, currency: itsOwn }: DeviationView["candidates"][number],
  currency: string | null,
  language: Language,
): string {
  const foreign = itsOwn === undefined || itsOwn === currency ? "" : ` ${itsOwn}`;
  return `${receivableName(kind, number, language)} (${moneyOrText(open, itsOwn ?? currency, language)}${foreign})`;
}

/** What was expected or found is an amount or words. */
function moneyOrText(said: string | null, currency: string | null, language: Language): string {
  return said === null ? "" : amountText(said, currency ?? "SEK", language);
}
