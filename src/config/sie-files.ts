/** How vouchers are put into SIE files, in a folder or in a letter. */
import { z } from "zod";

/**
 * A file for each voucher; one for what a nightly run delivers; or one for a month, when it is over. A voucher that comes later is in a
 * file of its own.
 */
export const sieFiles = z.enum(["voucher", "night", "month"]);
export type SieFiles = z.infer<typeof sieFiles>;

/** Vouchers keep the numbers of the books, or get their own from the program that takes them in. */
export const sieNumbers = z.enum(["own", "importer"]);
export type SieNumbers = z.infer<typeof sieNumbers>;

/** Targets that are given SIE files. */
export const SIE_TARGETS = ["sie", "mail"] as const;
export type SieTarget = (typeof SIE_TARGETS)[number];

export function isSieTarget(target: string): target is SieTarget {
  return SIE_TARGETS.some((one) => one === target);
}
