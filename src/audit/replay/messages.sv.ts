/** Swedish texts of this folder. */

export const sv = {
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
    `Körning ${run} ger samma resultat igen. Fördelningar: ${allocations}, verifikationer: ${vouchers}, avvikelser: ${deviations}, omlästa rapporter: ${files}.`,
  differs: ({ run, differences }: { run: number; differences: number }) =>
    `Körning ${run} ger ett annat resultat nu än då. Skillnader: ${differences}.`,
  olderRules: ({ past, present }: { past: number; present: number }) =>
    `Körningen gjordes med matchningsregler version ${past}; den kördes om enligt dem, i dag gäller version ${present}.`,
  past: "då:",
  present: "nu:",
  kinds: {
    allocation: "fördelning",
    voucher: "verifikation",
    "voucher row": "verifikationsrad",
    deviation: "avvikelse",
    file: "fil",
  },
  nothingMatched: (runId: bigint) => `Körning ${runId} har inte matchat något.`,
  nothingMatchedRemedy: "Se listan: kvitt runs",
};
