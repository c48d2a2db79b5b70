/** What every system that receivables come from must keep to. Called by each connector's test, with its stand-in. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { readdirSync } from "node:fs";
import { count } from "../../../src/books/database.ts";
import { connectorStates } from "../../../src/books/connector-state.ts";
import { ConnectedShop } from "./connected-shop.ts";
import type { OpenSystem, SourceUnderTest } from "./system-under-test.ts";

/** A shop's orders are receivables themselves; an accounting system has invoices of them, each with its order's number. */
export function receivablesConformance(
  open: OpenSystem<SourceUnderTest>,
  bringing: object,
  sold: "invoices" | "orders" = "invoices",
): void {
  let shop: ConnectedShop<SourceUnderTest>;
  let system: SourceUnderTest;
  /** What was sold, as the books have it. */
  const seen = (number: number, rest: string) =>
    sold === "orders" ? `order ${number} - ${rest}` : `invoice ${number} W-${number} ${rest}`;

  beforeAll(async () => {
    shop = await ConnectedShop.open<SourceUnderTest>();
  });
  afterAll(() => shop.close());
  beforeEach(async () => {
    await shop.begin(open);
    system = shop.system;
    shop.configure(bringing, { settleSeconds: 0, targets: [] });
  });
  afterEach(() => {
    expect(system.server.violations).toEqual([]);
  });

  const tomorrow = () => shop.clock.pass(86_400_000);

  test("invoices and credit notes come with order number, balance and day, as a list that is archived", async () => {
    system.sell(1001, 10_000n, { orderNumber: "W-1001" });
    system.sell(1002, 20_050n);
    system.sell(2001, -3_000n, { credits: "1001", orderNumber: "W-1001" });
    expect(await shop.collect()).toEqual([]);
    expect(await shop.receivables()).toEqual([
      seen(1001, "100.00 of 100.00 2026-02-20"),
      `${sold === "orders" ? "order" : "invoice"} 1002 - 200.50 of 200.50 2026-02-20`,
      `credit_note 2001 ${sold === "orders" ? "1001" : "W-1001"} 30.00 of 30.00 2026-02-20 credits 1001`,
    ]);
    expect(readdirSync(shop.app().workspace.archive, { recursive: true }).join()).toContain(
      system.system.name,
    );
    expect(await connectorStates(shop.books)).toMatchObject([{ role: "receivables", problem: null }]);
  });

  test("what was changed this very minute is read once in a night, and not over and over", async () => {
    system.changeAt("2026-03-02 04:15");
    system.sell(1001, 10_000n, { orderNumber: "W-1001" });
    await shop.collect();
    const before = system.server.count(system.operations.invoices);
    tomorrow();
    system.changeAt("2026-03-03 04:15");
    system.sell(1002, 10_000n, { orderNumber: "W-1002" });
    await shop.collect();
    // the whole list may be several, and what has changed another one
    const calls = system.server.count(system.operations.invoices) - before;
    expect(calls).toBeLessThanOrEqual(before + 1);
    expect(await count(shop.books, "from receivable")).toBe(2);
  });

  test("every page is read", async () => {
    for (let number = 1; number <= 603; number++)
      system.sell(10_000 + number, 100n, { orderNumber: `W${number}` });
    expect(await shop.collect()).toEqual([]);
    expect(await count(shop.books, "from receivable")).toBe(603);
    expect(system.server.exceeded).toBe(0);
  });

  test("what others have paid is known the next night, and what has not changed is as it was", async () => {
    system.sell(1001, 10_000n, { orderNumber: "W-1001" });
    system.sell(1002, 20_000n, { orderNumber: "W-1002" });
    await shop.collect();
    tomorrow();
    system.changeAt("2026-03-02 12:00");
    system.payElsewhere(1001, 10_000n, true);
    system.sell(1003, 30_000n, { orderNumber: "W-1003" });
    const before = await shop.receivables();
    expect(before[0]).toContain("100.00 of 100.00");
    expect(await shop.collect()).toEqual([]);
    expect(await shop.receivables()).toEqual([
      seen(1001, "0.00 of 100.00 2026-02-20"),
      seen(1002, "200.00 of 200.00 2026-02-20"),
      seen(1003, "300.00 of 300.00 2026-02-20"),
    ]);
  });

  test("the same again changes nothing and opens no deviation", async () => {
    system.sell(1001, 10_000n, { orderNumber: "W-1001" });
    await shop.collect();
    const before = await shop.receivables();
    for (let nights = 0; nights < 3; nights++) {
      tomorrow();
      expect(await shop.collect()).toEqual([]);
    }
    expect(await shop.receivables()).toEqual(before);
    expect(await count(shop.books, "from deviation")).toBe(0);
  });

  test.each([
    ["429 with Retry-After", { kind: "status", status: 429, body: {}, headers: { "retry-after": "2" } }],
    ["429 without", { kind: "status", status: 429, body: {} }],
    ["an error inside the system", { kind: "status", status: 503, body: {} }],
    ["silence", { kind: "silent" }],
    ["a cut connection", { kind: "reset" }],
  ] as const)("%s is waited for within the night", async (_name, fault) => {
    system.sell(1001, 10_000n, { orderNumber: "W-1001" });
    system.server.fail(system.operations.invoices, fault);
    expect(await shop.collect()).toEqual([]);
    expect(await shop.receivables()).toHaveLength(1);
  });

  test("a system that is away is told, stops nothing, and is caught up with the next night", async () => {
    system.sell(1001, 10_000n, { orderNumber: "W-1001" });
    await shop.collect();
    system.changeAt("2026-03-02 12:00");
    system.sell(1002, 20_000n, { orderNumber: "W-1002" });
    system.server.fail(system.operations.invoices, { kind: "status", status: 503, body: {} }, { times: 99 });
    tomorrow();
    const [told = "", ...others] = await shop.collect();
    expect(others).toEqual([]);
    expect(told).toContain("does not answer just now");
    expect(await connectorStates(shop.books)).toMatchObject([{ role: "receivables", fault: "busy" }]);
    system.server.heal();
    tomorrow();
    expect(await shop.collect()).toEqual([]);
    expect(await shop.receivables()).toHaveLength(2);
    expect(await connectorStates(shop.books)).toMatchObject([{ role: "receivables", fault: null }]);
  });

  test("a consent that was taken back is told the same night, with what to do", async () => {
    system.sell(1001, 10_000n, { orderNumber: "W-1001" });
    system.revoke();
    const [told = ""] = await shop.collect();
    expect(told).toContain("does not let Kvitt in");
    expect(await connectorStates(shop.books)).toMatchObject([{ fault: "auth", workedAt: null }]);
    system.consent();
    tomorrow();
    expect(await shop.collect()).toEqual([]);
    expect(await shop.receivables()).toHaveLength(1);
  });

  test("a token that ends between two pages is got anew", async () => {
    for (let number = 1; number <= 600; number++)
      system.sell(10_000 + number, 100n, { orderNumber: `W${number}` });
    system.server.fail(system.operations.invoices, { kind: "status", status: 401, body: {} }, { after: 1 });
    expect(await shop.collect()).toEqual([]);
    expect(await count(shop.books, "from receivable")).toBe(600);
  });
}
