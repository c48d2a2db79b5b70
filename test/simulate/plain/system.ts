/**
 * An in-memory system by a literal reading of the contract: a second implementation to compare the known answers with, and
 * to test the checkers on. It books one row per fact.
 */
import type { Books, FoundVoucherRow } from "../books.ts";
import { swedishDay } from "../channels.ts";
import { ACCOUNTS, lineKey, payoutKey, receivableKey } from "../known.ts";
import type { OpenSystem } from "../system.ts";
import { has } from "../features.ts";
import { openChargebacks, plainAccount } from "./disputes.ts";
import { climb, type Account, type OpenLine, type Taking } from "./climb.ts";
import { lineKeys, receivableKeys } from "./keys.ts";
import {
  readReceivables,
  readReport,
  total,
  type PlainLine,
  type PlainReceivable,
  type PlainReport,
} from "./read.ts";

const OUT: ReadonlySet<string> = new Set(["FEE", "RETURN", "REVERSAL", "CHARGE", "HOLDBACK"]);
const IN: ReadonlySet<string> = new Set(
  "SALE COMMISSION CREDIT RELEASE FEE_REFUND CORRECTION REVERSAL_MERCHANT_PROTECTION".split(" "),
);
const NEEDS_ACCOUNT: ReadonlySet<string> = new Set(["CHARGE", "CREDIT", "CORRECTION"]);

interface Payout {
  readonly key: string;
  readonly merchantId: string;
  readonly paymentReference: string;
  readonly currency: string;
  readonly paidAt: string;
  readonly settlement: bigint;
  readonly content: string;
  readonly lines: readonly (PlainLine & { readonly key: string })[];
}

/** A receivable of the shop's newest list, and what has happened to it. */
interface Entry {
  readonly row: PlainReceivable;
  readonly receivedBefore: bigint;
  readonly settled: bigint;
  readonly paidBack: bigint;
}

interface PlainAccount extends Account {
  readonly key: string;
}

export const openPlain: OpenSystem = async ({ lineAccounts, merchants = {} }) => {
  const payouts: Payout[] = [];
  const payoutOfLine = new Map<string, Payout>();
  const entries = new Map<string, Entry>();
  const takings: Taking<PlainAccount>[] = [];
  const deviations = new Map<string, string>(); // of payouts and files, and of lines that nothing will settle
  let ofLines = new Map<string, string>();
  const partly = new Map<string, string>(); // line -> receivable
  const vouchers: { id: string; payout: Payout; cause: string }[] = [];
  const voucherRows: FoundVoucherRow[] = [];
  const debts = new Map<string, bigint>();

  const book = (payout: Payout, cause: string, entries: readonly (readonly [number, bigint])[]) => {
    const id = String(vouchers.length + 1);
    vouchers.push({ id, payout, cause });
    for (const [account, amount] of entries) {
      voucherRows.push({
        voucherId: id,
        account,
        debit: amount > 0n ? amount : 0n,
        credit: amount < 0n ? -amount : 0n,
      });
    }
  };

  const takeIn = (report: PlainReport) => {
    const payout = payoutOf(report);
    const before = payouts.find(({ key }) => key === payout.key);
    if (before) {
      if (before.content !== payout.content) deviations.set(`${payout.key} report_changed`, payout.key);
      return;
    }
    payouts.push(payout);
    for (const { key } of payout.lines) payoutOfLine.set(key, payout);
    // the opening debt must be the closing debt of the payout before, of the same merchant and currency
    const stream = `${payout.merchantId} ${payout.currency}`;
    const opening = total(report, "opening_debt_balance");
    if ((debts.get(stream) ?? opening) !== opening) deviations.set(`${payout.key} debt_gap`, payout.key);
    debts.set(stream, total(report, "closing_debt_balance"));
    if (payout.currency !== "SEK") deviations.set(`${payout.key} needs_rate`, payout.key);
    const debit = (type: string, amount: bigint) => (OUT.has(type) ? amount : -amount);
    const entries = payout.lines.flatMap((line): (readonly [number, bigint])[] => [
      [accountOf(line, lineAccounts), debit(line.type, line.amount)],
      [ACCOUNTS.feeVat, debit(line.type, line.vat)],
    ]);
    const debt = total(report, "total_repay_amount") - total(report, "total_deposit_amount");
    book(payout, "payout", [[ACCOUNTS.bank, payout.settlement], [ACCOUNTS.debt, debt], ...entries]);
    for (const line of payout.lines) {
      if (isPaymentDefault(line)) deviations.set(`${line.key} payment_default`, line.key);
      if (NEEDS_ACCOUNT.has(line.type) && accountOf(line, lineAccounts) === ACCOUNTS.suspense)
        deviations.set(`${line.key} needs_account`, line.key);
    }
  };

  const settle = () => {
    const done = new Set(takings.map(({ line }) => line.key));
    const inOrder = payouts.toSorted((a, b) => (turnOf(a) < turnOf(b) ? -1 : 1));
    const everyLine = payouts.flatMap(({ merchantId, lines }) =>
      lines.map(({ type, cells }) => ({ merchantId, type, cells })),
    );
    const open = inOrder.flatMap(({ merchantId, currency, lines }) =>
      lines.flatMap((line): OpenLine[] => {
        const { key, type, amount, cells } = line;
        if ((type !== "SALE" && type !== "RETURN") || done.has(key) || isPaymentDefault(line)) return [];
        const keys = lineKeys({ merchantId, type, cells }, everyLine);
        return [{ key, type, amount, currency, keys, references: merchants[merchantId]?.references ?? {} }];
      }),
    );
    const accounts = accountsOf(entries);
    ofLines = new Map();
    for (const [line, verdict] of climb(open, accounts)) {
      takings.push(...verdict.takings);
      const [taking] = verdict.takings;
      if (verdict.code === "partly_paid" && taking) partly.set(line.key, taking.receivable.key);
      else if (verdict.code !== null) ofLines.set(line.key, verdict.code);
      const payout = payoutOfLine.get(line.key);
      if (!payout) throw new Error(`${line.key} belongs to no payout`);
      for (const { lineAmount, receivableAmount } of verdict.takings) {
        const sign = line.type === "SALE" ? 1n : -1n;
        book(payout, "late", [
          [ACCOUNTS.clearing, sign * lineAmount],
          [ACCOUNTS.receivable, -sign * receivableAmount],
          [ACCOUNTS.rounding, sign * (receivableAmount - lineAmount)],
        ]);
      }
    }
    for (const account of accounts) {
      const entry = entries.get(account.key);
      if (entry) entries.set(account.key, { ...entry, settled: account.settled, paidBack: account.paidBack });
    }
    for (const [line, receivable] of partly) {
      const entry = entries.get(receivable);
      if (entry?.settled === entry?.row.openAmount) partly.delete(line);
    }
  };

  return {
    night: async (files, receivables) => {
      for (const { bytes } of receivables) {
        for (const row of readReceivables(bytes)) {
          const key = keyOf(row);
          const fresh = { receivedBefore: row.amount - row.openAmount, settled: 0n, paidBack: 0n };
          entries.set(key, { ...(entries.get(key) ?? fresh), row });
        }
      }
      const read: PlainReport[] = [];
      for (const { name, bytes } of files) {
        const report = readReport(bytes);
        const code = refusalOf(report);
        if (code !== null) deviations.set(`${name} ${code}`, name);
        else if (report) read.push(report);
      }
      for (const report of read.toSorted((a, b) => (paidAtOf(a) < paidAtOf(b) ? -1 : 1))) takeIn(report);
      settle();
      const disputed = payouts.flatMap(({ merchantId, currency, lines }) =>
        lines
          .filter((line) => !isPaymentDefault(line) && accountOf(line, lineAccounts) === ACCOUNTS.chargeback)
          .map((line) => ({ key: line.key, stream: `${merchantId} ${currency}`, line })),
      );
      const open = openChargebacks(disputed);
      for (const { key } of disputed)
        if (open.has(key)) deviations.set(`${key} chargeback`, key);
        else deviations.delete(`${key} chargeback`);
    },
    books: async () =>
      foundBooks(payouts, entries, takings, { deviations, ofLines, partly }, vouchers, voucherRows),
    close: async () => undefined,
  };
};

function keyOf({ kind, number, cells }: PlainReceivable): string {
  return receivableKey({ kind, number, merchantId: cells.get("merchant_id") ?? "" });
}

/** All receivables as the ladder sees them now: the keys a credit note takes from its invoice depend on the others. */
function accountsOf(entries: ReadonlyMap<string, Entry>): PlainAccount[] {
  const rows = [...entries.values()].map(({ row }) => row);
  return [...entries].map(([key, { row, receivedBefore, settled, paidBack }]) => ({
    key,
    kind: row.kind,
    number: row.number,
    date: row.cells.get("date") ?? "",
    currency: row.currency,
    openAmount: row.openAmount,
    receivedBefore: row.kind === "order" ? receivedBefore : 0n,
    keys: receivableKeys(row, rows),
    settled,
    paidBack,
  }));
}

/** CONTRACT §5: payout date, payment reference, row; the date is that of the voucher. */
function turnOf({ paidAt, paymentReference, merchantId }: Payout): string {
  return `${swedishDay(new Date(paidAt))} ${paymentReference} ${merchantId}`;
}

function isPaymentDefault({ type, cells }: PlainLine): boolean {
  return has("paymentDefault") && type === "RETURN" && cells.get("detailed_type") === "PAYMENT_DEFAULT";
}

function payoutOf(report: PlainReport): Payout {
  const fact = (name: string) => report.summary.get(name) ?? "";
  const [merchantId, paymentReference] = [fact("merchant_id"), fact("payment_reference")];
  return {
    key: payoutKey(merchantId, paymentReference),
    merchantId,
    paymentReference,
    currency: fact("settlement_currency"),
    paidAt: fact("payout_date"),
    settlement: total(report, "total_settlement_amount"),
    content: report.lines.map(({ cells }) => [...cells].sort().join()).join("\n"),
    lines: report.lines.map((line) => ({ ...line, key: lineKey(merchantId, paymentReference, line.row) })),
  };
}

/** The arithmetic by rows alone: what comes in less what goes out, and the debt. */
function refusalOf(report: PlainReport | null): string | null {
  if (!report) return "unreadable";
  if (report.lines.some(({ type }) => !IN.has(type) && !OUT.has(type))) return "unknown_type";
  const earned = report.lines.reduce(
    (sum, { type, amount, vat }) => sum + (OUT.has(type) ? -1n : 1n) * (amount + vat),
    0n,
  );
  const paid = earned + total(report, "total_deposit_amount") - total(report, "total_repay_amount");
  return paid === total(report, "total_settlement_amount") ? null : "totals_differ";
}

function paidAtOf({ summary }: PlainReport): string {
  return summary.get("payout_date") ?? "";
}

function accountOf(line: PlainLine, lineAccounts: Readonly<Record<string, number>>): number {
  if (isPaymentDefault(line)) return ACCOUNTS.chargeback;
  const isMatched = line.type === "SALE" || line.type === "RETURN";
  return isMatched ? ACCOUNTS.clearing : plainAccount(line, lineAccounts);
}

interface Told {
  readonly deviations: ReadonlyMap<string, string>;
  readonly ofLines: ReadonlyMap<string, string>;
  readonly partly: ReadonlyMap<string, string>;
}

function foundBooks(
  payouts: readonly Payout[],
  entries: ReadonlyMap<string, Entry>,
  takings: readonly Taking<PlainAccount>[],
  { deviations, ofLines, partly }: Told,
  vouchers: readonly { id: string; payout: Payout; cause: string }[],
  voucherRows: readonly FoundVoucherRow[],
): Books {
  const open = (about: string, code: string) => ({ about, code, state: "open" });
  return {
    payouts: payouts.map(({ key, merchantId, paymentReference, currency, paidAt, settlement }) => ({
      id: key,
      key,
      merchantId,
      paymentReference,
      currency,
      date: swedishDay(new Date(paidAt)),
      settlementAmount: settlement,
    })),
    lines: payouts.flatMap(({ key: payoutId, lines }) =>
      lines.map(({ key, type, amount, cells }) => {
        const detailedType = cells.get("detailed_type") ?? "";
        return { id: key, payoutId, key, type, detailedType, amount };
      }),
    ),
    receivables: [...entries].map(([key, { row, receivedBefore }]) => ({
      id: key,
      key,
      openAmount: row.openAmount,
      receivedBefore: row.kind === "order" ? receivedBefore : 0n,
      currency: row.currency,
    })),
    allocations: takings.map(({ line, receivable, effect, lineAmount, receivableAmount, rung }) => ({
      lineId: line.key,
      receivableId: receivable.key,
      effect,
      lineAmount,
      receivableAmount,
      rung,
    })),
    deviations: [
      ...[...deviations].map(([key, about]) => open(about, key.slice(about.length + 1))),
      ...[...ofLines].map(([about, code]) => open(about, code)),
      ...[...partly.keys()].map((about) => open(about, "partly_paid")),
    ],
    vouchers: vouchers.map(({ id, payout, cause }) => ({
      id,
      payoutId: payout.key,
      cause,
      currency: payout.currency,
      date: swedishDay(new Date(payout.paidAt)),
    })),
    voucherRows,
  };
}
