import { select } from "../../setup/select.ts";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openBooks, rows, type Books } from "../../../src/books/database.ts";
import { DEFAULT_SETTINGS } from "../../../src/config/settings.ts";
import { decide } from "../../../src/decisions/decide.ts";
import { explainLine } from "../../../src/audit/explain/explain.ts";
import { explanationText } from "../../../src/audit/explain/explanation-text.ts";
import { readLineName } from "../../../src/audit/explain/line-history.ts";
import { Scenario } from "../../matching/scenario.ts";
import { freshDatabase, type FreshDatabase } from "../../setup/database.ts";

const AT = new Date("2026-03-05T09:00:00Z");
let database: FreshDatabase;
let books: Books;

beforeAll(async () => {
  database = await freshDatabase();
  books = openBooks({ url: database.url });
  const shop = new Scenario(books);
  await shop.receivables([
    { number: "F1", amount: 10_000, captureId: "c1", orderId: "o1" },
    { number: "F2", amount: 10_000, orderId: "o1", orderNumber: "1001" },
    { number: "F3", amount: 500, orderId: "o3", date: "2026-02-02" },
    { number: "F4", amount: 500, orderId: "o3", date: "2026-02-01" },
    { number: "F5", amount: 700, orderNumber: "1005", orderId: "x" },
    { number: "F6", amount: 700, orderNumber: "1005", orderId: "y" },
    { number: "F7", amount: 700, currency: "EUR" },
    { kind: "order", number: "1009", amount: 900 },
    { number: "F8", amount: 1_000 },
  ]);
  await shop.payout(
    [
      { amount: 10_000, captureId: "c1", orderId: "o1", reference1: "1001" },
      { amount: 500, orderId: "o3" },
      { amount: 700, reference1: "1005" },
      { amount: 700, reference1: "F7" },
      { type: "RETURN", amount: 900, reference1: "1009" },
      { amount: 5, reference1: "nobody" },
      { type: "FEE", amount: 3 },
      { amount: 400, reference1: "F8" },
    ],
    { reference: "P:1" },
  );
  await shop.night();
  const [open] = await rows(
    books,
    { id: "bigint" },
    "select id from deviation where code = 'no_receivable' and state = 'open'",
  );
  const match = [{ kind: "invoice", number: "F2" }];
  await decide(books, open?.id ?? 0n, { actor: "anna", match, why: "she said so" }, DEFAULT_SETTINGS, AT);
});
afterAll(async () => {
  await books.destroy();
  await database.drop();
});

async function explained(row: number) {
  const name = readLineName(`P:1:${row}`);
  if (name === null) throw new Error("a line has this name");
  return explainLine(books, name, DEFAULT_SETTINGS);
}

function decidingRung({ rungs }: Awaited<ReturnType<typeof explained>>) {
  const found = rungs.find(({ outcome }) => outcome === "settles" || outcome === "deviates");
  return (
    found && {
      rung: found.rung,
      rule: found.rule,
      candidates: found.candidates.map(({ number, why }) => `${number} ${why}`),
    }
  );
}

test("a settled line names its rung, its rule and the rules' version, and what a weaker rung would have had", async () => {
  const explanation = await explained(4);
  expect(explanation.state).toBe("settled");
  expect(explanation.settlements).toMatchObject([
    {
      receivable: { kind: "invoice", number: "F1" },
      rung: 1,
      key: "capture",
      rule: "exact",
      rules: 2,
      decision: null,
      voucher: "K1",
      takenBack: false,
    },
  ]);
  expect(decidingRung(explanation)).toEqual({ rung: 1, rule: "exact", candidates: ["F1 exact"] });
  const weaker = explanation.rungs.filter(({ outcome }) => outcome === "not_reached");
  expect(
    weaker.flatMap(({ rung, candidates }) => candidates.map(({ number, why }) => `${rung} ${number} ${why}`)),
  ).toEqual(["2 F1 stronger_rung", "2 F2 stronger_rung", "3 F2 stronger_rung"]);
});

describe("each candidate is taken or passed over for a reason", () => {
  test("the first of twins by date", async () => {
    expect(decidingRung(await explained(5))).toEqual({
      rung: 2,
      rule: "twin",
      candidates: ["F4 twin", "F3 later_twin"],
    });
  });
  test("none of several possible answers", async () => {
    expect(decidingRung(await explained(6))).toEqual({
      rung: 3,
      rule: "ambiguous",
      candidates: ["F5 not_alone", "F6 not_alone"],
    });
  });
  test("none in another currency", async () => {
    expect(decidingRung(await explained(7))).toEqual({
      rung: 3,
      rule: "currency_differs",
      candidates: ["F7 other_currency"],
    });
  });
  test("no order that has not been paid, for what is sent back", async () => {
    const { rungs, deviations, state } = await explained(8);
    expect(
      rungs.filter(({ outcome }) => outcome === "waits").map(({ candidates }) => candidates),
    ).toMatchObject([[{ number: "1009", why: "nothing_received", taken: false }]]);
    expect(deviations.map(({ code }) => code)).toEqual(["no_credit_note"]);
    expect(state).toBe("open");
  });
  test("one that is larger, in part", async () => {
    expect(decidingRung(await explained(11))).toEqual({ rung: 3, rule: "part", candidates: ["F8 part"] });
  });
});

test("a line that a person decided names the person and the reason", async () => {
  const { settlements, deviations } = await explained(9);
  expect(settlements).toMatchObject([
    { rule: "by_hand", rung: null, decision: { actor: "anna", why: "she said so", at: AT.toISOString() } },
  ]);
  expect(deviations).toMatchObject([
    { code: "no_receivable", state: "resolved" },
    { code: "partly_paid", state: "open" },
  ]);
});

test("a fee is not matched, and says so", async () => {
  const { state, rungs, left } = await explained(10);
  expect({ state, rungs, left }).toEqual({ state: "booked", rungs: [], left: "0.00" });
});

test("an explanation is read in Swedish and in English, and changes nothing", async () => {
  const before = await select(books, "select count(*) from allocation");
  expect(explanationText(await explained(4), "sv")).toContain(
    "100,00 SEK → faktura F1: exakt belopp, steg 1 (capture), regler version 2, körning 2, verifikation K1",
  );
  expect(explanationText(await explained(9), "en")).toContain(
    "0.05 SEK → invoice F2: decided by anna 2026-03-05 – she said so, voucher K2",
  );
  expect(explanationText(await explained(6), "en")).toContain(
    "3. The merchant's references [merchant_reference1 1005]",
  );
  expect(await select(books, "select count(*) from allocation")).toEqual(before);
});

test("a deviation names its line too, and a line that is not there is said to be missing", async () => {
  const [told] = (await explained(6)).deviations;
  const byDeviation = await explainLine(books, { deviation: BigInt(told?.id ?? 0) }, DEFAULT_SETTINGS);
  expect(byDeviation.line.row).toBe(6);
  await expect(explained(99)).rejects.toThrow("There is no row 99 in payout P:1");
});

test("a line is named by reference and row, by merchant, reference and row, or by a deviation", () => {
  expect(readLineName("123:7")).toEqual({ merchantId: null, paymentReference: "123", row: 7 });
  expect(readLineName("K1/12:3:7")).toEqual({ merchantId: "K1", paymentReference: "12:3", row: 7 });
  expect(readLineName("d12")).toEqual({ deviation: 12n });
  expect(readLineName("123")).toBeNull();
});
