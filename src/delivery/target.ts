/**
 * A place that vouchers are delivered to: a folder of SIE files, later Fortnox and others. That a voucher arrives exactly once
 * rests on its key and on the order of the two calls: the target is asked before it is told.
 */
import { fiscalYearName } from "../config/fiscal-year.ts";
import type { Message } from "../message.ts";
import type { Rate } from "./rates-file.ts";
import type { VoucherHead, VoucherSource } from "./voucher-source.ts";

/** What a voucher is called everywhere and for ever. Vouchers are never edited, so one key is one content. */
export type VoucherKey = string & { readonly [isVoucherKey]: true };
declare const isVoucherKey: unique symbol;

export interface Delivered {
  /** The target's own. */
  readonly reference: string;
  /** The exchange rates that it was written with; none for a voucher in the target's currency. */
  readonly rates: readonly Rate[];
}

export type Delivery =
  | ({ readonly kind: "delivered" } & Delivered)
  /** Nothing is wrong, but something must be known first. The posting stays pending and is asked again. */
  | {
      readonly kind: "waits";
      readonly waitsFor: "needs_rate";
      readonly currency: string;
      readonly date: string;
    }
  /** A person must act; never retried by itself. */
  | { readonly kind: "refused"; readonly problem: Message; readonly remedy: Message }
  /** The answer was lost: look up before anything else. */
  | { readonly kind: "unsure"; readonly cause: unknown };

export interface DeliveryTarget {
  /** As `targets` in the settings and `target` in the books name it. */
  readonly name: string;
  /**
   * How the target knows this voucher, or null when it has never seen it. Reads only. The voucher comes along for
   * targets that can be looked into: something else under the same key is not this voucher.
   */
  lookUp(voucher: VoucherSource, key: VoucherKey, signal: AbortSignal): Promise<Delivered | null>;
  /**
   * Sends once, key included. What the target answers is a Delivery, never an exception; what is thrown is technical, and
   * means that nothing was delivered.
   */
  deliver(voucher: VoucherSource, key: VoucherKey, signal: AbortSignal): Promise<Delivery>;
}

/** Safe to run twice: the posting is already written down as pending, and the target is asked before it is told. */
export async function deliverOnce(
  target: DeliveryTarget,
  voucher: VoucherSource,
  signal: AbortSignal,
): Promise<Delivery> {
  const key = voucherKey(voucher);
  const known = await target.lookUp(voucher, key, signal);
  return known === null ? target.deliver(voucher, key, signal) : { kind: "delivered", ...known };
}

/** "K500746/XISA93DJ/K2026-12": merchant, payment reference, and the voucher's own series, year and number. */
export function voucherKey(voucher: VoucherHead): VoucherKey {
  const { merchantId, paymentReference, series, fiscalYear, fiscalYearPart, number } = voucher;
  const year = fiscalYearName(fiscalYear, fiscalYearPart);
  return `${merchantId}/${paymentReference}/${series}${year}-${number}` as VoucherKey; // the brand's only maker
}
