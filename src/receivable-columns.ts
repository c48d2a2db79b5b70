/** The columns of a receivables list (CONTRACT §4), and the exports of other systems that Kvitt can read. */

export const REQUIRED_COLUMNS = ["kind", "number", "currency", "amount"] as const;

export const RECEIVABLE_COLUMNS = [
  ...REQUIRED_COLUMNS,
  "open_amount",
  "merchant_id",
  "order_number",
  "order_id",
  "capture_id",
  "refund_id",
  "date",
  "credits",
] as const;
export type ReceivableColumn = (typeof RECEIVABLE_COLUMNS)[number];

/** Exports of other systems that have a header map. */
export const RECEIVABLES_PRESETS = ["fortnox", "visma", "shopify", "woocommerce"] as const;
export type ReceivablesPreset = (typeof RECEIVABLES_PRESETS)[number];
