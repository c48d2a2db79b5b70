/**
 * A random payout with every type of line, whose sums are known because they are computed here, in a way that shares
 * nothing with the reader: from what each line is meant to do, not from what a file says.
 */
import { decimalsOf, minor, type Minor } from "../../src/money.ts";
import { LINE_TYPES, type LineType, type SettlementType } from "../../src/reports/report.ts";
import type { Random } from "./random.ts";

export interface PlannedLine {
  readonly type: LineType;
  readonly detailedType: string;
  /** Milliseconds since 1970, whole seconds. */
  readonly saleDate: number | null;
  readonly captureDate: number | null;
  readonly orderId: string | null;
  readonly shortOrderId: string | null;
  readonly captureId: string | null;
  readonly refundId: string | null;
  readonly merchantReference1: string | null;
  readonly merchantReference2: string | null;
  readonly merchantCaptureReference: string | null;
  readonly merchantRefundReference: string | null;
  readonly amount: bigint;
  /** What it does to the payout; for the signs that a signed file prints, `printed` says the direction. */
  readonly effect: bigint;
  readonly printed: 1 | -1;
  readonly vat: bigint | null;
  readonly vatRate: string | null;
  readonly country: string | null;
  readonly method: string | null;
  readonly comment: string | null;
  readonly installments: string | null;
}

export interface PlannedPayout {
  readonly reference: string;
  readonly merchantId: string;
  readonly currency: string;
  readonly payoutDate: number;
  readonly settlementType: SettlementType;
  readonly lines: readonly PlannedLine[];
  readonly totals: Readonly<Record<string, Minor>>;
  readonly feesDeducted: boolean;
}

export interface PayoutWishes {
  readonly lines: number;
  /** No summary will say what lines do not: no debts, no fee corrections, NET. */
  readonly plain: boolean;
  /** The file prints signs, so corrections need not be decided by the sums. */
  readonly signed: boolean;
  /** The only payout of its file: then it may be in a currency without decimals. */
  readonly alone: boolean;
  /** Every amount is in a sum: a correction behind the fee correction could be lost without anyone noticing. */
  readonly watertight: boolean;
}

const PLUS: ReadonlySet<LineType> = new Set([
  "SALE",
  "COMMISSION",
  "CREDIT",
  "RELEASE",
  "FEE_REFUND",
  "REVERSAL_MERCHANT_PROTECTION",
]);
const DETAILS: Readonly<Partial<Record<LineType, readonly [string, ...string[]]>>> = {
  SALE: ["PURCHASE"],
  RETURN: ["PURCHASE_RETURN", "PAYMENT_DEFAULT"],
  FEE: ["PURCHASE_FEE_FIXED", "PURCHASE_FEE_PERCENTAGE", "SERVICING_FEE"],
  FEE_REFUND: ["DISPUTE_FEE_REFUND", "PURCHASE_FEE_FIXED"],
  HOLDBACK: ["ROLLING_RESERVE"],
};
const WORDS = [
  "",
  "Återbetalning",
  'köp; "snabbt"',
  "a,b",
  '5" skruv',
  "Ærø",
  "rad ett\nrad två",
  "tab\there",
  "x|y",
] as const;

export function randomPayout(chance: Random, wishes: PayoutWishes): PlannedPayout {
  const currency = chance.pick(["SEK", "SEK", "SEK", "NOK", "DKK", "EUR", wishes.alone ? "ISK" : "EUR"]);
  const settlementType: SettlementType = wishes.plain
    ? "NET"
    : chance.pick(["NET", "NET", "NET", "GROSS", "GROSS_FEE"]);
  const feesDeducted = settlementType !== "GROSS" || chance.chance(0.3);
  const payoutDate = Date.UTC(
    2015 + chance.below(15),
    chance.below(12),
    1 + chance.below(28),
    chance.below(24),
    chance.below(60),
    chance.below(60),
  );
  // Without signs only the sums tell the direction of a correction, and a second open question might spoil that.
  const corrections =
    !wishes.signed && (wishes.plain || settlementType !== "NET")
      ? []
      : settlementType === "GROSS_FEE"
        ? []
        : randomCorrections(chance, payoutDate, currency, wishes.signed);
  const noTakeBack = !wishes.signed && (wishes.plain || corrections.length > 0);
  const types = LINE_TYPES.filter((type) => type !== "CORRECTION");
  const lines = Array.from({ length: wishes.lines }, () =>
    randomLine(
      chance,
      chance.pick(types as [LineType, ...LineType[]]),
      payoutDate,
      currency,
      feesDeducted,
      noTakeBack,
    ),
  );
  if (wishes.signed && corrections.length > 0) {
    // A file shows that it prints signs by a minus on what always takes; without one, corrections would be open.
    const taking = randomLine(chance, "RETURN", payoutDate, currency, feesDeducted, true);
    lines.push({ ...taking, amount: taking.amount + 1n, effect: -taking.amount - 1n });
  }
  if (settlementType === "GROSS" && untellable(lines)) return randomPayout(chance, wishes);
  return finish(chance, {
    reference: chance.digits(9),
    merchantId: chance.pick(["K123456", "M654321", "K6272251"]),
    currency,
    payoutDate,
    settlementType,
    lines: chance.shuffled([...lines, ...corrections]),
    feesDeducted,
    plain: wishes.plain,
    watertight: wishes.watertight,
    invoice: settlementType === "GROSS_FEE" && chance.chance(0.5),
  });
}

/** Fees that cancel each other would be deducted or not with the same sum: no report can tell, so none is made. */
function untellable(lines: readonly PlannedLine[]): boolean {
  let net = 0n;
  let any = false;
  for (const { type, amount, vat } of lines) {
    if (type !== "FEE" && type !== "FEE_REFUND" && type !== "TAX") continue;
    any ||= amount !== 0n;
    net += type === "FEE_REFUND" ? amount + (vat ?? 0n) : -amount - (vat ?? 0n);
  }
  return any && net === 0n;
}

function randomAmount(chance: Random, currency: string): bigint {
  const size = chance.below(20);
  if (size === 0) return 0n;
  if (size === 1) return BigInt(chance.digits(12));
  const units = BigInt(1 + chance.below(size < 10 ? 10_000 : 5_000_000));
  return decimalsOf(currency) === 2 && chance.chance(0.3) ? units * 100n : units;
}

function randomLine(
  chance: Random,
  type: LineType,
  before: number,
  currency: string,
  feesDeducted: boolean,
  noTakeBack: boolean,
): PlannedLine {
  const amount = randomAmount(chance, currency);
  const takenBack = type === "COMMISSION" && !noTakeBack && chance.chance(0.3);
  const printed = PLUS.has(type) && !takenBack ? 1 : -1;
  const isFee = type === "FEE" || type === "FEE_REFUND" || type === "TAX";
  const carriesVat = type === "FEE" || type === "FEE_REFUND";
  const order = chance.chance(0.9);
  const text = (probability: number, make: () => string) => (chance.chance(probability) ? make() : null);
  const captureDate = before - chance.below(30 * 86_400) * 1000;
  return {
    type,
    detailedType: takenBack ? "COMMISSION_RETURN" : chance.pick(DETAILS[type] ?? [type]),
    captureDate: order ? captureDate : null,
    saleDate: order ? captureDate - chance.below(20 * 86_400) * 1000 : null,
    orderId: order ? `${chance.digits(8)}-47f2-${chance.digits(4)}-a${chance.digits(11)}` : null,
    shortOrderId: order ? `42W${chance.digits(3)}${chance.pick(["", "-1"])}` : null,
    captureId: text(0.6, () => `c-${chance.digits(12)}`),
    refundId: text(0.2, () => `r-${chance.digits(12)}`),
    merchantReference1: text(0.9, () => chance.pick(["00", "#", "", "FÖ-"]) + chance.digits(5)),
    merchantReference2: text(0.2, () => chance.digits(4)),
    merchantCaptureReference: text(0.2, () => `F${chance.digits(4)}`),
    merchantRefundReference: text(0.1, () => `KF${chance.digits(4)}`),
    amount,
    effect: isFee && !feesDeducted ? 0n : BigInt(printed) * amount,
    printed,
    vat: carriesVat ? (chance.chance(0.9) ? amount / 4n : 0n) : null,
    vatRate: carriesVat ? chance.pick(["25", "12.5", "0"]) : null,
    country: text(0.5, () => chance.pick(["SE", "NO"])),
    method: text(0.5, () => chance.pick(["invoice", "card"])),
    comment: text(0.3, () => chance.pick([...WORDS] as [string, ...string[]])),
    installments: text(0.1, () => "3"),
  };
}

/** None, one, or several that go the same way: what sums without signs can tell. With signs anything goes. */
function randomCorrections(chance: Random, before: number, currency: string, signed: boolean): PlannedLine[] {
  if (chance.chance(0.7)) return [];
  const same = chance.pick([1, -1] as const);
  return Array.from({ length: 1 + chance.below(3) }, () => {
    const printed = signed ? chance.pick([1, -1] as const) : same;
    const line = randomLine(chance, "CORRECTION", before, currency, true, true);
    const amount = line.amount + 1n;
    return { ...line, amount, printed, effect: BigInt(printed) * amount, vat: null, vatRate: null };
  });
}

interface Unfinished extends Omit<PlannedPayout, "totals"> {
  readonly plain: boolean;
  readonly watertight: boolean;
  /** A GROSS_FEE report whose amount is to be paid by invoice. */
  readonly invoice: boolean;
}

function finish(chance: Random, { plain, invoice, watertight, ...payout }: Unfinished): PlannedPayout {
  const sum = (wanted: (line: PlannedLine) => boolean, of = (line: PlannedLine) => line.amount) =>
    payout.lines.filter(wanted).reduce((total, line) => total + of(line), 0n);
  const ofType = (type: LineType, printed?: number) =>
    sum((line) => line.type === type && (printed === undefined || line.printed === printed));
  const vatOf = (type: LineType) =>
    sum(
      (line) => line.type === type,
      (line) => line.vat ?? 0n,
    );
  const tax = vatOf("FEE") + ofType("TAX");
  const taxRefund = vatOf("FEE_REFUND");
  // Where correction lines are counted: by themselves, or as the fee correction that has no lines of its own.
  const corrections = payout.lines.filter((line) => line.type === "CORRECTION");
  const asFeeCorrection = corrections.length === 1 && !plain && !watertight && chance.chance(0.3);
  const correctionSum = sum(
    (line) => line.type === "CORRECTION",
    (line) => line.effect,
  );
  const besides =
    plain ||
    payout.settlementType === "GROSS" ||
    asFeeCorrection ||
    corrections.length > 0 ||
    chance.chance(0.7)
      ? 0n
      : BigInt(chance.below(10_000));
  const effects = payout.lines.reduce((total, line) => total + line.effect, 0n);
  const vat = payout.feesDeducted ? vatOf("FEE_REFUND") - vatOf("FEE") : 0n;
  const before = effects + vat + besides;
  const owed = before < 0n ? -before : 0n;
  const repay =
    before > 0n && !plain && chance.chance(0.3)
      ? BigInt(chance.below(Number(before > 1_000_000n ? 1_000_000n : before) + 1))
      : 0n;
  const opening = plain ? 0n : repay + (chance.chance(0.3) ? BigInt(chance.below(10_000)) : 0n);
  const totals = {
    sale: ofType("SALE"),
    return: ofType("RETURN"),
    reversal: ofType("REVERSAL") - ofType("REVERSAL_MERCHANT_PROTECTION"),
    fee: ofType("FEE"),
    feeCorrection: besides + (asFeeCorrection ? correctionSum : 0n),
    feeRefund: ofType("FEE_REFUND"),
    tax,
    taxRefund,
    commission: ofType("COMMISSION", 1),
    commissionReversal: ofType("COMMISSION", -1),
    charge: ofType("CHARGE"),
    credit: ofType("CREDIT"),
    holdback: ofType("HOLDBACK"),
    release: ofType("RELEASE"),
    repay,
    deposit: owed,
    openingDebt: opening,
    closingDebt: opening - repay + owed,
    settlement: before < 0n ? 0n : before - repay,
    // What a fee invoice prints instead of a deposit.
    invoiced: invoice && owed > 0n && besides === 0n ? owed : 0n,
  };
  return {
    ...payout,
    totals: Object.fromEntries(Object.entries(totals).map(([name, amount]) => [name, minor(amount)])),
  };
}
