/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  wrongField: (where: string) => `What was sent in ${where} cannot be used.`,
  seeDescription: "See /api/v1/openapi.json for what can be sent.",
  noSuchCursor: "The place in the list (after) is not one that Kvitt has given.",
  beginAtStart: "Begin again without after.",
  noPayout: (name: string) => `There is no payout ${name}.`,
  seePayouts: "Get /api/v1/payouts to see which there are.",
  noDeviation: (id: number) => `There is no deviation ${id}.`,
  seeDeviations: "Get /api/v1/deviations to see which there are.",
  noProposal: (id: number) => `There is no proposal ${id}.`,
  seeProposals: "Get /api/v1/proposals to see which wait.",
  nameDecisionOfMany: "Name account, writeOff, accept or onlyCandidate.",
  noVoucher: (id: number) => `There is no voucher ${id}.`,
  seeVouchers: "Get /api/v1/vouchers to see which there are.",
  noRun: (id: number) => `There is no run ${id}.`,
  seeRuns: "Get /api/v1/runs to see which there are.",
  noDecision: "No decision is named.",
  nameDecision: "Name match, account, split, writeOff or accept.",
  tryAnotherFile: "Correct it and send the file again.",
} satisfies typeof sv;
