import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deviations, runs } from "../../src/books/views.ts";
import { rows } from "../../src/books/database.ts";
import { writeEvidence } from "../../src/audit/evidence/evidence.ts";
import { explainLine } from "../../src/audit/explain/explain.ts";
import { explanationText } from "../../src/audit/explain/explanation-text.ts";
import { replayRun } from "../../src/audit/replay/replay.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { sampleReport } from "../intake/sample.ts";
import { unzip } from "./unzip.ts";
import { openWorld, type World } from "./world.ts";

const MINUTE = 60_000;
const POOR = ["type", "amount", "posting_currency"];
const RICH = [...POOR, "order_id", "merchant_reference1", "sale_date", "klarna_comment"];
const LINES = [
  { amount: "299.00", orderId: "o1", reference: "1001" },
  { amount: "450.00", orderId: "o2", reference: "1002" },
  { amount: "80.00", orderId: "o1", reference: "1001", type: "RETURN" },
];
let world: World;

const report = (reference: string, columns: readonly string[], lines: object[] = LINES) =>
  sampleReport({ reference, columns, lines });

beforeAll(async () => {
  world = await openWorld();
  const night = (day: number, files: Record<string, string>) =>
    world.night({
      at: new Date(`2026-03-0${day}T03:15:00Z`),
      files: Object.entries(files).map(([name, content]) => ({ name, bytes: Buffer.from(content) })),
      receivables: [],
    });
  await night(2, { "settlement.1.csv": report("1", POOR), "settlement.2.csv": report("2", POOR) });
  const [one = 0n] = await world.open("no_receivable");
  await world.decide(one, { account: 3999, why: "found money" });
  await night(3, { "settlement.1 (1).csv": report("1", RICH) });
  // both downloads of a payout in one night, and a third of an older one
  await night(4, {
    "settlement.3.csv": report("3", POOR),
    "settlement.3_1.csv": report("3", RICH.slice(0, 4)),
    "settlement.2 (1).csv": report("2", RICH.toReversed(), LINES.toReversed()),
  });
}, MINUTE);
afterAll(() => world.close());

test("what was completed is proven from the archived reports", async () => {
  const { findings, agrees } = await verify(world.app, { all: true });
  expect(findings).toEqual([]);
  expect(agrees).toBe(true);
});

test(
  "each night with completions, run again, writes the same",
  async () => {
    const { books, workspace } = world.app;
    for (const { id } of await rows(books, { id: "bigint" }, "select id from run order by id")) {
      const replay = await replayRun({ books, workspace, url: world.url }, id);
      expect(replay.differences).toEqual([]);
    }
  },
  MINUTE,
);

test("views show what a line says now", async () => {
  const open = await deviations(world.app.books, { reference: "1" });
  expect(open.map(({ line }) => [line?.orderId, line?.merchantReference1])).toEqual([
    ["o2", "1002"],
    ["o1", "1001"],
  ]);
  const explained = await explainLine(
    world.app.books,
    { merchantId: null, paymentReference: "1", row: 6 },
    world.app.workspace.settings,
  );
  expect(explained.line).toMatchObject({ orderId: "o2", completedFrom: ["settlement.1 (1).csv"] });
  expect(explanationText(explained, "sv")).toContain("Kompletterad med uppgifter ur settlement.1 (1).csv.");
});

test("the run tells what its reports completed", async () => {
  const told = (await runs(world.app.books)).map(({ id, completed }) => [id, completed.length]);
  expect(told).toEqual([
    [3, 2],
    [2, 1],
    [1, 0],
  ]);
  const [mail] = await rows(
    world.app.books,
    { text: "text" },
    "select text from mail where run_id = 2 and kind = 'digest'",
  );
  expect(mail?.text.replace(/\s+/g, " ")).toContain(
    "settlement.1 (1).csv kompletterade 2 rader i utbetalning 1: sale_date, order_id, merchant_reference1.",
  );
});

test("evidence holds both downloads, and the lines as they are known", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kvitt-evidence-"));
  try {
    const path = join(folder, "e.zip");
    const { files, missing } = await writeEvidence(world.app, "2", path, "en");
    expect(missing).toEqual([]);
    expect(files.filter((name) => name.startsWith("report/"))).toEqual([
      expect.stringContaining("settlement.2.csv"),
      expect.stringContaining("settlement.2 (1).csv"),
    ]);
    const lines = unzip(readFileSync(path)).get("lines.csv")?.toString("utf8") ?? "";
    expect(lines).toContain(";1002;");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.each([
  [
    "a completion that the report does not have",
    "update line_completion set merchant_reference1 = '9999' where id = 1",
    "row 6: the line as completed is not in settlement.1 (1).csv",
  ],
  [
    "a completion of what was said before",
    "update line set order_id = 'o2' where id = (select line_id from line_completion where id = 1)",
    "",
  ],
  ["a completion that was taken away", "delete from line_completion where id = 1", "2 line completions"],
])(
  "%s is found",
  async (_what, sql, told) => {
    const { findings } = await world.verdictAfter(sql, { all: true });
    const said = findings.map(({ subject, problem }) => `${subject}: ${problem.en}`).join("\n");
    expect(findings.length).toBeGreaterThan(0);
    expect(said).toContain(told);
  },
  MINUTE,
);
