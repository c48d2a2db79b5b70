import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { FastifyInstance } from "fastify";
import { importReport } from "../../../jobs/import-report.ts";
import { search } from "../../../src/books/search.ts";
import { buildServer } from "../../../src/web/server.ts";
import { soughtBy } from "../../../src/web/search/sought.ts";
import { Scenario } from "../../matching/scenario.ts";
import { testHouse, type TestHouse } from "../app-context.ts";
import { signedIn } from "../signed-in.ts";

let house: TestHouse;
let server: FastifyInstance;
let headers: Readonly<Record<string, string>>;

beforeAll(async () => {
  house = await testHouse();
  server = buildServer({ ...house, kinds: [importReport] });
  headers = (await signedIn(house.app, "read")).headers;
  const shop = new Scenario(house.app.books);
  await shop.receivables([{ number: "F1001", amount: 119_375, orderId: "klarna-order-1" }]);
  await shop.payout(
    [
      { amount: 119_375, orderId: "klarna-order-1" },
      { amount: 12_345, reference1: `<script>alert("x")</script>` },
    ],
    { reference: "XISA93DJ" },
  );
  await shop.night();
});
afterAll(async () => {
  await server.close();
  await house.close();
});

const get = (url: string) => server.inject({ url, headers });
const find = async (text: string) => (await get(`/search?q=${encodeURIComponent(text)}`)).body;

test("a line, a receivable, a payout and a voucher are found by what a person has in hand", async () => {
  const byOrder = await find("KLARNA-ORDER-1");
  expect(byOrder).toContain("XISA93DJ:");
  expect(byOrder).toContain("reglerar F1001");
  expect(byOrder).toContain('href="/receivables/');
  expect(await find("f1001")).toContain('href="/receivables/');
  expect(await find("XISA93DJ")).toMatch(/href="\/payouts\/[^"]+\/XISA93DJ"/);
  const byAmount = await find("1\u00a0193,75 kr");
  expect(byAmount).toContain("reglerar F1001");
  expect(byAmount).toContain('href="/receivables/');
  expect(await find("123.45 SEK")).toContain("på avräkningskontot");
  const { body } = await get("/payouts");
  expect(body).toContain("XISA93DJ");
  const [voucher] = (await search(house.app.books, soughtBy("1317,20"), 5)).vouchers;
  expect(await find(voucher?.voucher ?? "none")).toContain("#vouchers");
});

test("a line's page explains where it is and why, and a receivable's page names the line", async () => {
  const [, line] = /href="(\/lines\/\d+)"/.exec(await find("klarna-order-1")) ?? [];
  const page = await get(line ?? "");
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain("Raden är helt matchad.");
  expect(page.body).toContain("Matchning och beslut");
  const [, receivable] = /href="(\/receivables\/\d+)"/.exec(await find("F1001")) ?? [];
  const view = await get(receivable ?? "");
  expect(view.body).toContain(`href="${line}"`);
  expect(view.body).toMatch(/<dt>Kvar efter matchning<\/dt><dd>0,00/);
});

test("hostile searches are answered without harm", async () => {
  for (const text of [
    `<script>alert("x")</script>`,
    "' or 1=1 --",
    "%",
    "\u0000",
    ":most",
    "?",
    "9999999999999.99",
    "99999999999999999999",
    "K999999999",
  ]) {
    const answer = await get(`/search?q=${encodeURIComponent(text)}`);
    expect([text, answer.statusCode]).toEqual([text, 200]);
    expect(answer.body).not.toContain("<script>alert");
  }
  expect((await get(`/search?q=${"a".repeat(201)}`)).statusCode).toBe(400);
  expect((await get("/search?q=a&q=b")).statusCode).toBe(400);
  for (const id of ["0", "-1", "x", "999999999999999999", "1;drop"])
    for (const page of ["lines", "receivables"])
      expect((await get(`/${page}/${encodeURIComponent(id)}`)).statusCode).toBe(400);
  const out = await server.inject({
    url: "/search?q=F1001",
    headers: { host: "127.0.0.1:8080", accept: "text/html" },
  });
  expect(out.statusCode).toBe(303);
});

test("an amount is read as people write it", () => {
  const two = (text: string) => soughtBy(text).amounts.find(({ decimals }) => decimals === 2)?.amount;
  for (const text of [
    "1193,75",
    "1193.75",
    "1 193,75",
    "1\u00a0193,75 SEK",
    "1,193.75",
    "1.193,75",
    "−1193.75",
  ])
    expect([text, two(text)]).toEqual([text, 119_375n]);
  expect(two("1200")).toBe(120_000n);
  expect(two("F1001")).toBeUndefined();
  expect(soughtBy("K 12").voucher).toEqual({ series: "K", number: 12 });
});

test("every look-up has an index", async () => {
  const { books } = house.app;
  const columns = await books.raw<{ rows: { tablename: string; indexdef: string }[] }>(
    "select tablename, indexdef from pg_indexes where schemaname = 'kvitt' and tablename in ('line', 'payout', 'receivable', 'voucher')",
  );
  const has = (table: string, column: string) =>
    columns.rows.some(({ tablename, indexdef }) => tablename === table && indexdef.includes(`(${column}`));
  for (const column of [
    "order_id",
    "short_order_id",
    "capture_id",
    "refund_id",
    "merchant_reference1",
    "merchant_reference2",
    "merchant_capture_reference",
    "merchant_refund_reference",
    "amount",
  ])
    expect([column, has("line", column)]).toEqual([column, true]);
  for (const [table, column] of [
    ["payout", "payment_reference"],
    ["payout", "settlement_amount"],
    ["voucher", "number"],
    ["voucher", "total"],
    ["receivable", "amount"],
  ] as const)
    expect([table, column, has(table, column)]).toEqual([table, column, true]);
});
