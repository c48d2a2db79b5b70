/**
 * The quarantine keeps refused files under their own names. `<name>.reason.json` beside each has what is wrong, where, and
 * what to do, in every language. No file there is ever replaced.
 */
import { lstat, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { createFile, moveFile, PRIVATE } from "../../atomic-file.ts";
import { diskError, errnoOf, FileError } from "../../errors.ts";
import type { Message } from "../../message.ts";
import { isNameRefused, numbered, plainName, safeName } from "./file-name.ts";

/** What refusals of reports and of receivables lists have in common. */
export interface QuarantineReason {
  readonly code: string;
  /** A finer, stable name of the reason. */
  readonly reason: string;
  /** 1-based; null when the whole file is meant. */
  readonly line: number | null;
  readonly column: string | null;
  readonly found: string | null;
  readonly expected: string | null;
  readonly what: Message;
  readonly todo: Message;
}

export interface Quarantined {
  /** With its folders in the inbox. */
  readonly name: string;
  readonly sha256: string;
  /** A second call for the same claim finds the place that the first one chose. */
  readonly claimId: string;
  readonly at: Date;
  readonly refusals: readonly [QuarantineReason, ...QuarantineReason[]];
}

/** What the name of a refused file's reason has more than the file's own. */
export const REASON_SUFFIX = ".reason.json";
const MAX_NUMBER = 100_000;

/** Moves `source` into the quarantine and returns where it is (absolute). Safe to call again after a crash. */
export async function quarantineFile(folder: string, source: string, refused: Quarantined): Promise<string> {
  try {
    return await putUnder(
      safeName(refused.name, ` (${MAX_NUMBER})${REASON_SUFFIX}`),
      folder,
      source,
      refused,
    );
  } catch (error) {
    if (!isNameRefused(error)) throw diskError(`${refused.name} cannot be put into quarantine`, error);
  }
  try {
    return await putUnder(plainName(refused.name), folder, source, refused);
  } catch (error) {
    throw diskError(`${refused.name} cannot be put into quarantine`, error);
  }
}

async function putUnder(
  wanted: string,
  folder: string,
  source: string,
  refused: Quarantined,
): Promise<string> {
  const text = `${JSON.stringify(reasonOf(refused), null, 2)}\n`;
  for (let number = 1; number <= MAX_NUMBER; number++) {
    const place = join(folder, numbered(wanted, number));
    // The reason comes first, so that the file is never there without it and both names are held before the file moves.
    if (!(await reserve(place + REASON_SUFFIX, text, refused.claimId))) continue;
    if (await isFree(place)) {
      await moveFile(source, place);
      return place;
    }
    if (!(await isFree(source)))
      await unlink(place + REASON_SUFFIX); // another file has the name
    else return place; // it was moved before a crash
  }
  throw new FileError(`${MAX_NUMBER} files of that name are there`);
}

/** The first refusal's fields are at the top, for people who open the file. */
function reasonOf({ name, sha256, claimId, at, refusals }: Quarantined): unknown {
  const [{ code, reason, line, column, found, expected, what, todo }] = refusals;
  return {
    file: name,
    code,
    reason,
    line,
    column,
    found,
    expected,
    what,
    todo,
    sha256,
    claimId,
    quarantinedAt: at.toISOString(),
    refusals,
  };
}

const Reservation = z.object({ claimId: z.string() });

/** true: the reason is written, now or by an earlier call for the same claim. */
async function reserve(path: string, text: string, claimId: string): Promise<boolean> {
  const created = await createFile(path, [Buffer.from(text)], { mode: PRIVATE });
  if (created.kind === "unsure") throw created.cause;
  if (created.kind === "created") return true;
  const found = Reservation.safeParse(parseOrNull(await readFile(path, "utf8").catch(() => "")));
  return found.success && found.data.claimId === claimId;
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

async function isFree(path: string): Promise<boolean> {
  return lstat(path).then(
    () => false,
    (error: unknown) => {
      if (errnoOf(error) === "ENOENT") return true;
      throw error;
    },
  );
}
