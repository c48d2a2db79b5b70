/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  identical: ({
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
    `Run ${run} gives the same result again. Allocations: ${allocations}, vouchers: ${vouchers}, deviations: ${deviations}, reports read again: ${files}.`,
  differs: ({ run, differences }: { run: number; differences: number }) =>
    `Run ${run} gives another result now than then. Differences: ${differences}.`,
  olderRules: ({ past, present }: { past: number; present: number }) =>
    `The run was made with version ${past} of the matching rules, and was replayed with it; today version ${present} applies.`,
  past: "then:",
  present: "now:",
  kinds: {
    allocation: "allocation",
    voucher: "voucher",
    "voucher row": "voucher row",
    deviation: "deviation",
    file: "file",
  },
  nothingMatched: (runId: bigint) => `Run ${runId} has not matched anything.`,
  nothingMatchedRemedy: "See the list: kvitt runs",
} satisfies typeof sv;
