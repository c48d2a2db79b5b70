/** Adds a header map for lists of receivables to kvitt.config.yaml. Every comment and every other setting stays. */
import { UserError } from "../errors.ts";
import { inEach } from "../message.ts";
import type { ReceivableColumn, ReceivablesPreset } from "../receivable-columns.ts";
import { edited, readConfigText, replaceConfig, settingsIn } from "./config-file.ts";
import { messages } from "./messages.ts";

export interface NewHeaderMap {
  readonly preset?: ReceivablesPreset;
  readonly columns: Readonly<Partial<Record<ReceivableColumn, string>>>;
  readonly fixed: Readonly<Partial<Record<ReceivableColumn, string>>>;
  readonly negative?: "credit_note";
}

/**
 * Throws UserError when the name is taken, when the settings would be wrong with it, and when the file cannot be changed, with
 * the reason.
 */
export async function addHeaderMap(file: string, name: string, map: NewHeaderMap): Promise<void> {
  const text = await readConfigText(file);
  const before = settingsIn(file, text);
  if (before.ok && Object.hasOwn(before.value.receivables.headers, name))
    throw new UserError(messages.headerMapTaken(name), messages.copyHeaderMap);
  const changed = edited(text, [{ path: ["receivables", "headers", name], value: plain(map) }]);
  if (!changed.ok) {
    const all = inEach((language) =>
      changed.problems
        .map(({ path, remedy }) => [path.join("."), remedy[language]].filter(Boolean).join(": "))
        .join("\n"),
    );
    throw new UserError(all, messages.copyHeaderMap);
  }
  await replaceConfig(file, text, changed.text);
}

function plain({ preset, columns, fixed, negative }: NewHeaderMap): Record<string, unknown> {
  return {
    ...(preset === undefined ? {} : { preset }),
    ...(Object.keys(columns).length === 0 ? {} : { columns }),
    ...(Object.keys(fixed).length === 0 ? {} : { fixed }),
    ...(negative === undefined ? {} : { negative }),
  };
}
