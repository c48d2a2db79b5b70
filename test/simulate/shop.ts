/**
 * A whole shop from one seed: months of payouts, the shop's documents, and the expected books after each night. The answer
 * is written, not computed: independent stories are shuffled into payouts, and each has its own answer.
 */
import { nightAt, openChannels, referencesOf, swedishDay, type OpenChannel } from "./channels.ts";
import { extraDeliveries, reportFile, type Delivery, type NamedBytes } from "./deliveries.ts";
import { knownBalances, payoutKey, receivableKey, type Known, type KnownDeviation } from "./known.ts";
import { chooseNights, layOut, type Laid, type Told } from "./layout.ts";
import { seeded, type Random } from "./random.ts";
import { anyDialect, receivablesCsv } from "./receivables-csv.ts";
import type { References } from "./plain/keys.ts";
import { allAuthors, type Author } from "./stories/all.ts";
import { paidInFull } from "./stories/exact.ts";
import { ACCOUNT_TYPES } from "./stories/others.ts";
import { soldThenSentBack } from "./stories/returns.ts";
import type { Line, Receivable, Settles } from "./story.ts";
import { makeTeller } from "./teller.ts";
import type { Truth } from "./truth.ts";

export interface Night {
  /** When the run starts. */
  readonly at: Date;
  /** The files in the inbox, and in the receivables folder. */
  readonly files: readonly NamedBytes[];
  readonly receivables: readonly NamedBytes[];
  /** The expected books after the run. */
  readonly known: Known;
}

export interface ShopSettings {
  readonly lineAccounts: Readonly<Record<string, number>>;
  readonly merchants?: Readonly<Record<string, { readonly references: References }>>;
}

export interface Shop {
  readonly seed: string;
  /** Contents of kvitt.config.yaml. */
  readonly settings: ShopSettings;
  readonly nights: readonly Night[];
  /** What really happened, where the simulator knows it for every line. */
  readonly truth?: Truth;
}

export interface Size {
  readonly nights: number;
  /** Streams of payouts (a merchant in a currency), besides one with little traffic. */
  readonly channels: number;
  /** Stories besides the one sale that every payout has. */
  readonly stories: number;
}

export const SIZES = {
  /** Everything in one night, so that the order of arrival cannot help. */
  atOnce: { nights: 1, channels: 2, stories: 70 },
  small: { nights: 4, channels: 2, stories: 70 },
  large: { nights: 13, channels: 5, stories: 600 },
} as const satisfies Record<string, Size>;

const BOOK_CURRENCY = "SEK";

export function makeShop(seed: string | number, size: Size = SIZES.small): Shop {
  const random = seeded(seed);
  const openedOn = new Date(Date.UTC(2025, random.between(0, 11), random.between(1, 28)));
  const lineAccounts = Object.fromEntries(
    ACCOUNT_TYPES.filter(() => random.chance(0.4)).map((type, index) => [type, 6570 + index]),
  );
  const channels = openChannels(random.fork("channels"), size.channels);
  const told = tellStories(
    channels,
    size,
    openedOn,
    new Set(Object.keys(lineAccounts)),
    random.fork("stories"),
  );
  const laid = layOut(told, channels, size.nights, openedOn, random.fork("layout"));
  const extras = extraDeliveries(laid.payouts, size.nights, random.fork("deliveries"));
  const paper = random.fork("receivables");
  const nights = Array.from({ length: size.nights }, (_, night): Night => ({
    at: nightAt(openedOn, night),
    files: random.shuffled([
      ...laid.payouts.filter((payout) => payout.night === night).map(reportFile),
      ...extras.filter((extra) => extra.night === night).map(({ file }) => file),
    ]),
    receivables: receivableFiles(told, night, paper),
    known: knownAfter(night, told, laid, extras, lineAccounts),
  }));
  return { seed: String(seed), settings: { lineAccounts, merchants: referencesOf(channels) ?? {} }, nights };
}

function tellStories(
  channels: readonly OpenChannel[],
  size: Size,
  openedOn: Date,
  configured: ReadonlySet<string>,
  random: Random,
): Told[] {
  let given = 0;
  const numbers = { next: () => (given += 1) };
  const tell = (author: Author, channel: OpenChannel) =>
    author(makeTeller(random, channel, numbers, openedOn));
  const told: Told[] = [];

  for (const channel of channels) {
    for (let night = 0; night < size.nights; night += channel.thin ? 2 : 1) {
      if (channel.thin) {
        const story = tell(soldThenSentBack, channel);
        // with a night too few, sale and return come together
        told.push({ story, channel, nights: [night, Math.min(night + 1, size.nights - 1)], slot: 0 });
      } else {
        for (let slot = 0; slot < channel.payoutsANight; slot++) {
          told.push({ story: tell(paidInFull, channel), channel, nights: [night], slot });
        }
      }
    }
  }

  const busy = channels.filter(({ thin }) => !thin);
  const authors = allAuthors(configured);
  let order = random.shuffled(authors);
  for (let i = 0; i < size.stories; i++) {
    if (order.length === 0) order = random.shuffled(authors);
    const author = order.pop();
    if (!author) throw new Error("there are authors");
    const anywhere = random.pick(busy);
    const first = tell(author, anywhere);
    // fees of a GROSS channel are on an invoice of their own, so its reports have no such rows
    const isForNet = first.steps.some(({ lines }) => lines.some(({ type }) => NET_ONLY.has(type)));
    const channel = isForNet
      ? random.pick(busy.filter(({ settlementType }) => settlementType === "NET"))
      : anywhere;
    const story = channel === anywhere ? first : tell(author, channel);
    const nights = chooseNights(story, size.nights, random);
    if (nights) told.push({ story, channel, nights, slot: null });
  }
  return told;
}

const NET_ONLY: ReadonlySet<string> = new Set(["FEE", "FEE_REFUND", "CORRECTION"]);

function receivableFiles(told: readonly Told[], night: number, random: Random): NamedBytes[] {
  const rows: Receivable[] = told.flatMap(({ story, nights }) =>
    story.steps.filter((_, index) => nights[index] === night).flatMap(({ receivables }) => receivables),
  );
  const shuffled = random.shuffled(rows);
  const cut = random.chance(0.5) ? Math.floor(shuffled.length / 2) : shuffled.length;
  return [shuffled.slice(0, cut), shuffled.slice(cut)]
    .filter((part) => part.length > 0)
    .map((part, index) => ({
      name: `kundreskontra-${night}-${index}.csv`,
      bytes: receivablesCsv(part, anyDialect(random), random.chance(0.2)),
    }));
}

function knownAfter(
  night: number,
  told: readonly Told[],
  { payouts, places }: Laid,
  extras: readonly Delivery[],
  lineAccounts: Readonly<Record<string, number>>,
): Known {
  const here = (line: Line) => {
    const key = places.get(line);
    if (key === undefined) throw new Error(`a line of type ${line.type} has no place in any report`);
    return key;
  };
  const sofar = payouts.filter((laid) => laid.night <= night);
  const settled: (Settles & { currency: string; story: string })[] = [];
  const deviations: KnownDeviation[] = [];
  for (const { story, channel, nights } of told) {
    const steps = story.steps.filter((_, index) => (nights[index] ?? Infinity) <= night);
    for (const { settles } of steps) {
      for (const one of settles) settled.push({ ...one, currency: channel.currency, story: story.name });
    }
    for (const { line, codes } of steps.at(-1)?.open ?? []) {
      deviations.push({ about: here(line), codes, story: story.name });
    }
  }
  for (const { payout, debtGap } of sofar) {
    const about = payoutKey(payout.channel.merchantId, payout.paymentReference);
    if (payout.channel.currency !== BOOK_CURRENCY) {
      deviations.push({ about, codes: ["needs_rate"], story: "a payout in a foreign currency" });
    }
    if (debtGap) deviations.push({ about, codes: ["debt_gap"], story: "Klarna has invoiced the debt" });
  }
  for (const extra of extras) if (extra.night <= night) deviations.push(...extra.deviations);
  return {
    payouts: sofar.map(({ payout }) => ({
      merchantId: payout.channel.merchantId,
      paymentReference: payout.paymentReference,
      currency: payout.channel.currency,
      date: swedishDay(payout.paidAt),
      settlementAmount: payout.totals.total_settlement_amount,
      lines: payout.rows.length,
    })),
    lines: sofar.flatMap(({ payout }) =>
      payout.rows.map((row) => ({ line: here(row), type: row.type, amount: row.amount })),
    ),
    settled: settled.map(({ line, receivable, lineAmount, receivableAmount, effect, rung, story }) => ({
      line: here(line),
      receivable: receivableKey(receivable),
      lineAmount,
      receivableAmount,
      effect,
      rung,
      story,
    })),
    deviations,
    balances: knownBalances(
      sofar.map(({ payout }) => payout),
      settled,
      lineAccounts,
    ),
  };
}
