/** Why a payout is refused: rows without a payout, currencies, and totals that differ. */
import { messages } from "./messages.ts";
import type { Refusal } from "../report.ts";
import { ASK_ISSUER, CONFIGURE, DOWNLOAD_AGAIN } from "./remedies.ts";

type ReasonText = Pick<Refusal, "code" | "what" | "todo">;

export const PAYOUT_REASONS = {
  no_currency: {
    code: "unreadable",
    what: messages.noCurrency,
    todo: CONFIGURE,
  },
  summary_without_currency: {
    code: "unreadable",
    what: messages.summaryWithoutCurrency,
    todo: CONFIGURE,
  },
  currency_unknown: {
    code: "unreadable",
    what: messages.currencyUnknown,
    todo: DOWNLOAD_AGAIN,
  },
  currency_differs: {
    code: "unreadable",
    what: messages.currencyDiffers,
    todo: ASK_ISSUER,
  },
  merchant_differs: {
    code: "unreadable",
    what: messages.merchantDiffers,
    todo: ASK_ISSUER,
  },
  settlement_type_unknown: {
    code: "unreadable",
    what: messages.settlementTypeUnknown,
    todo: ASK_ISSUER,
  },
  rows_without_payout: {
    code: "unreadable",
    what: messages.rowsWithoutPayout,
    todo: messages.rowsWithoutPayoutTodo,
  },
  row_of_no_payout: {
    code: "unreadable",
    what: messages.rowOfNoPayout,
    todo: ASK_ISSUER,
  },
  summary_of_several: {
    code: "unreadable",
    what: messages.summaryOfSeveral,
    todo: messages.summaryOfSeveralTodo,
  },
  payout_twice: {
    code: "unreadable",
    what: messages.payoutTwice,
    todo: DOWNLOAD_AGAIN,
  },
  too_many_payouts: {
    code: "unreadable",
    what: messages.tooManyPayouts,
    todo: messages.tooManyPayoutsTodo,
  },
  layout_unclear: {
    code: "unreadable",
    what: messages.layoutUnclear,
    todo: messages.layoutUnclearTodo,
  },
  row_total_differs: {
    code: "totals_differ",
    what: messages.rowTotalDiffers,
    todo: ASK_ISSUER,
  },
  settlement_differs: {
    code: "totals_differ",
    what: messages.settlementDiffers,
    todo: messages.settlementDiffersTodo,
  },
  vat_not_in_report: {
    code: "totals_differ",
    what: messages.vatNotInReport,
    todo: messages.vatNotInReportTodo,
  },
  debt_differs: {
    code: "totals_differ",
    what: messages.debtDiffers,
    todo: ASK_ISSUER,
  },
  negative_settlement: {
    code: "totals_differ",
    what: messages.negativeSettlement,
    todo: ASK_ISSUER,
  },
  unknown_total: {
    code: "totals_differ",
    what: messages.unknownTotal,
    todo: CONFIGURE,
  },
  direction_ambiguous: {
    code: "totals_differ",
    what: messages.directionAmbiguous,
    todo: messages.directionAmbiguousTodo,
  },
  too_many_undecided: {
    code: "totals_differ",
    what: messages.tooManyUndecided,
    todo: messages.tooManyUndecidedTodo,
  },
} as const satisfies Record<string, ReasonText>;
