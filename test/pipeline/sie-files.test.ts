/** SIE files that gather vouchers: each voucher is in one file, and no file is changed once it is there. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { change, rows } from "../../src/books/database.ts";
import { decide } from "../../src/decisions/decide.ts";
import { deliverDue, deliverPosting } from "../../src/pipeline/deliver.ts";
import { retry } from "../../src/pipeline/retry.ts";
import { duePostings } from "../../src/books/runs.ts";
import { FileShop } from "./file-shop.ts";

let shop: FileShop;
beforeAll(async () => {
  shop = await FileShop.open();
}, 60_000); // the first also starts the server
afterAll(() => shop.close());

const DAY_MS = 86_400_000;
const UNRECORD = `update posting set state = 'pending', reference = null, posted_at = null`;

describe("one file a night", () => {
  beforeEach(() => shop.begin({ sie: { files: "night" } }));

  test("has all vouchers of the night, in the order of their numbers, and the night in its name", async () => {
    for (const reference of ["P1", "P2", "P3"]) await shop.payout(reference);
    expect(await shop.night()).toEqual([]);
    expect(shop.names()).toEqual(["Kvitt_2026-03-02_1.si"]);
    expect(shop.inFile("Kvitt_2026-03-02_1.si")).toEqual([
      "K 1 2026-03-01 Klarna utbetalning P1",
      "K 2 2026-03-01 Klarna utbetalning P2",
      "K 3 2026-03-01 Klarna utbetalning P3",
    ]);
    expect(await shop.states()).toEqual(
      [1, 2, 3].map((number) => `K${number} sie posted Kvitt_2026-03-02_1.si`),
    );
    expect(await rows(shop.books, { state: "text" }, "select distinct state from payout")).toEqual([
      { state: "posted" },
    ]);
    expect(await shop.verify()).toEqual([]);
  });

  test("leaves the file of the night before as it is: what is new is in another", async () => {
    await shop.payout("P1");
    await shop.night();
    const path = join(shop.app.workspace.sie, "Kvitt_2026-03-02_1.si");
    const before = readFileSync(path);
    shop.clock.pass(DAY_MS);
    await shop.payout("P2");
    await shop.night();
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(shop.inFile("Kvitt_2026-03-03_2.si")).toEqual(["K 2 2026-03-01 Klarna utbetalning P2"]);
  });

  test("takes what a person decides along in the next night's, and writes nothing before", async () => {
    await shop.payout("P1");
    await shop.night();
    const [open] = await rows(shop.books, { id: "bigint" }, "select id from deviation where state = 'open'");
    const decision = { actor: "anna", account: 3740, why: "kundens gåva" };
    await decide(shop.books, open?.id ?? 0n, decision, shop.app.workspace.settings, shop.clock.now());
    await deliverDue(shop.app);
    expect(await shop.deliver()).toEqual([]);
    expect((await shop.states())[1]).toBe("K2 sie pending gathered");
    shop.clock.pass(DAY_MS);
    await shop.night();
    expect(shop.inFile("Kvitt_2026-03-03_2.si")).toHaveLength(1);
    expect((await shop.states())[1]).toBe("K2 sie posted Kvitt_2026-03-03_2.si");
    expect(await shop.verify()).toEqual([]);
  });

  test("of two fiscal years is two files, as a file has one year", async () => {
    await shop.payout("P1", "2025-12-31");
    await shop.payout("P2", "2026-01-02");
    await shop.night();
    expect(shop.names()).toEqual(["Kvitt_2026-03-02_1.si", "Kvitt_2026-03-02_2.si"]);
    expect(shop.inFile("Kvitt_2026-03-02_1.si")).toEqual(["K 1 2025-12-31 Klarna utbetalning P1"]);
  });

  test("made by three workers at once is one file, recorded once", async () => {
    for (const reference of ["P1", "P2", "P3"]) await shop.payout(reference);
    await shop.match();
    const due = await duePostings(shop.books, "all");
    const signal = new AbortController().signal;
    await Promise.all(due.map((id) => deliverPosting(shop.app, id, signal)));
    expect(shop.names()).toEqual(["Kvitt_2026-03-02_1.si"]);
    expect(shop.inFile("Kvitt_2026-03-02_1.si")).toHaveLength(3);
    expect((await shop.states()).filter((state) => !state.includes("posted"))).toEqual([]);
  });

  test("a crash between the decision and the file makes that file, without what came later", async () => {
    for (const reference of ["P1", "P2"]) await shop.payout(reference);
    await shop.match();
    const { sie } = shop.app.workspace;
    rmSync(sie, { recursive: true });
    writeFileSync(sie, ""); // no folder: nothing can be written
    expect(await shop.deliver()).toHaveLength(2);
    rmSync(sie);
    await shop.payout("P3");
    await shop.night();
    expect(shop.names()).toEqual(["Kvitt_2026-03-02_1.si", "Kvitt_2026-03-02_2.si"]);
    expect(shop.inFile("Kvitt_2026-03-02_1.si")).toHaveLength(2);
    expect(shop.inFile("Kvitt_2026-03-02_2.si")).toEqual(["K 3 2026-03-01 Klarna utbetalning P3"]);
  });

  test("a crash between the file and its record finds the file, also when settings have changed since", async () => {
    await shop.payout("P1");
    await shop.payout("P2");
    await shop.night();
    const path = join(shop.app.workspace.sie, "Kvitt_2026-03-02_1.si");
    const before = statSync(path);
    await change(shop.books, UNRECORD);
    shop.configure({ language: "en", sie: { files: "voucher", numbers: "importer" } });
    await shop.payout("P3");
    expect(await shop.night()).toEqual([]);
    expect(statSync(path).mtimeMs).toBe(before.mtimeMs);
    expect(shop.names()).toEqual(["K1_P3_K2026-3.si", "Kvitt_2026-03-02_1.si"]);
    expect((await shop.states())[1]).toBe("K2 sie posted Kvitt_2026-03-02_1.si");
    expect(await shop.verify()).toEqual([]);
  });

  test("a crash between a voucher's own file and its record, before files were gathered, is no second file", async () => {
    shop.configure({});
    await shop.payout("P1");
    await shop.payout("P2");
    await shop.night();
    await change(shop.books, UNRECORD);
    shop.configure({ sie: { files: "night" } });
    await shop.payout("P3");
    expect(await shop.night()).toEqual([]);
    expect(shop.names()).toEqual(["K1_P1_K2026-1.si", "K1_P2_K2026-2.si", "Kvitt_2026-03-02_1.si"]);
    expect(shop.inFile("Kvitt_2026-03-02_1.si")).toEqual(["K 3 2026-03-01 Klarna utbetalning P3"]);
    expect(await shop.verify()).toEqual([]);
  });

  test("never writes over a file that has its name", async () => {
    await shop.payout("P1");
    await shop.payout("P2");
    await shop.match();
    mkdirSync(join(shop.app.workspace.sie, "Kvitt_2026-03-02_1.si"));
    const [told] = await shop.deliver();
    expect(told).toContain("There is already a file Kvitt_2026-03-02_1.si");
    expect(await shop.states()).toEqual(["K1 sie failed", "K2 sie failed"]);
    rmdirSync(join(shop.app.workspace.sie, "Kvitt_2026-03-02_1.si"));
    await retry(shop.app, "posting:2"); // one is enough: the file has both
    expect(await shop.deliver()).toEqual([]);
    expect((await shop.states()).every((state) => state.endsWith("posted Kvitt_2026-03-02_1.si"))).toBe(true);
    expect(await rows(shop.books, { state: "text" }, "select distinct state from payout")).toEqual([
      { state: "posted" },
    ]);
  });

  test("in another currency waits for its rate, and goes with the next night by that rate, in the language it was begun in", async () => {
    await shop.payout("P1");
    await shop.payout("P2", "2026-03-01", "EUR");
    await shop.night();
    expect((await shop.states())[1]).toBe("K2 sie pending needs_rate");
    await change(shop.books, "update posting set waits_for = null"); // as `applyRates` does when there is one
    shop.configure({ sie: { files: "night" }, rates: { EUR: { "2026-02-27": "11.5" } } });
    expect(await shop.deliver()).toEqual([]);
    await change(shop.books, `${UNRECORD} where waits_for is null`);
    shop.configure({ language: "en", sie: { files: "night" }, rates: { EUR: { "2026-02-27": "12" } } });
    expect(await shop.deliver()).toEqual([]);
    expect(shop.inFile("Kvitt_2026-03-02_2.si")).toEqual(["K 2 2026-03-01 Klarna utbetalning P2 (EUR 11,5)"]);
    expect(await shop.verify()).toEqual([]);
  });

  test("verify tells of a file that was changed, of one that the books do not have, and of a voucher recorded elsewhere", async () => {
    await shop.payout("P1");
    await shop.night();
    const path = join(shop.app.workspace.sie, "Kvitt_2026-03-02_1.si");
    const bytes = readFileSync(path, "latin1");
    writeFileSync(path, bytes.replace(" 100.00", " 100.01"), "latin1");
    writeFileSync(join(shop.app.workspace.sie, "Kvitt_2026-02-01_9.si"), bytes, "latin1");
    expect(await shop.verify()).toEqual([
      "file Kvitt_2026-03-02_1.si: the content of the file is not that of its 1 voucher",
      expect.stringContaining(
        "file Kvitt_2026-02-01_9.si: the file is of a voucher that the books do not have",
      ),
    ]);
    rmSync(path); // imported, and moved away
    rmSync(join(shop.app.workspace.sie, "Kvitt_2026-02-01_9.si"));
    expect(await shop.verify()).toEqual([]);
    await change(shop.books, "update posting set reference = 'other.si'");
    expect(await shop.verify()).toHaveLength(1);
  });
});

describe("one file a month", () => {
  beforeEach(() => shop.begin({ sie: { files: "month" } }));

  test("is made when the month is over, of all its vouchers", async () => {
    await shop.payout("P1", "2026-03-01");
    await shop.night();
    shop.clock.pass(20 * DAY_MS);
    await shop.payout("P2", "2026-03-21");
    await shop.night();
    expect(shop.names()).toEqual([]);
    expect(await shop.states()).toEqual(["K1 sie pending gathered", "K2 sie pending gathered"]);
    shop.clock.pass(10 * DAY_MS); // 1 April
    await shop.payout("P3", "2026-04-01");
    await shop.night();
    expect(shop.names()).toEqual(["Kvitt_2026-03_1.si"]);
    expect(shop.inFile("Kvitt_2026-03_1.si")).toHaveLength(2);
    expect((await shop.states())[2]).toBe("K3 sie pending gathered");
  });

  test("that comes late is a further file of that month, with what is new alone", async () => {
    await shop.payout("P1", "2026-02-10");
    await shop.payout("P2", "2026-01-10");
    await shop.night();
    expect(shop.names()).toEqual(["Kvitt_2026-01_1.si", "Kvitt_2026-02_2.si"]);
    await shop.payout("P3", "2026-02-27");
    await shop.night();
    expect(shop.names()).toEqual(["Kvitt_2026-01_1.si", "Kvitt_2026-02_2.si", "Kvitt_2026-02_3.si"]);
    expect(shop.inFile("Kvitt_2026-02_3.si")).toEqual(["K 3 2026-02-27 Klarna utbetalning P3"]);
    expect(await shop.verify()).toEqual([]);
  });

  test("that is not over is let go of when files are a voucher's again", async () => {
    await shop.payout("P1", "2026-03-01");
    await shop.night();
    shop.configure({});
    await shop.night();
    expect(shop.names()).toEqual(["K1_P1_K2026-1.si"]);
  });
});

describe("numbers left to the importer", () => {
  test("are empty, and Kvitt's own stand first in the texts", async () => {
    await shop.begin({ sie: { numbers: "importer" } });
    await shop.payout("P1");
    await shop.night();
    expect(shop.inFile("K1_P1_K2026-1.si")).toEqual(["K  2026-03-01 K1 Klarna utbetalning P1"]);
    const text = readFileSync(join(shop.app.workspace.sie, "K1_P1_K2026-1.si"), "latin1");
    expect(text).toContain('#VER K "" 20260301 "K1 Klarna utbetalning P1"');
    expect(await shop.verify()).toEqual([]);
  });

  test("or not: a file from before the setting was changed is the voucher's all the same", async () => {
    await shop.begin({});
    await shop.payout("P1");
    await shop.night();
    await change(shop.books, UNRECORD);
    shop.configure({ sie: { numbers: "importer" } });
    expect(await shop.deliver()).toEqual([]);
    expect(shop.inFile("K1_P1_K2026-1.si")).toEqual(["K 1 2026-03-01 Klarna utbetalning P1"]);
    expect(await shop.verify()).toEqual([]);
  });
});
