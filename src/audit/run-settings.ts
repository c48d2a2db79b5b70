/**
 * Reads the settings that were stored with a run. They were stored parsed, so their amounts are in öre; the settings' parser
 * takes amounts as people write them, so they are converted back here. A missing setting did not exist yet: it gets the
 * value that the program had then, not today's default.
 */
import { json } from "../books/row.ts";
import { z } from "zod";
import { value, type Handle } from "../books/database.ts";
import type { Settings } from "../config/settings.ts";
import { readKeptSettings } from "../config/read-settings.ts";
import type { Parsed } from "../errors.ts";
import { showMinor } from "../money.ts";

const units = z.string().transform((text) => showMinor(BigInt(text), "SEK"));
const fee = z.looseObject({ fixed: units.optional() });
const merchant = z.looseObject({ fees: z.array(fee).optional() });
const person = z.looseObject({ writeOffLimit: units.optional() });
/** Before the setting existed, late vouchers had the payout's date. */
const voucher = z.looseObject({ lateDate: z.string().default("payout") });
const Kept = z.looseObject({
  voucher: voucher.default({ lateDate: "payout" }),
  tolerance: z.record(z.string(), units).optional(),
  people: z.object({ fourEyesAbove: units.optional() }).catchall(person).optional(),
  merchants: z.record(z.string(), merchant).optional(),
});

/** `kept` is the value in the run's row; `name` names the run in a problem. */
export function readRunSettings(name: string, kept: unknown): Parsed<Settings> {
  return readKeptSettings(name, Kept.parse(kept));
}

/** The settings of runs, each read once. Throws when they can no longer be read. */
export function settingsOfRuns(db: Handle): (runId: bigint) => Promise<Settings> {
  const known = new Map<bigint, Settings>();
  return async (runId) => {
    const before = known.get(runId);
    if (before) return before;
    const found = await value(db, json<unknown>(), "select settings from run where id = :runId", { runId });
    const settings = readOrThrow(`run ${runId}`, found ?? {});
    known.set(runId, settings);
    return settings;
  };
}

/** The settings that a report was read with, where these are not its run's; else null. Throws when they can no longer be read. */
export async function ownSettingsOfFile(db: Handle, id: bigint): Promise<Settings | null> {
  const sql = "select read_with from report_file where id = :id and read_with is not null";
  const found = await value(db, json<unknown>(), sql, { id });
  return found === null ? null : readOrThrow(`file ${id}`, found);
}

function readOrThrow(name: string, kept: unknown): Settings {
  const read = readRunSettings(name, kept);
  if (!read.ok) throw new Error(`the settings of ${name} cannot be read: ${read.problem.en}`);
  return read.value;
}
