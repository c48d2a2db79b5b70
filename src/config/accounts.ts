/**
 * The roles of accounts, and the default numbers for the Nordic charts. Every number can be overridden for the company and
 * for a merchant (CONTRACT §6).
 * Sources: BAS 2026 (bas.se: 1580 removed, 1686 has its name), NS 4102 for Norway; Denmark and Finland have no
 * statutory numbers, theirs are common defaults.
 */
export const ACCOUNT_ROLES = [
  "bank",
  "receivable",
  "clearing",
  "fee",
  "feeVat",
  "reverseVatOut",
  "rounding",
  "holdback",
  "chargeback",
  "commission",
  "suspense",
  "debt",
  "fxGain",
  "fxLoss",
  "badDebt",
  "vatOut25",
  "vatOut12",
  "vatOut6",
] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];
export type Accounts = Readonly<Record<AccountRole, number>>;

export const ACCOUNT_PRESETS = ["SE", "SE-2025", "NO", "DK", "FI"] as const;
export type AccountPreset = (typeof ACCOUNT_PRESETS)[number];

const SE: Accounts = {
  bank: 1930,
  receivable: 1510,
  clearing: 1686,
  fee: 6064,
  feeVat: 2641,
  reverseVatOut: 2614,
  rounding: 3740,
  holdback: 1687,
  chargeback: 1516,
  commission: 3990,
  suspense: 2999,
  debt: 2890,
  fxGain: 3960,
  fxLoss: 7960,
  badDebt: 6351,
  vatOut25: 2611,
  vatOut12: 2621,
  vatOut6: 2631,
};

export const ACCOUNT_CHARTS: Readonly<Record<AccountPreset, Accounts>> = {
  SE,
  "SE-2025": { ...SE, clearing: 1580 },
  NO: {
    bank: 1920,
    receivable: 1500,
    clearing: 1570,
    fee: 7770,
    feeVat: 2711,
    reverseVatOut: 2701,
    rounding: 7740,
    holdback: 1579,
    chargeback: 1510,
    commission: 3900,
    suspense: 2990,
    debt: 2980,
    fxGain: 8060,
    fxLoss: 8160,
    badDebt: 7830,
    vatOut25: 2700,
    vatOut12: 2703,
    vatOut6: 2703,
  },
  DK: {
    bank: 5500,
    receivable: 5600,
    clearing: 5610,
    fee: 7220,
    feeVat: 6610,
    reverseVatOut: 6620,
    rounding: 7290,
    holdback: 5620,
    chargeback: 5630,
    commission: 1090,
    suspense: 6990,
    debt: 6810,
    fxGain: 9010,
    fxLoss: 9510,
    badDebt: 7240,
    vatOut25: 6600,
    vatOut12: 6600,
    vatOut6: 6600,
  },
  FI: {
    bank: 1910,
    receivable: 1701,
    clearing: 1763,
    fee: 8564,
    feeVat: 1764,
    reverseVatOut: 2940,
    rounding: 8590,
    holdback: 1766,
    chargeback: 1702,
    commission: 3900,
    suspense: 2990,
    debt: 2870,
    fxGain: 9160,
    fxLoss: 9460,
    badDebt: 8550,
    vatOut25: 2939,
    vatOut12: 2939,
    vatOut6: 2939,
  },
};

/** BAS 2026 names of the accounts above, for files that declare the accounts they use. */
export const ACCOUNT_NAMES: Readonly<Record<AccountRole, string>> = {
  bank: "Företagskonto",
  receivable: "Kundfordringar",
  clearing: "Fordringar för kontokort och kuponger",
  fee: "Factoringavgifter",
  feeVat: "Debiterad ingående moms",
  reverseVatOut: "Utgående moms omvänd skattskyldighet, 25 %",
  rounding: "Öres- och kronutjämning",
  holdback: "Innehållna medel hos betalningsförmedlare",
  chargeback: "Tvistiga kundfordringar",
  commission: "Övriga ersättningar och intäkter",
  suspense: "Observationskonto",
  debt: "Övriga kortfristiga skulder",
  fxGain: "Valutakursvinster på fordringar och skulder av rörelsekaraktär",
  fxLoss: "Valutakursförluster på fordringar och skulder av rörelsekaraktär",
  badDebt: "Konstaterade förluster på kundfordringar",
  vatOut25: "Utgående moms på försäljning inom Sverige, 25 %",
  vatOut12: "Utgående moms på försäljning inom Sverige, 12 %",
  vatOut6: "Utgående moms på försäljning inom Sverige, 6 %",
};

/** The VAT rates, in percent, that a decision may take out of an amount. */
export const VAT_RATES = [25, 12, 6, 0] as const;
export type VatRate = (typeof VAT_RATES)[number];

/** First digits of the accounts for income and for costs; all others are balance sheet accounts (BAS, NS 4102), which have no VAT. */
const CLASSES: Readonly<Record<AccountPreset, { readonly income: string; readonly cost: string }>> = {
  SE: { income: "3", cost: "4567" },
  "SE-2025": { income: "3", cost: "4567" },
  NO: { income: "3", cost: "4567" },
  DK: { income: "1", cost: "2347" },
  FI: { income: "3", cost: "45678" },
};

export function classOf(chart: AccountPreset, account: number): "income" | "cost" | "balance" {
  const first = String(account).slice(0, 1);
  const { income, cost } = CLASSES[chart];
  return income.includes(first) ? "income" : cost.includes(first) ? "cost" : "balance";
}
