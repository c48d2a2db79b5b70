/** Reads the settings of a YAML file, or reports everything that is wrong with them. */
import { messages } from "./messages.ts";
import { refuse, type Parsed } from "../errors.ts";
import { inEach, type Language } from "../message.ts";
import { readOrgNumber } from "../org-number.ts";
import { countryOf, problemsIn, type SettingsProblem } from "./settings-check.ts";
import { remedyFor } from "./settings-messages.ts";
import { SettingsSchema, type Settings } from "./settings.ts";

/** `raw` is the content of the YAML file (undefined: no file). `file` names it in problems. */
export function readSettings(file: string, raw: unknown): Parsed<Settings> {
  const { read, problems } = checked(raw);
  if (read.success && problems.length === 0) return { ok: true, value: normal(read.data) };
  const all = (language: Language) =>
    problems
      .map(({ path, remedy }) => {
        const place = path.join(".") || messages.topLevel[language];
        return `${file}: ${place}${foundAt(raw, path)}: ${remedy[language]}`;
      })
      .join("\n");
  return refuse(inEach(all));
}

/** Everything that `readSettings` refuses, each with its place; empty when it refuses nothing. */
export function settingsProblems(raw: unknown): readonly SettingsProblem[] {
  return checked(raw).problems;
}

function checked(raw: unknown) {
  const read = SettingsSchema.safeParse(raw ?? {});
  const problems: readonly SettingsProblem[] = read.success
    ? problemsIn(read.data, raw)
    : read.error.issues.map((issue) => ({ path: issue.path, remedy: remedyFor(issue) }));
  return { read, problems };
}

/** The stored settings of a run. They were in force then, so that later rules do not refuse them. */
export function readKeptSettings(name: string, raw: unknown): Parsed<Settings> {
  const read = SettingsSchema.safeParse(raw ?? {});
  return read.success ? { ok: true, value: read.data } : readSettings(name, raw);
}

function normal(settings: Settings): Settings {
  const { orgNumber } = settings.company;
  const read = orgNumber === undefined ? null : readOrgNumber(orgNumber, countryOf(settings.chart));
  return read?.ok ? { ...settings, company: { ...settings.company, orgNumber: read.value } } : settings;
}

/** " (12)": the value at a path; empty for a list, a block, or no value. */
function foundAt(raw: unknown, path: readonly PropertyKey[]): string {
  let found = raw;
  for (const key of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return "";
    found = (found as Record<PropertyKey, unknown>)[key];
  }
  return ["string", "number", "boolean"].includes(typeof found) ? ` (${String(found).slice(0, 60)})` : "";
}
