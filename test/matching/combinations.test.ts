import { freshShop } from "./fresh-shop.ts";
import { select } from "../setup/select.ts";
import { json, type Row, type RowShape } from "../../src/books/row.ts";
import { describe, expect, test } from "@jest/globals";
import { rows, type Books } from "../../src/books/database.ts";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import { deviationTexts } from "../../src/format/deviation-texts.ts";
import { decide } from "../../src/decisions/decide.ts";
import { Scenario, type ReceivableOf } from "./scenario.ts";

const AT = new Date("2026-03-05T09:00:00Z");
let books: Books;
let shop: Scenario;

freshShop((fresh) => ({ books, shop } = fresh));

const TOLD_ROW = {
  id: "bigint",
  candidates: json<{ kind: string; number: string; open: string; currency: string }[]>(),
} as const satisfies RowShape;
type Told = Row<typeof TOLD_ROW>;

async function told(): Promise<Told[]> {
  return rows(
    books,
    TOLD_ROW,
    "select id, candidates from deviation where code = 'ambiguous' and state = 'open' order by line_id",
  );
}

/** "invoice:A,B 300.00" for each candidate of the one ambiguous line. */
async function candidates(): Promise<string[]> {
  const all = await told();
  expect(all).toHaveLength(1);
  return (all[0]?.candidates ?? []).map(({ kind, number, open }) => `${kind}:${number} ${open}`);
}

async function coveringSets(): Promise<string[]> {
  return (await candidates()).filter((text) => text.includes(","));
}

const invoices = (amounts: Readonly<Record<string, number>>, more: Partial<ReceivableOf> = {}) =>
  Object.entries(amounts).map(([number, amount]) => ({ number, amount, orderId: "o1", ...more }));

describe("some of an order's receivables that add up to the line", () => {
  test("are the first candidate, and nothing is settled", async () => {
    await shop.receivables(invoices({ B: 20_000, C: 50_000, A: 10_000 }));
    await shop.payout([{ amount: 30_000, orderId: "o1" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual([]);
    expect(await shop.deviations()).toEqual(["P1:4 ambiguous"]);
    const [deviation] = await told();
    expect(deviation?.candidates).toEqual([
      { kind: "invoice", number: "A,B", open: "300.00", currency: "SEK" },
      { kind: "invoice", number: "A", open: "100.00", currency: "SEK" },
      { kind: "invoice", number: "B", open: "200.00", currency: "SEK" },
      { kind: "invoice", number: "C", open: "500.00", currency: "SEK" },
    ]);
  });

  test("are settled by a person who takes them as they are proposed", async () => {
    await shop.receivables(invoices({ A: 10_000, B: 20_000, C: 50_000 }));
    await shop.payout([{ amount: 30_000, orderId: "o1" }]);
    await shop.night();
    const [deviation] = await told();
    const [{ kind, number } = { kind: "", number: "" }] = deviation?.candidates ?? [];
    expect(deviationTexts("ambiguous", deviation).todo.en).toContain('--match "invoice:A,B"`');
    const match = number.split(",").map((one) => ({ kind, number: one }));
    await decide(books, deviation?.id ?? 0n, { actor: "anna", match }, DEFAULT_SETTINGS, AT);
    expect(await shop.allocations()).toEqual(["P1:4 -> A 10000 by_hand", "P1:4 -> B 20000 by_hand"]);
    expect(await shop.deviations()).toEqual([]);
    expect(await shop.balances()).toEqual({ "1510": -30_000, "1930": 30_000 });
  });

  test("are the same in a night that is run again", async () => {
    await shop.receivables(invoices({ A: 10_000, B: 20_000, C: 50_000 }));
    await shop.payout([{ amount: 30_000, orderId: "o1" }]);
    await shop.night();
    const before = await told();
    await shop.night();
    expect(await told()).toEqual(before);
    const changes = await select(books, "select id from deviation_change");
    expect(changes).toHaveLength(1);
  });

  test("go by date, then by number", async () => {
    await shop.receivables([
      ...invoices({ A: 10_000 }),
      ...invoices({ D: 30_000, C: 20_000 }, { date: "2026-01-02" }),
      ...invoices({ E: 70_000 }, { date: "2026-01-01" }),
    ]);
    await shop.payout([{ amount: 60_000, orderId: "o1" }]);
    await shop.night();
    expect(await coveringSets()).toEqual(["invoice:C,D,A 600.00"]);
  });

  test("count with what is open on them after the whole run", async () => {
    await shop.receivables([
      ...invoices({ A: 10_000, B: 20_000, C: 50_000 }),
      ...invoices({ D: 20_000 }, { captureId: "c1" }),
    ]);
    await shop.payout([
      { amount: 30_000, orderId: "o1" },
      { amount: 20_000, captureId: "c1" },
    ]);
    await shop.night();
    expect(await coveringSets()).toEqual(["invoice:A,B 300.00"]);
  });

  test("are of the line's own merchant, where another's have the same numbers", async () => {
    const more = (merchantId: string) => ({ merchantId, orderNumber: "7" });
    await shop.receivables([
      // these would add up
      ...invoices({ A: 10_000, B: 20_000, D: 50_000 }, more("K2")),
      ...invoices({ A: 40_000, B: 50_000, D: 30_000 }, more("K1")),
    ]);
    await shop.payout([{ amount: 70_000, orderId: "o1" }], { merchantId: "K1" });
    await shop.payout([{ amount: 70_000, orderId: "o1" }], { merchantId: "K2" });
    await shop.night();
    expect((await told()).map(({ candidates: [first] }) => `${first?.number} ${first?.open}`)).toEqual([
      "A,D 700.00",
      "B,D 700.00",
    ]);
  });

  test("are summed in a currency's own decimals", async () => {
    await shop.receivables(invoices({ A: 1_000, B: 2_000, C: 5_000 }, { currency: "ISK" }));
    await shop.payout([{ amount: 3_000, orderId: "o1" }], { currency: "ISK" });
    await shop.night();
    expect(await coveringSets()).toEqual(["invoice:A,B 3000"]);
  });

  test("may be credit notes, and orders to be paid back", async () => {
    await shop.receivables([
      ...invoices({ K1: 1_000, K2: 2_000, K3: 5_000 }, { kind: "credit_note" }),
      { kind: "order", number: "1001", amount: 1_500, orderId: "o2", orderNumber: "7" },
      { kind: "order", number: "1002", amount: 1_600, orderId: "o2", orderNumber: "7" },
      { kind: "order", number: "1003", amount: 1_700, orderId: "o2", orderNumber: "7" },
    ]);
    await shop.payout([
      { amount: 4_800, orderId: "o2" },
      { type: "RETURN", amount: 3_000, orderId: "o1" },
      { type: "RETURN", amount: 3_100, orderId: "o2" },
    ]);
    await shop.night();
    expect((await told()).map(({ candidates: [first] }) => `${first?.kind}:${first?.number}`)).toEqual([
      "credit_note:K1,K2",
      "order:1001,1002",
    ]);
  });
});

describe("which sets are proposed", () => {
  test("several that fit, fewest members first, then by number", async () => {
    await shop.receivables(invoices({ A: 10_000, B: 20_000, C: 30_000, D: 40_000, E: 90_000 }));
    await shop.payout([{ amount: 60_000, orderId: "o1" }]);
    await shop.night();
    expect((await candidates()).slice(0, 3)).toEqual([
      "invoice:B,D 600.00",
      "invoice:A,B,C 600.00",
      "invoice:A 100.00",
    ]);
  });

  test("three at most", async () => {
    await shop.receivables(invoices({ A: 100, B: 100, C: 100, D: 100, E: 900 }));
    await shop.payout([{ amount: 200, orderId: "o1" }]);
    await shop.night();
    expect(await coveringSets()).toEqual(["invoice:A,B 2.00", "invoice:A,C 2.00", "invoice:A,D 2.00"]);
  });

  test("none across two orders", async () => {
    await shop.receivables([
      ...invoices({ A: 10_000, C: 50_000 }, { orderNumber: "1001" }),
      ...invoices({ B: 20_000 }, { orderId: "o2", orderNumber: "1001" }),
    ]);
    await shop.payout([{ amount: 30_000, reference1: "1001" }]);
    await shop.night();
    expect(await coveringSets()).toEqual([]);
  });

  test("one for each order that an invoice without an order id may belong to", async () => {
    await shop.receivables([
      ...invoices({ A: 10_000 }, { orderNumber: "1001" }),
      { number: "B", amount: 20_000, orderNumber: "1001" },
      ...invoices({ C: 10_000 }, { orderId: "o2", orderNumber: "1001" }),
    ]);
    await shop.payout([{ amount: 30_000, reference1: "1001" }]);
    await shop.night();
    expect(await coveringSets()).toEqual(["invoice:A,B 300.00", "invoice:B,C 300.00"]);
  });

  test("none of two kinds", async () => {
    await shop.receivables([
      ...invoices({ A: 10_000, C: 50_000 }),
      ...invoices({ B: 20_000 }, { kind: "order" }),
    ]);
    await shop.payout([{ amount: 30_000, orderId: "o1" }]);
    await shop.night();
    expect(await coveringSets()).toEqual([]);
  });

  test("none with a receivable in another currency", async () => {
    await shop.receivables([
      ...invoices({ A: 10_000, C: 50_000 }),
      ...invoices({ B: 20_000 }, { currency: "EUR" }),
    ]);
    await shop.payout([{ amount: 30_000, orderId: "o1" }]);
    await shop.night();
    expect(await coveringSets()).toEqual([]);
  });

  test("none that is a few öre off", async () => {
    await shop.receivables(invoices({ A: 10_000, B: 20_000, C: 50_000 }));
    await shop.payout([{ amount: 30_001, orderId: "o1" }]);
    await shop.night();
    expect(await coveringSets()).toEqual([]);
  });

  test("none where one receivable has the line's amount itself", async () => {
    await shop.receivables([
      ...invoices({ A: 10_000, B: 20_000, C: 30_000 }, { orderNumber: "1001" }),
      ...invoices({ D: 30_000 }, { orderId: "o2", orderNumber: "1001" }),
    ]);
    await shop.payout([{ amount: 30_000, reference1: "1001" }]);
    await shop.night();
    expect(await coveringSets()).toEqual([]);
  });

  test.each(["B,2", " B", "order:B"])(
    "none with a number that --match would read as another: %j",
    async (number) => {
      await shop.receivables(invoices({ A: 10_000, [number]: 20_000, C: 50_000 }));
      await shop.payout([{ amount: 30_000, orderId: "o1" }]);
      await shop.night();
      expect((await candidates())[0]).toMatch(/^invoice:(?:A| B) /);
    },
  );

  test.each([
    [12, ["invoice:F1,F2 3.00"]],
    [13, []],
  ])("of %i candidates: %j", async (count, sets) => {
    const amounts = Array.from({ length: count }, (_, index) => [`F${index + 1}`, 100 << index] as const);
    await shop.receivables(invoices(Object.fromEntries(amounts)));
    await shop.payout([{ amount: 300, orderId: "o1" }]);
    await shop.night();
    expect(await coveringSets()).toEqual(sets);
  });
});
