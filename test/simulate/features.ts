/**
 * Features of CONTRACT that the simulated shops use, each of which can be switched off, to run a shop on a Kvitt without the
 * feature and to narrow down a finding. `KVITT_WITHOUT=references,paymentDefault` switches those two off; empty, none.
 */
const FEATURES = [
  /** §4: receivables have a `merchant_id`, which is part of their key. */
  "merchantId",
  /** §5: what an order had received before Kvitt knew it can be paid back. */
  "receivedBefore",
  /** §5: `merchants.<id>.references` in the config. */
  "references",
  /** §5: a RETURN of detailed type PAYMENT_DEFAULT looks for no credit note. */
  "paymentDefault",
] as const;
export type Feature = (typeof FEATURES)[number];

/** What Kvitt does not have yet. */
const NOT_YET: readonly Feature[] = [];

const LEFT_OUT: ReadonlySet<string> = new Set(process.env["KVITT_WITHOUT"]?.split(",") ?? NOT_YET);

export function has(feature: Feature): boolean {
  return !LEFT_OUT.has(feature);
}
