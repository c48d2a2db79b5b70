/**
 * What Klarna's detailed types mean: the account (by role) that a line goes to, and the words on its row.
 * Sources: docs.klarna.com "settlement files", section "Detailed type", which says what each of its values is (`verified`: the
 * account follows from those words), and the enum of the Settlements API, which only lists names (`inferred`). The set is
 * open: a detailed type that is not known means what its type means.
 */
import { messages } from "./messages.ts";
import type { AccountRole } from "./accounts.ts";
import { LINE_TYPES, type LineType } from "../line-types.ts";
import type { Message } from "../message.ts";

export interface Meaning {
  /** null: matching books it. `suspense`: what it is for cannot be told, a person must say. */
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
  sv: string,
  en: string,
  source: Meaning["source"],
];

const OTHERS = ["CHARGE", "CREDIT", "CORRECTION"] as const;
const FEES = ["FEE", "FEE_REFUND", ...OTHERS] as const;
const RESERVES = ["HOLDBACK", "RELEASE"] as const;
const DISPUTES = ["REVERSAL", "REVERSAL_MERCHANT_PROTECTION", ...OTHERS] as const;

const OF_TYPE: Readonly<Record<LineType, readonly [role: AccountRole | null, sv: string, en: string]>> = {
  SALE: [null, "Försäljning", "Sale"],
  RETURN: [null, "Återbetalning", "Refund"],
  REVERSAL: ["chargeback", "Återkrav (chargeback)", "Chargebacks"],
  REVERSAL_MERCHANT_PROTECTION: [
    "chargeback",
    "Återkrav täckta av handlarskydd",
    "Chargebacks covered by merchant protection",
  ],
  FEE: ["fee", "Avgifter", "Fees"],
  FEE_REFUND: ["fee", "Återbetalda avgifter", "Fees returned"],
  TAX: ["feeVat", "Moms på avgifter", "VAT on fees"],
  COMMISSION: ["commission", "Provision", "Commission"],
  CORRECTION: ["suspense", "Rättelse", "Correction"],
  CHARGE: ["suspense", "Debitering", "Charge"],
  CREDIT: ["suspense", "Kreditering", "Credit"],
  HOLDBACK: ["holdback", "Innehållet", "Held back"],
  RELEASE: ["holdback", "Frisläppt", "Released"],
};

const ROWS: readonly Row[] = [
  [["SALE"], "PURCHASE", null, "Försäljning", "Sale", "verified"],
  [["RETURN"], "PURCHASE_RETURN", null, "Återbetalning", "Refund", "verified"],
  [
    ["RETURN"],
    "PAYMENT_DEFAULT",
    "chargeback",
    "Kunden har inte betalat",
    "Customer did not pay",
    "verified",
  ],

  [["REVERSAL"], "REVERSAL", "chargeback", "Återkrav (chargeback)", "Chargebacks", "verified"],
  [
    ["REVERSAL"],
    "FRAUD_POLICY_CHARGE",
    "chargeback",
    "Återkrav, bedrägeri",
    "Chargebacks, fraud",
    "verified",
  ],
  [
    ["REVERSAL"],
    "COMMISSION_RETURN",
    "commission",
    "Provision tillbaka",
    "Commission taken back",
    "verified",
  ],
  [
    ["REVERSAL"],
    "COMMISSION_RETURN_GROSS",
    "commission",
    "Provision tillbaka",
    "Commission taken back",
    "inferred",
  ],
  [
    ["REVERSAL", "COMMISSION", ...OTHERS],
    "REVENUE_SHARE_REVERSAL",
    "commission",
    "Intäktsdelning tillbaka",
    "Revenue share taken back",
    "inferred",
  ],
  [
    ["REVERSAL_MERCHANT_PROTECTION"],
    "FRAUD_POLICY_CREDIT_NET",
    "chargeback",
    "Återkrav täckta av handlarskydd",
    "Chargebacks covered by merchant protection",
    "verified",
  ],
  [
    DISPUTES,
    "CORRECTION_DISPUTE",
    "chargeback",
    "Återkrav rättade efter tvist",
    "Chargebacks corrected after dispute",
    "verified",
  ],

  [FEES, "PURCHASE_FEE_FIXED", "fee", "Fast avgift per köp", "Fixed purchase fees", "verified"],
  [FEES, "PURCHASE_FEE_PERCENTAGE", "fee", "Procentavgift på köp", "Percentage purchase fees", "verified"],
  [
    FEES,
    "PURCHASE_FEE_PERCENTAGE_REFUND",
    "fee",
    "Procentavgift tillbaka",
    "Percentage purchase fees returned",
    "verified",
  ],
  [FEES, "SERVICING_FEE", "fee", "Avgift för Klarnakonto", "Servicing fees", "verified"],
  [
    FEES,
    "EXTEND_DUE_DATE_FEE",
    "fee",
    "Avgift för flyttad förfallodag",
    "Fees for extended due dates",
    "verified",
  ],
  [
    FEES,
    "EXPIRY_FEE_GROSS",
    "fee",
    "Avgift för flyttad förfallodag",
    "Fees for extended due dates",
    "verified",
  ],
  [FEES, "EXPIRY_FEE", "fee", "Avgift för flyttad förfallodag", "Fees for extended due dates", "inferred"],
  [FEES, "LATE_RETURN_FEE", "fee", "Avgift för sen retur", "Fees for late returns", "verified"],
  [FEES, "RETURN_FEE", "fee", "Returavgift", "Return fees", "inferred"],
  [FEES, "EXTRA_INVOICE_FEE", "fee", "Avgift för extra faktura", "Extra invoice fees", "inferred"],
  [FEES, "DISPUTE_FEE", "fee", "Tvistavgift", "Dispute fees", "verified"],
  [FEES, "DISPUTE_FEE_REFUND", "fee", "Tvistavgift tillbaka", "Dispute fees returned", "verified"],
  [FEES, "FEE_REFUND", "fee", "Återbetalda avgifter", "Fees returned", "inferred"],
  [FEES, "PERCENTAGE_FEES", "fee", "Procentavgift", "Percentage fees", "inferred"],
  [FEES, "FIXED_FEE_CORRECTION", "fee", "Rättad fast avgift", "Fixed fees corrected", "inferred"],
  [FEES, "FIXED_FEE_CORRECTION_SE", "fee", "Rättad fast avgift", "Fixed fees corrected", "inferred"],
  [FEES, "FIXED_FEE_CORRECTION_UK", "fee", "Rättad fast avgift", "Fixed fees corrected", "inferred"],
  [FEES, "PERCENTAGE_FEE_CORRECTION", "fee", "Rättad procentavgift", "Percentage fees corrected", "inferred"],
  [
    FEES,
    "PERCENTAGE_FEE_CORRECTION_SE",
    "fee",
    "Rättad procentavgift",
    "Percentage fees corrected",
    "inferred",
  ],
  [
    FEES,
    "PERCENTAGE_FEE_CORRECTION_UK",
    "fee",
    "Rättad procentavgift",
    "Percentage fees corrected",
    "inferred",
  ],
  [
    FEES,
    "VAT_ON_FEE_CORRECTION_UK",
    "feeVat",
    "Rättad moms på avgifter",
    "VAT on fees corrected",
    "inferred",
  ],

  [["COMMISSION", ...OTHERS], "COMMISSION", "commission", "Provision", "Commission", "verified"],
  [
    ["COMMISSION", ...OTHERS],
    "PURCHASE_COMMISSION_PERCENTAGE",
    "commission",
    "Provision på köp",
    "Purchase commission",
    "verified",
  ],
  [["COMMISSION", ...OTHERS], "REVENUE_SHARE", "commission", "Intäktsdelning", "Revenue share", "inferred"],
  [
    ["COMMISSION", ...OTHERS],
    "COMMISSION_RETURN",
    "commission",
    "Provision tillbaka",
    "Commission taken back",
    "inferred",
  ],
  [
    ["COMMISSION", ...OTHERS],
    "COMMISSION_RETURN_GROSS",
    "commission",
    "Provision tillbaka",
    "Commission taken back",
    "inferred",
  ],

  // a loan that Klarna has given the shop, and its price
  [
    OTHERS,
    "CASH_ADVANCE_PAYOUT",
    "debt",
    "Lån från Klarna utbetalt",
    "Loan from Klarna paid out",
    "verified",
  ],
  [
    OTHERS,
    "CASH_ADVANCE_AMORTISATION",
    "debt",
    "Amortering av lån från Klarna",
    "Loan from Klarna repaid",
    "verified",
  ],
  [OTHERS, "CASH_ADVANCE_FEES", "fee", "Avgift för lån från Klarna", "Fees for loan from Klarna", "verified"],
  [OTHERS, "LOAN_PAYOUT", "debt", "Lån från Klarna utbetalt", "Loan from Klarna paid out", "inferred"],
  [
    OTHERS,
    "LOAN_AMORTISATION",
    "debt",
    "Amortering av lån från Klarna",
    "Loan from Klarna repaid",
    "inferred",
  ],
  [OTHERS, "LOAN_FEE", "fee", "Avgift för lån från Klarna", "Fees for loan from Klarna", "inferred"],
  // debt to Klarna that is moved, or claimed after the shop's balance was negative for long
  [
    OTHERS,
    "TRANSFER_FROM_LEGACY_INTEGRATION",
    "debt",
    "Skuld från äldre anslutning",
    "Debt from older integration",
    "verified",
  ],
  [
    OTHERS,
    "LIABILITY_TRANSFER",
    "debt",
    "Skuld flyttad mellan butiker",
    "Debt moved between merchants",
    "verified",
  ],
  [OTHERS, "PAYMENT_REMINDER", "debt", "Krävd skuld till Klarna", "Debt to Klarna claimed", "verified"],

  // done by hand: the name says nothing of what for
  [OTHERS, "CREDITED_CORRECTION", "suspense", "Manuell rättelse", "Manual correction", "verified"],
  [OTHERS, "MANUAL_ENTRY", "suspense", "Manuell post", "Manual entry", "inferred"],
  [OTHERS, "CORRECTION", "suspense", "Rättelse", "Correction", "inferred"],

  [RESERVES, "ROLLING_RESERVE", "holdback", "rullande reserv", "rolling reserve", "verified"],
  [RESERVES, "UNDER_REVIEW", "holdback", "under granskning", "under review", "verified"],
  [
    RESERVES,
    "INSUFFICIENT_BANK_ACCOUNT_DETAILS",
    "holdback",
    "bankuppgifter saknas",
    "bank details missing",
    "verified",
  ],
];

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  ROWS.flatMap(([types, detailedType, role, sv, en, source]) =>
    types.map((type): readonly [string, Meaning] => [
      `${type}/${detailedType}`,
      { role, words: wordsFor(type, sv, en), source, finer: role !== OF_TYPE[type][0] },
    ]),
  ),
);

/** A kind of line, as far as its account goes by it. */
export interface KindOfLine {
  readonly type: LineType;
  readonly detailedType: string | null;
  /** The line carries the number of a dispute (`reversal_reference`). */
  readonly disputed?: boolean;
}

/** What a line is. `disputed` tells a CREDIT or CORRECTION whose detailed type says nothing that it belongs to a dispute. */
export function meaningOf({ type, detailedType, disputed = false }: KindOfLine): Meaning {
  const detail = (detailedType ?? "").toUpperCase();
  const known = MEANINGS.get(`${type}/${detail}`);
  if (known !== undefined && (known.role !== "suspense" || !disputed)) return known;
  const isOther = OTHERS.some((other) => other === type);
  if (isOther && (disputed || /DISPUTE|CHARGEBACK/.test(detail)))
    return { ...meaningOf({ type, detailedType: "CORRECTION_DISPUTE" }), source: "inferred" };
  const [role, sv, en] = OF_TYPE[type];
  const name = isOther && detail !== "" ? ` ${detail}` : "";
  return { role, words: messages.meaningOf({ sv, name, en }), source: "inferred", finer: false };
}

/** Every combination in the table, "CHARGE/PAYMENT_REMINDER", with what it means; for the docs. */
export function knownKinds(): ReadonlyMap<string, Meaning> {
  return MEANINGS;
}

/** Whether matching books the line, so that no account of its own can be set for it. */
export function isMatched(kind: KindOfLine): boolean {
  return meaningOf(kind).role === null;
}

export function isLineType(text: string): text is LineType {
  return LINE_TYPES.some((type) => type === text);
}

/** A reserve is held back or released; what it is for follows that. */
function wordsFor(type: LineType, sv: string, en: string): Message {
  if (type === "HOLDBACK") return messages.heldBack({ sv, en });
  if (type === "RELEASE") return messages.released({ sv, en });
  return { sv, en };
}
