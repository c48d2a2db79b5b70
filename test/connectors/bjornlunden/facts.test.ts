/** What is not documented of Björn Lundén, one way and the other; and what its errors mean. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { clockAt } from "../../../src/clock.ts";
import { BjornlundenApi } from "../../../src/connectors/bjornlunden/api.ts";
import { faultOf } from "../../../src/connectors/bjornlunden/faults.ts";
import { hidesPayments, openOf } from "../../../src/connectors/bjornlunden/invoice.ts";
import { silentLog } from "../../../src/log.ts";
import { Bjornlunden } from "../../stand-ins/bjornlunden/bjornlunden.ts";
import { row } from "../../stand-ins/company.ts";
import { faultOf as faultThrown } from "../fault-of.ts";

const signal = new AbortController().signal;
let server: Bjornlunden;
let api: BjornlundenApi;

beforeEach(async () => {
  const clock = clockAt("2026-03-02T03:15:00Z");
  server = await Bjornlunden.open({ clock });
  const clientSecret = server.secrets.KVITT_BJORNLUNDEN_CLIENT_SECRET;
  api = new BjornlundenApi({ ...server.settings, clientSecret, clock, log: silentLog });
});
afterEach(async () => {
  await server.close();
  if (server.violations.length > 0) throw new Error(server.violations.join("; "));
  if (server.exceeded > 0) throw new Error("more calls than are allowed");
});

describe("a list", () => {
  const all = () => api.entries("K", "2026-01-01", "2026-12-31", signal);

  beforeEach(() => {
    for (let number = 1; number <= 2_300; number++)
      server.company.post("K", "2026-03-01", "text", "MANUAL", [row(1930, 1n), row(1510, -1n)]);
  });

  test.each([
    ["has pages", {}, 3],
    ["has pages of fewer rows than are asked for", { rowsMost: 500 }, 5],
    ["has no pages, and is given whole", { hasPages: false }, 3],
    ["has all rows at once", { rowsMost: 10_000 }, 3],
  ])("that %s is read to its end", async (_name, habits, calls) => {
    Object.assign(server.habits, habits);
    expect((await all()).map(({ journalEntryId }) => journalEntryId)).toEqual(
      Array.from({ length: 2_300 }, (_, place) => place + 1),
    );
    expect(server.count("GET /journal/entry/batch")).toBe(calls);
  });

  test("that is cut is refused, and never taken for whole", async () => {
    Object.assign(server.habits, { hasPages: false, rowsMost: 1_000 });
    const fault = await faultThrown(all());
    expect(fault.kind).toBe("data");
    expect(fault.message).toContain("2300");
  });
});

describe("what is open of an invoice", () => {
  const read = async () => {
    const [invoice] = await api.invoicesNumbered("1001", signal);
    if (invoice === undefined) throw new Error("no invoice");
    return invoice;
  };
  const pay = () => {
    server.company.sell(1001, 10_000n);
    const payment = {
      number: server.company.nextPayment(),
      invoice: 1001,
      amount: 4_000n,
      date: "2026-03-01",
      account: 1686,
      mode: "",
      source: "#2",
      booked: false,
      voucher: null,
    };
    server.company.payments.push(payment);
    server.company.book(payment);
  };

  test.each([
    ["by both", {}],
    ["by its sub-ledger only", { hasAmountPaid: false }],
    ["by the amount paid only", { subLedgerHasPayments: false }],
  ])("is known %s", async (_name, habits) => {
    Object.assign(server.habits, habits);
    pay();
    expect(openOf(await read())).toBe(6_000n);
    expect(hidesPayments(await read())).toBe(false);
  });

  test("is known to be less than its payments show, so that none of ours is overlooked", async () => {
    pay();
    server.company.payments.splice(0);
    expect(hidesPayments(await read())).toBe(true);
  });
});

test.each([false, true])(
  "what is not there is null, by 404 (%s) or by a named error",
  async (missingIs404) => {
    server.habits.missingIs404 = missingIs404;
    expect(await api.account(9999, signal)).toBeNull();
    expect(await api.invoicesNumbered("9999", signal)).toEqual([]);
    expect(await api.customerOrderNumber("9999", signal)).toBeNull();
  },
);

describe("an error", () => {
  test.each([
    [400, { exceptionId: "ACCOUNTING_PERIOD_IS_LOCKED", message: "låst" }, "period"],
    [400, { exceptionId: "FINANCIAL_YEAR_NOT_FOUND", message: "saknas" }, "period"],
    [400, { exceptionId: "ACCOUNT_IS_BLOCKED", message: "spärrat" }, "config"],
    [400, { exceptionId: "CLOUD_DATABASE_NO_CONNECTION_TO_INTEGRATOR", message: "nej" }, "config"],
    [400, { exceptionId: "DATABASE_INACTIVE", message: "vilande" }, "config"],
    [403, null, "config"],
    [401, null, "auth"],
    [400, { exceptionId: "CLIENT_ID_INVALID", message: "fel" }, "auth"],
    [400, { exceptionId: "JOURNAL_ENTRY_NOT_IN_BALANCE", message: "nej" }, "data"],
    [400, { exceptionId: "NONE", subErrors: [{ field: "accountId", message: "för lång" }] }, "data"],
    [503, null, "busy"],
    [500, { exceptionId: "SOMETHING_NEW", message: "fel" }, "busy"],
  ])("HTTP %i %j is %s", (status, body, kind) => {
    const fault = faultOf(status, body);
    expect(fault.kind).toBe(kind);
    for (const language of ["sv", "en"] as const)
      expect(fault.say(language)).toMatch(/Björn Lundén.*[.] \S/s);
    const id = body !== null && "exceptionId" in body ? body.exceptionId : null;
    expect(fault.code).toBe(id === "NONE" ? null : id);
  });
});
