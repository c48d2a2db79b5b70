/** The settings file of a home that is connected with a stand-in in both directions. */
import type { Fortnox } from "../../stand-ins/fortnox/fortnox.ts";

export function connectionsOf(server: Fortnox, own: object = {}): string {
  return JSON.stringify({
    settleSeconds: 0.2,
    quietDays: 0,
    targets: ["fortnox"],
    connectors: {
      fortnox: { ...server.settings, receivables: true, payments: "book", modeOfPayment: "KLARNA", ...own },
    },
  }); // JSON is YAML
}
