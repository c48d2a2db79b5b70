/** Swedish texts of this folder. */
import type { Message } from "../message.ts";

export const sv = {
  meaningOf: ({ sv, name }: { sv: string; name: string; en: string }) => sv + name,
  heldBack: ({ sv }: Message) => `Innehållet, ${sv}`,
  released: ({ sv }: Message) => `Frisläppt, ${sv}`,
  topLevel: "överst",
  noLineTypeWriteOne: ({ key, lineTypes }: { key: string; lineTypes: string }) =>
    `det finns ingen radtyp ${key}; skriv någon av ${lineTypes}, eller typ/detaljtyp som CHARGE/PAYMENT_REMINDER`,
  noEffectBookedReceivablesClearing: (type: string) =>
    `har ingen verkan: ${type} bokförs på kundfordringar eller avräkningskontot; ta bort den, eller byt de kontona under accounts (receivable, clearing)`,
  endsBeforeBegins: ({ to, from }: { to: string; from: string }) =>
    `slutar (${to}) innan det börjar (${from})`,
  longerThanMonthsMostFiscal: ({
    from,
    to,
    longestMonths,
  }: {
    from: string;
    to: string;
    longestMonths: number;
  }) => `${from}–${to} är längre än ${longestMonths} månader, som är det längsta ett räkenskapsår får vara`,
  beginsBeforeYearBeforeEnds: ({ from, to }: { from: string; to: string }) =>
    `börjar ${from}, innan året före slutar ${to}; skriv åren i ordning, utan överlapp`,
  beginsButYearBeforeEnds: ({ from, to }: { from: string; to: string }) =>
    `börjar ${from}, men året före slutar ${to}: dagarna däremellan hör till inget år; skriv ut varje år från det första till det sista`,
  contradictsFiscalYearsAfterLast: ({ next, Number }: { next: string; Number: number }) =>
    `säger emot fiscalYears: efter det sista året där börjar nästa ${next}; ta bort den, eller skriv ${Number}`,
  noEffectCurrencyBooksCompany: (currency: string) =>
    `har ingen verkan: ${currency} är bokföringens egen valuta (company.currency)`,
  neverForceEndsBeforeBegins: ({ to, from }: { to: string; from: string }) =>
    `gäller aldrig: den slutar (${to}) innan den börjar (${from})`,
  noSetting: (keys: string) => `det finns ingen inställning ${keys}`,
  writeOne: (values: string) => `skriv något av ${values}`,
  writeLeast: (minimum: number | bigint) => `skriv minst ${minimum}`,
  writeMost: (maximum: number | bigint) => `skriv högst ${maximum}`,
  cannotWrittenSoSeeDocs: "så kan den inte skrivas; se docs/configuration.md",
  block: "skriv inställningar under den, indragna",
  number: "skriv ett tal",
  typesString: "skriv en text, inom citattecken om den ser ut som ett tal",
  typesInt: "skriv ett heltal",
  typesArray: "skriv en lista: [a, b]",
  accountFourDigitsSuch: "ett konto har fyra siffror, som 1930",
  writeAmountSuch: "skriv ett belopp som 1.00",
  writeDateSuch: "skriv ett datum som 2026-01-31",
  writeTimeDaySuchQuotes: 'skriv ett klockslag som "03:15", med citattecken',
  writeCurrencySuchSek: "skriv en valuta som SEK",
  writeAddressSuchBokforingExample: "skriv en adress som bokforing@example.se",
  writeTimeZoneSuchEurope: "skriv en tidszon som Europe/Stockholm",
  voucherSeriesOneFourLetters: "en verifikationsserie är en till fyra bokstäver eller siffror",
  writeNumberSuch: "skriv ett tal som 2.99",
  writeAddressSuch: (example: string) => `skriv en adress som ${example}`,
  writeAddressesSuchAnnaExample: "skriv adresser som anna@example.se,bo@example.se",
  writeLevelSuchInfoDebug: "skriv en nivå som info eller debug",
  readEnvironment: ({ name, cure }: { name: string; cure: Message }) => `${name}: ${cure.sv}`,
  cannotRead: ({ file, error }: { file: string; error: string }) => `${file} kan inte läsas: ${error}`,
  settingsCannotUsed: (all: (language: "sv" | "en") => string) =>
    `Inställningarna går inte att använda:\n${all("sv")}\n`,
  correctEnvironmentVariablesRunAgain: (configName: string) =>
    `Rätta miljövariablerna eller ${configName} och kör igen.`,
  shouldFolderButFile: (folder: string) => `${folder} ska vara en mapp, men är en fil.`,
  moveFileAwayPointAnother: "Flytta undan filen eller peka ut en annan mapp.",
  inboxKvittSOwnFolders: ({ inbox, folder }: { inbox: string; folder: string }) =>
    `Inkorgen ${inbox} och Kvitts egna mappar i ${folder} ligger i varandra.`,
  pointFolderOwnKvittInbox: "Peka ut en egen mapp med KVITT_INBOX.",
};
