/** The point at which a run matched and booked: what was in the books before, and what the run wrote. */
import { json, type Row, type RowShape } from "../../books/row.ts";
import { messages } from "./messages.ts";
import { rows, type Handle } from "../../books/database.ts";
import { NOTHING_SEALED, positionsIn, type Positions } from "../../books/seals.ts";
import type { Rate } from "../../delivery/rates-file.ts";
import type { Rates } from "../../delivery/rates.ts";
import { UserError } from "../../errors.ts";

export interface SnapshotPoint {
  readonly runId: bigint;
  readonly at: Date;
  /** The newest rows before the run matched. */
  readonly from: Positions;
  /** The newest rows after it: what is between, the run wrote. */
  readonly to: Positions;
  /** Version of the matching rules. */
  readonly rules: number;
  /** The exchange rates that released waiting vouchers. */
  readonly rates: Rates;
}

const ENTRY_ROW = {
  id: "bigint",
  at: "instant",
  after: json<{ readonly rates?: readonly Rate[]; readonly rules?: number } | null>(),
} as const satisfies RowShape;
type Entry = Row<typeof ENTRY_ROW>;

/**
 * A run that was retried after a failure may have matched several times; the last time that wrote something counts. Throws
 * `UserError` when the run never matched.
 */
export async function snapshotPointOf(db: Handle, runId: bigint): Promise<SnapshotPoint> {
  const entries = await rows(
    db,
    ENTRY_ROW,
    "select id, at, after from audit where action = 'matched' and subject = :subject order by id desc",
    { subject: `run ${runId}` },
  );
  const points: SnapshotPoint[] = [];
  for (const entry of entries) {
    const point = await readSnapshotPoint(db, runId, entry);
    if (point.to.deviation_change > point.from.deviation_change || point.to.voucher > point.from.voucher)
      return point;
    points.push(point);
  }
  const [last] = points;
  if (last) return last;
  throw new UserError(messages.nothingMatched(runId), messages.nothingMatchedRemedy);
}

async function readSnapshotPoint(
  db: Handle,
  runId: bigint,
  { id, at, after }: Entry,
): Promise<SnapshotPoint> {
  const [before] = await rows(
    db,
    { after: json<unknown>() },
    "select after from audit where id < :id and after -> 'seal' is not null order by id desc limit 1",
    { id },
  );
  const to = positionsIn(after);
  if (to === null) throw new Error(`entry ${id} of the audit chain has no seal`);
  return {
    runId,
    at,
    from: before ? (positionsIn(before.after) ?? NOTHING_SEALED) : NOTHING_SEALED,
    to,
    rules: after?.rules ?? 0,
    rates: ratesIn(after?.rates ?? []),
  };
}

function ratesIn(list: readonly Rate[]): Rates {
  const rates = new Map<string, Rate[]>();
  for (const rate of list) rates.set(rate.currency, [...(rates.get(rate.currency) ?? []), rate]);
  for (const known of rates.values()) known.sort((a, b) => (a.date < b.date ? -1 : 1));
  return rates;
}
