/**
 * Plans vouchers: series, day, fiscal year and text. Runs, decisions and reversals all plan here, so that the rules for
 * corrections exist once (CONTRACT §6; Bokföringslagen 5:5 and 5:7, BFNAR 2013:2): a correction says what it corrects, when it
 * was made, by whom and why, and is never dated in a closed period.
 */
import { messages } from "./messages.ts";
import { accountsOf, merchantSettings, type Settings } from "../config/settings.ts";
import { issuerName } from "../issuer-name.ts";
import { inEach, verbatim, type Message } from "../message.ts";
import { fiscalYearOf, openDay } from "./voucher-date.ts";

/** A planned voucher, and the accounts that its matching rows use. */
export interface VoucherPlan {
  readonly voucherId: bigint;
  readonly payoutId: bigint;
  readonly cause: VoucherCause;
  readonly causeKey: string;
  readonly series: string;
  readonly fiscalYear: number;
  /** 0; 1 for the second fiscal year that begins in that calendar year. */
  readonly fiscalYearPart: number;
  readonly date: string;
  readonly currency: string;
  /** Without the corrected voucher's number: `correcting` and that number are put before it when it is written. */
  readonly text: string;
  /** "Rättar": the word before the corrected voucher's number. Null: the text is complete. */
  readonly correcting: string | null;
  /** The corrected voucher; null for a payout's own, and when the payout had nothing to book. */
  readonly corrects: bigint | null;
  /** The day it was made. */
  readonly registered: string;
  /** Who made it. */
  readonly sign: string;
  readonly receivable: number;
  readonly clearing: number;
  readonly rounding: number;
  readonly costCentre: string | null;
  readonly project: string | null;
  /** One row for each line, or one sum per account and side. */
  readonly rowPer: "line" | "account";
  /** Position among the vouchers of the run: numbers are assigned in this order. */
  readonly place: number;
}

export type VoucherCause = "payout" | "late" | "part" | "decision" | "undo" | "rate";

/** The payout whose money a voucher moves. */
export interface PlannedPayout {
  readonly id: bigint;
  readonly issuer: string;
  readonly merchantId: string;
  readonly paymentReference: string;
  readonly currency: string;
  readonly date: string;
}

/** Why a voucher is made. */
export type Occasion =
  | { readonly cause: "payout" }
  /** A split voucher. `fresh`: made together with the payout's own voucher. `key`: the day or order. */
  | { readonly cause: "part"; readonly fresh: boolean; readonly runId: bigint; readonly key: string }
  | { readonly cause: "late"; readonly runId: bigint }
  | {
      readonly cause: "decision" | "undo";
      readonly decisionId: bigint;
      readonly actor: string;
      readonly why: string | null;
    };

export interface Planning {
  readonly voucherId: bigint;
  readonly payout: PlannedPayout;
  readonly occasion: Occasion;
  readonly corrects: bigint | null;
  /** The day it is made, in the company's time zone. */
  readonly made: string;
  readonly settings: Settings;
  readonly place: number;
}

/** Signature of vouchers that no person decided. */
export const OWN_SIGN = "Kvitt";

export function planVoucher(planning: Planning): VoucherPlan {
  const { voucherId, payout, occasion, corrects, made, settings, place } = planning;
  const accounts = accountsOf(settings, payout.merchantId);
  const own = merchantSettings(settings, payout.merchantId);
  const isOwn = belongsToPayout(occasion);
  const { date, moved, from } = isOwn
    ? dayOfPayout(payout.date, settings)
    : dayOfCorrection(payout.date, made, settings);
  const isDecided = "actor" in occasion;
  return {
    voucherId,
    payoutId: payout.id,
    cause: occasion.cause,
    causeKey: causeKeyOf(occasion),
    series: own.series ?? settings.voucher.series,
    ...fiscalYearOf(date, settings.company),
    date,
    currency: payout.currency,
    text: textOf(payout, occasion, made, moved ? from : null)[settings.language],
    correcting: isOwn ? null : messages.corrects[settings.language],
    corrects: isOwn ? null : corrects,
    registered: made,
    sign: isDecided ? oneLine(occasion.actor) : OWN_SIGN,
    receivable: accounts.receivable,
    clearing: accounts.clearing,
    rounding: accounts.rounding,
    costCentre: own.costCentre ?? null,
    project: own.project ?? null,
    rowPer: isDecided ? "line" : settings.voucher.rows,
    place,
  };
}

/** Vouchers that are booked together with the payout are no corrections, however many they are. */
function belongsToPayout(occasion: Occasion): boolean {
  return occasion.cause === "payout" || (occasion.cause === "part" && occasion.fresh);
}

export interface VoucherDay {
  readonly date: string;
  /** The day that it would have without closed periods. */
  readonly from: string;
  readonly moved: boolean;
}

export function dayOfPayout(payoutDate: string, { voucher }: Settings): VoucherDay {
  return { ...openDay(payoutDate, voucher.closedThrough), from: payoutDate };
}

/** A payout may be dated some days ahead, and a correction is never dated before the payout. */
export function dayOfCorrection(payoutDate: string, made: string, { voucher }: Settings): VoucherDay {
  const from = voucher.lateDate === "payout" || made < payoutDate ? payoutDate : made;
  return { ...openDay(from, voucher.closedThrough), from };
}

function causeKeyOf(occasion: Occasion): string {
  switch (occasion.cause) {
    case "payout":
      return "";
    case "part":
      return `${occasion.runId} ${occasion.key}`;
    case "late":
      return String(occasion.runId);
    case "decision":
    case "undo":
      return String(occasion.decisionId);
  }
}

/** Long parts come last: SIE files keep 50 characters, and the corrected voucher's number takes the first of them. */
function textOf(payout: PlannedPayout, occasion: Occasion, made: string, movedFrom: string | null): Message {
  const { paymentReference: reference } = payout;
  const issuer = issuerName(payout.issuer);
  const moved = movedFrom === null ? verbatim("") : messages.forDay(movedFrom);
  switch (occasion.cause) {
    case "payout":
      return inEach((l) => `${issuer} ${messages.payout[l]} ${reference}${moved[l]}`);
    case "part":
      if (occasion.fresh) return inEach((l) => `${issuer} ${occasion.key} ${reference}${moved[l]}`);
      return inEach((l) => `${issuer} ${reference}${moved[l]}: ${messages.lateMatch[l]} ${occasion.key}`);
    case "late":
      return inEach((l) => `${issuer} ${reference}${moved[l]}: ${messages.lateMatch[l]}`);
    case "decision":
    case "undo": {
      const actor = oneLine(occasion.actor);
      const by = occasion.cause === "undo" ? messages.undoneBy(actor) : verbatim(actor);
      const why = occasion.why === null ? "" : `, ${oneLine(occasion.why)}`;
      return inEach((l) => `${reference}${moved[l]}: ${by[l]} ${made}${why}`.slice(0, TEXT_LENGTH_MAX));
    }
  }
}

/** A reason may be a page long: the decision and the audit trail keep it in full. */
const TEXT_LENGTH_MAX = 200;

function oneLine(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, " ").trim();
}
