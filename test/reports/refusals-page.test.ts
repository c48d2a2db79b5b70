import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { REASONS } from "../../src/reports/refusals/reasons.ts";

const page = readFileSync(new URL("../../docs/refusals.md", import.meta.url), "utf8");

/** The rows of the tables: reason, code, what, what to do. */
function rowsOf(section: string): string[][] {
  const part = page.split(/^## /m).find((text) => text.startsWith(section)) ?? "";
  return part
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll("\\", "")),
    );
}

describe("docs/refusals.md", () => {
  for (const [section, language] of [
    ["In English", "en"],
    ["På svenska", "sv"],
  ] as const) {
    test(`has every reason of the code, and no other, ${section}`, () => {
      const expected = Object.entries(REASONS)
        .map(([reason, { code, what, todo }]) => [
          `\`${reason}\``,
          `\`${code}\``,
          what[language],
          todo[language],
        ])
        .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
      expect(rowsOf(section)).toEqual(expected);
    });
  }

  test("every reason speaks both languages, in whole sentences", () => {
    for (const { what, todo } of Object.values(REASONS))
      for (const words of [what.sv, what.en, todo.sv, todo.en]) expect(words).toMatch(/^[\p{Lu}{`].*[.)]$/u);
  });
});
