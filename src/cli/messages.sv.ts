/** Swedish texts of this folder. */
const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

export const sv = {
  // help
  whatKvittDoes:
    "Klarnas och Kustoms avräkningsrapporter: kontrollerade på öret, matchade och bokförda varje natt.",
  versionOption: "visa versionen",
  helpOption: "visa hjälp för kommandot",
  helpCommand: "visa hjälp för ett kommando",
  helpTitles: { "Usage:": "Användning:", "Arguments:": "Argument:", "Options:": "Flaggor:" },
  helpSomeOptions: "[flaggor]",
  helpSomeCommand: "[kommando]",
  helpChoices: "(något av: ",
  headingDailyWork: "Dagligt arbete:",
  headingLook: "Visa:",
  headingDecide: "Åtgärda:",
  headingSetUpAndRun: "Installera och köra:",
  headingAudit: "Granska:",
  oneJsonDocument: "ett JSON-dokument på stdout",

  // wrong usage
  unknownCommand: (name: string) => `Kommandot "${name}" finns inte.`,
  unknownOption: (option: string) => `Flaggan ${option} finns inte.`,
  missingArgument: (name: string) => `Argumentet <${name}> saknas.`,
  optionWithoutValue: (option: string) => `Flaggan ${option} saknar sitt värde.`,
  tooManyArguments: ({ given, most }: { given: string; most: string }) =>
    `För många argument: ${given}, och kommandot tar ${most}.`,
  notAChoice: ({ value, choices }: { value: string; choices: string }) =>
    `"${value}" går inte att använda här, bara ${choices}.`,
  didYouMean: (meant: string) => `Menade du ${meant}?`,
  seeHelp: (command: string) => `Se ${command}`,

  // a run that is waited for
  runWaitsForWorker: (runId: bigint) =>
    `Körning ${runId} väntar på en arbetsprocess (kvitt start). Med --wait görs den här och nu.`,
  runSummary: ({
    imported,
    duplicate,
    changed,
    quarantined,
    payouts,
    lines,
    matched,
    vouchers,
    mails,
    deviations,
  }: {
    imported: number;
    duplicate: number;
    changed: number;
    quarantined: number;
    payouts: number;
    lines: number;
    matched: number;
    vouchers: number;
    mails: number;
    deviations: number;
  }) =>
    `Filer: ${imported} inlästa, ${many(duplicate, "dubblett", "dubbletter")}, ` +
    `${changed > 0 ? `${many(changed, "ändrad", "ändrade")}, ` : ""}${quarantined} i karantän\n` +
    `Utbetalningar: ${payouts} med ${many(lines, "rad", "rader")}, ${matched} matchade\n` +
    `Verifikationer: ${vouchers}   Mejl: ${mails}   Öppna avvikelser: ${deviations}`,
  moreInReasonFile: (rest: number) => `  … och ${rest} till i .reason.json`,
  filesInQuarantine: ({ quarantined, folder }: { quarantined: number; folder: string }) =>
    `${many(quarantined, "fil", "filer")} i karantän: se ${folder}`,
  filesNotCollected: (names: string) => `Kunde inte hämtas och ligger kvar där de låg: ${names}`,
  undelivered: (count: number) =>
    `${many(count, "export eller mejl", "exporter eller mejl")} kom inte fram och prövas igen: kvitt retry --all --wait`,

  // decisions
  doneBeforeError: (ids: string) => `Klart före felet: ${ids}.`,
  notADeviation: (text: string) => `"${text}" är ingen avvikelse.`,
  writeDeviationNumber: "Skriv numret ur kvitt deviations, som 12.",
  noDecisionGiven: "Ange hur avvikelsen ska åtgärdas.",
  waysToDecide: "Ett av --match KIND:NUMMER, --account N, --write-off och --accept --why TEXT.",
  optionsClash: ({ option, clash }: { option: string; clash: string }) =>
    `${option} och ${clash} går inte ihop.`,
  chooseOneOption: "Välj ett av dem.",
  vatNeedsAccount: "--vat kräver ett konto.",
  addAccountOrDropVat: "Lägg till --account N, eller ta bort --vat.",
  reasonMissing: (option: string) => `${option} kräver en orsak.`,
  addReason: "Lägg till --why TEXT.",
  notAReceivable: (text: string) =>
    `"${text}" anger inte vilken faktura, kreditfaktura eller order det gäller.`,
  writeKindAndNumber: "Skriv slag:nummer, där slaget är invoice, credit_note eller order, som invoice:F1001.",
  notAnAccount: (text: string) => `"${text}" är inget konto.`,
  writeAccount: "Skriv fyra siffror, som 3740 eller 3740=12,50.",
  bothTakeTheRest: ({ rest, account }: { rest: number; account: number }) =>
    `Både ${rest} och ${account} ska ta det som blir kvar.`,
  oneAccountForRest: "Bara ett --account får sakna belopp: skriv till exempel 3740=12,50.",
  notAnAmount: (text: string) => `"${text}" är inget belopp.`,
  writeAccountAmount: "Skriv till exempel 3740=12,50.",
  notAVatRate: (text: string) => `"${text}" är ingen momssats.`,
  writeVatRate: (rates: string) => `Skriv någon av ${rates}.`,
};
