import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { DEVIATION_CODES, deviationTexts, isDeviationCode } from "../../src/format/deviation-texts.ts";
import { LANGUAGES } from "../../src/message.ts";

const todo = (...about: Parameters<typeof deviationTexts>) => deviationTexts(...about).todo.en;

test("every code that the database allows has words, and no other", () => {
  const schema = readFileSync(new URL("../../migrations/005_version_two.sql", import.meta.url), "utf8");
  const [, list = ""] = /add constraint deviation_code_check check \(code in \(([^)]*)\)/.exec(schema) ?? [];
  const allowed = [...list.matchAll(/'(\w+)'/g)].map(([, code]) => code);
  expect(allowed.length).toBeGreaterThan(10);
  expect([...DEVIATION_CODES].sort()).toEqual(allowed.sort());
});

test("a code is told from any other text", () => {
  expect(isDeviationCode("no_receivable")).toBe(true);
  expect(isDeviationCode("toString")).toBe(false);
});

for (const code of DEVIATION_CODES) {
  for (const language of LANGUAGES) {
    test(`${code} says what, why and what to do in ${language}`, () => {
      const { title, cause, todo: cure } = deviationTexts(code);
      expect(title[language].length).toBeLessThanOrEqual(40);
      expect(title[language]).not.toMatch(/\.$/);
      expect(cause[language]).toMatch(/\.$/);
      expect(cure[language]).toMatch(/\.$/);
      expect(cure[language]).toMatch(/`kvitt |inbox|inkorgen/);
      expect(`${title[language]}${cause[language]}${cure[language]}`).not.toMatch(/[{}]|undefined|  /);
      expect(cure[language].split("`").length % 2).toBe(1);
    });
  }
}

test("commands carry the deviation's own id and its first candidate", () => {
  const about = { id: 27n, candidates: [{ kind: "invoice", number: "F1001" }] };
  expect(todo("ambiguous", about)).toContain("`kvitt resolve 27 --match invoice:F1001`");
  expect(todo("no_credit_note", { id: 28n })).toContain("`kvitt resolve 28 --match credit_note:NUMBER`");
  expect(deviationTexts("no_receivable").todo.sv).toContain("`kvitt resolve ID --match invoice:NUMMER`");
});

test("a covering set is one word for the shell, and a number with a comma of its own is left out", () => {
  const invoice = (number: string) => ({ kind: "invoice", number });
  const [set, one, other] = [invoice("F1,F2"), invoice("F1"), invoice("F2")];
  const all = todo("ambiguous", { id: 1, candidates: [set, one, other] });
  expect(all).toContain('`kvitt resolve 1 --match "invoice:F1,F2"`');
  const alone = todo("ambiguous", { id: 1, candidates: [set, one] });
  expect(alone).toContain("`kvitt resolve 1 --match invoice:NUMBER`");
});

test("a file is named as the shell wants it", () => {
  expect(todo("unreadable", { file: "quarantine/maj.csv" })).toContain("`kvitt check quarantine/maj.csv`");
  expect(todo("unreadable", { file: "maj (kopia).csv" })).toContain('`kvitt check "maj (kopia).csv"`');
  expect(todo("unreadable")).toContain("`kvitt check FILE`");
});

test.each([
  "F1; rm -rf ~",
  "$(reboot)",
  "`id`",
  "F1\nreboot",
  'F1" && x "',
  "F'1",
  "F1|x",
  "F1 & x",
  "%PATH%",
  "F1 !!",
])("a number that would be a second command is left out: %j", (number) => {
  const text = todo("ambiguous", { id: 1, candidates: [{ kind: "invoice", number }] });
  expect(text).toContain("`kvitt resolve 1 --match invoice:NUMBER`");
});

test("a file whose name would be an option is left out", () => {
  expect(todo("unreadable", { file: "--help" })).toContain("`kvitt check FILE`");
});
