import { freshShop } from "../fresh-shop.ts";
import { select } from "../../setup/select.ts";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rows, type Books } from "../../../src/books/database.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/config/settings.ts";
import { decide } from "../../../src/decisions/decide.ts";
import { undo } from "../../../src/decisions/reverse.ts";
import { openWorkspace } from "../../../src/config/workspace.ts";
import { verify } from "../../../src/audit/verify/verify.ts";
import { Scenario, type LineOf } from "../scenario.ts";

const AT = new Date("2026-03-05T09:00:00Z");
const ANNA = { actor: "anna" };
let books: Books;
let shop: Scenario;

freshShop((fresh) => ({ books, shop } = fresh));

const CHARGEBACK: LineOf = { type: "REVERSAL", amount: 500, orderId: "o1", dispute: "krn:1" };
const WON: LineOf = { ...CHARGEBACK, type: "CREDIT", detailedType: "CORRECTION_DISPUTE" };
const PROTECTION: LineOf = {
  type: "REVERSAL_MERCHANT_PROTECTION",
  detailedType: "FRAUD_POLICY_CREDIT_NET",
  amount: 500,
  orderId: "o1",
};
/** Keeps payouts from being negative. */
const OTHER: LineOf = { type: "COMMISSION", amount: 10_000 };

async function night(lines: readonly LineOf[], settings: Settings = DEFAULT_SETTINGS): Promise<void> {
  await shop.payout([...lines, OTHER]);
  await shop.night(settings);
}

async function disputedBalance(): Promise<number> {
  return (await shop.balances())["1516"] ?? 0;
}

async function idOf(code: string): Promise<bigint> {
  const [found] = await rows(
    books,
    { id: "bigint" },
    "select id from deviation where code = :code and state <> 'closed' order by id desc",
    { code },
  );
  return found?.id ?? -1n;
}

describe("a chargeback ends by itself", () => {
  test("when the dispute is won as a credit, and nobody is asked for an account", async () => {
    await night([CHARGEBACK]);
    expect(await shop.deviations()).toEqual(["P1:4 chargeback"]);
    await night([WON]);
    expect(await shop.deviations()).toEqual([]);
    expect(await disputedBalance()).toBe(0);
  });

  test("when the same payout has its merchant protection", async () => {
    await night([CHARGEBACK, { ...PROTECTION, amount: 500 }]);
    expect(await shop.deviations()).toEqual([]);
    expect(await shop.deviations("closed")).toEqual(["P1:4 chargeback"]);
  });

  test("when its protection came first", async () => {
    await night([PROTECTION]);
    expect(await shop.deviations()).toEqual([]);
    await night([CHARGEBACK]);
    expect(await shop.deviations()).toEqual([]);
  });

  test("when the credit says nothing but the dispute's number", async () => {
    await night([CHARGEBACK]);
    await night([{ type: "CREDIT", amount: 500, dispute: "krn:1" }]);
    expect(await shop.deviations()).toEqual([]);
    expect(await disputedBalance()).toBe(0);
  });

  test("when the settings send credits to the disputed account", async () => {
    await night([CHARGEBACK]);
    await night([{ type: "CREDIT", amount: 500, orderId: "o1" }], {
      ...DEFAULT_SETTINGS,
      lineAccounts: { CREDIT: 1516 },
    });
    expect(await shop.deviations()).toEqual([]);
  });
});

describe("a chargeback stays", () => {
  test("where what came back is for another dispute, order or amount", async () => {
    await night([CHARGEBACK]);
    await night([
      { ...WON, dispute: "krn:2" },
      { ...PROTECTION, orderId: "o2" },
      { ...PROTECTION, amount: 600 },
    ]);
    expect(await shop.deviations()).toEqual(["P1:4 chargeback"]);
  });

  test("as one of two where one credit came back", async () => {
    await night([CHARGEBACK, { ...CHARGEBACK, dispute: "krn:2" }, PROTECTION]);
    expect(await shop.deviations()).toEqual(["P1:5 chargeback"]);
  });

  test("with its rest where a part came back, and only the rest can be moved", async () => {
    await night([CHARGEBACK]);
    await night([{ ...PROTECTION, amount: 400 }]);
    const [told] = await select(books, "select expected, found, amount from deviation where state = 'open'");
    expect(told).toEqual({ expected: "5.00", found: "1.00", amount: 100n });
    await decide(books, await idOf("chargeback"), { ...ANNA, account: 6351 }, DEFAULT_SETTINGS, AT);
    expect(await shop.balances()).toMatchObject({ "6351": 100 });
    expect(await disputedBalance()).toBe(0);
  });

  test("again when a dispute that was won is lost after all, until it is won again", async () => {
    await night([CHARGEBACK]);
    await night([WON]);
    await night([CHARGEBACK]);
    expect(await shop.deviations()).toEqual(["P3:4 chargeback"]);
    await night([WON]);
    expect(await shop.deviations()).toEqual([]);
  });
});

describe("a dispute that a person had booked as lost", () => {
  beforeEach(async () => {
    await night([CHARGEBACK]);
    await decide(books, await idOf("chargeback"), { ...ANNA, account: 6351 }, DEFAULT_SETTINGS, AT);
    await night([WON]);
  });

  test("is told when it is won: the money is on an account without its claim", async () => {
    expect(await shop.deviations()).toEqual(["P2:4 needs_account"]);
    await shop.night();
    expect(await shop.deviations()).toEqual(["P2:4 needs_account"]);
  });

  test("ends once the loss is taken back", async () => {
    await undo(books, await idOf("chargeback"), ANNA, DEFAULT_SETTINGS, AT);
    await shop.night();
    expect(await shop.deviations()).toEqual([]);
    expect(await disputedBalance()).toBe(0);
  });

  test("or once the money is put on the account of the loss", async () => {
    await decide(books, await idOf("needs_account"), { ...ANNA, account: 6351 }, DEFAULT_SETTINGS, AT);
    expect(await disputedBalance()).toBe(0);
    expect((await shop.balances())["6351"]).toBeUndefined();
    await shop.night();
    expect(await shop.deviations()).toEqual([]);
  });
});

test("a chargeback that was accepted as it is takes its money all the same", async () => {
  await night([CHARGEBACK]);
  await decide(
    books,
    await idOf("chargeback"),
    { ...ANNA, accept: true, why: "answered" },
    DEFAULT_SETTINGS,
    AT,
  );
  await night([WON]);
  await undo(books, await idOf("chargeback"), ANNA, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual([]);
});

describe("a customer who did not pay", () => {
  const DEFAULTED: LineOf = {
    type: "RETURN",
    detailedType: "PAYMENT_DEFAULT",
    amount: 500,
    orderId: "o1",
    reference1: "7101",
  };

  beforeEach(async () => {
    await shop.receivables([
      { kind: "order", number: "7101", amount: 500, orderId: "o1" },
      { kind: "credit_note", number: "C1", amount: 500, orderId: "o1" },
    ]);
    await night([{ amount: 500, orderId: "o1" }]);
    await night([DEFAULTED]);
  });

  test("is a claim on the disputed account: no credit note is settled and no order paid back", async () => {
    expect(await shop.deviations()).toEqual(["P2:4 payment_default"]);
    expect(await shop.allocations()).toHaveLength(1);
    expect(await shop.balances()).toMatchObject({ "1510": -500, "1516": 500 });
    expect((await shop.balances())["1686"]).toBeUndefined();
  });

  test("can be booked as a bad debt, and that taken back", async () => {
    await decide(books, await idOf("payment_default"), { ...ANNA, account: 6351 }, DEFAULT_SETTINGS, AT);
    expect(await shop.balances()).toMatchObject({ "6351": 500 });
    await undo(books, await idOf("payment_default"), ANNA, DEFAULT_SETTINGS, AT);
    expect(await shop.deviations()).toEqual(["P2:4 payment_default"]);
    await shop.night();
    expect(await shop.allocations()).toHaveLength(1);
  });

  test("ends by itself when the money comes back", async () => {
    await night([{ ...WON }]);
    expect(await shop.deviations()).toEqual([]);
    expect(await disputedBalance()).toBe(0);
  });
});

test("commission taken back is no chargeback", async () => {
  await night([{ type: "REVERSAL", detailedType: "COMMISSION_RETURN", amount: 300 }]);
  expect(await shop.deviations()).toEqual([]);
  expect((await shop.balances())["3990"]).toBe(300 - OTHER.amount);
});

test("the database refuses money that came back to be counted twice", async () => {
  await night([CHARGEBACK, { ...CHARGEBACK, dispute: "krn:2" }, PROTECTION]);
  const [one, two, back] = await rows(
    books,
    { id: "bigint" },
    "select line_id as id from disputed order by 1",
  );
  await expect(
    select(
      books,
      `insert into dispute_cover (claim_line_id, credit_line_id, amount, agreed, at) values (:two, :back, 1, 'order', now())`,
      { two: two?.id, back: back?.id },
    ),
  ).rejects.toThrow("beyond the line");
  expect(one).toBeDefined();
});

describe("what version 1 of the rules booked", () => {
  const BOOKED = [
    CHARGEBACK,
    PROTECTION,
    { ...WON, orderId: "o9", dispute: "krn:9" },
    { type: "RETURN", detailedType: "PAYMENT_DEFAULT", amount: 70, orderId: "o7" },
    { type: "REVERSAL", detailedType: "COMMISSION_RETURN", amount: 30 },
  ];

  beforeEach(async () => {
    await shop.payout([...BOOKED, OTHER]);
    await shop.night(DEFAULT_SETTINGS, { rules: 1 });
    // as migration 009 keeps what had been booked before it
    await select(
      books,
      `insert into disputed (line_id, payout_id)
       select id, payout_id from line where type in ('REVERSAL', 'REVERSAL_MERCHANT_PROTECTION')`,
    );
  });

  test("stands as it was", async () => {
    expect(await shop.deviations()).toEqual([
      "P1:4 chargeback",
      "P1:6 needs_account",
      "P1:7 no_credit_note",
      "P1:8 chargeback",
    ]);
    expect(await shop.balances()).toMatchObject({ "1516": 30, "1686": 70, "2999": -500 });
  });

  test("can be computed anew by the rules of then, and its disputes end by those of now", async () => {
    expect(await provable()).toEqual([]);
    await night([
      { ...CHARGEBACK, orderId: "o2", dispute: "krn:2" },
      { ...WON, orderId: "o2", dispute: "krn:2" },
    ]);
    expect(await shop.deviations()).toEqual(["P1:6 needs_account", "P1:7 no_credit_note", "P1:8 chargeback"]);
    expect(await provable()).toEqual([]);
  });
});

/** What `kvitt verify` finds in vouchers, clearing account and deviations; there are no archived reports here. */
async function provable(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "kvitt-disputes-"));
  const workspace = openWorkspace({ KVITT_HOME: folder }, folder);
  const { findings } = await verify({ books, workspace }, { all: true });
  return findings
    .filter(({ check }) => check === "vouchers" || check === "clearing" || check === "deviations")
    .map(({ subject, problem }) => `${subject}: ${problem.en}`);
}
