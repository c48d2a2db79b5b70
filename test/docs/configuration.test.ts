import { expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { ACCOUNT_CHARTS, ACCOUNT_NAMES, ACCOUNT_PRESETS, ACCOUNT_ROLES } from "../../src/config/accounts.ts";
import { readSettings } from "../../src/config/read-settings.ts";
import { blocksOf, partProblem, readPage, tableRows } from "./page.ts";
import { settingsKeys } from "./settings-keys.ts";

const PAGE = "docs/configuration.md";

test("the page has every key of the settings with its default, and no other", () => {
  const shown = tableRows(readPage(PAGE))
    .filter(
      ([key = ""]) =>
        /^`[a-z][\w.<>[\]]*`$/.test(key) && !ACCOUNT_ROLES.some((role) => key === `\`${role}\``),
    )
    .map(([key = "", byDefault = ""]) => `${key.replaceAll("`", "")} = ${byDefault}`);
  const wanted = settingsKeys().map(({ path, shown: byDefault }) => `${path} = ${byDefault}`);
  expect(shown.sort()).toEqual([...wanted].sort());
});

test("the page has every variable of the environment, and no other", () => {
  const workspace = readFileSync(new URL("../../src/config/workspace.ts", import.meta.url), "utf8");
  const read = [...workspace.matchAll(/^ {2}([A-Z][A-Z_]+): (?:z|url|address)\b/gm)].map(
    ([, name = ""]) => name,
  );
  const shown = [...readPage(PAGE).matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name = ""]) => name);
  expect(read.length).toBeGreaterThan(5);
  expect(shown.sort()).toEqual(read.sort());
});

test("the accounts of every chart stand as they are", () => {
  const head = ["role", ...ACCOUNT_PRESETS, "BAS name"];
  const rows = ACCOUNT_ROLES.map((role) => [
    `\`${role}\``,
    ...ACCOUNT_PRESETS.map((preset) => String(ACCOUNT_CHARTS[preset][role])),
    ACCOUNT_NAMES[role],
  ]);
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  expect(partProblem(PAGE, "src/config/accounts.ts", lines.join("\n"))).toBe("");
});

test("the examples of settings can be used", () => {
  const examples = [...blocksOf(readPage(PAGE), "yaml"), ...blocksOf(readPage("README.md"), "yaml")];
  expect(examples.length).toBeGreaterThan(1);
  for (const example of examples) expect(readSettings("example", parse(example))).toMatchObject({ ok: true });
});
