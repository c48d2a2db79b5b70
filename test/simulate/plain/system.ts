/**
 * A whole system by the plain reading of the contract, in memory: a second opinion on the known answers, and
 * something for the checkers to be tried on. It books with one row per fact, and forgets everything when closed.
 */
import type { Books, FoundVoucherRow } from "../books.ts";
import { swedishDay } from "../channels.ts";
import { ACCOUNTS, lineKey, payoutKey } from "../known.ts";
import type { OpenSystem } from "../system.ts";
import { climb, type Account, type OpenLine, type Taking } from "./climb.ts";
import { readReceivables, readReport, total, type PlainLine, type PlainReport } from "./read.ts";

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

export const openPlain: OpenSystem = async ({ lineAccounts }) => {
  const payouts: Payout[] = [];
  const payoutOfLine = new Map<string, Payout>();
  const accounts = new Map<string, Account>();
  const takings: Taking[] = [];
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
    const entries = payout.lines.flatMap(({ type, amount, vat }): (readonly [number, bigint])[] => [
      [accountOf(type, lineAccounts), debit(type, amount)],
      [ACCOUNTS.feeVat, debit(type, vat)],
    ]);
    const debt = total(report, "total_repay_amount") - total(report, "total_deposit_amount");
    book(payout, "payout", [[ACCOUNTS.bank, payout.settlement], [ACCOUNTS.debt, debt], ...entries]);
    for (const { key, type } of payout.lines) {
      if (type === "REVERSAL") deviations.set(`${key} chargeback`, key);
      if (NEEDS_ACCOUNT.has(type) && lineAccounts[type] === undefined)
        deviations.set(`${key} needs_account`, key);
    }
  };

  const settle = () => {
    const done = new Set(takings.map(({ line }) => line.key));
    const inOrder = payouts.toSorted((a, b) =>
      `${a.paidAt} ${a.paymentReference}` < `${b.paidAt} ${b.paymentReference}` ? -1 : 1,
    );
    const open = inOrder.flatMap((payout) =>
      payout.lines.flatMap(({ key, type, amount, cells }): OpenLine[] =>
        (type === "SALE" || type === "RETURN") && !done.has(key)
          ? [{ key, type, amount, currency: payout.currency, cells }]
          : [],
      ),
    );
    ofLines = new Map();
    for (const [line, verdict] of climb(open, [...accounts.values()])) {
      takings.push(...verdict.takings);
      const [taking] = verdict.takings;
      if (verdict.code === "partly_paid" && taking) partly.set(line.key, keyOf(taking.receivable));
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
    for (const [line, receivable] of partly) {
      const account = accounts.get(receivable);
      if (account?.settled === account?.openAmount) partly.delete(line);
    }
  };

  return {
    night: async (files, receivables) => {
      for (const { bytes } of receivables) {
        for (const row of readReceivables(bytes)) {
          const key = keyOf(row);
          const { settled, paidBack } = accounts.get(key) ?? { settled: 0n, paidBack: 0n };
          accounts.set(key, { ...row, settled, paidBack });
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
    },
    books: async () =>
      foundBooks(payouts, accounts, takings, { deviations, ofLines, partly }, vouchers, voucherRows),
    close: async () => undefined,
  };
};

function keyOf({ kind, number }: Pick<Account, "kind" | "number">): string {
  return `${kind}:${number}`;
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

function accountOf(type: string, lineAccounts: Readonly<Record<string, number>>): number {
  if (type === "SALE" || type === "RETURN") return ACCOUNTS.clearing;
  if (type.startsWith("FEE")) return ACCOUNTS.fee;
  if (type.startsWith("REVERSAL")) return ACCOUNTS.chargeback;
  if (type === "HOLDBACK" || type === "RELEASE") return ACCOUNTS.holdback;
  if (type === "COMMISSION") return ACCOUNTS.commission;
  return lineAccounts[type] ?? ACCOUNTS.suspense;
}

interface Told {
  readonly deviations: ReadonlyMap<string, string>;
  readonly ofLines: ReadonlyMap<string, string>;
  readonly partly: ReadonlyMap<string, string>;
}

function foundBooks(
  payouts: readonly Payout[],
  accounts: ReadonlyMap<string, Account>,
  takings: readonly Taking[],
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
      lines.map(({ key, type, amount }) => ({ id: key, payoutId, key, type, amount })),
    ),
    receivables: [...accounts].map(([key, { openAmount, currency }]) => ({
      id: key,
      key,
      openAmount,
      currency,
    })),
    allocations: takings.map(({ line, receivable, effect, lineAmount, receivableAmount, rung }) => ({
      lineId: line.key,
      receivableId: keyOf(receivable),
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
