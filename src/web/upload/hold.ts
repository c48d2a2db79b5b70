/**
 * Uploaded files wait here until a person has seen the verdict: a folder each, hidden and readable by Kvitt alone, under a name
 * that nobody can guess. What nobody takes in is thrown away after a day.
 */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { z } from "zod";
import { PRIVATE, writeFlushed } from "../../atomic-file.ts";
import type { Clock } from "../../clock.ts";
import { errnoOf, UserError } from "../../errors.ts";
import { FILE_KINDS } from "../../pipeline/check-file.ts";
import { messages } from "./messages.ts";
import { receive, type Received } from "./receive.ts";

export const HOLD_MS = 24 * 3_600_000;
const HELD_MAX = 200;
/** So many of the largest files may wait together. */
const LARGEST_MAX = 4;
const PRIVATE_FOLDER = 0o700;
/** A plain name never begins with a dot, so no uploaded file is called this. */
const NOTE = ".held.json";
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const HeldNote = z.object({
  name: z.string(),
  size: z.number(),
  by: z.string(),
  at: z.iso.datetime(),
  kind: z.enum(FILE_KINDS).nullable(),
  verdict: z.enum(["good", "attention", "trouble"]).nullable(),
});
type HeldNote = Readonly<z.infer<typeof HeldNote>>;

export interface HeldFile extends HeldNote {
  readonly id: string;
  /** The file, under the name that it came with. */
  readonly path: string;
}

export interface Holding {
  readonly folder: string;
  readonly clock: Clock;
  readonly maxBytes: number;
}

export function holdingOf(work: string, clock: Clock, maxBytes: number): Holding {
  return { folder: join(work, ".uploads"), clock, maxBytes };
}

interface Arriving {
  readonly name: string;
  readonly bytes: Readable;
  readonly announced: number;
  readonly by: string;
}

/** Throws UserError when too much waits already. */
export async function hold(
  holding: Holding,
  { name, bytes, announced, by }: Arriving,
): Promise<Exclude<Received, { ok: true }> | { readonly ok: true; readonly held: HeldFile }> {
  const { folder, clock, maxBytes } = holding;
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
  const waiting = await heldFiles(holding);
  const bytesWaiting = waiting.reduce((sum, { size }) => sum + size, 0);
  if (waiting.length >= HELD_MAX || bytesWaiting + announced > LARGEST_MAX * maxBytes)
    throw new UserError(messages.tooManyWait(waiting.length), messages.takeInOrThrowAway);
  const id = randomUUID();
  const place = join(folder, id);
  await mkdir(place, { mode: PRIVATE_FOLDER });
  try {
    const received = await receive({ name, bytes, announced, folder: place, maxBytes });
    if (!received.ok) {
      await rm(place, { recursive: true, force: true });
      return received;
    }
    const at = clock.now().toISOString();
    const note: HeldNote = { name, size: received.size, by, at, kind: null, verdict: null };
    await write(place, note);
    return { ok: true, held: { ...note, id, path: join(place, name) } };
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    throw error;
  }
}

/** Writes down what the file was found to be. */
export async function noteVerdict(
  { folder }: Holding,
  { id, path: _path, ...note }: HeldFile,
  found: Pick<HeldNote, "kind" | "verdict">,
): Promise<void> {
  await write(join(folder, id), { ...note, ...found });
}

/** Oldest first. What has waited longer than a day is removed on the way. */
export async function heldFiles(holding: Holding): Promise<readonly HeldFile[]> {
  const { folder, clock } = holding;
  const found: HeldFile[] = [];
  for (const id of await readdir(folder).catch(noneThere)) {
    const place = join(folder, id);
    const held = ID.test(id) ? await heldFile(holding, id) : null;
    // one that is just arriving has no note yet, and is dated by its folder
    const since = held === null ? (await stat(place).catch(() => null))?.mtimeMs : Date.parse(held.at);
    if (since === undefined) continue;
    if (clock.now().getTime() - since > HOLD_MS) await rm(place, { recursive: true, force: true });
    else if (held !== null) found.push(held);
  }
  return found.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** null: there is none of that id (any more). */
export async function heldFile({ folder }: Holding, id: string): Promise<HeldFile | null> {
  if (!ID.test(id)) return null;
  const place = join(folder, id);
  try {
    const note = HeldNote.safeParse(JSON.parse(await readFile(join(place, NOTE), "utf8")));
    return note.success ? { ...note.data, id, path: join(place, note.data.name) } : null;
  } catch (error) {
    if (error instanceof SyntaxError || errnoOf(error) === "ENOENT") return null;
    throw error;
  }
}

export async function throwAway({ folder }: Holding, { id }: HeldFile): Promise<void> {
  await rm(join(folder, id), { recursive: true, force: true });
}

/**
 * Gives the file to `take` once, however often a person clicks: the others find none. When that fails, the file waits as
 * before. Returns null when somebody else was first.
 */
export async function takeOnce<T>(
  { folder }: Holding,
  held: HeldFile,
  take: (path: string) => Promise<T>,
): Promise<T | null> {
  const [place, taken] = [join(folder, held.id), join(folder, `${held.id}.taken`)];
  try {
    await rename(place, taken);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return null;
    throw error;
  }
  let result: T;
  try {
    result = await take(join(taken, held.name));
  } catch (error) {
    await rename(taken, place);
    throw error;
  }
  await rm(taken, { recursive: true, force: true });
  return result;
}

async function write(place: string, note: HeldNote): Promise<void> {
  const fresh = join(place, `.${randomUUID()}.tmp`);
  await writeFlushed(fresh, [Buffer.from(JSON.stringify(note))], { mode: PRIVATE });
  await rename(fresh, join(place, NOTE));
}

function noneThere(error: unknown): readonly string[] {
  if (errnoOf(error) === "ENOENT") return [];
  throw error;
}
