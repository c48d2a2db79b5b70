/** Nights with disputes, customers who did not pay, VAT in the home currency and a long fiscal year: provable, and told again. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rows } from "../../src/books/database.ts";
import { explainLine } from "../../src/audit/explain/explain.ts";
import { replayRun } from "../../src/audit/replay/replay.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { openWorld, type World } from "./world.ts";

const MINUTE = 60_000;
let world: World;

const COLUMNS =
  "type;capture_date;order_id;merchant_reference1;amount;posting_currency;detailed_type;reversal_reference;vat_amount;tax_in_currency_of_registration_country;currency_code_of_registration_country";

/** Lines as "SALE o1 7001 500.00 DETAIL dispute vat stated"; "-" is an empty cell. */
function report(
  reference: string,
  payoutDate: string,
  currency: string,
  ...lines: readonly string[]
): { name: string; bytes: Buffer } {
  const rowsOf = lines.map((line) => {
    const cells = line.split(" ").map((cell) => (cell === "-" ? "" : cell));
    const [
      type = "",
      orderId = "",
      number = "",
      amount = "",
      detail = "",
      dispute = "",
      vat = "",
      stated = "",
    ] = cells;
    return [
      type,
      `${payoutDate}T06:00:00Z`,
      orderId,
      number,
      amount,
      currency,
      detail,
      dispute,
      vat,
      stated,
      stated && "SEK",
    ].join(";");
  });
  const cents = (text: string) => Number(text.replace(".", ""));
  const total = lines.reduce((sum, line) => {
    const [type = "", , , amount = "0", , , vat = "0"] = line.split(" ");
    const sign = ["SALE", "CREDIT", "REVERSAL_MERCHANT_PROTECTION"].includes(type) ? 1 : -1;
    return sum + sign * (cents(amount) + (vat === "-" ? 0 : cents(vat)));
  }, 0);
  const summary = `total_settlement_amount;payment_reference;settlement_currency;payout_date;merchant_id;merchant_settlement_type\n${(total / 100).toFixed(2)};${reference};${currency};${payoutDate}T07:45:00Z;K123456;NET`;
  return {
    name: `settlement.${reference}.csv`,
    bytes: Buffer.from(`${summary}\n\n${COLUMNS}\n${rowsOf.join("\n")}\n`),
  };
}

const at = (day: string) => new Date(`${day}T02:15:00Z`);
const night = (day: string, files: readonly { name: string; bytes: Buffer }[], orders = "") =>
  world.night({
    files,
    receivables:
      orders === ""
        ? []
        : [{ name: `${day}.csv`, bytes: Buffer.from(`kind;number;currency;amount;date\n${orders}\n`) }],
    at: at(day),
  });

beforeAll(async () => {
  world = await openWorld({
    language: "en",
    company: {
      fiscalYears: [
        { from: "2025-10-01", to: "2026-04-30" },
        { from: "2026-05-01", to: "2026-08-31" },
      ],
    },
    lineAccounts: { HOLDBACK: 1688, "FEE/DISPUTE_FEE": 6069 },
    rates: { EUR: { "2026-01-01": "11.50" } },
  });
  await night(
    "2026-03-11",
    [
      report(
        "910001",
        "2026-03-10",
        "SEK",
        "SALE o1 1 500.00",
        "SALE o2 2 900.00",
        "SALE o3 3 300.00",
        "SALE o4 4 400.00",
      ),
    ],
    "order;1;SEK;500.00;\norder;2;SEK;900.00;\norder;3;SEK;300.00;\norder;4;SEK;400.00;",
  );
  await night(
    "2026-03-18",
    [
      report(
        "910002",
        "2026-03-17",
        "SEK",
        "SALE o5 5 5000.00",
        "REVERSAL o1 1 500.00 REVERSAL krn:1",
        "REVERSAL o2 2 900.00 FRAUD_POLICY_CHARGE",
        "REVERSAL o4 4 400.00 REVERSAL krn:4",
        "RETURN o3 3 300.00 PAYMENT_DEFAULT",
        "FEE o1 1 200.00 DISPUTE_FEE - 50.00",
        "CHARGE - - 10.00 MANUAL_ENTRY",
        "HOLDBACK - - 70.00 ROLLING_RESERVE",
      ),
      report(
        "910003",
        "2026-03-17",
        "EUR",
        "SALE e1 E1 100.00",
        "FEE e1 E1 3.49 PURCHASE_FEE_PERCENTAGE - 0.87 9.98",
        "FEE e1 E1 1.00 PURCHASE_FEE_FIXED - 0.25",
      ),
    ],
    "order;5;SEK;5000.00;\ninvoice;E1;EUR;100.00;2026-03-17",
  );
  const [lost = 0n] = await world.open("chargeback");
  await world.decide(lost, { account: 6351, why: "lost" });
  const [unpaid = 0n] = await world.open("payment_default");
  await world.decide(unpaid, { account: 6352, why: "bankrupt" });
  await night("2026-05-13", [
    report(
      "910004",
      "2026-05-12",
      "SEK",
      "CREDIT o1 1 500.00 CORRECTION_DISPUTE krn:1",
      "REVERSAL_MERCHANT_PROTECTION o2 2 720.00 FRAUD_POLICY_CREDIT_NET",
      "CREDIT o4 4 400.00 - krn:4",
    ),
  ]);
  await night("2026-09-02", [report("910005", "2026-09-01", "SEK", "SALE o6 6 1.00")], "order;6;SEK;1.00;");
}, 3 * MINUTE);
afterAll(() => world.close());

test("what is won is over, what is covered in part is told with its rest, and a loss that was won is told", async () => {
  const open = await rows(
    world.app.books,
    { said: "text" },
    `select d.code || ' ' || d.payment_reference || ' ' || d.found as said from deviation d where d.state = 'open' order by 1`,
  );
  expect(open.map(({ said }) => said)).toEqual([
    "chargeback 910002 180.00",
    "needs_account 910002 10.00",
    "needs_account 910004 500.00",
  ]);
});

test("accounts of the settings are used for every type", async () => {
  const balances = await rows(
    world.app.books,
    { account: "number", balance: "bigint" },
    `select account, sum(r.debit - r.credit)::bigint as balance from voucher_row r join voucher v on v.id = r.voucher_id
      where v.currency = 'SEK' and account in (1516, 1687, 1688, 6064, 6069, 6351, 6352) group by 1 order by 1`,
  );
  expect(balances.map(({ account, balance }) => [account, Number(balance)])).toEqual([
    [1516, 18_000 - 50_000],
    [1688, 7_000],
    [6069, 20_000],
    [6351, 50_000],
    [6352, 30_000],
  ]);
});

test("vouchers are numbered by the fiscal years of the settings, two of which begin in 2026", async () => {
  const found = await rows(
    world.app.books,
    { said: "text" },
    "select fiscal_year || ' ' || fiscal_year_part || ' ' || number || ' ' || date as said from voucher order by id",
  );
  const years = found.map(({ said }) => said);
  expect(years).toContain("2025 0 1 2026-03-10");
  expect(years).toContain("2026 0 1 2026-05-12");
  expect(years).toContain("2026 1 1 2026-09-01");
  const files = readdirSync(world.app.workspace.sie).sort();
  expect(files).toContain("K123456_910004_K2026-1.si");
  expect(files).toContain("K123456_910005_K2026b-1.si");
  const text = readFileSync(join(world.app.workspace.sie, "K123456_910005_K2026b-1.si"), "latin1");
  expect(text).toContain("#RAR 0 20260901 20270831");
});

test("VAT that the report states in the workspace currency is booked to the öre, and the rest of it converted", () => {
  const name = readdirSync(world.app.workspace.sie).find((file) => file.includes("910003")) ?? "";
  const file = readFileSync(join(world.app.workspace.sie, name), "latin1");
  // 9.98 stated, and 0.25 EUR at 11.50 is 2.875, so 2.88
  expect(file).toContain('#TRANS 2641 {} 12.86 "" "VAT on fees"');
});

test(
  "everything can be computed anew",
  async () => {
    const { findings, agrees } = await verify(world.app, { all: true });
    expect(findings).toEqual([]);
    expect(agrees).toBe(true);
  },
  MINUTE,
);

test(
  "every night, run again, writes the same",
  async () => {
    const { books, workspace } = world.app;
    for (const { id } of await rows(books, { id: "bigint" }, "select id from run order by id")) {
      const { differences } = await replayRun({ books, workspace, url: world.url }, id);
      expect(differences).toEqual([]);
    }
  },
  3 * MINUTE,
);

test("a line that is left out of matching has no ladder", async () => {
  const { books, workspace } = world.app;
  const explained = await explainLine(
    books,
    { merchantId: null, paymentReference: "910002", row: 9 },
    workspace.settings,
  );
  expect(explained).toMatchObject({ state: "booked", rungs: [], deviations: [{ code: "payment_default" }] });
});

describe("verify finds", () => {
  test.each([
    [
      "a chargeback that was closed without its money",
      "update deviation set state = 'closed', closed_at = now(), closed_run = 1 where code = 'chargeback' and state = 'open'",
      "chargeback|the dispute is closed|not what was last written|was last made",
    ],
    [
      "money that covers another merchant's dispute",
      "update dispute_cover set agreed = 'dispute' where agreed = 'order'",
      "another dispute",
    ],
    [
      "a cover that is gone",
      "delete from dispute_cover where agreed = 'dispute'",
      "the dispute is closed, but 0.00 of",
    ],
    [
      "a disputed line that is not kept",
      "delete from disputed where line_id = (select max(line_id) from disputed)",
      "should be booked as disputed",
    ],
    [
      "a payment default that was never told",
      "delete from deviation where code = 'payment_default'; delete from deviation_change where deviation_id not in (select id from deviation)",
      "the deviation payment_default is missing",
    ],
    [
      "a voucher in another fiscal year",
      "update voucher set fiscal_year_part = 0, number = 99 where fiscal_year_part = 1",
      "the place among fiscal years|number",
    ],
  ])(
    "%s",
    async (_what, sql, said) => {
      const { findings } = await world.verdictAfter(sql, { all: true });
      expect(findings.map(({ problem }) => problem.en).join("\n")).toMatch(new RegExp(said));
    },
    MINUTE,
  );
});
