/**
 * Settlement reports out of an SFTP account. Nothing is changed there. A file is taken when it stands still: the same size and
 * time in two listings, and after it was read. One that has changed since it was taken, such as a report that was sent again in
 * another layout, is brought again: intake knows what is the same.
 */
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import { TOGETHER_BYTES, type Brought, type BroughtFile, type FileSource } from "../connector.ts";
import type { SftpSession } from "./session.ts";

/** A payout of a million lines has 250 MB. */
const FILE_BYTES_MAX = 500_000_000;
/** Between the two listings. Providers write a report in well below a second. */
const STILL_MS = 2_000;
/** Folders in folders; providers have one for each merchant id. */
const DEPTH_MAX = 3;
const FILES_MAX = 100_000;

const Cursor = z.strictObject({
  /** By path: size and time of what was brought, "1234@1764300000". */
  seen: z.record(z.string(), z.string()),
});

interface Found {
  readonly path: string;
  readonly size: number;
  readonly mark: string;
}

interface Given {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  open(signal: AbortSignal): Promise<SftpSession>;
}

export function sftpReports({ folder, clock, log, open }: Given): FileSource {
  return {
    async bring(cursor, signal): Promise<Brought> {
      const before = cursor === null ? {} : Cursor.parse(JSON.parse(cursor)).seen;
      const session = await open(signal);
      try {
        const first = await listAll(session, folder);
        const isNew = (one: Found) => before[one.path] !== one.mark;
        const seen: Record<string, string> = {};
        // what has left the server, as after 90 days, is forgotten
        for (const [path, { mark }] of first) if (before[path] === mark) seen[path] = mark;
        const wanted = [...first.values()].filter(isNew);
        if (wanted.length === 0) return { files: [], cursor: JSON.stringify({ seen }), more: false };
        await clock.sleep(STILL_MS, signal);
        signal.throwIfAborted();
        const second = await listAll(session, folder);
        const files: BroughtFile[] = [];
        let bytes = 0;
        let more = false;
        for (const { path, mark, size } of wanted) {
          if (second.get(path)?.mark !== mark) continue;
          if (size > FILE_BYTES_MAX) {
            log.warn({ file: path, size }, "a file on the server is too large to be a report");
            continue;
          }
          if (files.length > 0 && bytes + size > TOGETHER_BYTES) {
            more = true;
            break;
          }
          const content = await session.read(path, FILE_BYTES_MAX);
          const after = await session.stat(path);
          if (content === null || after === null || content.length !== size || markOf(after) !== mark)
            continue;
          files.push({ name: nameOf(path, folder), bytes: content });
          seen[path] = mark;
          bytes += size;
        }
        return { files, cursor: JSON.stringify({ seen }), more };
      } finally {
        session.close();
      }
    },
  };
}

/** By path, sorted: CSV files that are no hidden ones. Links are not followed. */
async function listAll(session: SftpSession, folder: string): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>();
  const folders = [{ path: folder, depth: 0 }];
  for (let next = folders.shift(); next !== undefined; next = folders.shift()) {
    for (const { name, kind, ...rest } of await session.list(next.path)) {
      if (name.startsWith(".") || /[/\\\p{Cc}]/u.test(name)) continue;
      const path = next.path === "." ? name : `${next.path.replace(/\/$/, "")}/${name}`;
      if (kind === "folder" && next.depth < DEPTH_MAX) folders.push({ path, depth: next.depth + 1 });
      if (kind === "file" && /\.csv$/i.test(name) && found.size < FILES_MAX)
        found.set(path, { path, size: rest.size, mark: markOf(rest) });
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function markOf({ size, modified }: { readonly size: number; readonly modified: number }): string {
  return `${size}@${modified}`;
}

/** "K500746-123456789.csv" for a file in a folder of its own: two folders may have files of one name. */
function nameOf(path: string, folder: string): string {
  const below = folder === "." ? path : path.slice(folder.replace(/\/$/, "").length + 1);
  return below.replaceAll("/", "-");
}
