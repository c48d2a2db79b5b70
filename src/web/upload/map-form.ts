/** The choices of a person who names the columns of an export, and the header map that they make. */
import { z } from "zod";
import type { NewHeaderMap } from "../../config/add-header-map.ts";
import { mapNameFor } from "../../intake/receivables/check-list.ts";
import type { ListSample } from "../../intake/receivables/sample-list.ts";
import { mapYaml } from "../../intake/receivables/propose-map.ts";
import { RECEIVABLE_COLUMNS, RECEIVABLES_PRESETS, type ReceivableColumn } from "../../receivable-columns.ts";
import { normaliseHeader } from "../../reports/values/columns.ts";

export const FIXED_KINDS = ["invoice", "credit_note", "order"] as const;

/** An empty choice is none. */
const choice = <T extends z.ZodType>(of: T) =>
  z.preprocess((one) => (one === "" ? undefined : one), of.optional());

export const MapForm = z.object({
  name: z.string().max(200).default(""),
  preset: choice(z.enum(RECEIVABLES_PRESETS)),
  negative: choice(z.enum(["credit_note"])),
  fixed_kind: choice(z.enum(FIXED_KINDS)),
  fixed_currency: choice(
    z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{3}$/),
  ),
  /** Kvitt's column -> the header in the file. */
  ...Object.fromEntries(
    RECEIVABLE_COLUMNS.map((column) => [`column_${column}`, choice(z.string().max(300))]),
  ),
});

export interface ChosenMap extends NewHeaderMap {
  readonly name: string;
}

export function isMapName(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u.test(name);
}

/** A header that the file does not have is no choice. */
export function mapOf(form: unknown, { headers }: ListSample): ChosenMap {
  const read = MapForm.parse(form);
  const chosen: Record<string, unknown> = read;
  const columns: Partial<Record<ReceivableColumn, string>> = {};
  for (const column of RECEIVABLE_COLUMNS) {
    const header = headers.find((one) => one !== "" && one === chosen[`column_${column}`]);
    // a column with Kvitt's own name is read without being named
    const isOwn = read.preset === undefined && normaliseHeader(header ?? "") === column;
    if (header !== undefined && !isOwn) columns[column] = header;
  }
  const { name, preset, negative, fixed_kind: kind, fixed_currency: currency } = read;
  const fixed = {
    ...(kind === undefined ? {} : { kind }),
    ...(currency === undefined ? {} : { currency }),
  };
  return {
    name: name.trim(),
    columns,
    fixed,
    ...(preset === undefined ? {} : { preset }),
    ...(negative === undefined ? {} : { negative }),
  };
}

/** What Kvitt proposes, with the columns that have Kvitt's own names. */
export function proposedMap(file: string, { headers, proposal }: ListSample): ChosenMap {
  const name = mapNameFor(file);
  const { preset, columns, fixed, negative } = proposal ?? {
    preset: null,
    columns: {},
    fixed: {},
    negative: null,
  };
  const own = preset === null ? headers : [];
  const named = RECEIVABLE_COLUMNS.flatMap((column) => {
    const header = columns[column] ?? own.find((one) => normaliseHeader(one) === column);
    return header === undefined ? [] : [[column, header] as const];
  });
  return {
    name,
    columns: Object.fromEntries(named),
    fixed,
    ...(preset === null ? {} : { preset }),
    ...(negative === null ? {} : { negative }),
  };
}

export function yamlOf({ name, preset, columns, fixed, negative }: ChosenMap): string {
  return mapYaml(name, { preset: preset ?? null, columns, fixed, negative: negative ?? null });
}
