import { select } from "../../setup/select.ts";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { change, openBooks, rows } from "../../../src/books/database.ts";
import { systemClock } from "../../../src/clock.ts";
import type { Workspace } from "../../../src/config/workspace.ts";
import { collectReceivables } from "../../../src/intake/receivables/collect-receivables.ts";
import { claimGivenFile } from "../../../src/intake/files/given-files.ts";
import {
  mergeFile,
  takeInReceivables,
  type ReceivablesTaken,
} from "../../../src/intake/receivables/import-receivables.ts";
import { openPlace, type Place } from "../place.ts";

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.end());

function merge(text: string, name = "receivables.csv"): Promise<ReceivablesTaken> {
  const source = async function* () {
    await Promise.resolve();
    yield Buffer.from(text);
  };
  return mergeFile(place.books, { name, source, language: "en", at: systemClock.now(), runId: null });
}

const csv = (...lines: string[]) => `${lines.join("\n")}\n`;
const NONE = { inserted: 0, updated: 0, unchanged: 0, changed: 0, repeated: 0, refusedCount: 0 };

async function kept(number: string): Promise<Record<string, unknown> | undefined> {
  const [found] = await select<Record<string, unknown>>(
    place.books,
    `select kind, order_number as "orderNumber", order_id as "orderId", currency, amount, open_amount as open, date
       from receivable where number = :number`,
    { number },
  );
  return found;
}

/** A payout with one SALE that settles `amount` (minor units) of a receivable, as matching writes it. */
async function settle(number: string, amount: bigint, reference: string): Promise<void> {
  const runId = await place.run();
  await place.books.transaction(async (trx) => {
    const [file] = await rows(
      trx,
      { id: "bigint" },
      `insert into report_file (run_id, name, sha256, size, path, state, found_at)
       values (:runId, 'x', repeat('a', 64), 1, 'archive/x', 'imported', now()) returning id`,
      { runId },
    );
    const [payout] = await rows(
      trx,
      { id: "bigint" },
      `insert into payout (report_file_id, run_id, issuer, merchant_id, payment_reference, currency, date, settlement_type,
                           settlement_amount, totals, columns, line_count)
       values (:fileId, :runId, 'klarna', 'K1', :reference, 'SEK', '2024-05-02', 'NET', :amount, '{}', '{}', 1) returning id`,
      { fileId: file?.id, runId, reference, amount },
    );
    const [line] = await rows(
      trx,
      { id: "bigint" },
      `insert into line (payout_id, row, type, amount, effect) values (:payoutId, 2, 'SALE', :amount, :amount) returning id`,
      { payoutId: payout?.id, amount },
    );
    await change(
      trx,
      `insert into allocation (line_id, receivable_id, effect, line_amount, receivable_amount, rung, key, rule, rules, run_id)
       select :lineId, id, 'settles', :amount, :amount, 3, 'number', 'exact', 1, :runId from receivable where number = :number`,
      { lineId: line?.id, amount, runId, number },
    );
  });
}

function deviationsOf(number: string) {
  return select<Record<string, unknown>>(
    place.books,
    `select d.state, d.expected, d.found, d.amount, d.payment_reference as "paymentReference", d.merchant_id as "merchantId",
            d.subject = 'receivable ' || r.id as "isAbout"
       from deviation d join receivable r on r.id = d.receivable_id
      where r.number = :number and d.code = 'receivable_changed' order by d.id`,
    { number },
  );
}

test("a list that has to be read again leaves nothing of its first reading", async () => {
  // the zero behind the first number is a spreadsheet's, until the second number has none
  const list = csv("kind;number;currency;amount", "invoice;4711.0;SEK;10.00", "invoice;AGAIN-2;SEK;20.00");
  expect(await merge(list)).toMatchObject({ ...NONE, inserted: 2, notes: [] });
  expect(await kept("4711")).toBeUndefined();
  expect(await kept("4711.0")).toMatchObject({ amount: 1000n });
  expect(await kept("AGAIN-2")).toMatchObject({ amount: 2000n });
});

test("new ones go in, known ones are updated, and the same again changes nothing", async () => {
  const header = "kind;number;order_number;currency;amount;open_amount;date";
  const first = csv(header, "invoice;A1;5001;SEK;100.00;;2024-05-01", "order;A2;;EUR;20.00;5.00;");
  expect(await merge(first)).toMatchObject({ ...NONE, inserted: 2 });
  expect(await kept("A1")).toEqual({
    kind: "invoice",
    orderNumber: "5001",
    orderId: null,
    currency: "SEK",
    amount: 10000n,
    open: 10000n,
    date: "2024-05-01",
  });
  expect(await merge(first)).toMatchObject({ ...NONE, unchanged: 2 });
  const second = csv(header, "invoice;A1;5001;SEK;100.00;40.00;2024-05-01", "order;A2;;EUR;20.00;5.00;");
  expect(await merge(second)).toMatchObject({ ...NONE, updated: 1, unchanged: 1 });
  expect(await kept("A1")).toMatchObject({ open: 4000n });
});

test("the same number of another kind is another receivable", async () => {
  const file = csv("kind;number;currency;amount", "invoice;A10;SEK;1.00", "order;A10;SEK;2.00");
  expect(await merge(file)).toMatchObject({ inserted: 2 });
});

test("a column that a file does not have keeps what is there; an empty cell clears it", async () => {
  await merge(csv("kind;number;order_number;order_id;currency;amount", "order;B1;77;o-77;SEK;1.00"));
  expect(await merge(csv("kind;number;order_number;currency;amount", "order;B1;;SEK;1.00"))).toMatchObject({
    updated: 1,
  });
  expect(await kept("B1")).toMatchObject({ orderNumber: null, orderId: "o-77" });
});

test("bad rows are told and the good rows go in", async () => {
  const taken = await merge(csv("kind;number;currency;amount", "invoice;D1;SEK;1.00", "invoice;D2;SEK;x"));
  expect(taken).toMatchObject({
    inserted: 1,
    refusedCount: 1,
    refused: [{ line: 3, column: "amount", found: "x" }],
  });
  expect(await kept("D2")).toBeUndefined();
});

test("values come through whatever COPY makes of them", async () => {
  const nasty = "tab\tback\\slash \\N \\. åäö 🧾";
  await merge(csv("kind,number,currency,amount", `order,"${nasty}",SEK,1.00`, "order,\\.,SEK,2.00"));
  expect(await kept(nasty)).toMatchObject({ amount: 100n });
  expect(await kept("\\.")).toMatchObject({ amount: 200n });
});

test("a settled receivable is not rewritten, and a difference is for a person, with the payout it was settled in", async () => {
  const file = (amount: string, open: string) =>
    csv("kind;number;currency;amount;open_amount", `invoice;E1;SEK;${amount};${open}`);
  await merge(file("100.00", ""));
  await settle("E1", 10000n, "P-E1");
  expect(await merge(file("90.00", ""))).toMatchObject({ ...NONE, changed: 1 });
  expect(await kept("E1")).toMatchObject({ amount: 10000n, open: 10000n });
  const told = {
    state: "open",
    expected: "E1: 100.00 SEK",
    found: "E1: 90.00 SEK",
    amount: 1000n,
    paymentReference: "P-E1",
    merchantId: "K1",
    isAbout: true,
  };
  expect(await deviationsOf("E1")).toEqual([told]);
  // the same again is no second deviation, another difference brings the open one up to date
  await merge(file("90.00", ""));
  await merge(file("100.00", "30.00"));
  expect(await deviationsOf("E1")).toEqual([{ ...told, found: "E1: 100.00 SEK, open 30.00", amount: 7000n }]);
  // and when the shop's books agree again it closes by itself
  expect(await merge(file("100.00", "0.00"))).toMatchObject({ ...NONE, unchanged: 1 });
  expect(await deviationsOf("E1")).toMatchObject([{ state: "closed" }]);
});

test("our own settlements, as far as they have reached the shop's books, are no difference", async () => {
  const file = (open: string) =>
    csv("kind;number;currency;amount;open_amount", `order;G1;SEK;100.00;${open}`);
  await merge(file("90.00"));
  await settle("G1", 3000n, "P-G1");
  await settle("G1", 2500n, "P-G2");
  for (const open of ["90.00", "60.00", "35.00"])
    expect(await merge(file(open))).toMatchObject({ ...NONE, unchanged: 1 });
  expect(await deviationsOf("G1")).toEqual([]);
  expect(await merge(file("65.00"))).toMatchObject({ ...NONE, changed: 1 });
  expect(await deviationsOf("G1")).toMatchObject([
    { expected: "G1: 100.00 SEK, open 90.00", found: "G1: 100.00 SEK, open 65.00", paymentReference: "P-G2" },
  ]);
});

test("a difference that a person has accepted is not opened again, a new one is", async () => {
  const file = (amount: string) => csv("kind;number;currency;amount", `invoice;H1;SEK;${amount}`);
  await merge(file("10.00"));
  await settle("H1", 1000n, "P-H1");
  await merge(file("11.00"));
  await change(place.books, "update deviation set state = 'resolved' where found like 'H1:%'");
  await merge(file("11.00"));
  expect(await deviationsOf("H1")).toMatchObject([{ state: "resolved" }]);
  await merge(file("12.00"));
  expect(await deviationsOf("H1")).toMatchObject([{ state: "resolved" }, { state: "open" }]);
});

test("two files at once wait for each other, and both go in", async () => {
  const file = (from: number) =>
    csv(
      "kind;number;currency;amount",
      ...Array.from({ length: 2000 }, (_, i) => `order;J${from + i};SEK;1.00`),
    );
  const taken = await Promise.all([merge(file(0)), merge(file(1000)), merge(file(0))]);
  expect(taken.reduce((sum, { inserted }) => sum + inserted, 0)).toBe(3000);
});

test("a reading that breaks off leaves nothing of the file in the books", async () => {
  const source = async function* () {
    yield Buffer.from(csv("kind;number;currency;amount", "order;L1;SEK;1.00"));
    await Promise.reject(new Error("input/output error"));
  };
  const file = { name: "x.csv", source, language: "en", at: systemClock.now(), runId: null } as const;
  await expect(mergeFile(place.books, file)).rejects.toThrow("input/output error");
  expect(await kept("L1")).toBeUndefined();
});

// ---- from the folder

function put(workspace: Workspace, name: string, text: string): string {
  const path = join(workspace.receivables, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const files = (folder: string) => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

test("the folder is emptied: what went in is archived, what is no receivables file is in quarantine with the reason", async () => {
  const workspace = place.workspace();
  const today = put(workspace, "today.csv", csv("kind;number;currency;amount", "order;M1;SEK;1.00"));
  utimesSync(today, 1_700_000_000, 1_700_000_000);
  put(workspace, "report.csv", "type;amount;capture_date\n");
  const found = await collectReceivables(null, { workspace, books: place.books, clock: systemClock });
  expect(found).toMatchObject({ stillWritten: [], warnings: [], skipped: [] });
  expect(found.taken).toMatchObject([
    { file: "today.csv", state: "taken", inserted: 1 },
    { file: "report.csv", state: "quarantined", inserted: 0 },
  ]);
  expect(files(workspace.receivables)).toEqual([]);
  expect(files(workspace.work)).toEqual([]);
  expect(files(workspace.archive).at(-1)).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{64}\/today\.csv$/);
  expect(files(workspace.quarantine)).toEqual(["report.csv", "report.csv.reason.json"]);
  expect(
    JSON.parse(readFileSync(join(workspace.quarantine, "report.csv.reason.json"), "utf8")),
  ).toMatchObject({
    file: "report.csv",
    code: "unreadable",
    reason: "not_receivables",
    line: 1,
    what: { sv: expect.any(String) },
    todo: { en: expect.stringContaining("inbox/") },
  });
});

test("what the newest file says stands, whatever the files are called", async () => {
  const workspace = place.workspace();
  const header = "kind;number;currency;amount;open_amount";
  const newest = put(workspace, "a.csv", csv(header, "order;N1;SEK;2.00;0"));
  const oldest = put(workspace, "z.csv", csv(header, "order;N1;SEK;2.00;2.00"));
  utimesSync(oldest, 1_700_000_000, 1_700_000_000);
  utimesSync(newest, 1_700_000_900, 1_700_000_900);
  await collectReceivables(null, { workspace, books: place.books, clock: systemClock });
  expect(await kept("N1")).toMatchObject({ amount: 200n, open: 0n });
});

test("a list in a folder that is called as a merchant is that merchant's", async () => {
  const workspace = place.workspace("settleSeconds: 0\nmerchants: { K111111: {} }\n");
  put(workspace, "K111111/orders.csv", csv("kind;number;currency;amount", "order;S1;SEK;2.00"));
  put(workspace, "old lists/orders.csv", csv("kind;number;currency;amount", "order;S2;SEK;2.00"));
  await collectReceivables(null, { workspace, books: place.books, clock: systemClock });
  expect(
    await select(
      place.books,
      "select number, merchant_id as of from receivable where number like 'S_' order by 1",
    ),
  ).toEqual([
    { number: "S1", of: "K111111" },
    { number: "S2", of: "" },
  ]);
});

test("lists of one look that disagree are told, and so are those that a crash has left for the next", async () => {
  const workspace = place.workspace();
  put(workspace, "shop-a.csv", csv("kind;number;currency;amount", "order;T1;SEK;2.00"));
  put(workspace, "shop-b.csv", csv("kind;number;currency;amount", "order;T1;SEK;3.00"));
  const runId = await place.run();
  await collectReceivables(runId, { workspace, books: place.books, clock: systemClock });
  expect(await deviationsOf("T1")).toMatchObject([
    { expected: "T1: 2.00 SEK (shop-a.csv)", found: "T1: 3.00 SEK (shop-b.csv)" },
  ]);
});

test("a file given by hand is copied, and the person's own stays", async () => {
  const workspace = place.workspace();
  const given = join(workspace.folder, "mine.csv");
  writeFileSync(given, csv("kind;number;currency;amount", "order;Q1;SEK;2.00"));
  const claim = await claimGivenFile(given, {
    work: workspace.work,
    kind: "receivables",
    clock: systemClock,
  });
  const options = { workspace, books: place.books, clock: systemClock, runId: null };
  expect(await takeInReceivables(claim, options)).toMatchObject({ file: "mine.csv", inserted: 1 });
  expect(existsSync(given)).toBe(true);
  expect(files(workspace.work)).toEqual([]);
});

test("with the books out of reach a claimed file waits, and goes in when they are back", async () => {
  const workspace = place.workspace();
  put(workspace, "later.csv", csv("kind;number;currency;amount", "order;R1;SEK;2.00"));
  const elsewhere = openBooks({ url: "postgres://nobody@127.0.0.1:1/none" });
  const failed = await collectReceivables(null, { workspace, books: elsewhere, clock: systemClock });
  await elsewhere.destroy();
  expect(failed.skipped).toMatchObject([{ name: "later.csv", error: { code: "ECONNREFUSED" } }]);
  const again = await collectReceivables(null, { workspace, books: place.books, clock: systemClock });
  expect(again.taken).toMatchObject([{ file: "later.csv", inserted: 1 }]);
  expect(files(workspace.work)).toEqual([]);
});
