/**
 * A realistic company: one shop or several, whose series of numbers overlap at any offset, with one price or many, whose
 * documents come late or never. The simulator sold every order and knows which one each line pays, so a payment matched with
 * another customer's invoice is detected even if the rules ask for it.
 */
import { minor, type Minor } from "../../src/money.ts";
import { nightAt, paidAt, paymentReference, type OpenChannel } from "./channels.ts";
import { reportFile } from "./deliveries.ts";
import { drawCompany, type Habits } from "./habits.ts";
import { lineKey, receivableKey, type LineKey } from "./known.ts";
import { withPlainAnswers } from "./mess.ts";
import { NOTHING_STANDING, settle, type Standing } from "./payout.ts";
import { seeded, type Random } from "./random.ts";
import { anyDialect, receivablesCsv } from "./receivables-csv.ts";
import { COLUMNS, firstRow, USUAL, type Layout } from "./report-csv.ts";
import type { Night, Shop } from "./shop.ts";
import { sell, type Sold } from "./sold.ts";
import { row, type Line } from "./story.ts";
import type { Truth } from "./truth.ts";

const NIGHTS = 3;

interface Trade {
  readonly channel: OpenChannel;
  readonly habits: Habits;
  readonly sold: readonly Sold[];
}

export async function makeCompany(seed: string | number): Promise<Shop> {
  const random = seeded(`company ${seed}`);
  const openedOn = new Date(Date.UTC(2025, 4, 26));
  const shops = drawCompany(random.fork("habits"));
  const trades = shops.flatMap((habits, index) => tradeOf(random.fork(`shop ${index}`), habits, index));
  const places = new Map<Line, LineKey>();
  const nights = layOutNights(trades, places, openedOn, random.fork("nights"));
  const merchants = Object.fromEntries(
    shops
      .filter(({ references }) => Object.keys(references).length > 0)
      .map(({ merchantId, references }) => [merchantId, { references }]),
  );
  const shop = await withPlainAnswers({
    seed: `company ${seed}`,
    settings: { lineAccounts: {}, merchants },
    nights,
  });
  return { ...shop, truth: truthOf(trades, places) };
}

/** One currency, or two: the same shop, its numbers from the same series. */
function tradeOf(random: Random, habits: Habits, index: number): Trade[] {
  const currencies = random.chance(0.2) ? ["SEK", "EUR"] : ["SEK"];
  const trades = currencies.map((currency, place): Trade & { sold: Sold[] } => ({
    habits,
    channel: {
      merchantId: habits.merchantId,
      currency,
      settlementType: "NET",
      payoutsANight: random.pick([1, 2] as const),
      feeVatPercent: 0,
      books: habits.books,
      secondIsOrderNumber: habits.references.second === "order_number",
      // of two shops the payments may have the same references
      firstReference: 700_000_000 + place * 1_000_000 + (random.chance(0.5) ? index * 10_000_000 : 0),
      paidAtTime: "07:45",
      thin: false,
    },
    sold: [],
  }));
  const orders = random.between(15, 40);
  for (let order = 0; order < orders; order++) {
    const trade = random.pick(trades);
    trade.sold.push(sell(random, habits, trade.channel.currency, NIGHTS));
  }
  return trades;
}

function layOutNights(
  trades: readonly Trade[],
  places: Map<Line, LineKey>,
  openedOn: Date,
  random: Random,
): Omit<Night, "known">[] {
  const standings = new Map<OpenChannel, Standing>();
  return Array.from({ length: NIGHTS }, (_, night) => {
    const came = trades
      .flatMap(({ sold }) => sold.flatMap((one) => one.came))
      .filter((one) => one.night === night);
    const receivables = random.shuffled(came.flatMap(({ receivable }) => (receivable ? [receivable] : [])));
    const cut = random.between(0, receivables.length);
    return {
      at: nightAt(openedOn, night),
      files: trades.flatMap(({ channel, habits, sold }) => {
        const lines = random.shuffled(
          sold
            .flatMap((one) => one.came)
            .flatMap((one) => (one.night === night && one.line ? [one.line] : [])),
        );
        const slots = channel.payoutsANight === 2 ? [0, 1] : [0];
        return slots.map((slot) => {
          const half = Math.ceil(lines.length / slots.length);
          const own = lines.slice(slot * half, (slot + 1) * half);
          const draft = {
            channel,
            paymentReference: paymentReference(channel, night, slot),
            paidAt: paidAt(channel, openedOn, night, slot),
            rows: own.length > 0 ? own.flatMap((line) => [line, ...feesOf(line)]) : [servicingFee],
          };
          const { payout, after } = settle(draft, standings.get(channel) ?? NOTHING_STANDING, random, false);
          standings.set(channel, after);
          const layout = layoutOf(habits);
          payout.rows.forEach((line, index) => {
            places.set(line, lineKey(channel.merchantId, payout.paymentReference, firstRow(layout) + index));
          });
          return reportFile({ night, payout, layout, debtGap: false });
        });
      }),
      receivables: [receivables.slice(0, cut), receivables.slice(cut)]
        .filter((part) => part.length > 0)
        .map((part, index) => ({
          name: `kundreskontra-${night}-${index}.csv`,
          bytes: receivablesCsv(part, anyDialect(random), false),
        })),
    };
  });
}

/** A fee has the references of its sale, and settles nothing. */
function feesOf(line: Line): Line[] {
  if (line.type !== "SALE") return [];
  const amount: Minor = minor((line.amount * 299n + 5_000n) / 10_000n);
  return [{ ...line, type: "FEE", detailedType: "PURCHASE_FEE_PERCENTAGE", amount, feeVat: minor(0n) }];
}

const servicingFee = row("FEE", minor(1_900n), { detailedType: "SERVICING_FEE", feeVat: minor(0n) });

function layoutOf({ sends }: Habits): Layout {
  const columns = COLUMNS.filter(
    (column) =>
      (sends.orderId || (column !== "order_id" && column !== "short_order_id")) &&
      (sends.eventIds || (column !== "capture_id" && column !== "refund_id")),
  );
  return { ...USUAL, columns };
}

function truthOf(trades: readonly Trade[], places: ReadonlyMap<Line, LineKey>): Truth {
  const sold = trades.flatMap((trade) => trade.sold);
  const placeOf = (line: Line) => {
    const key = places.get(line);
    if (key === undefined) throw new Error("every line that was sold stands in a report");
    return key;
  };
  return {
    orderOfLine: new Map(
      sold.flatMap(({ name, came }) =>
        came.flatMap(({ line }): (readonly [LineKey, string])[] => (line ? [[placeOf(line), name]] : [])),
      ),
    ),
    orderOfReceivable: new Map(
      sold.flatMap(({ name, came }) =>
        came.flatMap(({ receivable }): (readonly [string, string])[] =>
          receivable ? [[receivableKey(receivable), name]] : [],
        ),
      ),
    ),
    certain: sold.flatMap(({ certain }) =>
      certain.map(({ line, night }) => ({ line: placeOf(line), night })),
    ),
  };
}
