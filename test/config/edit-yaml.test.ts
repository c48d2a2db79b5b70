import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { parse } from "yaml";
import { withValue, type YamlPath } from "../../src/config/edit-yaml.ts";
import { starterFile } from "../../src/config/starter/starter-file.ts";
import { LANGUAGES } from "../../src/message.ts";

const OWNED = `# Nordljus: our settings

company:      # as registered
  name:   'Nordljus AB'   # since 2019
  orgNumber: 556334-3689


mail: {to: [anna@example.com,bo@example.com], from: kvitt@example.com}
merchants:
  # the shop
  1234: {name: Nordljus}
  K5:
    costCentre: "10"
`;

function changed(text: string, path: YamlPath, value: unknown): string {
  const result = withValue(text, path, value);
  if (!result.ok) throw new Error(result.problem.en);
  return result.value;
}

describe("only the characters of the value change", () => {
  test.each<readonly [YamlPath, unknown, string, string]>([
    [["company", "name"], "Söderljus AB", "'Nordljus AB'", "'Söderljus AB'"],
    [["company", "name"], "It's: #1", "'Nordljus AB'", "'It''s: #1'"],
    [["company", "orgNumber"], "556016-0680", "556334-3689", '"556016-0680"'],
    [["mail", "to"], ["eva@example.com"], "[anna@example.com,bo@example.com]", "[eva@example.com]"],
    [["mail", "to"], [], "[anna@example.com,bo@example.com]", "[]"],
    [["merchants", "1234", "name"], "Nord", "{name: Nordljus}", "{name: Nord}"],
    [["merchants", "1234", "name"], "A, B", "{name: Nordljus}", '{name: "A, B"}'],
    [["merchants", "1234", "name"], undefined, "{name: Nordljus}", "{}"],
    [["merchants", "1234", "project"], "a, b", "{name: Nordljus}", '{name: Nordljus, project: "a, b"}'],
    [["mail", "from"], undefined, ", from: kvitt@example.com}", "}"],
    [["mail", "to"], undefined, "to: [anna@example.com,bo@example.com], ", ""],
    [["merchants", "K5", "name"], "Fem", '    costCentre: "10"\n', '    costCentre: "10"\n    name: Fem\n'],
    [["company", "chartFile"], "k.si", "556334-3689\n", "556334-3689\n  chartFile: k.si\n"],
    [["nightlyAt"], "05:30", '    costCentre: "10"\n', '    costCentre: "10"\nnightlyAt: "05:30"\n'],
    [["company", "orgNumber"], undefined, "  orgNumber:", "  # orgNumber:"],
  ])("%j = %j", (path, value, old, fresh) => {
    expect(OWNED.split(old)).toHaveLength(2);
    expect(changed(OWNED, path, value)).toBe(OWNED.replace(old, fresh));
  });

  test("line ends stay as they are, and a last line without one gets one", () => {
    expect(changed("a: 1\r\nb:\r\n  c: 2", ["b", "d"], 3)).toBe("a: 1\r\nb:\r\n  c: 2\r\n  d: 3\r\n");
  });

  test("the only setting of a block leaves the block empty", () => {
    const text = "company:\n  name: X # ours\nquietDays: 3\n";
    expect(changed(text, ["company", "name"], undefined)).toBe(
      "company: {}\n  # name: X # ours\nquietDays: 3\n",
    );
  });
});

test("a list with lines of its own keeps them and their comments", () => {
  const text = "# top\nmail:\n  to:\n    - anna@example.com # in the office\n    - bo@example.com\n";
  const result = changed(text, ["mail", "to"], ["anna@example.com", "eva@example.com"]);
  expect(result).toBe("# top\nmail:\n  to:\n    - anna@example.com # in the office\n    - eva@example.com\n");
});

test("a key without a value holds what is put below it", () => {
  const result = changed("receivables:\n# end\n", ["receivables", "headers", "x"], { preset: "fortnox" });
  expect(parse(result)).toEqual({ receivables: { headers: { x: { preset: "fortnox" } } } });
  expect(result).toContain("# end");
});

test.each(LANGUAGES)("a file that is all comments keeps each of them: %s", (language) => {
  const starter = starterFile(language);
  const result = changed(starter, ["mail", "to"], ["anna@example.com"]);
  expect(result).toBe(`${starter}\nmail:\n  to: [anna@example.com]\n`);
  expect(changed(result, ["mail", "from"], "k@example.com")).toBe(`${result}  from: k@example.com\n`);
});

test("a value that others repeat is not changed under them", () => {
  const text = "mail:\n  from: &us kvitt@example.com\n  to: [*us]\n";
  expect(withValue(text, ["mail", "from"], "other@example.com")).toMatchObject({ ok: false });
  expect(parse(changed(text, ["mail", "to"], ["anna@example.com"]))).toEqual({
    mail: { from: "kvitt@example.com", to: ["anna@example.com"] },
  });
  expect(withValue("a: &b {name: X}\nmail: *b\n", ["mail", "from"], "x")).toMatchObject({ ok: false });
});

test.each(["- a\n- b\n", "company: Nordljus\n", "a: [\n", "a: 1\na: 2\n", "a: *nobody\n"])(
  "what is no block of settings is refused: %j",
  (text) => {
    expect(withValue(text, ["company", "name"], "X")).toMatchObject({ ok: false });
  },
);

test("whatever is typed reads back as it was typed, and every comment is there", () => {
  const texts = fc.string({ unit: "grapheme", maxLength: 30 });
  fc.assert(
    fc.property(texts, fc.array(texts, { maxLength: 4 }), (name, to) => {
      let text = changed(OWNED, ["company", "name"], name);
      text = changed(text, ["mail", "to"], to);
      text = changed(text, ["merchants", "K5", "name"], name);
      const read: unknown = parse(text);
      expect(read).toMatchObject({ company: { name }, mail: { to }, merchants: { K5: { name } } });
      for (const comment of OWNED.match(/#.*/g) ?? []) expect(text).toContain(comment);
    }),
  );
});
