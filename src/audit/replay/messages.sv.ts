/** Swedish texts of this folder. */

export const sv = {
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
    `Körning ${run} ger samma resultat igen. Kopplingar: ${allocations}, verifikationer: ${vouchers}, avvikelser: ${deviations}, omlästa rapporter: ${files}.`,
  runGivesSomethingElseNow: ({ run, length }: { run: number; length: number }) =>
    `Körning ${run} ger något annat nu än då. Skillnader: ${length}.`,
  runMadeMatchingRulesVersion: ({ past, present }: { past: number; present: number }) =>
    `Körningen gjordes med matchningsregler version ${past}; den kördes om enligt dem, i dag gäller version ${present}.`,
  inThatRun: "då:",
  now: "nu: ",
  whatAllocation: "koppling",
  whatVoucher: "verifikation",
  whatVoucherRow: "verifikationsrad",
  whatDeviation: "avvikelse",
  whatFile: "fil",
  runMatchedAnything: (runId: bigint) => `Körning ${runId} har inte matchat något.`,
  seeListKvittRuns: "Se listan: kvitt runs",
};
