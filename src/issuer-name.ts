/** Who pays out, as people call it: Klarna, or Kustom, which Klarna Checkout is called since it left Klarna. */

/** "Kustom" for "kustom". */
export function issuerName(issuer: string): string {
  return issuer.slice(0, 1).toUpperCase() + issuer.slice(1);
}

/** Payouts are named after who made them wherever another than Klarna is among them. */
export function nameIssuers(payouts: readonly { readonly issuer: string }[]): boolean {
  return payouts.some(({ issuer }) => issuer !== "klarna");
}
