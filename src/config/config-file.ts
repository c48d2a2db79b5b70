/** The one place that changes kvitt.config.yaml: reads it, changes settings in it, checks the whole as a start would, and replaces it in one step. */
import { createHash, randomUUID } from "node:crypto";
import { readFileSync, renameSync } from "node:fs";
import { chown, readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { PRIVATE, removeQuietly, syncFolder, writeFlushed } from "../atomic-file.ts";
import { errnoOf, messageOf, refuse, type Parsed, UserError } from "../errors.ts";
import { messages } from "./messages.ts";
import { withValue, yamlContent, type YamlPath } from "./edit-yaml.ts";
import { readSettings, settingsProblems } from "./read-settings.ts";
import type { SettingsProblem } from "./settings-check.ts";
import type { Settings } from "./settings.ts";

export interface SettingsEdit {
  readonly path: YamlPath;
  /** Undefined: taken out, so that its default is in force. */
  readonly value: unknown;
}

/** Empty when there is no file, which is a valid configuration. */
export async function readConfigText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return "";
    throw new UserError(
      messages.configUnreadable({ file: basename(file), error: messageOf(error) }),
      messages.letRead(file),
    );
  }
}

/** Tells one state of the file from another. */
export function hashOfText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What the text sets, without what the environment overrides. */
export function settingsIn(file: string, text: string): Parsed<Settings> {
  const content = yamlContent(text);
  return content.ok ? readSettings(basename(file), content.value) : refuse(content.problem);
}

export type Edited =
  | { readonly ok: true; readonly text: string }
  /** Each with its place. */
  | { readonly ok: false; readonly problems: readonly SettingsProblem[] };

/** The text with the edits; refused when the settings would be wrong with them. */
export function edited(text: string, edits: readonly SettingsEdit[]): Edited {
  let changed = text;
  for (const { path, value } of edits) {
    const next = withValue(changed, path, value);
    if (!next.ok) return { ok: false, problems: [{ path, remedy: next.problem }] };
    changed = next.value;
  }
  const content = yamlContent(changed);
  if (!content.ok) return { ok: false, problems: [{ path: [], remedy: content.problem }] };
  const problems = settingsProblems(content.value);
  return problems.length === 0 ? { ok: true, text: changed } : { ok: false, problems };
}

/**
 * Replaces the file in one step, with its permissions; a link stays one. Throws UserError when it is no longer as it was when
 * `before` was read, and when it cannot be changed, with the reason.
 */
export async function replaceConfig(file: string, before: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const fresh = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    const owned = await stat(target).catch(() => null);
    const mode = owned === null ? PRIVATE : owned.mode & 0o777;
    await writeFlushed(fresh, [Buffer.from(text)], { mode });
    // the owner keeps a file that root changes; any other account may not give files away, and need not
    if (owned !== null) await chown(fresh, owned.uid, owned.gid).catch(() => undefined);
    // at once, so that nobody in this process gets in between
    if (textNow(target) !== before) throw new UserError(messages.configChanged, messages.startAnew);
    renameSync(fresh, target);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      messages.configNotWritten({ file: basename(file), error: messageOf(error) }),
      messages.letWrite(file),
    );
  } finally {
    await removeQuietly(fresh);
  }
  await syncFolder(dirname(target));
}

function textNow(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return "";
    throw error;
  }
}
