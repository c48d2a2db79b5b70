/**
 * Brings files in from the systems that Kvitt is connected with, into the folders that people put theirs into. What cannot be brought
 * tonight is told, and stops nothing: the next night begins where this one did.
 */
import { join } from "node:path";
import type { AppContext } from "../app.ts";
import { createFile, PRIVATE } from "../atomic-file.ts";
import { cursorOf, moveCursor, noteConnector } from "../books/connector-state.ts";
import type { FileWarning } from "../books/runs.ts";
import type { FileSource } from "../connectors/connector.ts";
import { ConnectorFault } from "../connectors/fault.ts";
import { inEach } from "../message.ts";
import { connectorsOf } from "./connected.ts";

interface Bringing {
  readonly system: string;
  readonly role: "receivables" | "reports";
  readonly source: FileSource;
  readonly folder: string;
}

/** Returns what could not be brought, for the letter. Throws what is technical: the disk, the database. */
export async function bringFiles(app: AppContext, signal: AbortSignal): Promise<readonly FileWarning[]> {
  const warnings: FileWarning[] = [];
  for (const one of sourcesOf(app, warnings)) {
    try {
      await bring(app, one, signal);
    } catch (thrown) {
      if (!(thrown instanceof ConnectorFault)) throw thrown;
      await noteConnector(app.books, one, thrown, app.clock.now());
      warnings.push(warningOf(one.system, thrown));
    }
  }
  return warnings;
}

async function bring(
  { books, clock }: AppContext,
  { system, role, source, folder }: Bringing,
  signal: AbortSignal,
): Promise<void> {
  const { files, cursor } = await source.bring(await cursorOf(books, { system, role }), signal);
  for (const { name, bytes } of files) {
    const created = await createFile(join(folder, name), [Buffer.from(bytes)], { signal, mode: PRIVATE });
    if (created.kind === "unsure") throw created.cause;
  }
  // a crash before this brings the same once more, which is harmless
  await moveCursor(books, { system, role }, cursor, clock.now());
}

function sourcesOf(app: AppContext, warnings: FileWarning[]): readonly Bringing[] {
  const { inbox, receivables } = app.workspace;
  try {
    return connectorsOf(app).flatMap((connector): Bringing[] => [
      ...(connector.receivables === undefined
        ? []
        : [
            {
              system: connector.name,
              role: "receivables",
              source: connector.receivables,
              folder: receivables,
            } as const,
          ]),
      ...(connector.reports === undefined
        ? []
        : [{ system: connector.name, role: "reports", source: connector.reports, folder: inbox } as const]),
    ]);
  } catch (thrown) {
    if (!(thrown instanceof ConnectorFault)) throw thrown;
    warnings.push(warningOf(thrown.system, thrown));
    return [];
  }
}

function warningOf(name: string, fault: ConnectorFault): FileWarning {
  return { name, kind: "not_brought", words: inEach((language) => fault.say(language)) };
}
