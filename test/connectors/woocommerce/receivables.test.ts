/** Receivables out of WooCommerce: as every system's, what is its own, and a week that settles to the öre. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { writeFileSync } from "node:fs";
import { count, rows } from "../../../src/books/database.ts";
import { checkConnector } from "../../../src/connectors/check.ts";
import { connectorsOf } from "../../../src/pipeline/connected.ts";
import { captureIdOf, klarnaIdOf, type Woocommerce } from "../../stand-ins/woocommerce/woocommerce.ts";
import type { Fault } from "../../stand-ins/stand-in.ts";
import { ConnectedShop } from "../conformance/connected-shop.ts";
import { receivablesConformance } from "../conformance/receivables.ts";
import { openWoocommerce, type WoocommerceUnderTest } from "./under-test.ts";

const ORDERS = "GET /wp-json/wc/v3/orders";
const REFUNDS = "GET /wp-json/wc/v3/orders/{order_id}/refunds";

receivablesConformance(openWoocommerce, {}, "orders");

describe("of WooCommerce", () => {
  let shop: ConnectedShop<WoocommerceUnderTest>;
  let woo: Woocommerce;

  beforeAll(async () => {
    shop = await ConnectedShop.open<WoocommerceUnderTest>();
  });
  afterAll(() => shop.close());
  beforeEach(async () => {
    await shop.begin(openWoocommerce);
    woo = shop.system.server;
    connect();
  });
  afterEach(() => {
    const { violations, exceeded } = woo;
    if (violations.length > 0 || exceeded > 0)
      throw new Error(`${exceeded} calls too many; against the specification:\n${violations.join("\n")}`);
  });

  const connect = (own: object = {}) => shop.configure(own, { settleSeconds: 0, targets: [] });
  const tomorrow = (time: string) => {
    shop.clock.pass(86_400_000);
    shop.system.changeAt(time);
  };

  test("orders have Klarna's ids as the plugin keeps them, and refunds are credit notes of their order", async () => {
    woo.sell("W-1001", "250.00", { id: 7 });
    // an older plugin wrote no meta data, and a free trial captured nothing
    woo.sell("W-1002", "99.00", { id: 8, meta: { _wc_klarna_capture_id: "trial" } });
    woo.refund("W-1001", 1045, "50.00", "2026-02-28T23:30:00");
    woo.refund("W-1001", 1046, "25.50", "2026-03-01T10:00:00");
    expect(await shop.collect()).toEqual([]);
    const shape = { text: "text", order_id: "text?", capture_id: "text?" } as const;
    expect(
      await rows(
        shop.books,
        shape,
        `select concat_ws(' ', kind, number, order_number, show_minor(amount, currency), date, credits) as text,
                order_id, capture_id from receivable order by number`,
      ),
    ).toEqual([
      // the day is the shop's: half past midnight in Sweden
      { text: "credit_note 1045 W-1001 50.00 2026-03-01 W-1001", order_id: klarnaIdOf(7), capture_id: null },
      { text: "credit_note 1046 W-1001 25.50 2026-03-01 W-1001", order_id: klarnaIdOf(7), capture_id: null },
      { text: "order W-1001 250.00 2026-02-20", order_id: klarnaIdOf(7), capture_id: captureIdOf(7) },
      { text: "order W-1002 99.00 2026-02-20", order_id: klarnaIdOf(8), capture_id: null },
    ]);
  });

  test("amounts are exact: no decimals, more decimals than the currency has, large ones", async () => {
    woo.sell("1", "1990", { currency: "ISK" });
    woo.sell("2", "1990.00", { currency: "ISK" });
    woo.sell("3", "99.995");
    woo.sell("4", "100.5000", { currency: "EUR" });
    woo.sell("5", "1234567890.97");
    woo.sell("6", "0.00");
    expect(await shop.collect()).toEqual([]);
    expect(await shop.receivables()).toEqual([
      "order 1 - 1990 of 1990 2026-02-20",
      "order 2 - 1990 of 1990 2026-02-20",
      "order 3 - 100.00 of 100.00 2026-02-20",
      "order 4 - 100.50 of 100.50 2026-02-20",
      "order 5 - 1234567890.97 of 1234567890.97 2026-02-20",
    ]);
  });

  test("only orders that Klarna pays come in, and one that is called off after it was paid is closed", async () => {
    connect({ paymentMethods: ["kco"] });
    woo.sell("1", "100.00", { method: "swish", transactionId: "SW1", meta: {} });
    woo.sell("2", "100.00", { method: "klarna_payments_renamed" });
    for (const status of ["pending", "failed", "cancelled"])
      woo.sell(`never paid: ${status}`, "100.00", { status, paid: null });
    woo.sell("3", "100.00", { status: "shipped-by-post" });
    woo.sell("4", "100.00", { status: "trash" });
    expect(await shop.collect()).toEqual([]);
    tomorrow("2026-03-02 12:00");
    woo.set("3", { status: "cancelled" });
    expect(await shop.collect()).toEqual([]);
    expect(await shop.receivables()).toEqual([
      "order 2 - 100.00 of 100.00 2026-02-20",
      "order 3 - 0.00 of 100.00 2026-02-20",
    ]);
  });

  test("the first list goes back 90 days, or to the day in the settings; a merchant's orders are its own", async () => {
    woo.sell("1", "100.00", { created: "2025-11-01T10:00:00" });
    woo.sell("2", "100.00", { created: "2025-12-20T10:00:00" });
    woo.sell("3", "100.00", { created: "2026-02-10T10:00:00" });
    connect({ from: "2026-02-01", merchantId: "K1" });
    await shop.collect();
    expect(await shop.receivables()).toEqual(["order 3 - 100.00 of 100.00 2026-02-10"]);
    expect(await count(shop.books, "from receivable where merchant_id = 'K1'")).toBe(1);
    // an old order that was touched is still of before that day
    tomorrow("2026-03-02 12:00");
    woo.set("1", { status: "refunded" });
    await shop.collect();
    expect(await shop.receivables()).toHaveLength(1);
    await shop.begin(openWoocommerce);
    const { server } = shop.system;
    connect();
    server.sell("1", "100.00", { created: "2025-11-01T10:00:00" });
    server.sell("2", "100.00", { created: "2025-12-20T10:00:00" });
    await shop.collect();
    expect(await shop.receivables()).toEqual(["order 2 - 100.00 of 100.00 2025-12-20"]);
    await server.close().catch(() => undefined);
  });

  test("a failure half way brings nothing in, and the next night begins where this one did", async () => {
    for (let one = 1; one <= 150; one += 1) woo.sell(String(one), "100.00");
    woo.refund("149", 9001, "10.00");
    woo.fail(REFUNDS, { kind: "status", status: 500, body: {} }, { times: 9 });
    expect(await shop.collect()).toHaveLength(1);
    expect(await shop.receivables()).toEqual([]);
    woo.heal();
    tomorrow("2026-03-02 12:00");
    expect(await shop.collect()).toEqual([]);
    expect(await shop.receivables()).toHaveLength(151);
  });

  test("an order that is binned between two pages moves no other out of sight", async () => {
    for (let one = 1; one <= 250; one += 1) woo.sell(String(one), "100.00");
    woo.watch = (operation, when) => {
      if (operation === ORDERS && when === "after") woo.order("1").status = "trash";
    };
    expect(await shop.collect()).toEqual([]);
    expect(await count(shop.books, "from receivable where number <> '1'")).toBe(249);
  });

  const html = { "content-type": "text/html" };
  test.each<[string, (shop: Woocommerce) => void, string, string]>([
    ["a wrong key", (it) => (it.permission = "revoked"), "does not let Kvitt in", "Make a new key"],
    ["a key that may only write", (it) => (it.permission = "write"), "lacks something", "permission Read"],
    [
      "a user who may not see orders",
      failing(403, { code: "woocommerce_rest_cannot_view", message: "No." }),
      "lacks something",
      "shop manager",
    ],
    ["a firewall", failing(403, "<html>Blocked</html>", html), "keeps the call out", "web host"],
    [
      "no WooCommerce",
      failing(404, { code: "rest_no_route", message: "No route." }),
      "no REST API",
      "Check url",
    ],
    ["a page for people", failing(200, "<html>Welcome</html>", html), "no REST API", "permalinks"],
    [
      "a redirection",
      failing(301, undefined, { location: "https://www.shop.example/" }),
      "points on to www.shop.example",
      "settings",
    ],
    [
      "maintenance",
      failing(503, "<html>Briefly unavailable</html>", html),
      "does not answer just now",
      "tries again",
    ],
    [
      "a proxy without the headers of pages",
      (it) => it.fail(ORDERS, { kind: "status", status: 200, body: [] }, { times: 9 }),
      "x-wp-total",
      "look",
    ],
  ])("%s is told in words, with what to do", async (_name, happens, says, todo) => {
    happens(woo);
    const [told = ""] = await shop.collect();
    expect(told).toContain(says);
    const [finding] = await checkConnector(connectorOf(), 60_000);
    if (_name.startsWith("a proxy")) return;
    expect(finding?.says.en).toContain(says);
    expect(finding?.todo?.en).toContain(todo);
  });

  const connectorOf = () => {
    const [connector] = connectorsOf(shop.app());
    if (connector === undefined) throw new Error("a shop is connected");
    return connector;
  };

  test("a new secret in the file is taken without a restart, and a file that is not there is told", async () => {
    writeFileSync(woo.secretFile, "cs_old\n");
    expect((await shop.collect()).join()).toContain("does not let Kvitt in");
    writeFileSync(woo.secretFile, "cs_fedcba9876543210\n");
    expect(await shop.collect()).toEqual([]);
    expect((await checkConnector(connectorOf(), 60_000))[0]?.state).toBe("works");
    connect({ consumerSecretFile: "not-there" });
    expect((await shop.collect()).join()).toContain("not-there");
  });

  test("orders come in, a settlement of them is matched, and all settles to the öre", async () => {
    woo.sell("W-1001", "250.00", { id: 7 });
    woo.sell("W-1002", "199.50", { id: 8 });
    woo.sell("W-1003", "300.00", { id: 9 });
    woo.sell("K-1", "1990", { id: 10, currency: "ISK" });
    await shop.collect();
    await shop.shop.payout(
      [
        { amount: 25_000, orderId: klarnaIdOf(7), reference1: "W-1001", reference2: "7" },
        {
          amount: 19_950,
          orderId: klarnaIdOf(8),
          captureId: captureIdOf(8),
          reference1: "W-1002",
          reference2: "8",
        },
        // without ids: only the displayed number tells
        { amount: 30_000, reference1: "W-1003", reference2: "9" },
      ],
      { reference: "P1", date: "2026-03-02" },
    );
    await shop.shop.payout([{ amount: 1990, orderId: klarnaIdOf(10), reference1: "K-1" }], {
      reference: "P2",
      date: "2026-03-02",
      currency: "ISK",
    });
    await shop.night();
    // refunded twice in part, with equal amounts; the first in the same payout as the second of another order's
    tomorrow("2026-03-03 12:00");
    woo.refund("W-1001", 1045, "50.00");
    woo.refund("W-1001", 1046, "50.00");
    woo.refund("W-1002", 1047, "199.50");
    woo.set("W-1002", { status: "refunded" });
    expect(await shop.collect()).toEqual([]);
    await shop.shop.payout(
      [
        {
          type: "RETURN",
          amount: 5_000,
          orderId: klarnaIdOf(7),
          reference1: "W-1001",
          refundReference: "W-1001|1046",
        },
        {
          type: "RETURN",
          amount: 19_950,
          orderId: klarnaIdOf(8),
          reference1: "W-1002",
          refundReference: "W-1002|1047",
        },
      ],
      { reference: "P3", date: "2026-03-03" },
    );
    await shop.night();
    expect(await openOf()).toEqual(["credit_note 1045 50.00"]);
    tomorrow("2026-03-04 12:00");
    await shop.collect();
    await shop.shop.payout(
      [
        {
          type: "RETURN",
          amount: 5_000,
          orderId: klarnaIdOf(7),
          reference1: "W-1001",
          refundReference: "W-1001|1045",
        },
      ],
      { reference: "P4", date: "2026-03-04" },
    );
    await shop.night();
    expect(await openOf()).toEqual([]);
    expect(await rows(shop.books, { code: "text" }, "select code from deviation")).toEqual([]);
    const books = await shop.shop.balances();
    expect([books[1686] ?? 0, books[3740] ?? 0]).toEqual([0, 0]);
  });

  /** What is still open of receivables. */
  async function openOf(): Promise<string[]> {
    const found = await rows(
      shop.books,
      { text: "text" },
      `select concat_ws(' ', r.kind, r.number, show_minor(r.open_amount - coalesce(sum(a.receivable_amount) filter (where a.effect = 'settles'), 0)::bigint, r.currency)) as text
         from receivable r left join allocation a on a.receivable_id = r.id group by r.id
       having r.open_amount <> coalesce(sum(a.receivable_amount) filter (where a.effect = 'settles'), 0) order by r.id`,
    );
    return found.map(({ text }) => text);
  }
});

/** Every call for orders is answered so. */
function failing(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const fault: Fault = { kind: "status", status, body, headers };
  return (shop: Woocommerce) => shop.fail(ORDERS, fault, { times: 99 });
}
