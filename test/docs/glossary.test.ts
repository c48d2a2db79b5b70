/** One word for each thing: what people read does not use the words that docs/glossary.md has set aside. */
import { expect, test } from "@jest/globals";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PAGES = [
  "docs/bokforing.md",
  "docs/accounting.md",
  "docs/deviations.md",
  "docs/sa-fors-bokforingen.md",
  "docs/how-your-books-are-kept.md",
  "README.md",
];

const glossary = readFileSync(join(ROOT, "docs/glossary.md"), "utf8");
const table = glossary
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (?:English|-)/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()));

/** What is set aside -> the word to use. */
const setAside = new Map(
  table.flatMap(([, english = "", swedish = "", , , not = ""]) =>
    not
      .replace(/\([^)]*\)/g, "")
      .split(",")
      .map((word) => word.trim())
      .filter((word) => word !== "")
      .map((word) => [word, `${english} / ${swedish}`] as const),
  ),
);

function messageFiles(): string[] {
  return ["src", "workers"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /(?:^|[\\/])messages\.\w\w\.ts$/.test(name))
      .map((name) => posix.join(folder, name)),
  );
}

/** Whole words, in any case; lines that a person reads, not comments. */
function found(text: string): string[] {
  return text.split("\n").flatMap((line, index) => {
    if (/^\s*(?:\/\/|\/?\*)/.test(line)) return [];
    return [...setAside].flatMap(([word, better]) =>
      new RegExp(`(?<![\\p{L}\\d])${word}(?![\\p{L}\\d])`, "iu").test(line)
        ? [`line ${index + 1} says "${word}": ${better}`]
        : [],
    );
  });
}

test("the glossary sets words aside, and finds them", () => {
  expect(setAside.size).toBeGreaterThan(15);
  expect(found("Raden är kopplad till fakturan")).toEqual([
    'line 1 says "kopplad": match, matched / matcha, matchad',
  ]);
  expect(found("Raden är matchad; en koppling till kassan")).toEqual([]);
});

test("no text of any folder uses a word that is set aside", () => {
  const files = messageFiles();
  expect(files.length).toBeGreaterThan(30);
  const wrong = files.flatMap((file) =>
    found(readFileSync(join(ROOT, file), "utf8")).map((says) => `${file}: ${says}`),
  );
  expect(wrong).toEqual([]);
});

test.each(PAGES)("%s uses no word that is set aside", (page) => {
  expect(found(readFileSync(join(ROOT, page), "utf8"))).toEqual([]);
});

test("what the glossary names is there", () => {
  const named = [...glossary.matchAll(/`((?:src|test|docs)\/[\w./-]+)`/g)].map(([, path = ""]) => path);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test("every folder with texts has them in every language, and in no other place", () => {
  const inline = ["src", "workers"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !/messages(?:\.\w\w)?\.ts$/.test(name))
      .map((name) => posix.join(folder, name))
      .filter((file) => /\bsv: ["`][^"`$]*\p{L}/u.test(readFileSync(join(ROOT, file), "utf8"))),
  );
  expect(inline).toEqual([]);
});
