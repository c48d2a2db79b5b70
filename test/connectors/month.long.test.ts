/**
 * A month of a shop that carries nothing by hand: invoices out of Fortnox, reports out of the Settlements API, matched, payments and
 * vouchers into Fortnox, a letter each night. Systems are away, answers get lost, an invoice comes late, an order has none. At the end
 * Fortnox's ledger is Kvitt's, to the öre.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AppContext } from "../../src/app.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { column, openBooks, rows, type Books } from "../../src/books/database.ts";
import { clockAt } from "../../src/clock.ts";
import { openWorkspace } from "../../src/config/workspace.ts";
import { silentLog } from "../../src/log.ts";
import { useConnectors } from "../../src/pipeline/connected.ts";
import { openConnectors } from "../../src/connectors/registry.ts";
import { advanceAll } from "../../src/pipeline/advance.ts";
import { retry } from "../../src/pipeline/retry.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";
import { runFolder } from "../setup/run.ts";
import { seeded } from "../simulate/random.ts";
import { runNight, take } from "../simulate/kvitt.ts";
import { Fortnox } from "../stand-ins/fortnox/fortnox.ts";
import { Klarna, PASSWORD, USER, type Line } from "../stand-ins/klarna/klarna.ts";

const DAY_MS = 86_400_000;
const PATIENCE_MS = 120_000;
const clock = clockAt("2026-03-02T03:15:00Z");
let database: FreshDatabase;
let books: Books;
let fortnox: Fortnox;
let klarna: Klarna;
let folder: string;
let app: AppContext;

beforeAll(async () => {
  database = await freshDatabase();
  books = openBooks({ url: database.url, max: 4 });
  fortnox = await Fortnox.open({ clock });
  klarna = await Klarna.open(clock);
  folder = mkdtempSync(join(runFolder(), "month-"));
  writeFileSync(join(folder, "password"), PASSWORD);
  const settings = {
    settleSeconds: 0,
    targets: ["fortnox"],
    connectors: {
      fortnox: { ...fortnox.settings, receivables: true, payments: "book", modeOfPayment: "KLARNA" },
      klarnaApi: [{ name: "klarna", user: USER, passwordFile: "password", url: klarna.url }],
    },
  };
  writeFileSync(join(folder, "kvitt.config.yaml"), JSON.stringify(settings)); // JSON is YAML
  const workspace = openWorkspace({ KVITT_HOME: folder, ...fortnox.secrets }, folder);
  app = { workspace, books, clock, log: silentLog };
  const { connectorSecrets: secrets } = workspace;
  const around = { settings: workspace.settings, folder, secrets, clock, log: silentLog, silentMs: 500 };
  useConnectors(workspace, openConnectors(around));
});
afterAll(async () => {
  await Promise.all([fortnox.close(), klarna.close()]);
  await books.destroy();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** A night, and what is due after it, as the sweep would ask for it. */
async function night(): Promise<void> {
  clock.pass(DAY_MS);
  await runNight(app).catch(() => undefined); // an answer was lost: the queue tries the step again
  await retry(app, null);
  for (let rounds = 0; rounds < 4; rounds += 1) {
    clock.pass(10 * 60_000);
    for (const step of await advanceAll(books, clock.now())) await take(app, step).catch(() => undefined);
  }
  // what is sold now is sold in the afternoon, in Swedish time
  fortnox.company.now = `${day()} 15:00`;
}

const day = () => clock.now().toISOString().slice(0, 10);

/** Debit above zero. */
async function balance(account: number): Promise<number> {
  const [sum = 0n] = await column(
    books,
    "bigint",
    "select coalesce(sum(debit - credit), 0)::bigint as sum from voucher_row where account = :account",
    { account },
  );
  return Number(sum);
}

test(
  "Fortnox's ledger is Kvitt's at the end, each invoice paid once and each payout booked once",
  async () => {
    const random = seeded("month");
    const { company } = fortnox;
    let [invoice, order, sold, paidOut] = [1000, 1, 0, 0];
    const open: { number: number; amount: number; order: number }[] = [];
    const sell = () => {
      const [number, own, amount] = [(invoice += 1), (order += 1), 4 * (1 + random.between(0, 19_999))];
      company.sell(number, BigInt(amount), { orderNumber: `W${own}`, date: day() });
      sold += amount;
      open.push({ number, amount, order: own });
    };
    const settled: typeof open = [];
    const pay = (extra: readonly Line[] = []) => {
      const sales = open.splice(0).map((one) => {
        settled.push(one);
        return one;
      });
      const lines = sales.flatMap(({ amount, order: own }): Line[] => [
        { type: "SALE", amount, order: own, reference1: `W${own}` },
        { type: "FEE", amount: Math.round(amount / 160) * 4, order: own, reference1: `W${own}` },
      ]);
      klarna.payLines(`P${order}`, day(), [...lines, ...extra]);
      paidOut += Number(klarna.payouts.at(-1)?.totals["settlement_amount"]);
    };

    // the first week, as it should be
    for (let index = 0; index < 12; index += 1) sell();
    pay();
    await night();

    // Klarna is away a night, Fortnox loses the answer to a voucher and to a payment
    for (let index = 0; index < 12; index += 1) sell();
    pay();
    klarna.fail("GET /payouts", { kind: "status", status: 503 }, { times: 20 });
    await night();
    klarna.heal();
    fortnox.fail("POST /3/vouchers", { kind: "done_then_reset" });
    fortnox.fail("POST /3/invoicepayments", { kind: "done_then_silent" }, { after: 3 });
    await night();
    fortnox.heal();
    await night();

    // a refund with its credit invoice, an order without an invoice, and one whose invoice comes a week late
    for (let index = 0; index < 12; index += 1) sell();
    const [returned] = settled;
    if (returned === undefined) throw new Error("something was sold");
    const credit = (invoice += 1);
    const back = 4 * Math.floor(returned.amount / 8);
    company.sell(credit, BigInt(-back), {
      orderNumber: `W${returned.order}`,
      credits: String(returned.number),
      date: day(),
    });
    sold -= back;
    pay([
      { type: "RETURN", amount: back, order: returned.order, reference1: `W${returned.order}` },
      { type: "SALE", amount: 12_300, order: 90_001, reference1: "W90001" },
      { type: "SALE", amount: 45_600, order: 90_002, reference1: "W90002" },
    ]);
    await night();
    company.sell((invoice += 1), 45_600n, { orderNumber: "W90002", date: day() });
    sold += 45_600;
    await night();

    // the last payout, and a night with nothing new
    for (let index = 0; index < 12; index += 1) sell();
    pay();
    await night();
    await night();

    expect(
      await rows(
        books,
        { target: "text", state: "text" },
        "select target, state from posting where state <> 'posted'",
      ),
    ).toEqual([]);
    expect(
      await column(books, "text", "select code from deviation where state = 'open' order by id"),
    ).toEqual(["no_receivable"]);

    const accounts = [1930, 1686, 6064, 2641, 3740];
    const both = async (account: number) => [
      account,
      Number(company.balance(account)),
      await balance(account),
    ];
    for (const account of accounts) {
      const [, theirs, own] = await both(account);
      expect({ account, theirs }).toEqual({ account, theirs: own });
    }
    expect(company.balance(1930)).toBe(BigInt(paidOut));
    expect(company.balance(1686)).toBe(-12_300n);
    // all that was invoiced is paid: nothing is open, in both
    expect(company.balance(1510)).toBe(0n);
    expect(company.customerLedger()).toBe(0n);
    expect(await balance(1510)).toBe(-sold);

    const paid = company.payments.map(({ invoice: number }) => number);
    expect(new Set(paid).size).toBe(paid.length);
    expect([...paid].sort((a, b) => a - b)).toEqual([...company.invoices.keys()].sort((a, b) => a - b));
    const markers = company.manual().map(({ comments }) => comments);
    expect(new Set(markers).size).toBe(markers.length);
    expect(await column(books, "text", "select payment_reference from payout order by id")).toEqual(
      klarna.payouts.map((one) => one.payment_reference),
    );

    expect(await column(books, "bigint", "select count(*) from run where state <> 'done'")).toEqual([0n]);
    // the last of eight nights had nothing to tell
    expect(readdirSync(app.workspace.mail).filter((name) => name.endsWith(".eml"))).toHaveLength(7);
    expect((await verify({ books, workspace: app.workspace })).findings).toEqual([]);
    expect([fortnox.violations, klarna.violations]).toEqual([[], []]);
  },
  PATIENCE_MS,
);
