/**
 * Receives an uploaded file: it is written into the folder under a hidden name, and renamed when it is whole, so that
 * nothing half-written is ever imported. It replaces no file: if the name is taken, it gets a number.
 */
import { messages } from "./messages.ts";
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { PRIVATE, syncFolder, takeName, writeFlushed } from "../../atomic-file.ts";
import { diskError, errnoOf } from "../../errors.ts";
import { numbered, safeName } from "../../intake/files/file-name.ts";
import type { Message } from "../../message.ts";

/** A report of a million lines and thirty columns is a fifth of this. */
export const UPLOAD_BYTES_MAX = 1024 ** 3;

/** Room for the number of a name that is taken. */
const NAME_BYTES_MAX = 240;

export type Received =
  | { readonly ok: true; readonly name: string; readonly size: number }
  | { readonly ok: false; readonly status: 400 | 413; readonly problem: Message };

export interface Upload {
  readonly name: string;
  readonly bytes: Readable;
  /** The Content-Length; 0 when there is none. */
  readonly announced: number;
  readonly folder: string;
  readonly maxBytes: number;
}

/** Throws an Error when the disk or the sender fails; then no file is left behind. */
export async function receive({ name, bytes, announced, folder, maxBytes }: Upload): Promise<Received> {
  const problem = nameProblem(name);
  if (problem !== null) return { ok: false, status: 400, problem };
  if (announced > maxBytes) return { ok: false, status: 413, problem: tooLarge(maxBytes) };
  const part = join(folder, `.kvitt-upload-${randomUUID()}.part`);
  try {
    const size = await write(bytes, part, maxBytes);
    if (size === null) return { ok: false, status: 413, problem: tooLarge(maxBytes) };
    if (size === 0) return { ok: false, status: 400, problem: messages.emptyFile };
    const given = await giveName(part, folder, name);
    await syncFolder(folder);
    return { ok: true, name: given, size };
  } catch (error) {
    throw diskError(`${name} cannot be put into ${folder}`, error);
  } finally {
    await rm(part, { force: true }).catch(() => undefined); // it has its name by now, or was never made
  }
}

/** Why a file may not be called that; null when it may. */
export function nameProblem(name: string): Message | null {
  if (
    name === "" ||
    name !== safeName(name) ||
    name.includes("/") ||
    Buffer.byteLength(name) > NAME_BYTES_MAX
  )
    return messages.fileName;
  if (/\.(?:tmp|part)$/i.test(name)) return messages.halfWritten;
  return null;
}

function tooLarge(maxBytes: number): Message {
  const size = `${Math.floor(maxBytes / 1024 ** 2)} MiB`;
  return messages.tooLarge(size);
}

/** The number of bytes; null when they are too many. */
async function write(bytes: Readable, part: string, maxBytes: number): Promise<number | null> {
  let size = 0;
  // keep the request stream open on early exit, or the client never sees the 413
  const chunks: AsyncIterable<Buffer> = bytes.iterator({ destroyOnReturn: false });
  async function* upToLimit() {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > maxBytes) return;
      yield chunk;
    }
  }
  await writeFlushed(part, upToLimit(), { mode: PRIVATE });
  return size > maxBytes ? null : size;
}

async function giveName(part: string, folder: string, name: string): Promise<string> {
  for (let number = 1; number < 1000; number++) {
    const given = numbered(name, number);
    if (await takeName(part, join(folder, given)).catch(isBeingTaken)) return given;
  }
  throw new Error(`there are a thousand files called ${name}`);
}

/** Another upload is taking the name at this moment, so it is taken. */
function isBeingTaken(error: unknown): false {
  if (errnoOf(error) !== "EBUSY") throw error;
  return false;
}
