import { afterEach, expect, test } from "@jest/globals";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readReport } from "../../src/reports/read.ts";
import { idOf } from "./bulk-cells.ts";
import { writeBulk, type BulkOptions } from "./bulk.ts";
import { checkInvariants } from "./checkers.ts";
import { openPlain } from "./plain/system.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function bulk(options: BulkOptions) {
  const folder = mkdtempSync(join(tmpdir(), "kvitt-bulk-"));
  folders.push(folder);
  const files = { report: join(folder, "report.csv"), receivables: join(folder, "receivables.csv") };
  const facts = await writeBulk(files, options);
  return { facts, report: readFileSync(files.report), receivables: readFileSync(files.receivables) };
}

test.each([false, true])("a bulk report is proven without a gap (wide: %s)", async (wide) => {
  const { facts, report } = await bulk({ lines: 20_011, wide });
  let lines = 0;
  async function* source() {
    yield report;
  }
  const result = await readReport(source, { name: "bulk.csv" }, (_index, batch) => {
    lines += batch.length;
  });
  if (result.outcome === "refused") throw new Error(result.refusals[0].what.en);
  expect(lines).toBe(20_011);
  expect(result.payouts).toMatchObject([{ paymentReference: "9000000001", unproven: [] }]);
  expect(result.payouts[0]?.totals.settlement).toBe(BigInt(facts.settlementOre));
  expect(facts.sales + facts.fees + facts.returns).toBe(20_011);
  expect(report.toString("latin1").split("\n")[4]?.split(";")).toHaveLength(wide ? 30 : 16);
  expect(report.byteLength).toBe(facts.reportBytes);
});

test("its outcome is the one it says, read by the contract's letter", async () => {
  const { facts, report, receivables } = await bulk({ lines: 1_000, receivables: 1_200 });
  expect(receivables.toString("latin1").trimEnd().split("\n")).toHaveLength(1 + facts.receivables);
  const system = await openPlain({ lineAccounts: {} });
  const windowsLines = Buffer.from(receivables.toString("latin1").replaceAll("\n", "\r\n"));
  await system.night(
    [{ name: "bulk.csv", bytes: report }],
    [{ name: "receivables.csv", bytes: windowsLines }],
    new Date("2026-03-03T02:15:00Z"),
  );
  const books = await system.books();
  expect(checkInvariants(books)).toEqual([]);
  const told: Record<string, number> = {};
  for (const { code } of books.deviations) told[code] = (told[code] ?? 0) + 1;
  expect(told).toEqual(facts.deviations);
  expect(new Set(books.allocations.map(({ lineId }) => lineId)).size).toBe(facts.settled);
  expect(facts.settled / (facts.sales + facts.returns)).toBeGreaterThan(0.98);
});

test("the same seed writes the same bytes, another one writes others", async () => {
  const [one, same, other] = [
    await bulk({ lines: 400 }),
    await bulk({ lines: 400 }),
    await bulk({ lines: 400, seed: 2 }),
  ];
  expect(one.report.equals(same.report) && one.receivables.equals(same.receivables)).toBe(true);
  expect(one.report.equals(other.report)).toBe(false);
});

test("fewer receivables than the lines need is refused", async () => {
  await expect(bulk({ lines: 2_000, receivables: 100 })).rejects.toThrow(
    /need at least \d+ receivables, not 100/,
  );
});

test("no two ids are alike", () => {
  const ids = new Set<string>();
  for (let index = 0; index < 10_000; index++) {
    for (const kind of ["order", "event", "twin", "open"] as const) ids.add(idOf(kind, index, 1));
  }
  expect(ids.size).toBe(40_000);
});
