/** The payouts of a digest, and what could not be verified of their reports. */
import { messages } from "./messages.ts";
import { oneLine } from "../format/one-line.ts";
import { issuerName, nameIssuers } from "../issuer-name.ts";
import type { Language, Message } from "../message.ts";
import type { DigestPayout } from "./digest-data.ts";
import { amountText, countText, moneyText, sumsText } from "../format/amount.ts";
import { type Block } from "../format/page.ts";

/** How many payouts are shown in the body of a mail. */
const SHOWN_MAX = 50;
/** How many sentences about reports, and payouts named in one. */
const SENTENCES_MAX = 10;

/** Each payout with what was done with it; a difference that is not 0.00 is highlighted. */
export function payoutBlocks(
  payouts: readonly DigestPayout[],
  language: Language,
  shownMax: number = SHOWN_MAX,
): readonly Block[] {
  if (payouts.length === 0) return [];
  const say = (message: Message) => message[language];
  const counted = (n: number) => countText(n, language);
  const severalMerchants = new Set(payouts.map(({ merchantId }) => merchantId)).size > 1;
  const named = nameIssuers(payouts);
  const shown = mostUrgent(payouts, shownMax);
  const hidden = payouts.filter((payout) => !shown.includes(payout));
  const rows = shown.map((payout) => {
    const { vouchers, deviating, remainder, currency } = payout;
    const difference = amountText(remainder, currency, language);
    const lines = [
      say(messages.lines(counted(payout.lines))),
      ...(payout.receivables === "none"
        ? [say(messages.againstDailySums)]
        : [say(messages.matched(counted(payout.matched)))]),
      ...(deviating === 0 ? [] : [say(messages.deviating(counted(deviating)))]),
    ];
    const voucher =
      vouchers.length === 0
        ? say(messages.notBooked)
        : `${say(messages.voucher)} ${vouchers.map((one) => oneLine(one, 20)).join(", ")}`;
    return [
      {
        text: `${named ? `${issuerName(payout.issuer)} ` : ""}${oneLine(payout.paymentReference, 60)}`,
        notes: [
          [payout.date, ...(severalMerchants ? [oneLine(payout.merchantId, 40)] : []), voucher]
            .map(together)
            .join(", "),
          lines.map(together).join(", "),
        ],
      },
      { text: moneyText(payout, language) },
      remainder === 0n ? { text: difference } : { text: difference, tone: "trouble" as const },
    ];
  });
  return [
    { kind: "section", title: say(messages.payouts) },
    {
      kind: "table",
      columns: [
        { title: say(messages.payout), align: "left" },
        { title: say(messages.amount), align: "right" },
        { title: say(messages.difference), align: "right" },
      ],
      rows,
    },
    ...(hidden.length === 0
      ? []
      : [
          {
            kind: "sentence" as const,
            text: say(messages.morePayouts({ count: hidden.length, sums: sumsText(hidden, language) })),
          },
        ]),
    ...unfindableBlocks(payouts, language),
    ...unprovenBlocks(payouts, language),
  ];
}

/** Where not all are shown, those that need a person are: a difference, no voucher, deviations. In their own order. */
function mostUrgent(payouts: readonly DigestPayout[], max: number): readonly DigestPayout[] {
  if (payouts.length <= max) return payouts;
  const urgency = ({ remainder, vouchers, deviating }: DigestPayout) =>
    remainder !== 0n ? 3 : vouchers.length === 0 ? 2 : deviating > 0 ? 1 : 0;
  const chosen = new Set([...payouts].sort((a, b) => urgency(b) - urgency(a)).slice(0, max));
  return payouts.filter((payout) => chosen.has(payout));
}

/** Most often the same for all reports of one configuration: written once, with the payouts it is about. */
function unfindableBlocks(payouts: readonly DigestPayout[], language: Language): readonly Block[] {
  const byText = new Map<string, string[]>();
  for (const { unfindable, paymentReference } of payouts) {
    if (unfindable === null) continue;
    const text = unfindable[language];
    const references = byText.get(text) ?? [];
    references.push(oneLine(paymentReference, 60));
    byText.set(text, references);
  }
  return [...byText].slice(0, SENTENCES_MAX).map(([text, references]) => ({
    kind: "sentence",
    label: `${[
      ...references.slice(0, SENTENCES_MAX),
      ...(references.length > SENTENCES_MAX
        ? [messages.andMore(references.length - SENTENCES_MAX)[language]]
        : []),
    ].join(", ")}:`,
    text: oneLine(text, 1000),
  }));
}

/** Most often the same for all reports of one configuration: written once. */
function unprovenBlocks(payouts: readonly DigestPayout[], language: Language): readonly Block[] {
  const all = [...new Set(payouts.flatMap(({ unproven }) => unproven.map((message) => message[language])))];
  const label = messages.notProven[language];
  return all.slice(0, SENTENCES_MAX).map((text) => ({ kind: "sentence", label, text: oneLine(text, 400) }));
}

/** "3 avviker" is not split at the end of a line. */
function together(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}
