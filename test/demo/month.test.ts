import { afterEach, expect, test } from "@jest/globals";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { readSettings } from "../../src/config/read-settings.ts";
import { demoMonth, type DemoFile } from "../../src/demo/month.ts";
import { DEMO_CONFIG, writeDemo, writeDemoConfig } from "../../src/demo/write-demo.ts";
import { readReport } from "../../src/reports/read.ts";
import type { SettlementLine } from "../../src/reports/report.ts";
import { checkInvariants } from "../simulate/checkers.ts";
import { openPlain } from "../simulate/plain/system.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const temporary = () => {
  const folder = mkdtempSync(join(tmpdir(), "kvitt-demo-"));
  folders.push(folder);
  return folder;
};
const inFolder = (folder: DemoFile["folder"]) => demoMonth().filter((file) => file.folder === folder);

async function read({ name, bytes }: DemoFile) {
  const lines: SettlementLine[] = [];
  async function* source() {
    yield bytes;
  }
  const result = await readReport(source, { name }, (_index, batch) => {
    lines.push(...batch);
  });
  return { result, lines };
}

test("five reports are proven without a gap, the one from Excel is refused for its totals", async () => {
  const outcomes: Record<string, unknown> = {};
  for (const file of inFolder("inbox")) {
    const { result } = await read(file);
    outcomes[file.name] =
      result.outcome === "proven"
        ? result.payouts.map(({ paymentReference, unproven }) => [paymentReference, unproven.length])
        : [...new Set(result.refusals.map(({ code }) => code))];
  }
  expect(outcomes).toEqual({
    "settlement.7350284101.csv": [["7350284101", 0]],
    "settlement.7350284102.csv": [["7350284102", 0]],
    "settlement.7350284103.csv": [["7350284103", 0]],
    "settlement.7350284103 (ändrad i Excel).csv": ["totals_differ"],
    "settlement.7350284104.csv": [["7350284104", 0]],
    "settlement.7350284105.csv": [["7350284105", 0]],
  });
});

test("each payout has twenty to sixty lines; one is of returns alone, and pays nothing", async () => {
  const sizes: number[] = [];
  const nothingPaid: string[] = [];
  for (const file of inFolder("inbox")) {
    const { result, lines } = await read(file);
    if (result.outcome === "refused") continue;
    sizes.push(lines.length);
    const [payout] = result.payouts;
    if (payout?.totals.settlement === 0n && lines.every(({ type }) => type === "RETURN"))
      nothingPaid.push(file.name);
  }
  expect(sizes).toHaveLength(5);
  for (const size of sizes) {
    expect(size).toBeGreaterThanOrEqual(20);
    expect(size).toBeLessThanOrEqual(60);
  }
  expect(nothingPaid).toEqual(["settlement.7350284104.csv"]);
});

test("read by the contract's letter, the month ends with one deviation of each kind", async () => {
  const settings = readSettings("kvitt.config.yaml", parse(DEMO_CONFIG));
  if (!settings.ok) throw new Error(settings.problem.en);
  const { lineAccounts = {} } = settings.value.merchants["K512384"] ?? {};
  const system = await openPlain({
    lineAccounts,
    merchants: { K512384: { references: { second: "order_number" } } },
  });
  await system.night(inFolder("inbox"), inFolder("receivables"), new Date("2026-10-30T02:15:00Z"));
  const books = await system.books();
  expect(checkInvariants(books)).toEqual([]);
  expect(books.deviations.map(({ code }) => code).sort()).toEqual([
    "ambiguous",
    "needs_account",
    "no_credit_note",
    "overpaid",
    "partly_paid",
    "totals_differ",
    "uncertain",
  ]);
  const rules = new Set(books.allocations.map(({ rung, effect }) => `${effect} by rung ${rung}`));
  expect([...rules].sort()).toEqual([
    "pays_back by rung 2",
    "settles by rung 1",
    "settles by rung 2",
    "settles by rung 3",
    "settles by rung 4",
  ]);
});

test("what people read has its Swedish letters, in reports and file names", () => {
  const all = inFolder("inbox").map(({ name, bytes }) => name + bytes.toString("utf8"));
  for (const word of ["ändrad", "Ångrat köp", "Luleå", "höstkampanjen", "Spärren"]) {
    expect({ word, found: all.some((text) => text.includes(word)) }).toEqual({
      word,
      found: word !== "Återkallad",
    });
  }
});

test("the month is the same to the byte each time, on every machine", () => {
  const hash = createHash("sha256");
  for (const { folder, name, bytes } of demoMonth()) hash.update(`${folder}/${name}\0`).update(bytes);
  expect(hash.digest("hex")).toMatchInlineSnapshot(
    `"a48841392fb4c68a18ab8f4bdd25ef655784fb02b71fc7476367cc1cc4b9344d"`,
  );
});

test("written twice, the same files are there once, whole and with the date of their day", async () => {
  const workspace = temporary();
  const to = { inbox: join(workspace, "inbox"), receivables: join(workspace, "receivables") };
  await writeDemo(to);
  await writeDemo(to);
  for (const folder of ["inbox", "receivables"] as const) {
    const files = inFolder(folder);
    expect(readdirSync(to[folder]).sort()).toEqual(files.map(({ name }) => name).sort());
    for (const { name, bytes, at } of files) {
      expect(readFileSync(join(to[folder], name)).equals(bytes)).toBe(true);
      expect(statSync(join(to[folder], name)).mtime).toEqual(at);
    }
  }
});

test("the settings are accepted, and settings that are there already are left alone", async () => {
  expect(readSettings("kvitt.config.yaml", parse(DEMO_CONFIG))).toMatchObject({
    ok: true,
    value: { company: { name: "Norrskensbutiken AB" }, mail: { to: ["ekonomi@norrskensbutiken.example"] } },
  });
  const workspace = join(temporary(), "home");
  await writeDemoConfig(workspace);
  expect(readFileSync(join(workspace, "kvitt.config.yaml"), "utf8")).toBe(DEMO_CONFIG);
  writeFileSync(join(workspace, "kvitt.config.yaml"), "language: en\n");
  await writeDemoConfig(workspace);
  expect(readFileSync(join(workspace, "kvitt.config.yaml"), "utf8")).toBe("language: en\n");
});
