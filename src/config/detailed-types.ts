/**
 * What Klarna's detailed types mean: the account (by role) that a line is booked on, and the text on its row.
 * Sources: docs.klarna.com "settlement files", section "Detailed type", which explains each of its values (`verified`: the
 * account follows from that), and the enum of the Settlements API, which only lists names (`inferred`). The set is open: a
 * detailed type that is not known means what its type means.
 */
import { messages } from "./messages.ts";
import type { AccountRole } from "./accounts.ts";
import { LINE_TYPES, type LineType } from "../line-types.ts";
import type { Message } from "../message.ts";

export interface Meaning {
  /** null: matching books it. `suspense`: what it is for is not known, so a person must choose the account. */
  readonly role: AccountRole | null;
  readonly words: Message;
  readonly source: "verified" | "inferred";
  /** The detailed type puts the line on another account than its type alone would. */
  readonly finer: boolean;
}

type Row = readonly [
  types: readonly LineType[],
  detailedType: string,
  role: AccountRole | null,
  words: Message,
  source: Meaning["source"],
];

const OTHERS = ["CHARGE", "CREDIT", "CORRECTION"] as const;
const FEES = ["FEE", "FEE_REFUND", ...OTHERS] as const;
const COMMISSIONS = ["COMMISSION", ...OTHERS] as const;
const RESERVES = ["HOLDBACK", "RELEASE"] as const;
const DISPUTES = ["REVERSAL", "REVERSAL_MERCHANT_PROTECTION", ...OTHERS] as const;

const OF_TYPE: Readonly<Record<LineType, readonly [role: AccountRole | null, words: Message]>> = {
  SALE: [null, messages.sale],
  RETURN: [null, messages.refund],
  REVERSAL: ["chargeback", messages.chargebacks],
  REVERSAL_MERCHANT_PROTECTION: ["chargeback", messages.chargebacksCoveredByMerchantProtection],
  FEE: ["fee", messages.fees],
  FEE_REFUND: ["fee", messages.feesReturned],
  TAX: ["feeVat", messages.vatOnFees],
  COMMISSION: ["commission", messages.commission],
  CORRECTION: ["suspense", messages.correction],
  CHARGE: ["suspense", messages.charge],
  CREDIT: ["suspense", messages.credit],
  HOLDBACK: ["holdback", messages.holdback],
  RELEASE: ["holdback", messages.release],
};

const ROWS: readonly Row[] = [
  [["SALE"], "PURCHASE", null, messages.sale, "verified"],
  [["RETURN"], "PURCHASE_RETURN", null, messages.refund, "verified"],
  [["RETURN"], "PAYMENT_DEFAULT", "chargeback", messages.customerDidNotPay, "verified"],

  [["REVERSAL"], "REVERSAL", "chargeback", messages.chargebacks, "verified"],
  [["REVERSAL"], "FRAUD_POLICY_CHARGE", "chargeback", messages.chargebacksFraud, "verified"],
  [["REVERSAL"], "COMMISSION_RETURN", "commission", messages.commissionTakenBack, "verified"],
  [["REVERSAL"], "COMMISSION_RETURN_GROSS", "commission", messages.commissionTakenBack, "inferred"],
  [
    ["REVERSAL", ...COMMISSIONS],
    "REVENUE_SHARE_REVERSAL",
    "commission",
    messages.revenueShareTakenBack,
    "inferred",
  ],
  [
    ["REVERSAL_MERCHANT_PROTECTION"],
    "FRAUD_POLICY_CREDIT_NET",
    "chargeback",
    messages.chargebacksCoveredByMerchantProtection,
    "verified",
  ],
  [DISPUTES, "CORRECTION_DISPUTE", "chargeback", messages.chargebacksCorrectedAfterDispute, "verified"],

  [FEES, "PURCHASE_FEE_FIXED", "fee", messages.fixedPurchaseFees, "verified"],
  [FEES, "PURCHASE_FEE_PERCENTAGE", "fee", messages.percentagePurchaseFees, "verified"],
  [FEES, "PURCHASE_FEE_PERCENTAGE_REFUND", "fee", messages.percentagePurchaseFeesReturned, "verified"],
  [FEES, "SERVICING_FEE", "fee", messages.servicingFees, "verified"],
  [FEES, "EXTEND_DUE_DATE_FEE", "fee", messages.feesForExtendedDueDates, "verified"],
  [FEES, "EXPIRY_FEE_GROSS", "fee", messages.feesForExtendedDueDates, "verified"],
  [FEES, "EXPIRY_FEE", "fee", messages.feesForExtendedDueDates, "inferred"],
  [FEES, "LATE_RETURN_FEE", "fee", messages.feesForLateReturns, "verified"],
  [FEES, "RETURN_FEE", "fee", messages.returnFees, "inferred"],
  [FEES, "EXTRA_INVOICE_FEE", "fee", messages.extraInvoiceFees, "inferred"],
  [FEES, "DISPUTE_FEE", "fee", messages.disputeFees, "verified"],
  [FEES, "DISPUTE_FEE_REFUND", "fee", messages.disputeFeesReturned, "verified"],
  [FEES, "FEE_REFUND", "fee", messages.feesReturned, "inferred"],
  [FEES, "PERCENTAGE_FEES", "fee", messages.percentageFees, "inferred"],
  [FEES, "FIXED_FEE_CORRECTION", "fee", messages.fixedFeesCorrected, "inferred"],
  [FEES, "FIXED_FEE_CORRECTION_SE", "fee", messages.fixedFeesCorrected, "inferred"],
  [FEES, "FIXED_FEE_CORRECTION_UK", "fee", messages.fixedFeesCorrected, "inferred"],
  [FEES, "PERCENTAGE_FEE_CORRECTION", "fee", messages.percentageFeesCorrected, "inferred"],
  [FEES, "PERCENTAGE_FEE_CORRECTION_SE", "fee", messages.percentageFeesCorrected, "inferred"],
  [FEES, "PERCENTAGE_FEE_CORRECTION_UK", "fee", messages.percentageFeesCorrected, "inferred"],
  [FEES, "VAT_ON_FEE_CORRECTION_UK", "feeVat", messages.vatOnFeesCorrected, "inferred"],

  [COMMISSIONS, "COMMISSION", "commission", messages.commission, "verified"],
  [COMMISSIONS, "PURCHASE_COMMISSION_PERCENTAGE", "commission", messages.purchaseCommission, "verified"],
  [COMMISSIONS, "REVENUE_SHARE", "commission", messages.revenueShare, "inferred"],
  [COMMISSIONS, "COMMISSION_RETURN", "commission", messages.commissionTakenBack, "inferred"],
  [COMMISSIONS, "COMMISSION_RETURN_GROSS", "commission", messages.commissionTakenBack, "inferred"],

  // a loan that Klarna has given the shop, and its price
  [OTHERS, "CASH_ADVANCE_PAYOUT", "debt", messages.loanFromKlarnaPaidOut, "verified"],
  [OTHERS, "CASH_ADVANCE_AMORTISATION", "debt", messages.loanFromKlarnaRepaid, "verified"],
  [OTHERS, "CASH_ADVANCE_FEES", "fee", messages.feesForLoanFromKlarna, "verified"],
  [OTHERS, "LOAN_PAYOUT", "debt", messages.loanFromKlarnaPaidOut, "inferred"],
  [OTHERS, "LOAN_AMORTISATION", "debt", messages.loanFromKlarnaRepaid, "inferred"],
  [OTHERS, "LOAN_FEE", "fee", messages.feesForLoanFromKlarna, "inferred"],
  // debt to Klarna that is moved, or claimed after the shop's balance was negative for long
  [OTHERS, "TRANSFER_FROM_LEGACY_INTEGRATION", "debt", messages.debtFromOlderIntegration, "verified"],
  [OTHERS, "LIABILITY_TRANSFER", "debt", messages.debtMovedBetweenMerchants, "verified"],
  [OTHERS, "PAYMENT_REMINDER", "debt", messages.debtToKlarnaClaimed, "verified"],

  // manual entries: the name does not show what for
  [OTHERS, "CREDITED_CORRECTION", "suspense", messages.manualCorrection, "verified"],
  [OTHERS, "MANUAL_ENTRY", "suspense", messages.manualEntry, "inferred"],
  [OTHERS, "CORRECTION", "suspense", messages.correction, "inferred"],

  [RESERVES, "ROLLING_RESERVE", "holdback", messages.rollingReserve, "verified"],
  [RESERVES, "UNDER_REVIEW", "holdback", messages.underReview, "verified"],
  [RESERVES, "INSUFFICIENT_BANK_ACCOUNT_DETAILS", "holdback", messages.bankDetailsMissing, "verified"],
];

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  ROWS.flatMap(([types, detailedType, role, words, source]) =>
    types.map((type): readonly [string, Meaning] => [
      `${type}/${detailedType}`,
      { role, words: wordsFor(type, words), source, finer: role !== OF_TYPE[type][0] },
    ]),
  ),
);

/** What the account of a line depends on. */
export interface KindOfLine {
  readonly type: LineType;
  readonly detailedType: string | null;
  /** The line carries the number of a dispute (`reversal_reference`). */
  readonly disputed?: boolean;
}

/** `disputed` shows that a CREDIT or CORRECTION without a telling detailed type belongs to a dispute. */
export function meaningOf({ type, detailedType, disputed = false }: KindOfLine): Meaning {
  const detail = (detailedType ?? "").toUpperCase();
  const known = MEANINGS.get(`${type}/${detail}`);
  if (known !== undefined && (known.role !== "suspense" || !disputed)) return known;
  const isOther = OTHERS.some((other) => other === type);
  if (isOther && (disputed || /DISPUTE|CHARGEBACK/.test(detail)))
    return { ...meaningOf({ type, detailedType: "CORRECTION_DISPUTE" }), source: "inferred" };
  const [role, meaning] = OF_TYPE[type];
  const words =
    isOther && detail !== "" ? messages.meaningWithType({ meaning, detailedType: detail }) : meaning;
  return { role, words, source: "inferred", finer: false };
}

/** Every combination in the table, "CHARGE/PAYMENT_REMINDER", with what it means; for the docs. */
export function knownKinds(): ReadonlyMap<string, Meaning> {
  return MEANINGS;
}

/** Whether matching books the line, so that no account can be set for its type. */
export function isMatched(kind: KindOfLine): boolean {
  return meaningOf(kind).role === null;
}

export function isLineType(text: string): text is LineType {
  return LINE_TYPES.some((type) => type === text);
}

/** A reserve is held back or released; the reason comes after that. */
function wordsFor(type: LineType, reason: Message): Message {
  if (type === "HOLDBACK") return messages.heldBack(reason);
  if (type === "RELEASE") return messages.released(reason);
  return reason;
}
