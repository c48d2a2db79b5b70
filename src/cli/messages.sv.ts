/** Swedish texts of this folder. */
import type { Message } from "../message.ts";

export const sv = {
  displayHelpCommand: "visa hjälp för kommandot",
  helpCommand: "help [kommando]",
  helpDisplayHelpCommand: "visa hjälp för ett kommando",
  klarnaKustomSettlementReportsProven:
    "Klarnas och Kustoms avräkningsrapporter, bevisade på öret, kopplade och bokförda varje natt.",
  outputVersionNumber: "visa versionen",
  needed: "behövs",
  useful: "bra att ha",
  noDeviations: "Inga avvikelser.",
  payout: "utbetalning",
  merchant: "butik",
  file: "fil",
  row: "rad",
  amount: "belopp",
  expected: "väntat",
  found: "funnet",
  days: "dagar",
  since: "sedan",
  candidates: "Möjliga:",
  open: "öppet",
  dryRunNothingWrittenWould: ({
    imported,
    duplicate,
    changed,
    quarantined,
    matched,
    vouchers,
  }: {
    imported: number;
    duplicate: number;
    changed: Message;
    quarantined: number;
    matched: number;
    vouchers: number;
  }) =>
    `Provkörning: inget är skrivet. ${imported} skulle läsas in, ${duplicate} dubblett(er), ${changed.sv}${quarantined} i karantän; ${matched} rader kopplas, ${vouchers} verifikation(er).`,
  changedWords: "",
  changed: (count: number) => `${count} ändrade, `,
  line: "rad",
  quarantineNothingTaken: (file: string) => `${file}: i karantän, inget är inläst`,
  newUpdatedUnchangedRowsRefused: ({
    file,
    inserted,
    updated,
    unchanged,
    refusedCount,
    changed,
  }: {
    file: string;
    inserted: number;
    updated: number;
    unchanged: number;
    refusedCount: number;
    changed: number;
  }) =>
    `${file}: ${inserted} nya, ${updated} ändrade, ${unchanged} oförändrade, ${refusedCount} avvisade rader${changed > 0 ? `, ${changed} avvikelse(r)` : ""}`,
  andMore: (more: number) => `  ... och ${more} till`,
  noPayoutsYet: "Inga utbetalningar än.",
  noVouchers: "Inga verifikationer.",
  nothingRunYet: "Inget har körts än.",
  noCommand: (named: string) => `Kommandot "${named}" finns inte.`,
  noOption: (named: string) => `Flaggan ${named} finns inte.`,
  argumentMissing: (named: string) => `Argumentet <${named}> saknas.`,
  optionLacksValue: (named: string) => `Flaggan ${named} saknar sitt värde.`,
  tooManyArgumentsCommandTakes: ({ given, most }: { given: string; most: string }) =>
    `För många argument: ${given}, och kommandot tar ${most}.`,
  cannotUsedHereOnly: ({ value, choices }: { value: string; choices: string }) =>
    `"${value}" går inte att använda här, bara ${choices}.`,
  didYouMean: (meant: string) => `Menade du ${meant}?`,
  see: (help: string) => `Se ${help}`,
};
