/**
 * The settings that are safe to change from the desk: who the company is, who is written to, and when. Accounts, VAT, targets and
 * whatever else decides how money is booked are changed in the file, by whoever answers for the books.
 */
import type { SettingsEdit } from "./config-file.ts";
import type { YamlPath } from "./edit-yaml.ts";
import type { Settings } from "./settings.ts";

export const EDITABLE_KEYS = [
  "company.name",
  "company.orgNumber",
  "mail.to",
  "mail.from",
  "nightlyAt",
  "quietDays",
] as const;
export type EditableKey = (typeof EDITABLE_KEYS)[number];

export interface EditableSetting {
  /** The way to it in the file, with dots. */
  readonly key: string;
  readonly path: YamlPath;
  readonly what: EditableKey | "merchant";
  /** As it is typed: addresses on a line each; empty when it is not set. */
  readonly value: string;
}

const PATHS: Readonly<Record<EditableKey, YamlPath>> = {
  "company.name": ["company", "name"],
  "company.orgNumber": ["company", "orgNumber"],
  "mail.to": ["mail", "to"],
  "mail.from": ["mail", "from"],
  nightlyAt: ["nightlyAt"],
  quietDays: ["quietDays"],
};

/** `settings` as the file has them. Merchants by the order of the file, only those that it names. */
export function editableSettings(settings: Settings): readonly EditableSetting[] {
  const { company, mail, nightlyAt, quietDays, merchants } = settings;
  const values: Readonly<Record<EditableKey, string>> = {
    "company.name": company.name,
    "company.orgNumber": company.orgNumber ?? "",
    "mail.to": mail.to.join("\n"),
    "mail.from": mail.from,
    nightlyAt,
    quietDays: String(quietDays),
  };
  return [
    ...EDITABLE_KEYS.map((key) => ({ key, path: PATHS[key], what: key, value: values[key] })),
    ...Object.entries(merchants).map(([id, { name }]) => ({
      key: `merchants.${id}.name`,
      path: ["merchants", id, "name"] as const,
      what: "merchant" as const,
      value: name ?? "",
    })),
  ];
}

/** null: what was typed is what is set. Nothing typed takes the setting out. */
export function editFor({ path, what, value }: EditableSetting, typed: string): SettingsEdit | null {
  const tidy = tidied(what, typed);
  if (tidy === value) return null;
  if (tidy === "") return { path, value: undefined };
  if (what === "mail.to") return { path, value: tidy.split("\n") };
  if (what === "quietDays") return { path, value: /^\d{1,9}$/.test(tidy) ? Number(tidy) : tidy };
  return { path, value: tidy };
}

/** As `value` is written, so that the two can be compared. */
export function tidied(what: EditableSetting["what"], typed: string): string {
  if (what === "mail.to") return [...new Set(typed.split(/[\s,;]+/).filter(Boolean))].join("\n");
  const tidy = typed.replaceAll(/\s+/g, " ").trim();
  // in the file a time has quotes, and the words about a wrong one say so
  return what === "nightlyAt" ? tidy.replace(/^"(.*)"$/, "$1") : tidy;
}
