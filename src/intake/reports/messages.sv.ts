/** Swedish texts of this folder. */

export const sv = {
  shapeWords: ({ amount, lines }: { amount: (language: "sv" | "en") => string; lines: number }) =>
    `${amount("sv")}, ${lines} ${lines === 1 ? "rad" : "rader"}`,
  added: (added: number) => `${added} har tillkommit`,
  gone: (gone: number) => `${gone} saknas`,
  altered: (altered: number) => `${altered} har ändrats`,
};
