/** An independent program adds the vouchers up, and comes to the same balances. */
import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { rows } from "../../src/books/database.ts";
import { wholeVouchers } from "../../src/books/voucher-export.ts";
import { accountsOf } from "../../src/config/settings.ts";
import { hledgerJournal } from "../../src/ledger/hledger.ts";
import { showMinor } from "../../src/money.ts";
import { accountNames } from "../../src/ledger/account-names.ts";
import { makeShop, SIZES } from "../simulate/shop.ts";
import { openWorld, type World } from "./world.ts";

let world: World;

beforeAll(async () => {
  const shop = makeShop("journal", SIZES.small);
  world = await openWorld({ ...shop.settings, people: { anna: { writeOffLimit: "100000.00" } } });
  for (const night of shop.nights) await world.night(night);
  const [one = 0n, other = 0n] = await world.open("no_receivable");
  await world.decide(one, { account: 3999, why: "found" });
  await world.decide(other, { account: 3998, why: "found" });
  await world.undo(other);
  const [third = 0n] = await world.open("no_receivable");
  await world.decide(third, { split: [{ account: 2420, amount: "1.00" }], account: 3001, vat: 25 });
  const [part = 0n, later = 0n] = await world.open("partly_paid");
  await world.decide(part, { writeOff: true, vat: 12, why: "bankrupt" });
  if (later !== 0n) {
    await world.decide(later, { account: 3740, why: "small" });
    await world.undo(later);
  }
}, 120_000);
afterAll(() => world.close());

function hledger(journal: string, ...command: string[]): string {
  return execFileSync("hledger", ["-f", "-", ...command], {
    input: journal,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8" },
    maxBuffer: 1 << 28,
    stdio: ["pipe", "pipe", "pipe"],
  });
}

const installed = (() => {
  try {
    return hledger("", "--version").startsWith("hledger");
  } catch {
    return false;
  }
})();

async function journal(reference: string | null): Promise<string> {
  const vouchers = await wholeVouchers(world.app.books, reference);
  return hledgerJournal(vouchers, accountNames(accountsOf(world.app.workspace.settings, "")));
}

/** "1930 SEK 100.00" for each account and currency that is not at zero. */
async function balancesInBooks(reference: string | null): Promise<string[]> {
  const found = await rows(
    world.app.books,
    { account: "number", currency: "text", balance: "bigint" },
    `select r.account, v.currency, sum(r.debit - r.credit)::bigint as balance
       from voucher_row r join voucher v on v.id = r.voucher_id join payout p on p.id = v.payout_id
      where :reference::text is null or p.payment_reference = :reference
      group by 1, 2 having sum(r.debit - r.credit) <> 0`,
    { reference },
  );
  return found
    .map(({ account, currency, balance }) => `${account} ${currency} ${showMinor(balance, currency)}`)
    .sort();
}

function balancesByHledger(text: string): string[] {
  const csv = hledger(text, "balance", "--flat", "--no-total", "-O", "csv").trim().split("\n").slice(1);
  return csv
    .flatMap((line) => {
      const [, account = "", amounts = ""] = /^"(\d{4})[^"]*","(.*)"$/.exec(line) ?? [];
      return amounts.split(", ").map((amount) => `${account} ${amount.replaceAll(",", "")}`);
    })
    .sort();
}

test("every voucher of a shop is in the journal, with its number", async () => {
  const text = await journal(null);
  const [found] = await rows(world.app.books, { count: "bigint" }, "select count(*) as count from voucher");
  expect(text.match(/^\d{4}-\d\d-\d\d \* \(K\d{4}-\d+\)/gm)).toHaveLength(Number(found?.count ?? 0n));
});

// Where hledger is missing the name says so, and the sums are left to the machine that has it.
test(
  installed ? "hledger agrees to the öre" : "hledger is not installed here, so it has not been asked",
  async () => {
    if (!installed) return;
    const text = await journal(null);
    hledger(text, "check", "--strict");
    expect(balancesByHledger(text)).toEqual(await balancesInBooks(null));
    const [payout] = await wholeVouchers(world.app.books, null);
    const reference = payout?.paymentReference ?? "";
    expect(balancesByHledger(await journal(reference))).toEqual(await balancesInBooks(reference));
  },
);
