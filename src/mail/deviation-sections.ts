/**
 * The deviations in a digest's body: grouped by code, so that the cause and the remedy are written once, with the first of
 * each group shown up to a limit for the body. All of them are in the attachment.
 */
import { messages } from "./messages.ts";
import { oneLine } from "../format/one-line.ts";
import {
  contradictionText,
  nearMissText,
  NEAR_MISSES,
  receivableName,
  type Candidate,
} from "../format/candidate-texts.ts";
import { DEVIATION_CODES, deviationTexts, type DeviationCode } from "../format/deviation-texts.ts";
import { factsText, knownFacts, referenceFact } from "../format/line-facts.ts";
import { parsePlain, type Money } from "../money.ts";
import type { Language, Message } from "../message.ts";
import type { DigestDeviation, RestOfCode } from "./digest-data.ts";
import { amountText, moneyText, sumsText } from "../format/amount.ts";
import { ageText } from "../format/days.ts";
import type { Block, Cell } from "../format/page.ts";

/** How many deviations are shown in the body of a mail. */
export const SHOWN_MAX = 50;
const CANDIDATES_MAX = 5;

interface Group {
  readonly code: DeviationCode;
  readonly all: readonly DigestDeviation[];
  /** What is open beside them. */
  readonly rest: { readonly count: number; readonly sums: readonly Money[] };
}

interface Reader {
  readonly language: Language;
  /** Where the desk is; null: not known. */
  readonly page: string | null;
}

/** The address of a page of the desk. */
export function deskAddress(page: string, path: string): string {
  return new URL(path, page.endsWith("/") ? page : `${page}/`).href;
}

/**
 * A section for the new deviations and one for the older ones; each is left out when there are none. At most `shownMax` are
 * shown, and all are counted, with their sums.
 */
export function deviationBlocks(
  deviations: readonly DigestDeviation[],
  rest: readonly RestOfCode[],
  language: Language,
  shownMax: number = SHOWN_MAX,
  page: string | null = null,
): readonly Block[] {
  const shownFresh = share(grouped(deviations, rest, true), shownMax);
  const left = shownMax - shownFresh.reduce((total, { shown }) => total + shown.length, 0);
  const shownOld = share(grouped(deviations, rest, false), left);
  return [
    ...section(messages.newDeviations, shownFresh, true, { language, page }),
    ...section(messages.stillOpen, shownOld, false, { language, page }),
  ];
}

function grouped(
  deviations: readonly DigestDeviation[],
  rest: readonly RestOfCode[],
  isNew: boolean,
): readonly Group[] {
  const own = deviations.filter((one) => one.isNew === isNew);
  const listed = isNew ? own : own.sort((a, b) => b.ageDays - a.ageDays);
  return DEVIATION_CODES.map((code) => ({
    code,
    all: listed.filter((one) => one.code === code),
    rest: rest.find((one) => one.code === code && one.isNew === isNew) ?? { count: 0, sums: [] },
  })).filter(({ all, rest: { count } }) => all.length + count > 0);
}

/** Gives each group a place in turn, so that five hundred of one code do not hide the only one of another. */
function share(
  groups: readonly Group[],
  places: number,
): readonly (Group & { readonly shown: readonly DigestDeviation[] })[] {
  const counts = groups.map(() => 0);
  let left = places;
  for (let given = true; given && left > 0;) {
    given = false;
    for (const [index, { all }] of groups.entries()) {
      const count = counts[index] ?? 0;
      if (left === 0 || count === all.length) continue;
      counts[index] = count + 1;
      left -= 1;
      given = true;
    }
  }
  return groups.map((group, index) => ({ ...group, shown: group.all.slice(0, counts[index]) }));
}

function section(
  title: Message,
  groups: ReturnType<typeof share>,
  isNew: boolean,
  reader: Reader,
): readonly Block[] {
  const { language } = reader;
  const total = groups.reduce((count, { all, rest }) => count + all.length + rest.count, 0);
  if (total === 0) return [];
  const heading: Block = { kind: "section", title: `${title[language]} (${total})` };
  return [
    isNew ? { ...heading, tone: "attention" } : heading,
    ...groups.flatMap((group) => topic(group, isNew, reader)),
  ];
}

function topic(
  { code, all, shown, rest }: ReturnType<typeof share>[number],
  isNew: boolean,
  { language, page }: Reader,
): readonly Block[] {
  const say = (message: Message) => message[language];
  const first = shown[0];
  const total = all.length + rest.count;
  const { title, cause, todo } = deviationTexts(code, total === 1 && first ? first : {});
  const sums = sumsOf(all, rest.sums, language);
  const count = total === 1 ? "" : ` (${total}${sums === "" ? "" : `, ${sums}`})`;
  const remedy: Block[] = [
    { kind: "sentence", label: say(messages.likelyCause), text: say(cause) },
    { kind: "sentence", label: say(messages.todo), text: say(todo) },
  ];
  const more = total - shown.length;
  const moreText = rest.count > 0 ? messages.more(more) : messages.moreInAttachment(more);
  return [
    { kind: "topic", title: `${say(title)}${count}` },
    ...remedy,
    ...(shown.length === 0
      ? []
      : [
          {
            kind: "table" as const,
            columns: [
              { title: say(messages.deviation), align: "left" as const },
              { title: say(messages.amount), align: "right" as const },
            ],
            rows: shown.map((one) => row(one, isNew, { language, page })),
          },
        ]),
    ...(more === 0 ? [] : [{ kind: "sentence" as const, text: say(moreText) }]),
  ];
}

function row(deviation: DigestDeviation, isNew: boolean, { language, page }: Reader): readonly Cell[] {
  const { id, reference, amount, currency } = deviation;
  const about = reference ?? deviation.file ?? deviation.paymentReference;
  const money = amount === null || currency === null ? "" : moneyText({ amount, currency }, language);
  return [
    {
      text: `#${id}${about === null ? "" : ` ${oneLine(about, 80)}`}`,
      ...(page === null ? {} : { href: deskAddress(page, `deviations/${id}`) }),
      notes: notes(deviation, about, isNew, language),
    },
    { text: money },
  ];
}

/** Where it is, what was expected and found, who it could be, and how long it has been open. */
function notes(
  deviation: DigestDeviation,
  about: string | null,
  isNew: boolean,
  language: Language,
): readonly string[] {
  const say = (message: Message) => message[language];
  const { paymentReference, row: line, lineType, file, expected, found, candidates, ageDays } = deviation;
  const lineText = line === null ? [] : [say(messages.lineOf(line)) + (lineType ? ` ${lineType}` : "")];
  const place = [
    ...(paymentReference === null || paymentReference === about
      ? []
      : [say(messages.payoutOf(oneLine(paymentReference, 60)))]),
    ...lineText,
    ...(file === null || file === about ? [] : [oneLine(file, 80)]),
    ...(isNew ? [] : [openFor(ageDays, language)]),
  ].join(", ");
  const shownFound = found === null ? null : value(found, deviation, language);
  const shownExpected = expected === null ? null : value(expected, deviation, language);
  const compared = [
    ...(shownExpected === null ? [] : [say(messages.expectedValue(shownExpected))]),
    ...(shownFound === null || isOwnAmount(found, deviation) ? [] : [say(messages.foundValue(shownFound))]),
  ].join(", ");
  const possible =
    candidates.length === 0
      ? ""
      : say(messages.candidatesOf(candidatesText(candidates, deviation, language)));
  const hints = hintsText(deviation, language);
  return [place, lookUp(deviation, language), compared, possible, hints].filter((text) => text !== "");
}

/** What the line is looked up by in the portal and in the shop. */
function lookUp({ facts, lineType }: DigestDeviation, language: Language): string {
  if (facts === null) return "";
  const known = knownFacts(facts, { language, timeZone: "UTC", lineType });
  return factsText(known, [referenceFact(facts)]);
}

/** Near misses are introduced as such: they do not agree, and are never matched. */
function hintsText({ nearMisses, currency }: DigestDeviation, language: Language): string {
  if (nearMisses.length === 0) return "";
  const hints = nearMisses.map((near) => {
    const open = amountText(near.open, near.currency, language);
    const foreign = near.currency === currency ? "" : ` ${near.currency}`;
    return nearMissText(near, `${open}${foreign}`, language);
  });
  return `${NEAR_MISSES[language]}: ${hints.join("; ")}`;
}

function candidatesText(
  candidates: readonly Candidate[],
  deviation: DigestDeviation,
  language: Language,
): string {
  const shown = candidates.slice(0, CANDIDATES_MAX).map((candidate) => {
    const { kind, number, open, currency } = candidate;
    const against = contradictionText(candidate, language);
    const foreign = currency === undefined || currency === deviation.currency ? "" : ` ${currency}`;
    const left = `${value(open, deviation, language)}${foreign}`;
    const opened = messages.openAmount(left)[language];
    return `${receivableName(kind, oneLine(number, 60), language)} (${opened}${against === "" ? "" : `; ${against}`})`;
  });
  const more = candidates.length - shown.length;
  return [...shown, ...(more > 0 ? [messages.andMore(more)[language]] : [])].join(", ");
}

/** A decimal string as a person reads it; any other text as it is. */
function value(text: string, { currency }: DigestDeviation, language: Language): string {
  return oneLine(currency === null ? text : amountText(text, currency, language));
}

/** What was found is most often the line's own amount, which the row has already. */
function isOwnAmount(found: string | null, { amount, currency }: DigestDeviation): boolean {
  return found !== null && currency !== null && amount !== null && parsePlain(found, currency) === amount;
}

function sumsOf(deviations: readonly DigestDeviation[], rest: readonly Money[], language: Language): string {
  const amounts = deviations.flatMap(({ amount, currency }) =>
    amount === null || currency === null ? [] : { amount, currency },
  );
  return sumsText([...amounts, ...rest], language);
}

function openFor(days: number, language: Language): string {
  return (days === 0 ? messages.openSinceToday : messages.openFor(ageText(days, language)))[language];
}
