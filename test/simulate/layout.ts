/**
 * Distributes stories over nights, payouts and rows. The lines of one story keep their order; everything else is shuffled.
 */
import { paidAt, paymentReference, type OpenChannel } from "./channels.ts";
import { lineKey, type LineKey } from "./known.ts";
import { NOTHING_STANDING, settle, type Payout, type Standing } from "./payout.ts";
import type { Random } from "./random.ts";
import { COLUMNS, firstRow, USUAL, type Layout } from "./report-csv.ts";
import type { Line, Story } from "./story.ts";

export interface Told {
  readonly story: Story;
  readonly channel: OpenChannel;
  /** The night of each step, never falling. */
  readonly nights: readonly number[];
  /** The payout of the night that all its lines must be in; null: any. */
  readonly slot: number | null;
}

export interface LaidPayout {
  readonly night: number;
  readonly payout: Payout;
  readonly layout: Layout;
  /** Klarna has invoiced the debt, so that it no longer is in the opening balance. */
  readonly debtGap: boolean;
}

export interface Laid {
  readonly payouts: readonly LaidPayout[];
  readonly places: ReadonlyMap<Line, LineKey>;
}

/** Nights for the steps of a story: rising, or (where the steps may come together) never falling. */
export function chooseNights(story: Story, nights: number, random: Random): number[] | null {
  const count = story.steps.length;
  if (story.together)
    return Array.from({ length: count }, () => random.between(0, nights - 1)).sort((a, b) => a - b);
  if (count > nights) return null;
  const all = Array.from({ length: nights }, (_, night) => night);
  return random
    .shuffled(all)
    .slice(0, count)
    .sort((a, b) => a - b);
}

export function layOut(
  told: readonly Told[],
  channels: readonly OpenChannel[],
  nights: number,
  openedOn: Date,
  random: Random,
): Laid {
  const buckets = fillBuckets(told, random);
  const payouts: LaidPayout[] = [];
  const places = new Map<Line, LineKey>();
  for (const channel of channels) {
    const layout = chooseLayout(random);
    let standing: Standing = NOTHING_STANDING;
    for (let night = 0; night < nights; night++) {
      for (let slot = 0; slot < channel.payoutsANight; slot++) {
        const bucket = buckets.get(bucketKey(channel, night, slot)) ?? [];
        const rows = inOrder(bucket, random);
        const debtGap = standing.debt > 0n && random.chance(0.25);
        const before = debtGap ? { ...standing, debt: NOTHING_STANDING.debt } : standing;
        const draft = {
          channel,
          paymentReference: paymentReference(channel, night, slot),
          paidAt: paidAt(channel, openedOn, night, slot),
          rows,
        };
        const { payout, after } = settle(draft, before, random, !channel.thin);
        standing = after;
        payouts.push({ night, payout, layout, debtGap });
        payout.rows.forEach((line, index) => {
          places.set(line, lineKey(channel.merchantId, payout.paymentReference, firstRow(layout) + index));
        });
      }
    }
  }
  return { payouts, places };
}

interface Placed {
  readonly line: Line;
  readonly key: number;
}

function bucketKey(channel: OpenChannel, night: number, slot: number): string {
  return `${channel.merchantId} ${channel.currency} ${night} ${slot}`;
}

function fillBuckets(told: readonly Told[], random: Random): ReadonlyMap<string, readonly Placed[]> {
  const buckets = new Map<string, Placed[]>();
  for (const { story, channel, nights, slot: pinned } of told) {
    for (const night of new Set(nights)) {
      const lines = story.steps.filter((_, index) => nights[index] === night).flatMap((step) => step.lines);
      const rising = (draw: () => number) => lines.map(draw).sort((a, b) => a - b);
      const slots = rising(() => pinned ?? random.between(0, channel.payoutsANight - 1));
      const keys = rising(() => random.uint32());
      lines.forEach((line, index) => {
        const at = bucketKey(channel, night, slots[index] ?? 0);
        const bucket = buckets.get(at) ?? [];
        bucket.push({ line, key: keys[index] ?? 0 });
        buckets.set(at, bucket);
      });
    }
  }
  return buckets;
}

/** Each sale with its fees under it, or all rows of a type together: both have been seen. */
function inOrder(bucket: readonly Placed[], random: Random): Line[] {
  const lines = bucket.toSorted((a, b) => a.key - b.key).flatMap(({ line }) => [line, ...line.fees]);
  if (random.chance(0.7)) return lines;
  const types = [...new Set(lines.map(({ type }) => type))];
  return types.flatMap((type) => lines.filter((line) => line.type === type));
}

function chooseLayout(random: Random): Layout {
  const [first, ...others] = COLUMNS;
  return random.chance(0.5)
    ? USUAL
    : {
        columns: [first, ...random.shuffled(others)],
        blankLine: random.chance(0.5),
        lineEnd: random.pick(["\n", "\r\n"] as const),
      };
}
