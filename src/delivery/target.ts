/**
 * The interface of a target that vouchers are delivered to: a folder of SIE files, later Fortnox and others. Exactly-once
 * delivery rests on the voucher's key and on the order of the two calls: look up first, then deliver.
 */
import { fiscalYearName } from "../config/fiscal-year.ts";
import type { Message } from "../message.ts";
import type { Rate } from "./rates-file.ts";
import type { VoucherHead, VoucherSource } from "./voucher-source.ts";

/** The permanent, unique name of a voucher. Vouchers are never edited, so one key is one content. */
export type VoucherKey = string & { readonly [isVoucherKey]: true };
declare const isVoucherKey: unique symbol;

export interface Delivered {
  /** The target's own name for it. */
  readonly reference: string;
  /** The exchange rates used; none for a voucher in the target's currency. */
  readonly rates: readonly Rate[];
}

export type Delivery =
  | ({ readonly kind: "delivered" } & Delivered)
  /** Not an error: something must be known first. The posting stays pending and is tried again. */
  | {
      readonly kind: "waits";
      readonly waitsFor: "needs_rate";
      readonly currency: string;
      readonly date: string;
    }
  /** A person must act; not retried automatically. */
  | { readonly kind: "refused"; readonly problem: Message; readonly remedy: Message }
  /** The answer was lost: look up before the next attempt. */
  | { readonly kind: "unsure"; readonly cause: unknown };

export interface DeliveryTarget {
  /** As in `targets` in the settings and `target` in the books. */
  readonly name: string;
  /**
   * So long may a voucher that was sent not be found yet: after an unclear end, it is not sent again before that. Absent: what was
   * delivered is seen at once.
   */
  readonly readLagMs?: number;
  /**
   * The voucher as delivered earlier, or null when the target does not have it. Reads only. Targets whose content can be
   * read compare it with the voucher: other content under the same key is not this voucher.
   */
  lookUp(voucher: VoucherSource, key: VoucherKey, signal: AbortSignal): Promise<Delivered | null>;
  /**
   * Sends once, with the key. The target's answers are a Delivery, not an exception; an exception is technical, and means
   * that nothing was delivered.
   */
  deliver(voucher: VoucherSource, key: VoucherKey, signal: AbortSignal): Promise<Delivery>;
}

/** What is kept of the calls of one delivery, so that no two are under way. */
export interface Sending {
  /** When the target was called without a known end; null: never, or what came of it is known. */
  readonly sentAt: Date | null;
  /** Before the call. False: somebody else is calling. */
  claim(): Promise<boolean>;
  /** Nothing is under way: nothing was sent, or it was refused. */
  release(): Promise<void>;
  now(): Date;
}

/**
 * Idempotent: the target is asked for the voucher before it is sent. The caller has recorded the posting as pending. Where an earlier
 * call had no answer, and the target may not show yet what it did, the end stays unsure.
 */
export async function deliverOnce(
  target: DeliveryTarget,
  voucher: VoucherSource,
  signal: AbortSignal,
  sending?: Sending,
): Promise<Delivery> {
  const key = voucherKey(voucher);
  const known = await target.lookUp(voucher, key, signal);
  if (known !== null) return { kind: "delivered", ...known };
  const { readLagMs } = target;
  if (sending === undefined || readLagMs === undefined) return target.deliver(voucher, key, signal);
  const { sentAt } = sending;
  if (sentAt !== null && sending.now().getTime() - sentAt.getTime() < readLagMs)
    return { kind: "unsure", cause: new Error("it was sent, and may not be seen yet") };
  if (!(await sending.claim()))
    return { kind: "unsure", cause: new Error("it is being sent by another worker") };
  try {
    const delivery = await target.deliver(voucher, key, signal);
    if (delivery.kind === "refused" || delivery.kind === "waits") await sending.release();
    return delivery;
  } catch (thrown) {
    await sending.release(); // an exception means that nothing was delivered
    throw thrown;
  }
}

/** "K500746/XISA93DJ/K2026-12": merchant, payment reference, and the voucher's own series, year and number. */
export function voucherKey(voucher: VoucherHead): VoucherKey {
  const { merchantId, paymentReference, series, fiscalYear, fiscalYearPart, number } = voucher;
  const year = fiscalYearName(fiscalYear, fiscalYearPart);
  return `${merchantId}/${paymentReference}/${series}${year}-${number}` as VoucherKey; // the only place that makes the branded type
}
