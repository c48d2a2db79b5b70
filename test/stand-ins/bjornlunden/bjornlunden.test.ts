/** The stand-in itself: it holds requests against the specification, keeps the ledger's rules, and its limit. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { clockAt } from "../../../src/clock.ts";
import { Bjornlunden } from "./bjornlunden.ts";
import { CLIENT, KEYS } from "./tokens.ts";

let server: Bjornlunden;
let token = "";
const clock = clockAt("2026-03-02T03:15:00Z");

const tokenBy = (secret: string) =>
  fetch(`${server.url}/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: CLIENT.id,
      client_secret: secret,
    }),
  });
const call = async (method: string, path: string, body?: unknown, key: string = KEYS.own) => {
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "user-key": key, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const voucher = (own: object = {}) => ({
  journalId: "K",
  journalEntryDate: "2026-03-01",
  journalEntryText: "kvitt:P1:K2026-1 Klarna utbetalning P1",
  financialYearId: "202601",
  ledgerEntries: [
    { accountId: "1930", amount: 99.95 },
    { accountId: "1686", amount: -99.95 },
  ],
  ...own,
});
const payment = (own: object = {}) => ({
  accountId: "1686",
  paymentDate: "2026-03-01",
  amountInOriginalCurrency: 125,
  amountInLocalCurrency: 125,
  currency: "SEK",
  ...own,
});

beforeEach(async () => {
  clock.pass(60_000);
  server = await Bjornlunden.open({ clock });
  token = ((await (await tokenBy(CLIENT.secret)).json()) as { access_token: string }).access_token;
});
afterEach(() => server.close());

test("a voucher is in the ledger, exact to the öre", async () => {
  expect((await call("POST", "/journal", voucher())).status).toBe(200);
  expect([server.company.balance(1930), server.company.balance(1686)]).toEqual([9_995n, -9_995n]);
  expect(server.violations).toEqual([]);
});

test("a field that the specification does not have is a violation", async () => {
  expect((await call("POST", "/journal", voucher({ marker: "x" }))).status).toBe(400);
  expect(server.violations.join()).toContain('additionalProperty":"marker"');
});

test.each<[string, string, () => void, object]>([
  [
    "a locked period",
    "JOURNAL_ENTRY_DATE_NOT_ALLOWED_IN_LOCKED_PERIOD",
    () => void (server.company.lockedThrough = "2026-03-31"),
    {},
  ],
  ["another year's id", "DATE_OUTSIDE_FINANCIAL_YEAR", () => undefined, { financialYearId: "202501" }],
  ["an account that is not there", "ACCOUNT_NOT_FOUND", () => void server.company.accounts.delete(1930), {}],
  ["a series of two letters", "JOURNAL_ID_MAX_1_CHARACTER", () => undefined, { journalId: "KL" }],
  [
    "what does not balance",
    "JOURNAL_ENTRY_NOT_IN_BALANCE",
    () => undefined,
    { ledgerEntries: [{ accountId: "1930", amount: 1 }] },
  ],
])("%s is refused by its name", async (_name, exceptionId, prepare, own) => {
  prepare();
  expect((await call("POST", "/journal", voucher(own))).body["exceptionId"]).toBe(exceptionId);
  expect(server.company.vouchers).toEqual([]);
});

test("an invoice is paid by one call, and not twice; both amounts are given and are equal", async () => {
  server.company.sell(1001, 12_500n);
  const path = "/customerinvoice/payment/1001?createverification=true";
  const one = await call("POST", path, payment({ amountInLocalCurrency: undefined }));
  expect(one.body["exceptionId"]).toBe("BOTH_AMOUNTS_MUST_BE_SPECIFIED");
  const two = await call("POST", path, payment({ amountInLocalCurrency: 12.5 }));
  expect(two.body["exceptionId"]).toBe("AMOUNTS_DIFFER_BUT_CURRENCY_IS_DOMESTIC");
  expect((await call("POST", path, payment())).status).toBe(200);
  expect([server.company.balance(1510), server.company.balance(1686)]).toEqual([0n, 12_500n]);
  expect((await call("POST", path, payment())).body["exceptionId"]).toBe("INVOICE_MARKED_AS_PAID");
});

test("a wrong secret is not let in, a key of no company is an error inside, and one too many call waits", async () => {
  expect((await tokenBy("wrong")).status).toBe(401);
  expect((await call("GET", "/details", undefined, "00000000-0000-0000-0000-000000000000")).status).toBe(500);
  clock.pass(1_000);
  for (let calls = 0; calls < 10; calls++) await call("GET", "/details");
  expect((await call("GET", "/details")).status).toBe(429);
  clock.pass(1_000);
  expect((await call("GET", "/details")).status).toBe(200);
});
