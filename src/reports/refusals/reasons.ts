/**
 * Every reason for which a report file is refused: its code, the message, and the remedy. One list for docs/refusals.md,
 * the mails and the terminal (a test compares the page with it). Words in braces are filled in with what was found.
 */
import { CELL_REASONS } from "./cell-reasons.ts";
import { FILE_REASONS } from "./file-reasons.ts";
import { FOREIGN_REASONS } from "./foreign-reasons.ts";
import { JSON_REASONS } from "./json-reasons.ts";
import { PAYOUT_REASONS } from "./payout-reasons.ts";
import type { Refusal } from "../report.ts";

export const REASONS = {
  ...FILE_REASONS,
  ...FOREIGN_REASONS,
  ...JSON_REASONS,
  ...CELL_REASONS,
  ...PAYOUT_REASONS,
} as const satisfies Record<string, Pick<Refusal, "code" | "what" | "todo">>;
export type Reason = keyof typeof REASONS;
