import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { writeEvidence, type WrittenEvidence } from "../../../src/audit/evidence/evidence.ts";
import { sampleReport } from "../../intake/sample.ts";
import { unzip } from "../unzip.ts";
import { openWorld, type World } from "../world.ts";

const REPORT = Buffer.from(
  sampleReport({
    reference: "REF1",
    lines: [
      { reference: "F1", amount: "100.00", comment: "=1+1", captureId: "@SUM(1)" },
      { reference: "=HYPERLINK(1)", amount: "55.50" },
      { reference: "lost", amount: "7.00" },
      { type: "FEE", amount: "3.00", reference: "", orderId: "" },
    ],
  }),
);
let world: World;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kvitt-evidence-"));
  world = await openWorld();
  const receivables = "kind;number;currency;amount\ninvoice;F1;SEK;100.00\ninvoice;F2;SEK;7.00\n";
  await world.night({
    at: new Date("2024-05-03T01:15:00Z"),
    files: [{ name: "settlement.REF1.csv", bytes: REPORT }],
    receivables: [{ name: "open.csv", bytes: Buffer.from(receivables) }],
  });
  const [, lost = 0n] = await world.open("no_receivable");
  await world.decide(lost, { match: [{ kind: "invoice", number: "F2" }], why: "said so by the shop; =1+1" });
}, 60_000);
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

let written = 0;
async function evidence(
  language: "sv" | "en",
): Promise<{ evidence: WrittenEvidence; zip: Buffer; files: ReadonlyMap<string, Buffer> }> {
  const path = join(folder, `${(written += 1)}.zip`);
  const found = await writeEvidence(world.app, "REF1", path, language);
  const zip = readFileSync(path);
  return { evidence: found, zip, files: unzip(zip) };
}

test("the zip has everything about the payout, and SHA256SUMS has the hash of every file in it", async () => {
  const { evidence: found, files } = await evidence("en");
  expect(found.missing).toEqual([]);
  const sums = files.get("SHA256SUMS")?.toString("utf8") ?? "";
  const names = [...files.keys()].filter((name) => name !== "SHA256SUMS");
  expect(sums).toBe(
    names
      .map(
        (name) =>
          `${createHash("sha256")
            .update(files.get(name) ?? "")
            .digest("hex")}  ${name}\n`,
      )
      .join(""),
  );
  expect(names).toEqual(found.files);
  expect(names.map((name) => name.replace(/^report\/\w{8}-/, "report/"))).toEqual([
    "summary.html",
    "summary.txt",
    "report/settlement.REF1.csv",
    "lines.csv",
    "vouchers.csv",
    "vouchers.json",
    "sie/K123456_REF1_K2024-1.si",
    "sie/K123456_REF1_K2024-2.si",
    "deviations.csv",
    "deviations.json",
    "audit.jsonl",
    "settings.json",
  ]);
});

test("the report and the SIE files are there byte for byte", async () => {
  const { files } = await evidence("en");
  const report = [...files].find(([name]) => name.startsWith("report/"))?.[1];
  expect(report?.equals(REPORT)).toBe(true);
  for (const name of readdirSync(world.app.workspace.sie))
    expect(files.get(`sie/${name}`)?.equals(readFileSync(join(world.app.workspace.sie, name)))).toBe(true);
});

test("no cell of any CSV in it begins as a formula", async () => {
  for (const language of ["sv", "en"] as const) {
    const { files } = await evidence(language);
    const csvs = [...files].filter(([name]) => name.endsWith(".csv") && !name.startsWith("settlement."));
    expect(csvs.length).toBeGreaterThan(2);
    for (const [name, bytes] of csvs) {
      if (bytes.equals(REPORT)) continue; // the report itself is given as it came
      const cells: string[][] = parse(bytes, { bom: true, delimiter: ";", relax_column_count: true });
      const formulas = cells.flat().filter((cell) => /^[=+@\t\r]|^-(?![\d.,]+$)/.test(cell));
      expect([name, formulas]).toEqual([name, []]);
    }
  }
});

test("each line says what it was put on, by which rule or whom, and no cell is a formula", async () => {
  const { files } = await evidence("en");
  const lines = (files.get("lines.csv")?.toString("utf8") ?? "").split("\r\n");
  expect(lines).toHaveLength(6);
  expect(lines[1]).toContain(
    ";F1;;100.00;100.00;SEK;100.00;invoice;F1;;100.00;exact amount;3;number;2;1;;;K1;",
  );
  expect(lines[2]).toContain(";'=HYPERLINK(1);;55.50;55.50;SEK;;;;;;;;;;;;;;d1 no_receivable open");
  expect(lines[3]).toContain(
    ';7.00;decided by a person;;;2;;anna;"said so by the shop; =1+1";K2;d2 no_receivable resolved',
  );
  const [, swedish = ""] = ((await evidence("sv")).files.get("lines.csv")?.toString("utf8") ?? "").split(
    "\r\n",
  );
  expect(swedish).toContain(";100,00;100,00;SEK;100,00;invoice;F1;");
});

test("vouchers, deviations, decisions and the audit entries can be read by programs", async () => {
  const { files } = await evidence("en");
  const json = (name: string): unknown => JSON.parse(files.get(name)?.toString("utf8") ?? "");
  expect(json("vouchers.json")).toMatchObject([
    {
      voucher: "K1",
      cause: "payout",
      total: "162.50",
      rows: [
        { account: 1930, debit: "159.50" },
        { account: 6064, debit: "3.00" },
        { account: 1510, credit: "100.00", text: "Faktura F1" },
        { account: 1686, credit: "55.50" },
        { account: 1686, credit: "7.00" },
      ],
    },
    { voucher: "K2", cause: "decision", decisionId: 1, rows: [{ account: 1510 }, { account: 1686 }] },
  ]);
  expect(json("deviations.json")).toMatchObject([
    { code: "no_receivable", state: "open", states: ["open"], decisions: [] },
    {
      code: "no_receivable",
      state: "resolved",
      states: ["open", "resolved"],
      decisions: [{ actor: "anna", action: "match" }],
    },
  ]);
  const entries = (files.get("audit.jsonl")?.toString("utf8") ?? "").trim().split("\n");
  expect(entries.map((entry) => (JSON.parse(entry) as { action: string }).action)).toEqual([
    "import",
    "matched",
    "decided:match",
  ]);
});

test.each([
  ["sv", "Underlag för utbetalning REF1", "Ej matchat"],
  ["en", "Evidence for payout REF1", "Not matched"],
] as const)("the summary is written in %s", async (language, title, open) => {
  const { files } = await evidence(language);
  for (const name of ["summary.html", "summary.txt"]) {
    const text = files.get(name)?.toString("utf8") ?? "";
    expect(text).toContain(title);
    expect(text).toContain(open);
  }
});

test("the same books give the same bytes", async () => {
  expect((await evidence("en")).zip.equals((await evidence("en")).zip)).toBe(true);
});

test("a name that is taken is refused, and nothing is left beside it", async () => {
  const taken = join(folder, "taken.zip");
  writeFileSync(taken, "mine");
  await expect(writeEvidence(world.app, "REF1", taken, "en")).rejects.toThrow("EEXIST");
  expect(readFileSync(taken, "utf8")).toBe("mine");
  expect(readdirSync(folder).filter((name) => name.startsWith("taken"))).toEqual(["taken.zip"]);
  await expect(writeEvidence(world.app, "REF2", join(folder, "x.zip"), "en")).rejects.toThrow(
    "no payout REF2",
  );
});
