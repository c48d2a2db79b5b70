/**
 * The settings as a run kept them. They were parsed when they were kept, so their amounts are counts of öre; the settings'
 * own reader takes amounts as people write them, which is undone here. A setting that is missing was not there yet: it has
 * the value that the program of then acted by, not today's default.
 */
import { z } from "zod";
import { rows, type Handle } from "../books/database.ts";
import type { Settings } from "../config/settings.ts";
import { readKeptSettings } from "../config/read-settings.ts";
import type { Parsed } from "../errors.ts";
import { showMinor } from "../money.ts";

const units = z.string().transform((text) => showMinor(BigInt(text), "SEK"));
const fee = z.looseObject({ fixed: units.optional() });
const merchant = z.looseObject({ fees: z.array(fee).optional() });
const person = z.looseObject({ writeOffLimit: units.optional() });
/** Until late vouchers had a setting for their day, it was the payout's. */
const voucher = z.looseObject({ lateDate: z.string().default("payout") });
const Kept = z.looseObject({
  voucher: voucher.default({ lateDate: "payout" }),
  tolerance: z.record(z.string(), units).optional(),
  people: z.record(z.string(), person).optional(),
  merchants: z.record(z.string(), merchant).optional(),
});

/** `kept` is what the run's row holds; `name` says whose settings they are in a problem. */
export function readRunSettings(name: string, kept: unknown): Parsed<Settings> {
  return readKeptSettings(name, Kept.parse(kept));
}

/** The settings of runs, each read once. Throws when they cannot be read any more. */
export function settingsOfRuns(db: Handle): (runId: bigint) => Promise<Settings> {
  const known = new Map<bigint, Settings>();
  return async (runId) => {
    const before = known.get(runId);
    if (before) return before;
    const [found] = await rows<{ settings: unknown }>(db, "select settings from run where id = :runId", {
      runId,
    });
    const read = readRunSettings(`run ${runId}`, found?.settings ?? {});
    if (!read.ok) throw new Error(`the settings of run ${runId} cannot be read: ${read.problem.en}`);
    known.set(runId, read.value);
    return read.value;
  };
}
