/** Swedish texts of this folder. */

export const sv = {
  payoutSummary: ({ amount, lines }: { amount: (language: "sv" | "en") => string; lines: number }) =>
    `${amount("sv")}, ${lines} ${lines === 1 ? "rad" : "rader"}`,
  linesAdded: (added: number) => `${added} har tillkommit`,
  linesGone: (gone: number) => `${gone} saknas`,
  linesAltered: (altered: number) => `${altered} har ändrats`,
};
