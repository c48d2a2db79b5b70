/** The payout streams of a simulated shop, and the days of its payouts. */
import { has } from "./features.ts";
import type { Random } from "./random.ts";
import type { ShopSettings } from "./shop.ts";
import type { Channel } from "./teller.ts";

export interface OpenChannel extends Channel {
  /** Payment references count up from here; two merchants may have the same ones. */
  readonly firstReference: number;
  /** Time of day (UTC) at which Klarna pays; "23:30" is the next day in Sweden. */
  readonly paidAtTime: string;
  /** Little traffic: sales in one payout, nothing but returns in the next. */
  readonly thin: boolean;
}

export function openChannels(random: Random, count: number): readonly OpenChannel[] {
  const sharedReferences = random.chance(0.3);
  const first = random.between(100_000_000, 800_000_000);
  const merchants = [`K${random.between(100_000, 999_999)}`, `M${random.between(100_000, 999_999)}`].map(
    (merchantId, index) => ({
      merchantId,
      first: sharedReferences ? first : first + index * 50_000_000,
      secondIsOrderNumber: has("references") && random.chance(0.4),
    }),
  );
  const currencies = ["SEK", "EUR", "NOK"];
  const full = Array.from({ length: count }, (_, index): OpenChannel => {
    // Kronor first, at every merchant; then the same merchants in other currencies.
    const merchant = merchants[index % merchants.length];
    const place = Math.floor(index / merchants.length) % currencies.length;
    if (!merchant) throw new Error("there are two merchants");
    return {
      merchantId: merchant.merchantId,
      currency: currencies[place] ?? "SEK",
      settlementType: index > 0 && random.chance(0.25) ? "GROSS" : "NET",
      payoutsANight: random.pick([1, 2] as const),
      feeVatPercent: place === 0 ? 25 : 0,
      books: random.pick(["invoices", "orders", "both"] as const),
      firstReference: merchant.first + place * 1_000_000,
      secondIsOrderNumber: merchant.secondIsOrderNumber,
      paidAtTime: random.pick(["07:45", "23:30"]),
      thin: false,
    };
  });
  const [merchant] = merchants;
  if (!merchant) throw new Error("there are two merchants");
  const thin: OpenChannel = {
    merchantId: merchant.merchantId,
    currency: "DKK",
    settlementType: "NET",
    payoutsANight: 1,
    feeVatPercent: 0,
    books: "orders",
    secondIsOrderNumber: merchant.secondIsOrderNumber,
    firstReference: merchant.first + 9_000_000,
    paidAtTime: "07:45",
    thin: true,
  };
  return [...full, thin];
}

/** The references of these streams for `merchants` in kvitt.config.yaml. */
export function referencesOf(channels: readonly OpenChannel[]): ShopSettings["merchants"] {
  return Object.fromEntries(
    channels
      .filter(({ secondIsOrderNumber }) => secondIsOrderNumber)
      .map(({ merchantId }) => [merchantId, { references: { second: "order_number" } }]),
  );
}

const DAY = 86_400_000;

/** The night's run: 03:15 in Sweden in winter. */
export function nightAt(openedOn: Date, night: number): Date {
  return new Date(openedOn.getTime() + 7 * (night + 1) * DAY + (2 * 60 + 15) * 60_000);
}

/** Payouts come weekly, or twice a week: with one a night the day before, the earlier of two three days before that. */
export function paidAt(channel: OpenChannel, openedOn: Date, night: number, slot: number): Date {
  const daysBefore = channel.payoutsANight === 2 && slot === 0 ? 4 : 1;
  const day = openedOn.getTime() + (7 * (night + 1) - daysBefore) * DAY;
  const [hours = 0, minutes = 0] = channel.paidAtTime.split(":").map(Number);
  return new Date(day + (hours * 60 + minutes) * 60_000);
}

export function paymentReference(channel: OpenChannel, night: number, slot: number): string {
  return String(channel.firstReference + night * 10 + slot);
}

/** The calendar day of an instant in Sweden, "2025-03-14": "sv-SE" writes dates the ISO way. */
export function swedishDay(at: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(at);
}
