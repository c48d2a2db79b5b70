/** Adds a header map for lists of receivables to the text of kvitt.config.yaml. Every comment and every other setting stays. */
import { readFile, rename, stat } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { isMap, parseDocument } from "yaml";
import { PRIVATE, removeQuietly, syncFolder, writeFlushed } from "../atomic-file.ts";
import { errnoOf, messageOf, refuse, type Parsed, UserError } from "../errors.ts";
import { verbatim } from "../message.ts";
import type { ReceivableColumn, ReceivablesPreset } from "../receivable-columns.ts";
import { messages } from "./messages.ts";
import { readSettings } from "./read-settings.ts";

export interface NewHeaderMap {
  readonly preset?: ReceivablesPreset;
  readonly columns: Readonly<Partial<Record<ReceivableColumn, string>>>;
  readonly fixed: Readonly<Partial<Record<ReceivableColumn, string>>>;
  readonly negative?: "credit_note";
}

/** The new text; refused when the file is no YAML, when the name is taken, or when the settings would be wrong with it. */
export function withHeaderMap(text: string, name: string, map: NewHeaderMap): Parsed<string> {
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) return refuse(verbatim(fault.message.trim()));
  const way = ["receivables", "headers", name];
  if (document.contents !== null && !isMap(document.contents)) return refuse(messages.configIsNoMap);
  // a key without a value ("receivables:") is no place to put anything into
  for (const above of [way.slice(0, 1), way.slice(0, 2)])
    if (document.hasIn(above) && !isMap(document.getIn(above, true))) document.deleteIn(above);
  if (document.hasIn(way)) return refuse(messages.headerMapTaken(name));
  document.setIn(way, document.createNode(plain(map)));
  const changed = document.toString({ lineWidth: 0 });
  const read = readSettings("kvitt.config.yaml", parseDocument(changed).toJS());
  return read.ok ? { ok: true, value: changed } : refuse(read.problem);
}

/** Writes it in one step. Throws UserError when the file cannot be changed, with the reason. */
export async function addHeaderMap(file: string, name: string, map: NewHeaderMap): Promise<void> {
  const before = await readFile(file, "utf8").catch((error: unknown) => {
    if (errnoOf(error) === "ENOENT") return "";
    throw error;
  });
  const changed = withHeaderMap(before, name, map);
  if (!changed.ok) throw new UserError(changed.problem, messages.copyHeaderMap);
  const fresh = join(dirname(file), `.${basename(file)}.${randomUUID()}.tmp`);
  try {
    const mode = await stat(file).then(
      (found) => found.mode & 0o777,
      () => PRIVATE,
    );
    await writeFlushed(fresh, [Buffer.from(changed.value)], { mode });
    await rename(fresh, file);
  } catch (error) {
    const why = messages.configNotWritten({ file: basename(file), error: messageOf(error) });
    throw new UserError(why, messages.copyHeaderMap);
  } finally {
    await removeQuietly(fresh);
  }
  await syncFolder(dirname(file));
}

function plain({ preset, columns, fixed, negative }: NewHeaderMap): Record<string, unknown> {
  return {
    ...(preset === undefined ? {} : { preset }),
    ...(Object.keys(columns).length === 0 ? {} : { columns }),
    ...(Object.keys(fixed).length === 0 ? {} : { fixed }),
    ...(negative === undefined ? {} : { negative }),
  };
}
