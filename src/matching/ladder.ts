/**
 * The ladder of CONTRACT §5: four rungs, strongest first. Sales climb before returns, since a return may pay back
 * what a sale of the same run brings in. The first rung that has any candidate for a line decides, so a line that
 * has a verdict climbs no further.
 */
import type { Handle } from "../books/database.ts";
import {
  beginClimb,
  climbRung,
  endClimb,
  standInLine,
  tellRest,
  type Climb,
  type LineKind,
  type Rung,
} from "./rung.ts";

/** Raised whenever a rule changes what is settled, so that an old decision can be explained by the rules of then. */
export const RULES_VERSION = 1;

/** The rungs in the order they are climbed; a second look without leading zeros follows where it is a reference. */
export function rungsFor(kind: LineKind): readonly Rung[] {
  const capture: Rung = {
    number: 1,
    zeroless: false,
    agreements: [
      ...(kind === "RETURN" ? [{ line: "refund_key", receivable: "refund_key" } as const] : []),
      { line: "capture_key", receivable: "capture_key" },
      { line: "own_key", receivable: "number_key" },
    ],
  };
  const order: Rung = {
    number: 2,
    zeroless: false,
    agreements: [{ line: "order_key", receivable: "order_id_key" }],
  };
  const reference = (number: 3 | 4, line: "reference1_key" | "reference2_key"): Rung => ({
    number,
    zeroless: false,
    agreements: [
      { line, receivable: "number_key" },
      { line, receivable: "order_number_key" },
    ],
  });
  const withoutZeros = (rung: Rung): Rung => ({
    ...rung,
    zeroless: true,
    agreements: rung.agreements.filter(({ receivable }) => receivable.includes("number")),
  });
  const first = reference(3, "reference1_key");
  const second = reference(4, "reference2_key");
  return [capture, withoutZeros(capture), order, first, withoutZeros(first), second, withoutZeros(second)];
}

/** Settles what has one certain answer among the open lines laid out in this transaction. */
export async function climbLadder(trx: Handle, climb: Climb): Promise<void> {
  await beginClimb(trx);
  for (const kind of ["SALE", "RETURN"] as const) {
    let climbing: string | null = await standInLine(trx, kind);
    for (const rung of rungsFor(kind)) {
      if (climbing !== null) climbing = await climbRung(trx, rung, kind, climbing);
    }
    if (climbing !== null) await tellRest(trx, climbing);
  }
  await endClimb(trx, climb);
}
