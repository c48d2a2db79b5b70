/**
 * Invariants of the books. Each checker reads plain rows and returns violations as text; an empty list means none. The first
 * group holds for any books at any time; the second compares the books with a known answer.
 */
import { showMinor } from "../../src/money.ts";
import type { Books, FoundLine, FoundPayout } from "./books.ts";
import { ACCOUNTS, payoutKey, type Known } from "./known.ts";

/** All checkers together. */
export type Violations = string[];

export function checkAll(books: Books, known: Known): Violations {
  return [...checkInvariants(books), ...checkKnown(books, known)];
}

/** `clearing` and the other accounts: when the shop has configured others than the Swedish chart's. */
export function checkInvariants(books: Books, clearing: number = ACCOUNTS.clearing): Violations {
  return [
    ...vouchersBalance(books),
    ...payoutsAreBookedOnce(books),
    ...clearingIsWhatIsUnsettled(books, clearing),
    ...nothingBeyondWhatIsOpen(books),
  ];
}

export function checkKnown(books: Books, known: Known): Violations {
  return [
    ...payoutsAreAsKnown(books, known),
    ...linesAreAsKnown(books, known),
    ...settledAsKnown(books, known),
    ...deviationsAreAsKnown(books, known),
    ...balancesAreAsKnown(books, known),
  ];
}

export function vouchersBalance({ vouchers, voucherRows }: Books): Violations {
  const sums = new Map<string, { debit: bigint; credit: bigint }>();
  for (const { voucherId, debit, credit } of voucherRows) {
    const sum = sums.get(voucherId) ?? { debit: 0n, credit: 0n };
    sums.set(voucherId, { debit: sum.debit + debit, credit: sum.credit + credit });
  }
  const known = new Set(vouchers.map(({ id }) => id));
  return [
    ...[...sums]
      .filter(([, { debit, credit }]) => debit !== credit)
      .map(([id, { debit, credit }]) => `voucher ${id}: debit ${debit}, credit ${credit}`),
    ...[...sums.keys()]
      .filter((id) => !known.has(id))
      .map((id) => `rows of voucher ${id}, which does not exist`),
    ...vouchers.filter(({ id }) => !sums.has(id)).map(({ id }) => `voucher ${id} has no rows`),
  ];
}

/** One voucher for the payout itself; in the payout's currency, and later ones too. */
export function payoutsAreBookedOnce({ payouts, lines, vouchers }: Books): Violations {
  const withLines = new Set(lines.map(({ payoutId }) => payoutId));
  const byId = new Map(payouts.map((payout) => [payout.id, payout]));
  const own = new Map<string, number>();
  for (const { payoutId, cause } of vouchers)
    if (cause === "payout") own.set(payoutId, (own.get(payoutId) ?? 0) + 1);
  return [
    ...payouts.flatMap(({ id, key, settlementAmount }) => {
      const count = own.get(id) ?? 0;
      const wanted = withLines.has(id) || settlementAmount > 0n ? 1 : count;
      return count === wanted ? [] : [`payout ${key} has ${count} vouchers of its own`];
    }),
    ...vouchers
      .filter(({ payoutId, currency }) => byId.get(payoutId)?.currency !== currency)
      .map(({ id, currency }) => `voucher ${id} is in ${currency}, its payout is not`),
  ];
}

/** For each payout: the amount that its vouchers leave on the clearing account is that of its unmatched lines. */
export function clearingIsWhatIsUnsettled(books: Books, clearing: number): Violations {
  const payoutOf = new Map(books.vouchers.map(({ id, payoutId }) => [id, payoutId]));
  const onAccount = new Map<string, bigint>();
  for (const { voucherId, account, debit, credit } of books.voucherRows) {
    const payoutId = payoutOf.get(voucherId);
    if (account === clearing && payoutId !== undefined) addTo(onAccount, payoutId, debit - credit);
  }
  const used = usedOfLines(books);
  const waiting = new Map<string, bigint>();
  for (const { id, payoutId, type, detailedType, amount } of books.lines) {
    // booked to the disputed account, where nothing settles it
    if (detailedType === "PAYMENT_DEFAULT") continue;
    // money received that is not matched yet is a credit on the account
    if (type === "SALE") addTo(waiting, payoutId, -(amount - (used.get(id) ?? 0n)));
    if (type === "RETURN") addTo(waiting, payoutId, amount - (used.get(id) ?? 0n));
  }
  return books.payouts.flatMap(({ id, key, currency }) => {
    const found = onAccount.get(id) ?? 0n;
    const expected = waiting.get(id) ?? 0n;
    return found === expected
      ? []
      : [
          `payout ${key}: ${clearing} holds ${showMinor(found, currency)}, unsettled lines are ${showMinor(expected, currency)}`,
        ];
  });
}

/** Neither a receivable nor a line gives more than it has, no order pays back more than it received. */
export function nothingBeyondWhatIsOpen(books: Books): Violations {
  const settled = new Map<string, bigint>();
  const paidBack = new Map<string, bigint>();
  for (const { receivableId, effect, receivableAmount } of books.allocations) {
    if (receivableId !== null)
      addTo(effect === "pays_back" ? paidBack : settled, receivableId, receivableAmount);
  }
  const used = usedOfLines(books);
  const payouts = new Map(books.payouts.map((payout) => [payout.id, payout]));
  return [
    ...books.receivables.flatMap(({ id, key, openAmount, receivedBefore }) => {
      const taken = settled.get(id) ?? 0n;
      const back = paidBack.get(id) ?? 0n;
      return [
        ...(taken < 0n || taken > openAmount ? [`${key}: ${taken} settled of ${openAmount} open`] : []),
        ...(back < 0n || back > taken + receivedBefore
          ? [`${key}: ${back} paid back of ${taken + receivedBefore} received`]
          : []),
      ];
    }),
    ...books.lines.flatMap(({ id, key, amount }) => {
      const taken = used.get(id) ?? 0n;
      return taken < 0n || taken > amount ? [`${key}: ${taken} used of ${amount}`] : [];
    }),
    ...currenciesMixed(books, payouts),
  ];
}

function currenciesMixed(
  { allocations, receivables, lines }: Books,
  payouts: ReadonlyMap<string, FoundPayout>,
): Violations {
  const currencyOf = new Map(receivables.map(({ id, currency }) => [id, currency]));
  const lineOf = new Map(lines.map((line) => [line.id, line]));
  return allocations.flatMap(({ lineId, receivableId }) => {
    const line = lineOf.get(lineId);
    if (receivableId === null || !line)
      return line ? [] : [`an allocation of line ${lineId}, which does not exist`];
    const [one, other] = [payouts.get(line.payoutId)?.currency, currencyOf.get(receivableId)];
    return one === other ? [] : [`${line.key} in ${one} settles a receivable in ${other}`];
  });
}

export function payoutsAreAsKnown({ payouts }: Books, known: Known): Violations {
  const show = ({
    currency,
    date,
    settlementAmount,
  }: {
    currency: string;
    date: string;
    settlementAmount: bigint;
  }) => `${date} ${showMinor(settlementAmount, currency)} ${currency}`;
  const expected = known.payouts.map(
    (payout) => [payoutKey(payout.merchantId, payout.paymentReference), show(payout)] as const,
  );
  return compare(
    "payout",
    expected,
    payouts.map((payout) => [payout.key, show(payout)]),
  );
}

export function linesAreAsKnown({ lines }: Books, known: Known): Violations {
  const show = ({ type, amount }: { type: string; amount: bigint }) => `${type} ${amount}`;
  return compare(
    "line",
    known.lines.map((line) => [line.line, show(line)]),
    lines.map((line) => [line.key, show(line)]),
  );
}

/** Precision and recall: exactly the matches of the answer, each by its rung. */
export function settledAsKnown(books: Books, known: Known): Violations {
  const story = new Map(known.settled.map((one) => [`${one.line} -> ${one.receivable}`, one.story]));
  const said = known.settled.map(
    (one) =>
      [
        `${one.line} -> ${one.receivable}`,
        settlement(one.effect, one.lineAmount, one.receivableAmount, one.rung),
      ] as const,
  );
  return compare("settlement", said, netSettlements(books)).map((violation) => {
    const about = [...story].find(([key]) => violation.includes(`${key}:`));
    return about ? `${violation} (${about[1]})` : violation;
  });
}

/** Exactly the open deviations of the answer: no more, no fewer, none twice. */
export function deviationsAreAsKnown({ deviations }: Books, known: Known): Violations {
  const open = deviations.filter(({ state }) => state === "open");
  const left = new Map<string, string[]>();
  for (const { about, code } of open) left.set(about, [...(left.get(about) ?? []), code]);
  const missing = known.deviations.flatMap(({ about, codes, story }) => {
    const found = left.get(about) ?? [];
    const match = found.findIndex((code) => codes.includes(code));
    if (match < 0) {
      const instead = found.length > 0 ? `, but ${found.join(" and ")}` : "";
      return [`${about}: ${codes.join(" or ")} is not told of${instead} (${story})`];
    }
    left.set(about, found.toSpliced(match, 1));
    return [];
  });
  const surplus = [...left].flatMap(([about, codes]) =>
    codes.map((code) => `${about}: ${code} is told of without reason`),
  );
  return [...missing, ...surplus];
}

export function balancesAreAsKnown({ vouchers, voucherRows }: Books, known: Known): Violations {
  const currencyOf = new Map(vouchers.map(({ id, currency }) => [id, currency]));
  const found = new Map<string, bigint>();
  for (const { voucherId, account, debit, credit } of voucherRows) {
    addTo(found, `${account} in ${currencyOf.get(voucherId) ?? "?"}`, debit - credit);
  }
  return compare(
    "balance",
    known.balances.map(({ account, currency, balance }) => [`${account} in ${currency}`, String(balance)]),
    [...found].filter(([, balance]) => balance !== 0n).map(([key, balance]) => [key, String(balance)]),
  );
}

/** Allocations net of reversals: one entry per line and receivable. */
function netSettlements({ allocations, lines, receivables }: Books): (readonly [string, string])[] {
  const lineOf = new Map(lines.map((line): [string, FoundLine] => [line.id, line]));
  const keyOf = new Map(receivables.map(({ id, key }) => [id, key]));
  const net = new Map<
    string,
    { effect: string; rung: number | null; ofLine: bigint; ofReceivable: bigint }
  >();
  for (const { lineId, receivableId, effect, lineAmount, receivableAmount, rung } of allocations) {
    const to =
      receivableId === null ? "an account" : (keyOf.get(receivableId) ?? `receivable ${receivableId}`);
    const key = `${lineOf.get(lineId)?.key ?? `line ${lineId}`} -> ${to}`;
    const before = net.get(key);
    net.set(key, {
      effect,
      rung: before?.rung ?? rung,
      ofLine: (before?.ofLine ?? 0n) + lineAmount,
      ofReceivable: (before?.ofReceivable ?? 0n) + receivableAmount,
    });
  }
  return [...net]
    .filter(([, { ofLine, ofReceivable }]) => ofLine !== 0n || ofReceivable !== 0n)
    .map(([key, { effect, ofLine, ofReceivable, rung }]) => [
      key,
      settlement(effect, ofLine, ofReceivable, rung),
    ]);
}

function settlement(effect: string, ofLine: bigint, ofReceivable: bigint, rung: number | null): string {
  return `${effect} ${ofLine} of the line, ${ofReceivable} of the receivable, by rung ${rung ?? "none"}`;
}

/** Two lists of facts under keys: what is missing, what is too much, what differs. */
function compare(
  what: string,
  expected: readonly (readonly [string, string])[],
  found: readonly (readonly [string, string])[],
): Violations {
  const wanted = new Map(expected);
  const seen = new Map<string, string>();
  const violations: Violations = [];
  for (const [key, fact] of found) {
    if (seen.has(key)) violations.push(`${what} ${key}: there twice`);
    seen.set(key, fact);
    const should = wanted.get(key);
    if (should === undefined) violations.push(`${what} ${key}: ${fact}, but there should be none`);
    else if (should !== fact) violations.push(`${what} ${key}: ${fact}, but it should be: ${should}`);
  }
  for (const [key, fact] of wanted)
    if (!seen.has(key)) violations.push(`${what} ${key}: missing, should be: ${fact}`);
  return violations;
}

function usedOfLines({ allocations }: Books): ReadonlyMap<string, bigint> {
  const used = new Map<string, bigint>();
  for (const { lineId, lineAmount } of allocations) addTo(used, lineId, lineAmount);
  return used;
}

function addTo(sums: Map<string, bigint>, key: string, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}
