/** The pages for contributors, against what is there: the index, the planner settings, and the tests that SECURITY.md names. */
import { expect, test } from "@jest/globals";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readPage } from "./page.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

function filesUnder(folder: string, ending: RegExp): string[] {
  return readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name))
    .map((name) => `${folder}/${name}`)
    .sort();
}

test("the index has every page of docs/", () => {
  const index = readPage("docs/README.md");
  const missing = readdirSync(`${ROOT}/docs`)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .filter((name) => !index.includes(`](${name})`));
  expect(missing).toEqual([]);
});

test("docs/performance.md names every planner setting of src and migrations, and where it is made", () => {
  const page = readPage("docs/performance.md");
  // 001 has the guard as it was first; 004 and 006 replace it
  const files = [...filesUnder("src", /\.ts$/), ...filesUnder("migrations", /\.sql$/)];
  const made = files.flatMap((file) =>
    [
      ...readFileSync(`${ROOT}/${file}`, "utf8").matchAll(
        /\bset (?:local )?(enable_\w+|work_mem|default_statistics_target)\b/g,
      ),
    ].map(([, setting = ""]) => ({ file, setting })),
  );
  expect(made.length).toBeGreaterThan(8);
  expect(made.filter(({ setting }) => !page.includes(setting)).map(({ setting }) => setting)).toEqual([]);
  const unnamed = new Set(
    made.map(({ file }) => file).filter((file) => file.startsWith("src/") && !page.includes(file)),
  );
  expect([...unnamed]).toEqual([]);
});

test.each(["SECURITY.md", "test/README.md"])("the files that %s names are there", (name) => {
  const named = [...readPage(name).matchAll(/`((?:test|src|docs|\.ci)\/[\w./-]+\.(?:ts|md|sql))`/g)].map(
    ([, file = ""]) => file,
  );
  const gone = named.filter((file) => !existsSync(`${ROOT}/${file}`));
  expect(gone).toEqual([]);
});

test("each row of SECURITY.md that says what holds says where it is tested", () => {
  const section = readPage("SECURITY.md").split("## Who may try what")[1]?.split("\n## ")[0] ?? "";
  const rows = section
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(1);
  expect(rows.length).toBeGreaterThan(8);
  expect(rows.filter((row) => !/`(?:test\/\S+\.test\.ts|npm run \w+)`/.test(row))).toEqual([]);
});
