/**
 * A voucher to be: its series, day, fiscal year and text. Whoever books (the night, a decision, its undoing) plans here, so
 * that the rules for corrections stand once (CONTRACT §6; Bokföringslagen 5:5 and 5:7, BFNAR 2013:2): a correction says what
 * it corrects, when it was made, by whom and why, and is never dated in a closed period.
 */
import { messages } from "./messages.ts";
import { accountsOf, merchantSettings, type Settings } from "../config/settings.ts";
import { issuerName } from "../issuer-name.ts";
import type { Message } from "../message.ts";
import { fiscalYearOf, openDay } from "./voucher-date.ts";

/** A voucher to be, and the accounts its matching rows use. */
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
  /** Without the number of what it corrects, which is put before it where `correcting` says so. */
  readonly text: string;
  /** "Rättar": stands before the number of the voucher that is corrected. Null: the text is whole. */
  readonly correcting: string | null;
  /** The voucher that is corrected; null for a payout's own, and where the payout had nothing to book. */
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
  /** Place among the vouchers of the run: numbers are given in this order. */
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

/** What a voucher is for. */
export type Occasion =
  | { readonly cause: "payout" }
  /** `fresh`: made together with the payout's own voucher, to which it belongs. `key`: the day or order. */
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

/** Signs what nobody decided. */
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
    correcting: isOwn ? null : CORRECTS[settings.language],
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

/** What is booked together with the payout is no correction, in however many vouchers. */
function belongsToPayout(occasion: Occasion): boolean {
  return occasion.cause === "payout" || (occasion.cause === "part" && occasion.fresh);
}

export interface VoucherDay {
  readonly date: string;
  /** The day it would have had, were its period not closed. */
  readonly from: string;
  readonly moved: boolean;
}

export function dayOfPayout(payoutDate: string, { voucher }: Settings): VoucherDay {
  return { ...openDay(payoutDate, voucher.closedThrough), from: payoutDate };
}

/** A payout may be dated some days ahead; nothing is corrected before the day on which it is booked. */
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

const CORRECTS: Message = messages.corrects;

/** What is long stands last: SIE files take 50 characters, of which the number of the corrected voucher takes the first. */
function textOf(payout: PlannedPayout, occasion: Occasion, made: string, movedFrom: string | null): Message {
  const { paymentReference: reference } = payout;
  const issuer = issuerName(payout.issuer);
  const moved = movedFrom === null ? messages.textOf : messages.forText(movedFrom);
  const both = (of: (language: "sv" | "en") => string): Message => ({ sv: of("sv"), en: of("en") });
  switch (occasion.cause) {
    case "payout":
      return both((l) => `${issuer} ${messages.payout[l]} ${reference}${moved[l]}`);
    case "part":
      if (occasion.fresh) return both((l) => `${issuer} ${occasion.key} ${reference}${moved[l]}`);
      return both((l) => `${issuer} ${reference}${moved[l]}: ${LATE[l]} ${occasion.key}`);
    case "late":
      return both((l) => `${issuer} ${reference}${moved[l]}: ${LATE[l]}`);
    case "decision":
    case "undo": {
      const who = occasion.cause === "undo" ? TAKEN_BACK : messages.textOf;
      const why = occasion.why === null ? "" : `, ${oneLine(occasion.why)}`;
      const by = `${oneLine(occasion.actor)} ${made}`;
      return both((l) => `${reference}${moved[l]}: ${who[l]}${by}${why}`.slice(0, TEXT_LENGTH_MAX));
    }
  }
}

const LATE: Message = messages.late;
const TAKEN_BACK: Message = messages.takenBack;

/** A reason may be a page long: whole it stands with the decision and in the audit trail. */
const TEXT_LENGTH_MAX = 200;

function oneLine(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, " ").trim();
}
