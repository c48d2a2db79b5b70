/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  runGivesSameAgainAllocations: ({
    run,
    allocations,
    vouchers,
    deviations,
    files,
  }: {
    run: number;
    allocations: number;
    vouchers: number;
    deviations: number;
    files: number;
  }) =>
    `Run ${run} gives the same again. Allocations: ${allocations}, vouchers: ${vouchers}, deviations: ${deviations}, reports read anew: ${files}.`,
  runGivesSomethingElseNow: ({ run, length }: { run: number; length: number }) =>
    `Run ${run} gives something else now than then. Differences: ${length}.`,
  runMadeMatchingRulesVersion: ({ past, present }: { past: number; present: number }) =>
    `The run was made by matching rules version ${past}; it was run again by them, today version ${present} is in force.`,
  inThatRun: "then:",
  now: "now: ",
  whatAllocation: "allocation",
  whatVoucher: "voucher",
  whatVoucherRow: "voucher row",
  whatDeviation: "deviation",
  whatFile: "file",
  runMatchedAnything: (runId: bigint) => `Run ${runId} has not matched anything.`,
  seeListKvittRuns: "See the list: kvitt runs",
} satisfies typeof sv;
