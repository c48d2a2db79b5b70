/** Every key of the settings as the schema has it, with its default: what docs/configuration.md is held against. */
import { z } from "zod";
import { SettingsSchema } from "../../src/config/settings.ts";

export interface SettingsKey {
  /** "merchants.<id>.fees[].percent" */
  readonly path: string;
  /** As the page shows it: "03:15", "none" for what is empty, "–" for what has no default. */
  readonly shown: string;
}

/** What the key of a map is called on the page. */
const NAMES: Readonly<Record<string, string>> = {
  accounts: "<role>",
  lineAccounts: "<type>",
  tolerance: "<currency>",
  rates: "<currency>",
  "rates.<currency>": "<date>",
  people: "<name>",
  merchants: "<id>",
  "receivables.headers": "<name>",
  columns: "<column>",
  fixed: "<column>",
  leaveOut: "<header>",
  headers: "<header>",
};

export function settingsKeys(): readonly SettingsKey[] {
  return keysOf(SettingsSchema, "", undefined);
}

function keysOf(schema: z.core.$ZodType, path: string, byDefault: unknown): SettingsKey[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return keysOf(schema.def.innerType, path, schema.def.defaultValue);
  if (schema instanceof z.ZodOptional) return keysOf(schema.def.innerType, path, byDefault);
  if (schema instanceof z.ZodObject) {
    const named = Object.entries(schema.shape).flatMap(([key, inner]) =>
      keysOf(inner as z.core.$ZodType, path === "" ? key : `${path}.${key}`, undefined),
    );
    const { catchall } = schema.def;
    // what else it takes by names that people choose
    return catchall instanceof z.ZodObject
      ? [...named, ...keysOf(catchall, `${path}.${NAMES[path] ?? ""}`, undefined)]
      : named;
  }
  if (schema instanceof z.ZodArray && schema.def.element instanceof z.ZodObject)
    return keysOf(schema.def.element, `${path}[]`, undefined);
  if (schema instanceof z.ZodRecord) {
    const last = path.split(".").at(-1) ?? "";
    const name = NAMES[path] ?? NAMES[last];
    if (name === undefined) throw new Error(`what is the key of ${path} called? add it to NAMES`);
    const inside = `${path}.${name}`;
    if (schema.def.valueType instanceof z.ZodObject || schema.def.valueType instanceof z.ZodRecord)
      return keysOf(schema.def.valueType, inside, undefined);
    return [{ path: inside, shown: "none" }];
  }
  return [{ path, shown: show(byDefault) }];
}

function show(value: unknown): string {
  if (value === undefined) return "–";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return typeof value === "bigint" ? (Number(value) / 100).toFixed(2) : String(value);
}
