/** The state of the books beside the run itself: closed deviations, fees above the contract, and the age of what is open. */
import { messages } from "./messages.ts";
import { oneLine } from "../format/one-line.ts";
import { deviationTexts } from "../format/deviation-texts.ts";
import type { Language, Message } from "../message.ts";
import { ageing } from "../format/ageing.ts";
import { monthAndYear } from "../format/days.ts";
import type { DigestData } from "./digest-data.ts";
import { countText, moneyText } from "../format/amount.ts";
import { deskAddress } from "./deviation-sections.ts";
import { type Block } from "../format/page.ts";

/** On the desk. */
const FOLDERS = { sie: "sie", mail: "mailed" } as const;

/** The night's SIE files, so that nobody has to look for them. */
export function sieBlocks({ sieFiles, page }: DigestData, language: Language): readonly Block[] {
  if (sieFiles === undefined || sieFiles.count === 0) return [];
  const say = (message: Message) => message[language];
  const more = sieFiles.count - sieFiles.listed.length;
  return [
    { kind: "section", title: `${say(messages.sieFiles)} (${sieFiles.count})` },
    {
      kind: "table",
      columns: [
        { title: say(messages.file), align: "left" },
        { title: say(messages.voucher), align: "left" },
      ],
      rows: sieFiles.listed.map(({ voucher, file, target = "sie" }) => [
        {
          text: oneLine(file, 200),
          ...(page === null
            ? {}
            : { href: deskAddress(page, `${FOLDERS[target]}/${encodeURIComponent(file)}`) }),
          ...(target === "mail" ? { notes: [say(messages.goesByMail)] } : {}),
        },
        { text: voucher },
      ]),
    },
    ...(more > 0 ? [{ kind: "sentence" as const, text: say(messages.more(more)) }] : []),
  ];
}

/** What people decided, by whom. */
export function decidedBlocks({ decided, page }: DigestData, language: Language): readonly Block[] {
  if (decided === undefined || decided.count === 0) return [];
  const say = (message: Message) => message[language];
  const more = decided.count - decided.listed.length;
  return [
    { kind: "section", title: `${say(messages.decided)} (${decided.count})` },
    {
      kind: "table",
      columns: [
        { title: say(messages.deviation), align: "left" },
        { title: say(messages.voucher), align: "left" },
      ],
      rows: decided.listed.map(({ deviationId, action, actor, why, voucher }) => [
        {
          text: `#${deviationId} ${oneLine(actor, 60)}: ${say(messages.actions[action])}`,
          ...(page === null ? {} : { href: deskAddress(page, `deviations/${deviationId}`) }),
          notes: why === null ? [] : [oneLine(why, 200)],
        },
        { text: voucher ?? "" },
      ]),
    },
    ...(more > 0 ? [{ kind: "sentence" as const, text: say(messages.more(more)) }] : []),
  ];
}

export function closedBlocks({ closed }: DigestData, language: Language): readonly Block[] {
  if (closed.count === 0) return [];
  const say = (message: Message) => message[language];
  const more = closed.count - closed.listed.length;
  return [
    {
      kind: "section",
      title: say(messages.closedSinceLastTime(closed.count)),
    },
    {
      kind: "table",
      columns: [
        { title: say(messages.deviation), align: "left" },
        { title: say(messages.amount), align: "right" },
      ],
      rows: closed.listed.map(({ id, code, amount, currency, reference, how }) => [
        {
          text: `#${id}${reference === null ? "" : ` ${oneLine(reference, 80)}`}`,
          notes: [`${deviationTexts(code).title[language]}: ${say(HOW[how])}`],
        },
        { text: amount === null || currency === null ? "" : moneyText({ amount, currency }, language) },
      ]),
    },
    ...(more > 0 ? [{ kind: "sentence" as const, text: say(messages.more(more)) }] : []),
  ];
}

const HOW: Readonly<Record<"resolved" | "closed", Message>> = {
  resolved: messages.resolvedByPerson,
  closed: messages.closedAutomatically,
};

export function overchargedBlocks({ overcharged }: DigestData, language: Language): readonly Block[] {
  const sums = overcharged?.sums.filter(({ amount }) => amount !== 0n) ?? [];
  if (overcharged === null || sums.length === 0) return [];
  const say = (message: Message) => message[language];
  const month = monthAndYear(overcharged.month, language);
  const amounts = sums.map((one) => moneyText(one, language)).join(", ");
  return [
    { kind: "section", title: say(messages.fees) },
    {
      kind: "sentence",
      text: say(messages.overcharged({ month, amounts })),
    },
  ];
}

export function ageingBlocks({ openByAge, clearingByAge }: DigestData, language: Language): readonly Block[] {
  const buckets = ageing(openByAge, clearingByAge);
  if (buckets.every(({ open, clearing }) => open === 0 && clearing.length === 0)) return [];
  const say = (message: Message) => message[language];
  return [
    { kind: "section", title: say(messages.openByAge) },
    {
      kind: "table",
      columns: [
        { title: say(messages.days), align: "left" },
        { title: say(messages.openDeviations), align: "right" },
        { title: say(messages.onClearingAccount), align: "right" },
      ],
      // each currency has a row: sums in different currencies never share a cell
      rows: buckets.flatMap(({ name, open, clearing }) => {
        const [first = "–", ...others] = clearing.map((one) => moneyText(one, language));
        return [
          [{ text: name }, { text: countText(open, language) }, { text: first }],
          ...others.map((text) => [{ text: "" }, { text: "" }, { text }]),
        ];
      }),
    },
  ];
}
