/** Makes one system's books the known answer for another system. */
import type { Books } from "./books.ts";
import type { Known, KnownDeviation, Rung } from "./known.ts";

const STORY = "as the contract reads";
const SPENT: readonly [string, ...string[]] = ["already_settled", "overpaid"];

export function knownFrom(books: Books): Known {
  const keyOfLine = new Map(books.lines.map(({ id, key }) => [id, key]));
  const typeOf = new Map(books.lines.map(({ key, type }) => [key, type]));
  const hasCreditNotes = books.receivables.some(({ key }) => key.startsWith("credit_note:"));
  const keyOfReceivable = new Map(books.receivables.map(({ id, key }) => [id, key]));
  const currencyOf = new Map(books.vouchers.map(({ id, currency }) => [id, currency]));
  const balances = new Map<string, { account: number; currency: string; balance: bigint }>();
  for (const { voucherId, account, debit, credit } of books.voucherRows) {
    const currency = currencyOf.get(voucherId) ?? "";
    const key = `${account} ${currency}`;
    const before = balances.get(key)?.balance ?? 0n;
    balances.set(key, { account, currency, balance: before + debit - credit });
  }
  return {
    payouts: books.payouts.map((payout) => ({
      merchantId: payout.merchantId,
      paymentReference: payout.paymentReference,
      currency: payout.currency,
      date: payout.date,
      settlementAmount: payout.settlementAmount,
      lines: books.lines.filter(({ payoutId }) => payoutId === payout.id).length,
    })),
    lines: books.lines.map(({ key, type, amount }) => ({ line: key, type, amount })),
    settled: books.allocations.map(
      ({ lineId, receivableId, effect, lineAmount, receivableAmount, rung }) => ({
        line: keyOfLine.get(lineId) ?? lineId,
        receivable: keyOfReceivable.get(receivableId ?? "") ?? "",
        lineAmount,
        receivableAmount,
        effect: effect === "pays_back" ? "pays_back" : "settles",
        rung: rungOf(rung),
        story: STORY,
      }),
    ),
    deviations: books.deviations.map(({ about, code }): KnownDeviation => {
      // nothing is left to pay back of an order: the contract has two codes that fit
      const isSpent = !hasCreditNotes && typeOf.get(about) === "RETURN" && SPENT.includes(code);
      return { about, codes: isSpent ? SPENT : [code], story: STORY };
    }),
    balances: [...balances.values()].filter(({ balance }) => balance !== 0n),
  };
}

function rungOf(rung: number | null): Rung {
  if (rung === 1 || rung === 2 || rung === 3 || rung === 4) return rung;
  throw new Error(`${rung ?? "no rung"} is no rung of the ladder`);
}
