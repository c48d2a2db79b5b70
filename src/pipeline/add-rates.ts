/** Exchange rates that a person brings: added to the rates file of the settings, which keeps every rate that it had. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { moveFile, PRIVATE, removeQuietly, writeFlushed } from "../atomic-file.ts";
import type { AppContext } from "../app.ts";
import { audit } from "../books/audit.ts";
import { readRatesFile, type Rate } from "../delivery/rates-file.ts";
import { rateTable } from "../delivery/rates.ts";
import { errnoOf, UserError } from "../errors.ts";
import { messages } from "./messages.ts";

export interface BroughtRates {
  readonly name: string;
  readonly text: string;
  readonly by: string;
}

/** How many are new. Throws UserError: no rates file is set, a row is wrong, or a day has another rate already. */
export async function addRates(
  { workspace, books, clock }: AppContext,
  { name, text, by }: BroughtRates,
): Promise<number> {
  const { ratesFile } = workspace.settings;
  if (ratesFile === undefined) throw new UserError(messages.noRatesFile, messages.setRatesFile);
  const path = resolve(workspace.folder, ratesFile);
  const before = ratesIn(ratesFile, await readFile(path, "utf8").catch(nothingYet));
  const brought = ratesIn(name, text);
  const known = new Map(before.map((one) => [keyOf(one), one.rate]));
  const fresh = brought.filter((one) => !known.has(keyOf(one)));
  const other = brought.find((one) => (known.get(keyOf(one)) ?? one.rate) !== one.rate);
  if (other !== undefined) {
    const was = known.get(keyOf(other)) ?? "";
    throw new UserError(messages.rateIsAnother({ ...other, was }), messages.correctRates(ratesFile));
  }
  const all = rateTable({}, [...before, ...fresh]);
  if (!all.ok) throw new UserError(all.problem, messages.correctRates(name));
  if (fresh.length === 0) return 0;
  await books.transaction(async (trx) => {
    const after = { rates: fresh.slice(0, 100), count: fresh.length };
    await audit(trx, clock.now(), [{ actor: by, action: "rates added", subject: ratesFile, after }]);
    await replace(path, [...before, ...fresh]);
  });
  return fresh.length;
}

function keyOf({ currency, date }: Rate): string {
  return `${currency} ${date}`;
}

function ratesIn(name: string, text: string): readonly Rate[] {
  if (text.trim() === "") return [];
  const read = readRatesFile(name, text);
  if (!read.ok) throw new UserError(read.problem, messages.correctRates(name));
  return read.value;
}

async function replace(path: string, rates: readonly Rate[]): Promise<void> {
  const rows = rates.map(({ date, currency, rate }) => `${date};${currency};${rate}`).sort();
  const fresh = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await writeFlushed(fresh, [Buffer.from(["date;currency;rate", ...rows, ""].join("\n"))], {
      mode: PRIVATE,
    });
    await moveFile(fresh, path);
  } finally {
    await removeQuietly(fresh);
  }
}

function nothingYet(error: unknown): string {
  if (errnoOf(error) === "ENOENT") return "";
  throw error;
}
