/** The list of all stories that a shop can draw from. */
import { has } from "../features.ts";
import type { Story } from "../story.ts";
import type { Teller } from "../teller.ts";
import * as contradictions from "./contradictions.ts";
import * as doubts from "./doubts.ts";
import * as exact from "./exact.ts";
import * as late from "./late.ts";
import * as others from "./others.ts";
import * as parts from "./parts.ts";
import * as references from "./references.ts";
import * as returns from "./returns.ts";

export type Author = (t: Teller) => Story;

/** `configured`: the line types of `ACCOUNT_TYPES` that have an account in the shop's settings. */
export function allAuthors(configured: ReadonlySet<string>): readonly Author[] {
  return [
    exact.paidInFull,
    exact.invoicePerCapture,
    exact.amountTellsWhichInvoice,
    exact.oneLineForTheWholeOrder,
    exact.twins,
    exact.roundedAway,
    exact.onlyTheOpenPart,
    exact.roundedCreditNote,
    late.invoiceComesLater,
    late.saleComesLater,
    late.theSameListAgain,
    late.neverInvoiced,
    late.neverPaid,
    late.creditNoteComesLater,
    late.neverCredited,
    parts.twoParts,
    parts.threeParts,
    parts.theLastPartIsRounded,
    parts.onlyAPart,
    parts.tooMuch,
    parts.aPartAndThenTooMuch,
    parts.creditNoteInParts,
    returns.creditNotePerRefund,
    returns.creditNoteByAnyLink,
    returns.oneReturnForAllCreditNotes,
    returns.creditNoteTwice,
    returns.moreThanTheCreditNote,
    returns.orderPaidBackInParts,
    returns.orderPaidBackTooMuch,
    returns.orderPaidBackTwice,
    returns.returnBeforeItsSale,
    returns.everythingBeforeTheOrder,
    returns.outOfAPart,
    doubts.twoOrdersForEver,
    doubts.oneOfTwoOrdersIsTaken,
    doubts.theShopCorrectsTheNumber,
    doubts.numberMeetsOrderNumber,
    doubts.theStrongerRungDecides,
    doubts.theStrongerLineGoesFirst,
    doubts.soldTwice,
    doubts.settledElsewhere,
    doubts.anotherCurrency,
    doubts.theShopCorrectsTheCurrency,
    doubts.sameCurrencyOnly,
    doubts.aCoveringSet,
    doubts.nearIsNotEnoughAmongSeveral,
    doubts.moreThanTheWholeOrder,
    references.disguisedReference,
    references.leadingZerosOfAnOnlyCandidate,
    references.leadingZerosTellTwoApart,
    references.leadingZerosOfTwo,
    references.uselessReferences,
    references.almostTheSameNumber,
    others.chargeback,
    others.chargeCreditCorrection(configured),
    others.feesAlone,
    others.feeGivenBack,
    others.commission,
    ...(has("paymentDefault") ? [others.paymentDefault] : []),
    contradictions.anotherOrdersInvoice,
    contradictions.orderIdsDiffer,
    contradictions.anotherCreditNotesNumber,
    contradictions.internalIdMeetsOrderNumber,
    contradictions.theReferenceTellsTwins,
    returns.creditNoteKnowsOnlyItsInvoice,
    returns.returnWithoutReference,
    returns.roundingComesBack,
  ];
}
