/** What the stand-in's parts share: lists as the system gives them, its amounts, and its refusals. */
import { Refused, type Answer, type Asked } from "../stand-in.ts";
import type { Habits } from "./bjornlunden.ts";
import { error } from "./tokens.ts";

/** Refused by a named error. */
export function refuse(exceptionId: string, message: string, status = 400): never {
  throw new Refused({
    status,
    body: error(status === 404 ? "404 NOT_FOUND" : "400 BAD_REQUEST", exceptionId, message),
  });
}

export function missing(habits: Habits, exceptionId: string, message: string): never {
  return refuse(exceptionId, message, habits.missingIs404 ? 404 : 400);
}

/** Ten rows unless others are asked for. */
export function batch({ query }: Asked, habits: Habits, found: readonly object[]): Answer {
  const rows = Math.min(Number(query.get("rows") ?? 10), habits.rowsMost);
  const page = habits.hasPages ? Number(query.get("page") ?? 1) : 1;
  const data = found.slice((page - 1) * rows, page * rows);
  return {
    status: 200,
    body: {
      offset: (page - 1) * rows,
      pageRequested: page,
      rowsRequested: rows,
      rowsReturned: data.length,
      totalPages: Math.ceil(found.length / rows),
      totalRows: found.length,
      data,
    },
  };
}

/** Refuses a third decimal. */
export function oreOf(amount: number): bigint {
  const ore = Math.round(amount * 100);
  if (Math.abs(amount * 100 - ore) > 1e-6) refuse("AMOUNT_NOT_SPECIFIED", "För många decimaler");
  return BigInt(ore);
}

export const kronor = (ore: bigint): number => Number(ore) / 100;
