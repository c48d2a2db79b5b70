import { execFileSync } from "node:child_process";
import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { ACCOUNT_CHARTS } from "../../src/config/accounts.ts";
import { hledgerJournal } from "../../src/ledger/hledger.ts";
import type { Voucher } from "../../src/ledger/voucher.ts";
import { showMinor } from "../../src/money.ts";
import { accountNames } from "../../src/ledger/account-names.ts";
import { anyVoucher, credit, debit, PAYOUT } from "../delivery/sie/vouchers.ts";

const NAMES = accountNames(ACCOUNT_CHARTS.SE);

/** What hledger answers. */
function hledger(journal: string, ...command: string[]): string {
  return execFileSync("hledger", ["-f", "-", ...command], {
    input: journal,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8" }, // hledger reads a journal in the locale's charset
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

describe("vouchers as an hledger journal", () => {
  test("are written like this", () => {
    const rows = [
      { ...debit(1930, 119_375n, "Utbetalt"), costCentre: "Nord", project: "P47" },
      credit(1510, 119_375n, "Faktura 10001"),
    ];
    const yen = {
      ...PAYOUT,
      currency: "JPY",
      number: 13,
      rows: [debit(1930, 100n, ""), credit(4711, 100n, "")],
    };
    expect(hledgerJournal([{ ...PAYOUT, rows }, yen], NAMES)).toBe(`decimal-mark .
commodity JPY 1000.
commodity SEK 1000.00
account 1510 Kundfordringar
account 1930 Företagskonto
account 4711

2026-03-10 * (K2026-12) Klarna utbetalning XISA93DJ
    ; merchant:K500746, payout:XISA93DJ
    1930 Företagskonto  SEK 1193.75  ; Utbetalt, costcentre:Nord, project:P47
    1510 Kundfordringar  SEK -1193.75  ; Faktura 10001

2026-03-10 * (K2026-13) Klarna utbetalning XISA93DJ
    ; merchant:K500746, payout:XISA93DJ
    1930 Företagskonto  JPY 100
    4711  JPY -100
`);
  });

  test("without any voucher are a journal without any transaction", () => {
    expect(hledgerJournal([], NAMES)).toBe("decimal-mark .\n");
  });
});

if (installed)
  describe("hledger itself", () => {
    agreement();
  });
else
  test("hledger is not installed here, so its agreement is not tested", () => {
    expect(installed).toBe(false);
  });

function agreement(): void {
  test("accepts texts that look like its own syntax", () => {
    const text = "; order date:1001 [2026-13-45] | (x) 2 = @ date2: {y}\n  1930  SEK 5 ; :";
    const names = new Map([[1930, "Bank: konto;  (A) [B]  *"]]);
    const rows = [
      { ...debit(1930, 100n, text), costCentre: text, project: "a,b:c" },
      credit(1510, 100n, text),
    ];
    const journal = hledgerJournal([{ ...PAYOUT, text, merchantId: text, rows }], names);
    expect(hledger(journal, "check", "--strict")).toBe("");
    expect(hledger(journal, "accounts", "--used")).toBe("1510\n1930 Bank konto A B\n");
  });

  test("finds every voucher in balance, and the same balance on every account", () => {
    const currencies = ["SEK", "EUR", "JPY"];
    const vouchers = fc
      .sample(anyVoucher, { seed: 20260310, numRuns: 300 })
      .map((voucher, at): Voucher => ({ ...voucher, currency: currencies[at % 3] ?? "SEK" }));
    const journal = hledgerJournal(vouchers, NAMES);
    expect(hledger(journal, "check", "--strict")).toBe("");
    expect(hledger(journal, "stats")).toMatch(/Transactions +: 300 /);
    for (const currency of currencies) {
      const found = hledger(journal, "balance", "-E", "--flat", "-N", "-O", "csv", `cur:${currency}`);
      expect(balances(found)).toEqual(balancesOf(vouchers, currency));
    }
  });
}

/** `"1930 Företagskonto","SEK 1193.75"` -> 1930: "1193.75" */
function balances(csv: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, account = "", amount = ""] of csv.matchAll(/^"(\d{4})[^"]*","(?:[A-Z]{3} )?([^"]*)"$/gm))
    found[account] = Number(amount) === 0 ? "0" : amount;
  return found;
}

function balancesOf(vouchers: readonly Voucher[], currency: string): Record<string, string> {
  const sums = new Map<number, bigint>();
  for (const voucher of vouchers.filter((one) => one.currency === currency)) {
    for (const row of voucher.rows)
      sums.set(row.account, (sums.get(row.account) ?? 0n) + row.debit - row.credit);
  }
  return Object.fromEntries(
    [...sums].map(([account, units]) => [account, units === 0n ? "0" : showMinor(units, currency)]),
  );
}
