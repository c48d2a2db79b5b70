/**
 * Brings files in from the systems that Kvitt is connected with, into the folders that people put theirs into. What cannot be brought
 * tonight is told, and stops nothing: the next night begins where this one did.
 */
import { createHash } from "node:crypto";
import { join, parse } from "node:path";
import type { AppContext } from "../app.ts";
import { createFile, PRIVATE } from "../atomic-file.ts";
import { cursorOf, moveCursor, noteConnector } from "../books/connector-state.ts";
import type { FileWarning } from "../books/runs.ts";
import type { BroughtFile, FileSource } from "../connectors/connector.ts";
import { ConnectorFault } from "../connectors/fault.ts";
import { isFileError, messageOf } from "../errors.ts";
import { hashOf } from "../file-hash.ts";
import { inEach } from "../message.ts";
import { connectorsOf } from "./connected.ts";
import { isMountPoint } from "./inbox-watch.ts";
import { messages } from "./messages.ts";

interface Bringing {
  readonly system: string;
  readonly role: "receivables" | "reports";
  readonly source: FileSource;
  readonly folder: string;
}

/** Returns what could not be brought, for the letter. Throws what is technical: the database. */
export async function bringFiles(app: AppContext, signal: AbortSignal): Promise<readonly FileWarning[]> {
  const warnings: FileWarning[] = [];
  for (const one of sourcesOf(app, warnings)) {
    try {
      await bring(app, one, signal);
    } catch (thrown) {
      if (isFileError(thrown)) {
        warnings.push({
          name: one.folder,
          kind: "not_brought",
          words: messages.notPut({ system: one.system, why: messageOf(thrown) }),
        });
        continue;
      }
      if (!(thrown instanceof ConnectorFault)) throw thrown;
      await noteConnector(app.books, one, thrown, app.clock.now());
      warnings.push(warningOf(one.system, thrown));
    }
  }
  return warnings;
}

/** Parts of a source that has more to bring than it does at a time. */
const PARTS_MAX = 1_000;

async function bring(
  { books, clock, workspace }: AppContext,
  { system, role, source, folder }: Bringing,
  signal: AbortSignal,
): Promise<void> {
  // a share that is away is told by who looks for reports; nothing is put where it should be
  if (folder === workspace.inbox && workspace.inboxIsGiven && (await isMountPoint(folder)) === null) return;
  for (let part = 0; part < PARTS_MAX; part += 1) {
    const { files, cursor, more } = await source.bring(await cursorOf(books, { system, role }), signal);
    for (const file of files) await put(file, folder, signal);
    // a crash before this brings the same once more, which is harmless
    await moveCursor(books, { system, role }, cursor, clock.now());
    if (!more) return;
  }
}

/** Under its own name, or, where another file has that, under one with its content's hash. */
async function put({ name, bytes }: BroughtFile, folder: string, signal: AbortSignal): Promise<void> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const { name: base, ext } = parse(name);
  for (const own of [name, `${base}.${sha256.slice(0, 12)}${ext}`]) {
    const path = join(folder, own);
    const created = await createFile(path, [Buffer.from(bytes)], { signal, mode: PRIVATE });
    if (created.kind === "unsure") throw created.cause;
    if (created.kind === "created" || (await hashOf(path)).sha256 === sha256) return;
  }
}

function sourcesOf(app: AppContext, warnings: FileWarning[]): readonly Bringing[] {
  const { inbox, receivables } = app.workspace;
  const folders = [
    ["receivables", receivables],
    ["reports", inbox],
  ] as const;
  try {
    return connectorsOf(app).flatMap((connector) =>
      folders.flatMap(([role, folder]): Bringing[] => {
        const source = connector[role];
        return source === undefined ? [] : [{ system: connector.name, role, source, folder }];
      }),
    );
  } catch (thrown) {
    if (!(thrown instanceof ConnectorFault)) throw thrown;
    warnings.push(warningOf(thrown.system, thrown));
    return [];
  }
}

function warningOf(name: string, fault: ConnectorFault): FileWarning {
  return { name, kind: "not_brought", words: inEach((language) => fault.say(language)) };
}
