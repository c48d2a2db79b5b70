import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import type { ReadOptions } from "../../src/reports/report.ts";
import { read } from "./read.ts";

/**
 * A folder is a case and its name is the sentence: the report (whatever its name) and expected.json. `options.json`
 * holds settings. GOLDEN=new writes only what is missing: to change an expectation, delete it, run, and read the diff.
 */
const CASES = new URL("../fixtures/report/", import.meta.url);

describe("a report", () => {
  for (const folder of readdirSync(CASES).sort()) {
    test(folder.replaceAll("-", " "), async () => {
      const at = (name: string) => new URL(`${folder}/${name}`, CASES);
      const names = readdirSync(at("")).filter((name) => name !== "expected.json" && name !== "options.json");
      expect(names).toHaveLength(1);
      const [name = ""] = names;
      const options = existsSync(at("options.json"))
        ? (JSON.parse(readFileSync(at("options.json"), "utf8")) as Partial<ReadOptions>)
        : {};
      const found = toJson(await read(readFileSync(at(encodeURIComponent(name))), { name, ...options }));
      if (process.env["GOLDEN"] === "new" && !existsSync(at("expected.json")))
        writeFileSync(at("expected.json"), found);
      expect(found).toBe(readFileSync(at("expected.json"), "utf8"));
    });
  }
});

/** Amounts as text with an n, empty fields left out: what differs is then what one reads. */
function toJson(value: unknown): string {
  const text = JSON.stringify(
    value,
    (_, inner: unknown) => {
      if (typeof inner === "bigint") return `${inner}n`;
      if (inner === null || (Array.isArray(inner) && inner.length === 0)) return undefined;
      return inner;
    },
    2,
  );
  return `${text}\n`;
}
