/**
 * Random worlds with many ambiguities: a few order ids, references and amounts, assigned blindly to lines and receivables.
 * The plain implementation of the contract (plain/) gives the known answer, so a difference means that the two
 * implementations disagree; a person must see which is wrong.
 *
 * Not included is what the contract leaves open: leading zeros (whether an exact line goes first within a rung), credit
 * notes and orders for the same return, and returns that fit several orders together.
 */
import { minor } from "../../src/money.ts";
import {
  nightAt,
  openChannels,
  paidAt,
  paymentReference,
  referencesOf,
  type OpenChannel,
} from "./channels.ts";
import { reportFile } from "./deliveries.ts";
import type { LaidPayout } from "./layout.ts";
import { NOTHING_STANDING, settle } from "./payout.ts";
import { openPlain } from "./plain/system.ts";
import { seeded, type Random } from "./random.ts";
import { anyDialect, receivablesCsv } from "./receivables-csv.ts";
import { USUAL } from "./report-csv.ts";
import type { Night, Shop } from "./shop.ts";
import { row, type Line, type Receivable } from "./story.ts";
import { knownFrom } from "./known-from-books.ts";

const NIGHTS = 3;
const AMOUNTS = [10_000, 10_000, 20_000, 30_000, 30_050, 5_000, 10_050];
/** No sum of what is left of orders comes to one of these. */
const PAID_BACK = [4_999, 12_347];

export async function makeMess(seed: string | number): Promise<Shop> {
  const random = seeded(`mess ${seed}`);
  const openedOn = new Date(Date.UTC(2025, 5, 2));
  const books = random.pick(["orders", "invoices"] as const);
  const [channel] = openChannels(random, 1);
  if (!channel) throw new Error("one channel was asked for");
  const deal = dealer(random, books, channel.currency);
  let standing = NOTHING_STANDING;
  const nights: Omit<Night, "known">[] = [];
  for (let night = 0; night < NIGHTS; night++) {
    const files = Array.from({ length: channel.payoutsANight }, (_, slot) => {
      const draft = {
        channel,
        paymentReference: paymentReference(channel, night, slot),
        paidAt: paidAt(channel, openedOn, night, slot),
        rows: Array.from({ length: random.between(2, 9) }, () => deal.line()),
      };
      const { payout, after } = settle(draft, standing, random, false);
      standing = after;
      const laid: LaidPayout = { night, payout, layout: USUAL, debtGap: false };
      return reportFile(laid);
    });
    const receivables = Array.from({ length: random.between(2, 9) }, () => deal.receivable());
    const name = `kundreskontra-${night}.csv`;
    const bytes = receivablesCsv(receivables, anyDialect(random), false);
    nights.push({ at: nightAt(openedOn, night), files, receivables: [{ name, bytes }] });
  }
  return withPlainAnswers({
    seed: `mess ${seed}`,
    settings: { lineAccounts: {}, merchants: referencesOf([channel]) ?? {} },
    nights,
  });
}

interface Dealer {
  line(): Line;
  receivable(): Receivable;
}

function dealer(random: Random, books: "orders" | "invoices", currency: OpenChannel["currency"]): Dealer {
  const orderIds = ["", "", ...Array.from({ length: 3 }, () => random.uuid())];
  const events = Array.from({ length: 3 }, () => random.uuid());
  const references = ["", "A-71", "A-71", "A-72", "A-73"];
  const reference = () => {
    const plain = random.pick(references);
    return plain === "" ? "" : random.pick([plain, plain, `#${plain}`, plain.toLowerCase()]);
  };
  const sometimes = (chance: number, text: () => string) => (random.chance(chance) ? text() : "");
  let numbers = 0;
  const taken = new Set<string>();

  return {
    line: () => {
      const isSale = random.chance(0.7);
      const amounts = books === "orders" && !isSale ? PAID_BACK : AMOUNTS;
      const event = sometimes(0.3, () => random.pick(events));
      const own = sometimes(0.2, reference);
      return row(isSale ? "SALE" : "RETURN", minor(BigInt(random.pick(amounts))), {
        orderId: random.pick(orderIds),
        captureId: isSale ? event : "",
        refundId: isSale ? "" : event,
        merchantReference1: reference(),
        merchantReference2: reference(),
        merchantCaptureReference: isSale ? own : "",
        merchantRefundReference: isSale ? "" : own,
      });
    },
    receivable: () => {
      const kind = books === "orders" ? "order" : random.pick(["invoice", "invoice", "credit_note"] as const);
      const drawn = sometimes(0.4, reference);
      // each number once: nothing is dealt a second time as an update
      const number = drawn === "" || taken.has(kind + drawn) ? `N-${(numbers += 1)}` : drawn;
      taken.add(kind + number);
      const event = sometimes(0.2, () => random.pick(events));
      return {
        kind,
        number,
        orderNumber: reference(),
        orderId: random.pick(orderIds),
        captureId: kind === "invoice" ? event : "",
        refundId: kind === "credit_note" ? event : "",
        currency: random.chance(0.9) ? currency : "USD",
        amount: minor(BigInt(random.pick(AMOUNTS))),
        openAmount: null,
        date: `2025-05-0${random.between(1, 3)}`,
        credits: "",
        merchantId: "",
      };
    },
  };
}

/** The same nights, each with what the plain reading of the contract makes of it as the known answer. */
export async function withPlainAnswers(
  shop: Omit<Shop, "nights"> & { nights: readonly Omit<Night, "known">[] },
): Promise<Shop> {
  const plain = await openPlain(shop.settings);
  const nights: Night[] = [];
  for (const night of shop.nights) {
    await plain.night(night.files, night.receivables, night.at);
    nights.push({ ...night, known: knownFrom(await plain.books()) });
  }
  await plain.close();
  return { ...shop, nights };
}
