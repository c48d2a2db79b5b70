import { select } from "../../setup/select.ts";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openBooks, rows } from "../../../src/books/database.ts";
import { addFiles, fileById } from "../../../src/books/report-files.ts";
import { systemClock } from "../../../src/clock.ts";
import type { Settings } from "../../../src/config/settings.ts";
import { readSettings } from "../../../src/config/read-settings.ts";
import { takeInReport, type TakenIn } from "../../../src/intake/reports/import-report.ts";
import { createHash, randomUUID } from "node:crypto";
import { openPlace, type Place } from "../place.ts";
import { sampleReport } from "../sample.ts";

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.end());

function settingsOf(raw: unknown = {}): Settings {
  const read = readSettings("test", raw);
  if (!read.ok) throw new Error(read.problem.en);
  return read.value;
}

async function takeIn(
  text: string,
  { name = "report.csv", settings = settingsOf(), folder = null as string | null } = {},
): Promise<TakenIn & { fileId: bigint }> {
  const fileId = await claimed(text, name);
  return { fileId, ...(await run(fileId, text, settings, folder)) };
}

async function claimed(text: string, name = "report.csv"): Promise<bigint> {
  const sha256 = createHash("sha256").update(text).digest("hex");
  const file = {
    runId: await place.run(),
    name,
    sha256,
    size: Buffer.byteLength(text),
    path: `work/${randomUUID()}/file`,
    foundAt: systemClock.now(),
  };
  const [id = null] = await addFiles(place.books, [file], () => Promise.resolve(true));
  if (id === null) throw new Error("it is there");
  return id;
}

function run(fileId: bigint, text: string, settings = settingsOf(), merchantFolder: string | null = null) {
  const source = async function* () {
    await Promise.resolve();
    yield Buffer.from(text);
  };
  return takeInReport(place.books, {
    fileId,
    runId: 1n,
    source,
    settings,
    merchantFolder,
    clock: systemClock,
  });
}

test("a proven report becomes a payout with its lines", async () => {
  const report = sampleReport({
    reference: "1",
    payoutDate: "2024-05-01T23:30:00Z",
    lines: [{}, { type: "FEE", amount: "3.50" }],
  });
  const taken = await takeIn(report);
  expect(taken).toMatchObject({ state: "imported", payouts: 1, lines: 2, refusals: [] });
  const [payout] = await select(place.books, "select * from payout where payment_reference = '1'");
  expect(payout).toMatchObject({
    merchant_id: "K123456",
    issuer: "klarna",
    currency: "SEK",
    date: "2024-05-02",
    settlement_amount: 9650n,
    line_count: 2,
  });
  const lines = await select(
    place.books,
    `select l.row, l.type, l.order_id, l.amount, l.effect, l.capture_date from line l join payout p on p.id = l.payout_id
      where payment_reference = '1' order by row`,
  );
  expect(lines).toEqual([
    {
      row: 5,
      type: "SALE",
      order_id: "order-1",
      amount: 10000n,
      effect: 10000n,
      capture_date: new Date("2024-04-30T10:00:00Z"),
    },
    {
      row: 6,
      type: "FEE",
      order_id: "order-2",
      amount: 350n,
      effect: -350n,
      capture_date: new Date("2024-04-30T10:00:00Z"),
    },
  ]);
});

async function count(sql: string, bindings: Record<string, unknown> = {}): Promise<number> {
  const [found] = await rows(
    place.books,
    { count: "bigint" },
    `select count(*) as count from ${sql}`,
    bindings,
  );
  return Number(found?.count);
}

function payoutsOf(reference: string): Promise<number> {
  return count("payout where payment_reference = :reference", { reference });
}

test("a report that does not add up leaves no line and no payout, and says why on its row", async () => {
  const before = await count("line");
  const taken = await takeIn(sampleReport({ reference: "2", off: 1 }));
  expect(taken).toMatchObject({ state: "quarantined", payouts: 0, lines: 0 });
  expect(taken.refusals[0]).toMatchObject({ code: "totals_differ", reason: "settlement_differs" });
  expect(await payoutsOf("2")).toBe(0);
  expect(await count("line")).toBe(before);
  const file = await fileById(place.books, taken.fileId);
  expect(file).toMatchObject({
    state: "quarantined",
    reason: JSON.parse(JSON.stringify(taken.refusals)) as unknown,
  });
});

test("the same bytes again are a duplicate and are not even read", async () => {
  const text = sampleReport({ reference: "3" });
  await takeIn(text);
  const fileId = await claimed(text, "again.csv");
  const unreadable = () => {
    throw new Error("it was read");
  };
  const input = { fileId, runId: 1n, settings: settingsOf(), merchantFolder: null, clock: systemClock };
  const taken = await takeInReport(place.books, { ...input, source: unreadable });
  expect(taken.state).toBe("duplicate");
});

test("a file that was decided is not taken in again", async () => {
  const text = sampleReport({ reference: "4" });
  const { fileId } = await takeIn(text);
  expect(await run(fileId, text)).toMatchObject({ state: "imported", payouts: 0, lines: 0 });
  const refused = sampleReport({ reference: "4b", off: 5 });
  const first = await takeIn(refused);
  expect(await run(first.fileId, refused)).toEqual({
    state: "quarantined",
    payouts: 0,
    lines: 0,
    completed: [],
    refusals: JSON.parse(JSON.stringify(first.refusals)) as unknown,
  });
});

test("the same payout with its rows in another order and fewer columns is a duplicate", async () => {
  const lines = [{}, { amount: "12.34" }, { amount: "12.34", orderId: "order-2" }];
  await takeIn(sampleReport({ reference: "5", lines }));
  const other = sampleReport({
    reference: "5",
    // the same lines, so named
    lines: [
      { amount: "12.34", orderId: "order-2", captureId: "capture-3", reference: "F1003" },
      { amount: "12.34", orderId: "order-2", captureId: "capture-2", reference: "F1002" },
      { orderId: "order-1", captureId: "capture-1", reference: "F1001" },
    ],
    columns: ["merchant_reference1", "amount", "type", "posting_currency", "order_id", "capture_id"],
  });
  expect((await takeIn(other)).state).toBe("duplicate");
  expect(await payoutsOf("5")).toBe(1);
});

test("days without hours say nothing against the hours that were booked", async () => {
  const text = sampleReport({ reference: "5d" });
  await takeIn(text);
  const days = text.replace(/T\d\d:\d\d:\d\dZ/g, "");
  expect(days).not.toBe(text);
  expect((await takeIn(days)).state).toBe("duplicate");
  const otherDay = days.replace("2024-04-30", "2024-04-28");
  expect((await takeIn(otherDay)).state).toBe("changed");
});

test("a line that comes twice is not the same as once", async () => {
  const line = { orderId: "o", captureId: "c", reference: "r", amount: "50.00" };
  await takeIn(sampleReport({ reference: "6", lines: [line, line, { ...line, amount: "1.00" }] }));
  const again = [line, { ...line, amount: "1.00" }, { ...line, amount: "50.00", reference: "r2" }];
  expect((await takeIn(sampleReport({ reference: "6", lines: again }))).state).toBe("changed");
});

test("the same payout with other content is told, with what was added, gone and altered, and not booked", async () => {
  const lines = [{}, { amount: "20.00" }, { amount: "30.00" }];
  await takeIn(sampleReport({ reference: "7", lines }));
  const changed = [
    { amount: "100.00" },
    { amount: "21.00" },
    { amount: "29.00", orderId: "new", captureId: "new", reference: "F9" },
  ];
  const taken = await takeIn(sampleReport({ reference: "7", lines: changed }));
  expect(taken).toMatchObject({ state: "changed", payouts: 0, lines: 0 });
  const [deviation, ...others] = await select<Record<string, unknown>>(
    place.books,
    "select * from deviation where payment_reference = '7'",
  );
  expect(others).toEqual([]);
  expect(deviation).toMatchObject({
    code: "report_changed",
    state: "open",
    merchant_id: "K123456",
    report_file_id: taken.fileId,
    expected: "150,00 SEK, 3 rader",
    found: "150,00 SEK, 3 rader: 1 har tillkommit, 1 saknas, 1 har ändrats",
  });
  expect(deviation?.["candidates"]).toEqual([
    expect.objectContaining({
      kind: "altered",
      number: "6",
      open: "21.00",
      fields: { amount: ["2000", "2100"], effect: ["2000", "2100"] },
    }),
    expect.objectContaining({ kind: "added", number: "7", open: "29.00", orderId: "new" }),
    expect.objectContaining({ kind: "gone", number: "7", open: "30.00", orderId: "order-3" }),
  ]);
  expect(await count("line l join payout p on p.id = l.payout_id where payment_reference = '7'")).toBe(3);
  // a newer file brings the open deviation up to date; there is one at a time
  await takeIn(sampleReport({ reference: "7", lines: [{}, { amount: "20.00" }] }));
  expect(await select(place.books, "select found from deviation where payment_reference = '7'")).toEqual([
    { found: "120,00 SEK, 2 rader: 1 saknas" },
  ]);
});

test("a changed file that a person has dealt with is a no-op when it comes again", async () => {
  const text = sampleReport({ reference: "8" });
  await takeIn(text);
  const changed = sampleReport({ reference: "8", lines: [{ amount: "99.00" }] });
  expect((await takeIn(changed)).state).toBe("changed");
  await select(place.books, "update deviation set state = 'resolved' where payment_reference = '8'");
  expect((await takeIn(changed)).state).toBe("duplicate");
  expect(await count("deviation where payment_reference = '8' and state = 'open'")).toBe(0);
});

test("a merchant that the report does not name is the configured folder's, or the only configured one", async () => {
  const two = settingsOf({ merchants: { K1: {}, M2: {} } });
  const one = settingsOf({ merchants: { K1: {} } });
  const nameless = (reference: string) => sampleReport({ reference, merchantId: null });
  await takeIn(nameless("9a"), { settings: two, folder: "M2" });
  await takeIn(nameless("9b"), { settings: two, folder: "elsewhere" });
  await takeIn(nameless("9c"), { settings: one, folder: "elsewhere" });
  await takeIn(nameless("9d"));
  expect(
    await select(
      place.books,
      "select payment_reference as ref, issuer, merchant_id as merchant from payout where payment_reference like '9%' order by 1",
    ),
  ).toEqual([
    { ref: "9a", issuer: "kustom", merchant: "M2" },
    { ref: "9b", issuer: "klarna", merchant: "" },
    { ref: "9c", issuer: "klarna", merchant: "K1" },
    { ref: "9d", issuer: "klarna", merchant: "" },
  ]);
});

test("a payout whose merchant was unknown is the same payout when its merchant is known, and the other way round", async () => {
  await takeIn(sampleReport({ reference: "10", merchantId: null }));
  expect((await takeIn(sampleReport({ reference: "10", merchantId: "M77" }))).state).toBe("duplicate");
  await takeIn(sampleReport({ reference: "11", merchantId: "M77" }));
  expect((await takeIn(sampleReport({ reference: "11", merchantId: null }))).state).toBe("duplicate");
  expect((await takeIn(sampleReport({ reference: "11", merchantId: "M78" }))).state).toBe("imported");
  expect(await payoutsOf("10")).toBe(1);
  expect(await payoutsOf("11")).toBe(2);
});

test("of two imports of one payout at once, one is booked and the other is the same again", async () => {
  const known = sampleReport({ reference: "12", lines: Array.from({ length: 500 }, () => ({})) });
  const nameless = sampleReport({
    reference: "12",
    merchantId: null,
    lines: Array.from({ length: 500 }, () => ({})),
  });
  const taken = await Promise.all([takeIn(known), takeIn(nameless), takeIn(known), takeIn(`${known}\n`)]);
  expect(taken.map(({ state }) => state).sort()).toEqual(["duplicate", "duplicate", "duplicate", "imported"]);
  expect(await payoutsOf("12")).toBe(1);
  expect(await count("line l join payout p on p.id = l.payout_id where payment_reference = '12'")).toBe(500);
});

test("one file imported by two workers at once is booked once", async () => {
  const text = sampleReport({ reference: "13" });
  const fileId = await claimed(text);
  const taken = await Promise.all([run(fileId, text), run(fileId, text), run(fileId, text)]);
  expect(taken.map(({ payouts }) => payouts).sort()).toEqual([0, 0, 1]);
  expect(taken.every(({ state }) => state === "imported")).toBe(true);
});

test("of a file with several payouts the new ones are booked and the known ones compared", async () => {
  const block = (reference: string, amount: string) =>
    sampleReport({ reference, lines: [{ amount, orderId: `o${reference}` }] });
  await takeIn(block("14a", "10.00"));
  await takeIn(block("14b", "20.00"));
  const taken = await takeIn(["14a", "14c", "14b", "14d"].map((ref) => block(ref, "10.00")).join("\n"));
  expect(taken).toMatchObject({ state: "imported", payouts: 2, lines: 2 });
  expect(
    await select(
      place.books,
      `select p.payment_reference as ref, l.amount, l.order_id as "order" from payout p join line l on l.payout_id = p.id
        where p.payment_reference like '14%' order by 1`,
    ),
  ).toEqual([
    { ref: "14a", amount: 1000n, order: "o14a" },
    { ref: "14b", amount: 2000n, order: "o14b" },
    { ref: "14c", amount: 1000n, order: "o14c" },
    { ref: "14d", amount: 1000n, order: "o14d" },
  ]);
  expect(
    await select(
      place.books,
      "select payment_reference as ref from deviation where payment_reference like '14%'",
    ),
  ).toEqual([{ ref: "14b" }]);
});

test("what COPY and jsonb give a meaning of their own comes through as it was", async () => {
  const nasty = 'tab\there \\N back\\slash "quoted" åäö 🧾 \\u0000 {}';
  const quoted = `"${nasty.replaceAll('"', '""')}"`;
  const columns = ["type", "amount", "posting_currency", "order_id", "merchant_reference1", "klarna_comment"];
  await takeIn(
    sampleReport({
      reference: "15",
      columns,
      lines: [{ reference: quoted, comment: quoted, orderId: "\\N" }],
    }),
  );
  const [line] = await select(
    place.books,
    `select l.merchant_reference1 as reference, l.extra, l.order_id as "order" from line l join payout p on p.id = l.payout_id
      where payment_reference = '15'`,
  );
  expect(line).toEqual({ reference: nasty, extra: { klarna_comment: nasty }, order: "\\N" });
});

test("a reading that breaks off leaves the file to be tried again, and nothing of it", async () => {
  const text = sampleReport({ reference: "16", lines: Array.from({ length: 20_000 }, () => ({})) });
  const fileId = await claimed(text);
  const breaking = async function* () {
    yield Buffer.from(text.slice(0, text.length / 2));
    await Promise.reject(new Error("input/output error"));
  };
  const input = { fileId, runId: 1n, settings: settingsOf(), merchantFolder: null, clock: systemClock };
  await expect(takeInReport(place.books, { ...input, source: breaking })).rejects.toThrow(
    "input/output error",
  );
  expect(await fileById(place.books, fileId)).toMatchObject({ state: "claimed" });
  expect(await run(fileId, text)).toMatchObject({ state: "imported", lines: 20_000 });
});

test("a connection that dies in the middle of the lines is an error, not a hang", async () => {
  const text = sampleReport({ reference: "17", lines: Array.from({ length: 20_000 }, () => ({})) });
  const fileId = await claimed(text);
  const admin = openBooks({ url: place.url, asOwner: true });
  let killed = false;
  const killing = async function* () {
    for (let at = 0; at < text.length; at += 65_536) {
      yield Buffer.from(text.slice(at, at + 65_536));
      if (at === 0 || killed) continue;
      const found = await select(
        admin,
        "select pg_terminate_backend(pid) from pg_stat_activity where query like 'copy line%' and datname = current_database()",
      );
      killed = found.length > 0;
    }
  };
  const input = { fileId, runId: 1n, settings: settingsOf(), merchantFolder: null, clock: systemClock };
  await expect(takeInReport(place.books, { ...input, source: killing })).rejects.toThrow(
    /connection|terminat/i,
  );
  await admin.destroy();
  expect(killed).toBe(true);
  expect(await run(fileId, text)).toMatchObject({ state: "imported", lines: 20_000 });
});
