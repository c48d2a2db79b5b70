/** The issuer of a payout as people call it: Klarna, or Kustom, the name of Klarna Checkout since it was sold. */

/** "Kustom" for "kustom". */
export function issuerName(issuer: string): string {
  return issuer.slice(0, 1).toUpperCase() + issuer.slice(1);
}

/** Whether payouts are shown with their issuer: where another than Klarna is among them. */
export function nameIssuers(payouts: readonly { readonly issuer: string }[]): boolean {
  return payouts.some(({ issuer }) => issuer !== "klarna");
}
