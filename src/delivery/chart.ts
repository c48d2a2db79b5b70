/**
 * The company's chart of accounts: from a SIE file exported from its accounting program (any type: only #KONTO is read), and
 * from the settings. Without either, any account may be used.
 */
import { messages } from "./messages.ts";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Settings } from "../config/settings.ts";
import { errnoOf, refuse, type Parsed } from "../errors.ts";
import { decodeBytes, detectCharset } from "./sie/charset.ts";
import { tokenize } from "./sie/tokenize.ts";

export interface ChartOfAccounts {
  /** Where it comes from: the name of the file, or of the setting. */
  readonly from: string;
  /** Account -> name, "" where it is not known. Never empty. */
  readonly names: ReadonlyMap<number, string>;
}

/** `home`: the folder that the file's path is relative to. Null: the settings name no accounts. */
export async function loadChartOfAccounts(
  settings: Settings,
  home: string,
): Promise<Parsed<ChartOfAccounts | null>> {
  const { accountsInUse } = settings;
  const file = settings.company.chartFile;
  const inUse = accountsInUse.map((account) => [account, ""] as const);
  if (file === undefined)
    return { ok: true, value: inUse.length === 0 ? null : { from: "accountsInUse", names: new Map(inUse) } };
  let bytes: Buffer;
  try {
    bytes = await readFile(resolve(home, file));
  } catch (thrown) {
    if (errnoOf(thrown) !== "ENOENT") throw thrown;
    return refuse(messages.chartFileMissing(file));
  }
  const names = accountsIn(bytes);
  if (names.size === 0) return refuse(messages.chartFileEmpty(file));
  return { ok: true, value: { from: file, names: new Map([...inUse, ...names]) } };
}

/** The accounts in #KONTO records. The rest of the file is not read or checked. */
export function accountsIn(bytes: Uint8Array): ReadonlyMap<number, string> {
  const charset = detectCharset(bytes);
  const names = new Map<number, string>();
  for (const line of Buffer.from(bytes).toString("latin1").split("\n")) {
    if (!/^[ \t]*#konto/i.test(line.replace(/^\xef\xbb\xbf/, ""))) continue;
    const read = tokenize(line);
    if (read.kind !== "record" || read.label !== "#KONTO") continue;
    const [account, name = ""] = read.fields;
    if (typeof account !== "string" || !/^[1-9]\d{3}$/.test(account) || typeof name !== "string") continue;
    names.set(Number(account), decodeBytes(name, charset));
  }
  return names;
}
