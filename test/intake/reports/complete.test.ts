import { select } from "../../setup/select.ts";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createHash, randomUUID } from "node:crypto";
import { rows } from "../../../src/books/database.ts";
import { addFiles } from "../../../src/books/report-files.ts";
import { systemClock } from "../../../src/clock.ts";
import { DEFAULT_SETTINGS } from "../../../src/config/settings.ts";
import { takeInReport, type TakenIn } from "../../../src/intake/reports/import-report.ts";
import { decide } from "../../../src/decisions/decide.ts";
import { match } from "../../../src/pipeline/match.ts";
import { undo } from "../../../src/decisions/reverse.ts";
import { openPlace, type Place } from "../place.ts";
import { sampleReport, type SampleLine } from "../sample.ts";

let place: Place;
let runId: bigint;
beforeAll(async () => {
  place = await openPlace();
  runId = await place.run();
});
afterAll(() => place.end());

const POOR = ["type", "amount", "posting_currency"];
const RICH = [...POOR, "order_id", "merchant_reference1"];

function line(amount: string, name: string | null, type = "SALE"): SampleLine {
  return name === null
    ? { type, amount, orderId: "", reference: "" }
    : { type, amount, orderId: `o${name}`, reference: name };
}

function report(reference: string, columns: readonly string[], lines: readonly SampleLine[]): string {
  return sampleReport({ reference, columns, lines });
}

async function takeIn(text: string): Promise<TakenIn> {
  const file = {
    runId,
    name: "again.csv",
    sha256: createHash("sha256").update(text).digest("hex"),
    size: Buffer.byteLength(text),
    path: `work/${randomUUID()}/file`,
    foundAt: systemClock.now(),
  };
  const fileId = (await addFiles(place.books, [file], () => Promise.resolve(true)))[0] ?? 0n;
  const source = async function* () {
    await Promise.resolve();
    yield Buffer.from(text);
  };
  const settings = DEFAULT_SETTINGS;
  return takeInReport(place.books, {
    fileId,
    runId,
    source,
    settings,
    merchantFolder: null,
    clock: systemClock,
  });
}

const night = () => match(place.books, runId, DEFAULT_SETTINGS, systemClock.now());

/** The first download, matched: its lines are without an answer. */
async function first(text: string): Promise<void> {
  expect((await takeIn(text)).state).toBe("imported");
  await night();
}

/** What each line says now, in the order of the first download: "299.00 1001". */
async function linesOf(reference: string): Promise<string[]> {
  const found = await rows(
    place.books,
    { said: "text" },
    `select concat_ws(' ', show_minor(l.amount, 'SEK'), l.merchant_reference1) as said
       from known_line l join payout p on p.id = l.payout_id where p.payment_reference = :reference order by l.row`,
    { reference },
  );
  return found.map(({ said }) => said);
}

/** A person puts the line at this place on an account. */
async function settleByHand(reference: string, at: number): Promise<bigint> {
  const [found] = await rows(
    place.books,
    { id: "bigint" },
    `select d.id from deviation d join line l on l.id = d.line_id
      where d.payment_reference = :reference and d.state = 'open' order by l.row offset :at limit 1`,
    { reference, at },
  );
  const id = found?.id ?? 0n;
  await decide(
    place.books,
    id,
    { actor: "anna", account: 3999, why: "cash" },
    DEFAULT_SETTINGS,
    systemClock.now(),
  );
  return id;
}

test("more columns complete lines that are not settled, and the file counts as imported", async () => {
  const lines = [line("299.00", "1001"), line("450.00", "1002"), line("29.90", "1001", "FEE")];
  await first(report("1", POOR, lines));
  const taken = await takeIn(report("1", RICH, lines));
  expect(taken).toMatchObject({ state: "imported", payouts: 0, lines: 0 });
  expect(taken.completed).toEqual([
    {
      merchantId: "K123456",
      paymentReference: "1",
      lines: 2,
      fields: ["order_id", "merchant_reference1"],
      undecided: 0,
    },
  ]);
  // a fee needs no reference
  expect(await linesOf("1")).toEqual(["299.00 1001", "450.00 1002", "29.90"]);
  // the line itself stays what it was
  expect(await select(place.books, "select from line where merchant_reference1 = '1001'")).toEqual([]);
});

test("a third download completes more, and one that has less says nothing", async () => {
  const lines = [line("299.00", "2001"), line("450.00", "2002")];
  await first(report("2", POOR, lines));
  await takeIn(report("2", [...POOR, "order_id"], lines));
  expect(await takeIn(report("2", POOR.toReversed(), lines))).toMatchObject({
    state: "duplicate",
    completed: [],
  });
  const third = await takeIn(report("2", RICH, lines));
  expect(third.completed).toMatchObject([{ lines: 2, fields: ["merchant_reference1"] }]);
  expect(await takeIn(report("2", RICH.toReversed(), lines))).toMatchObject({
    state: "duplicate",
    completed: [],
  });
  expect(await linesOf("2")).toEqual(["299.00 2001", "450.00 2002"]);
});

test("a third download that contradicts the second is a changed report, and completes nothing", async () => {
  const lines = [line("299.00", "3001"), line("450.00", "3002")];
  await first(report("3", POOR, lines));
  await takeIn(report("3", [...POOR, "order_id"], lines));
  const other = [{ ...line("299.00", "3001"), orderId: "another" }, line("450.00", "3002")];
  expect(await takeIn(report("3", RICH, other))).toMatchObject({ state: "changed", completed: [] });
  expect(await linesOf("3")).toEqual(["299.00", "450.00"]);
});

test("a cell that differs makes it a changed report, whatever else it brings", async () => {
  await first(report("4", [...POOR, "order_id"], [line("299.00", "4001"), line("450.00", "4002")]));
  const other = [line("299.00", "4001"), { ...line("450.00", "4002"), orderId: "another" }];
  expect(await takeIn(report("4", RICH, other))).toMatchObject({ state: "changed", completed: [] });
  expect(await linesOf("4")).toEqual(["299.00", "450.00"]);
});

test("empty cells that are filled complete their lines, in any order", async () => {
  await first(report("5", RICH, [line("299.00", "5001"), line("450.00", null), line("99.00", null)]));
  const filled = [line("299.00", "5001"), line("450.00", "5002"), line("99.00", null)];
  expect((await takeIn(report("5", RICH, filled))).completed).toMatchObject([{ lines: 1 }]);
  const all = [line("99.00", "5003"), line("450.00", "5002"), line("299.00", "5001")];
  expect((await takeIn(report("5", RICH, all))).completed).toMatchObject([{ lines: 1 }]);
  expect(await linesOf("5")).toEqual(["299.00 5001", "450.00 5002", "99.00 5003"]);
});

test("cells that were filled and are empty now are a change", async () => {
  await first(report("6", RICH, [line("299.00", "6001"), line("450.00", "6002")]));
  const emptied = [line("299.00", "6001"), line("450.00", null)];
  expect((await takeIn(report("6", RICH, emptied))).state).toBe("changed");
});

test("lines are found by what both downloads say when the order is another", async () => {
  const lines = [line("299.00", "7001"), line("450.00", "7002"), line("99.00", "7003", "RETURN")];
  await first(report("7", POOR, lines));
  expect((await takeIn(report("7", RICH, lines.toReversed()))).completed).toMatchObject([{ lines: 3 }]);
  expect(await linesOf("7")).toEqual(["299.00 7001", "450.00 7002", "99.00 7003"]);
});

test("of lines that nothing tells apart each gets one, when nothing is booked on any", async () => {
  const lines = [line("299.00", "8001"), line("299.00", "8002"), line("450.00", "8003")];
  await first(report("8", POOR, lines));
  expect((await takeIn(report("8", RICH, lines.toReversed()))).completed).toMatchObject([
    { lines: 3, undecided: 0 },
  ]);
  expect((await linesOf("8")).sort()).toEqual(["299.00 8001", "299.00 8002", "450.00 8003"]);
});

test("of lines that nothing tells apart none is guessed at, when one of them is settled", async () => {
  const lines = [line("299.00", "9001"), line("299.00", "9002"), line("450.00", "9003")];
  await first(report("9", POOR, lines));
  await settleByHand("9", 0);
  const taken = await takeIn(report("9", RICH, lines.toReversed()));
  expect(taken).toMatchObject({ state: "imported", completed: [{ lines: 1, undecided: 1 }] });
  expect(await linesOf("9")).toEqual(["299.00", "299.00", "450.00 9003"]);
});

test("nor when a person has accepted one of them", async () => {
  const lines = [line("299.00", "10001"), line("299.00", "10002"), line("450.00", "10003")];
  await first(report("10", POOR, lines));
  const [one] = await rows(
    place.books,
    { id: "bigint" },
    "select id from deviation where payment_reference = '10' order by id",
  );
  await decide(
    place.books,
    one?.id ?? 0n,
    { actor: "anna", why: "known" },
    DEFAULT_SETTINGS,
    systemClock.now(),
  );
  await takeIn(report("10", RICH, lines.toReversed()));
  expect(await linesOf("10")).toEqual(["299.00", "299.00", "450.00 10003"]);
});

test("but where the whole list has kept its order, each line is the one in its place", async () => {
  const lines = [line("299.00", "11001"), line("299.00", "11002"), line("450.00", "11003")];
  await first(report("11", POOR, lines));
  await settleByHand("11", 0);
  expect((await takeIn(report("11", RICH, lines))).completed).toMatchObject([{ lines: 2, undecided: 0 }]);
  expect(await linesOf("11")).toEqual(["299.00", "299.00 11002", "450.00 11003"]);
});

test("and where all of them are told the same, it does not matter which is which", async () => {
  const lines = [line("299.00", "12001"), line("299.00", "12001"), line("450.00", "12003")];
  await first(report("12", POOR, lines));
  await settleByHand("12", 1);
  expect((await takeIn(report("12", RICH, lines.toReversed()))).completed).toMatchObject([
    { lines: 2, undecided: 0 },
  ]);
  expect(await linesOf("12")).toEqual(["299.00 12001", "299.00", "450.00 12003"]);
});

test("settled lines stay as they are, and the same bytes complete what was taken back since", async () => {
  const lines = [line("299.00", "13001"), line("450.00", "13002")];
  await first(report("13", POOR, lines));
  const id = await settleByHand("13", 0);
  const rich = report("13", RICH, lines);
  expect((await takeIn(rich)).completed).toMatchObject([{ lines: 1 }]);
  expect(await linesOf("13")).toEqual(["299.00", "450.00 13002"]);
  await undo(place.books, id, { actor: "anna" }, DEFAULT_SETTINGS, systemClock.now());
  expect((await takeIn(rich)).completed).toMatchObject([{ lines: 1 }]);
  expect(await linesOf("13")).toEqual(["299.00 13001", "450.00 13002"]);
  expect(await takeIn(rich)).toMatchObject({ state: "duplicate", completed: [] });
});

test("both downloads may come in one night, in either order", async () => {
  const lines = [line("299.00", "14001"), line("450.00", "14002")];
  await takeIn(report("14a", POOR, lines));
  expect((await takeIn(report("14a", RICH, lines))).completed).toMatchObject([{ lines: 2 }]);
  await takeIn(report("14b", RICH, lines));
  expect(await takeIn(report("14b", POOR, lines))).toMatchObject({ state: "duplicate", completed: [] });
  expect(await linesOf("14a")).toEqual(await linesOf("14b"));
});

test("two downloads at once complete a line once; one that says something else is a changed report", async () => {
  const lines = [line("299.00", "15001"), line("450.00", "15002")];
  await first(report("15", POOR, lines));
  const other = [{ ...line("299.00", "15001"), orderId: "another" }, line("450.00", "15002")];
  const taken = await Promise.all([
    takeIn(report("15", RICH, lines)),
    takeIn(report("15", RICH.toReversed(), lines)),
    takeIn(report("15", RICH, other)),
  ]);
  const states = taken.map(({ state }) => state).sort();
  expect([
    ["changed", "duplicate", "imported"],
    ["changed", "changed", "imported"],
  ]).toContainEqual(states);
  const [many] = await rows(
    place.books,
    { most: "bigint" },
    "select max(n) as most from (select count(order_id) as n from line_completion group by line_id) x",
  );
  expect(many).toEqual({ most: 1n });
});

test("of a file with several payouts, new ones are booked and known ones completed", async () => {
  await first(report("16a", POOR, [line("299.00", "16001")]));
  const both = [
    report("16a", RICH, [line("299.00", "16001")]),
    report("16b", RICH, [line("99.00", "16002")]),
  ];
  expect(await takeIn(both.join("\n"))).toMatchObject({
    state: "imported",
    payouts: 1,
    completed: [{ paymentReference: "16a", lines: 1 }],
  });
  expect(await linesOf("16a")).toEqual(["299.00 16001"]);
});

test("columns that Kvitt has no field for are completed too", async () => {
  const lines = [{ ...line("299.00", "17001"), comment: "disputed" }];
  await first(report("17", POOR, lines));
  expect((await takeIn(report("17", [...RICH, "klarna_comment"], lines))).completed).toMatchObject([
    { fields: ["order_id", "merchant_reference1", "klarna_comment"] },
  ]);
  const found = await select(
    place.books,
    "select l.extra from known_line l join payout p on p.id = l.payout_id where p.payment_reference = '17'",
  );
  expect(found).toEqual([{ extra: { klarna_comment: "disputed" } }]);
});

test("a completion is a fact: the application can neither change nor remove it", async () => {
  await expect(select(place.books, "update line_completion set order_id = 'x'")).rejects.toThrow(
    /permission denied|append-only/,
  );
  await expect(select(place.books, "delete from line_completion")).rejects.toThrow(
    /permission denied|append-only/,
  );
});
