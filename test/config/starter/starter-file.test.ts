import { afterAll, expect, test } from "@jest/globals";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { readSettings } from "../../../src/config/read-settings.ts";
import { DEFAULT_SETTINGS, merchantSettings } from "../../../src/config/settings.ts";
import { starterFile, writeStarterFile } from "../../../src/config/starter/starter-file.ts";
import { LANGUAGES, type Language } from "../../../src/message.ts";
import { settingsKeys } from "../../docs/settings-keys.ts";

const folder = mkdtempSync(join(tmpdir(), "kvitt-starter-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As a person would who takes every comment away. */
const uncommented = (language: Language) => starterFile(language).replaceAll(/^#/gm, "");

/** Have no default, so that the file shows an example. */
const EXAMPLES = [
  "company.orgNumber",
  "company.chartFile",
  "mail.language",
  "voucher.closedThrough",
  "ratesFile",
  "web.url",
  "web.signIn.issuer",
  "web.signIn.clientId",
  "web.signIn.name",
  "heartbeat.url",
];
const MERCHANT_EXAMPLES = [
  "name",
  "nightlyAt",
  "costCentre",
  "project",
  "series",
  "decimalMark",
  "dateOrder",
  "kustomReferences",
  "payoutEveryDays",
  "references.second",
];

test.each(LANGUAGES)("as it is written it changes no setting: %s", (language) => {
  expect(parse(starterFile(language))).toBeNull();
  expect(readSettings("it", parse(starterFile(language)))).toEqual({ ok: true, value: DEFAULT_SETTINGS });
});

test.each(LANGUAGES)("without its comments it is the defaults, but for the examples: %s", (language) => {
  const read = readSettings("it", parse(uncommented(language)));
  if (!read.ok) throw new Error(read.problem.en);
  const { merchants, ...company } = read.value;
  const { merchants: none, ...defaults } = DEFAULT_SETTINGS;
  expect(none).toEqual({});
  expect(without(company, EXAMPLES)).toEqual(without(defaults, EXAMPLES));
  const merchant = merchantSettings(DEFAULT_SETTINGS, "K123456");
  expect(Object.keys(merchants)).toEqual(["K123456"]);
  expect(without(merchants["K123456"], MERCHANT_EXAMPLES)).toEqual(without(merchant, MERCHANT_EXAMPLES));
});

test("what is shown as an example has no default", () => {
  const shown = new Map(settingsKeys().map(({ path, shown: byDefault }) => [path, byDefault]));
  const paths = [...EXAMPLES, ...MERCHANT_EXAMPLES.map((path) => `merchants.<id>.${path}`)];
  expect(paths.filter((path) => !["–", "none"].includes(shown.get(path) ?? "?"))).toEqual([]);
});

test.each(LANGUAGES)("it names every setting there is: %s", (language) => {
  const text = starterFile(language);
  const missing = settingsKeys()
    .filter(({ path }) => !path.startsWith("connectors."))
    .map(({ path }) => path.split(".").filter((part) => !part.startsWith("<")))
    .filter((parts) => !new RegExp(`\\b${parts.at(-1)?.replace("[]", "") ?? ""}:`).test(text));
  // what is inside a header map stands in docs/receivables.md, what a system takes in docs/connect/
  const ofHeaderMaps = ["columns", "fixed", "negative", "leaveOut"];
  expect(missing.map((parts) => parts.at(-1)).filter((key) => !ofHeaderMaps.includes(key ?? ""))).toEqual([]);
});

test("it is written once, and what a person has written is never touched", async () => {
  const path = join(folder, "kvitt.config.yaml");
  expect(await writeStarterFile(path, "sv")).toBe(true);
  expect(readFileSync(path, "utf8")).toBe(starterFile("sv"));
  expect(await writeStarterFile(path, "en")).toBe(false);
  expect(readFileSync(path, "utf8")).toBe(starterFile("sv"));
});

test("no line is wider than a screen", () => {
  for (const language of LANGUAGES)
    expect(
      starterFile(language)
        .split("\n")
        .filter((line) => line.length > 150),
    ).toEqual([]);
});

/** A copy without the values at the paths. */
function without(value: unknown, paths: readonly string[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const path of paths) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const holder = keys.reduce<unknown>(
      (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
      copy,
    );
    if (typeof holder === "object" && holder !== null) Reflect.deleteProperty(holder, last);
  }
  return copy;
}
