/** The stand-in itself: it holds requests against the specification, keeps Fortnox's rules, and fails when it is asked to. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { clockAt } from "../../../src/clock.ts";
import { Fortnox } from "./fortnox.ts";
import { CLIENT } from "./tokens.ts";

let fortnox: Fortnox;
let token = "";
const clock = clockAt("2026-03-02T03:15:00Z");
const basic = `Basic ${Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString("base64")}`;

const tokenBy = (form: Record<string, string>) =>
  fetch(`${fortnox.url}/oauth-v1/token`, {
    method: "POST",
    headers: { authorization: basic, tenantid: CLIENT.tenant },
    body: new URLSearchParams(form),
  });
const call = async (method: string, path: string, body?: unknown) => {
  const answer = await fetch(`${fortnox.url}/3${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, Record<string, unknown>> };
};
const voucher = (own: object = {}) => ({
  Voucher: {
    Description: "Klarna utbetalning P1",
    VoucherSeries: "K",
    TransactionDate: "2026-03-01",
    VoucherRows: [
      { Account: 1930, Debit: 99.95, Credit: 0 },
      { Account: 1686, Debit: 0, Credit: 99.95 },
    ],
    ...own,
  },
});

beforeEach(async () => {
  clock.pass(60_000);
  fortnox = await Fortnox.open({ clock });
  const given = (await (await tokenBy({ grant_type: "client_credentials" })).json()) as {
    access_token: string;
  };
  token = given.access_token;
});
afterEach(() => fortnox.close());

test("a voucher is in the ledger of the year that was named, exact to the öre", async () => {
  expect((await call("POST", "/vouchers?financialyear=3", voucher())).status).toBe(201);
  expect(fortnox.company.balance(1930)).toBe(9_995n);
  expect(fortnox.company.balance(1686)).toBe(-9_995n);
  const again = await call("POST", "/vouchers?financialyear=2", voucher());
  expect([again.status, again.body["ErrorInformation"]?.["Code"]]).toEqual([400, 2000588]);
  expect(fortnox.violations).toEqual([]);
});

test("a field that the specification does not have is a violation, on whichever side", async () => {
  expect((await call("POST", "/vouchers?financialyear=3", voucher({ Text: "x" }))).status).toBe(400);
  expect(fortnox.violations.join()).toContain('additionalProperty":"Text"');
});

test.each([
  ["a locked period", 2000401, () => void (fortnox.company.lockedThrough = "2026-03-31"), {}],
  [
    "an account that is not active",
    2000550,
    () => void fortnox.company.accounts.set(1930, { number: 1930, active: false }),
    {},
  ],
  ["an account that is not there", 2000423, () => void fortnox.company.accounts.delete(1930), {}],
  ["a character that is not allowed", 2000359, () => undefined, { Description: "order|1" }],
])("%s is refused by its code", async (_name, code, prepare, own) => {
  prepare();
  const { body } = await call("POST", "/vouchers?financialyear=3", voucher(own));
  expect(body["ErrorInformation"]?.["Code"]).toBe(code);
  expect(fortnox.company.vouchers).toEqual([]);
});

test("an invoice is paid when its payment is booked, and not twice", async () => {
  fortnox.company.sell(1001, 12_500n);
  const pay = {
    InvoicePayment: { InvoiceNumber: 1001, Amount: 125, PaymentDate: "2026-03-01", ModeOfPayment: "KLARNA" },
  };
  const { body } = await call("POST", "/invoicepayments", pay);
  expect(fortnox.company.balance(1510)).toBe(12_500n);
  await call("PUT", `/invoicepayments/${String(body["InvoicePayment"]?.["Number"])}/bookkeep`, {});
  expect(fortnox.company.balance(1510)).toBe(0n);
  expect(fortnox.company.balance(1686)).toBe(12_500n);
  expect((await call("POST", "/invoicepayments", pay)).status).toBe(400);
});

test("lists have pages and filters that only look for a part", async () => {
  for (const number of [1001, 11001, 2002]) fortnox.company.sell(number, 100n);
  const { body } = await call("GET", "/invoices?documentnumber=1001&limit=1&page=2");
  expect(body["MetaInformation"]).toMatchObject({ "@TotalPages": 2, "@TotalResources": 2 });
  expect((await call("GET", "/invoices?limit=501")).status).toBe(400);
});

test("26 calls in five seconds are one too many", async () => {
  for (let calls = 0; calls < 25; calls++) await call("GET", "/companyinformation");
  expect((await call("GET", "/companyinformation")).status).toBe(429);
  clock.pass(5_000);
  expect((await call("GET", "/companyinformation")).status).toBe(200);
});

test("a refresh token is good once, and a consent that is taken back ends all", async () => {
  const first = await tokenBy({ grant_type: "refresh_token", refresh_token: "refresh-0" });
  const { refresh_token: next } = (await first.json()) as { refresh_token: string };
  expect((await tokenBy({ grant_type: "refresh_token", refresh_token: "refresh-0" })).status).toBe(400);
  expect((await tokenBy({ grant_type: "refresh_token", refresh_token: next })).status).toBe(200);
  fortnox.tokens.revoke();
  expect((await tokenBy({ grant_type: "client_credentials" })).status).toBe(400);
  expect((await call("GET", "/companyinformation")).status).toBe(401);
});

test("what is done before the answer is lost is done", async () => {
  fortnox.fail("POST /3/vouchers", { kind: "done_then_reset" });
  await expect(call("POST", "/vouchers?financialyear=3", voucher())).rejects.toThrow("fetch failed");
  fortnox.fail("POST /3/vouchers", { kind: "reset" });
  await expect(call("POST", "/vouchers?financialyear=3", voucher())).rejects.toThrow("fetch failed");
  expect(fortnox.company.vouchers).toHaveLength(1);
});
