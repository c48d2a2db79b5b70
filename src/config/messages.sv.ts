/** Swedish texts of this folder. */
import type { Message } from "../message.ts";

export const sv = {
  // the text of a line's row in a voucher, by its type or detailed type
  sale: "Försäljning",
  refund: "Återbetalning",
  chargebacks: "Återkrav (chargeback)",
  chargebacksCoveredByMerchantProtection: "Återkrav täckta av handlarskydd",
  fees: "Avgifter",
  feesReturned: "Återbetalda avgifter",
  vatOnFees: "Moms på avgifter",
  commission: "Provision",
  correction: "Rättelse",
  charge: "Debitering",
  credit: "Kreditering",
  holdback: "Innehållet",
  release: "Frisläppt",
  customerDidNotPay: "Kunden har inte betalat",
  chargebacksFraud: "Återkrav, bedrägeri",
  commissionTakenBack: "Provision tillbaka",
  revenueShareTakenBack: "Intäktsdelning tillbaka",
  chargebacksCorrectedAfterDispute: "Återkrav rättade efter tvist",
  fixedPurchaseFees: "Fast avgift per köp",
  percentagePurchaseFees: "Procentavgift på köp",
  percentagePurchaseFeesReturned: "Procentavgift tillbaka",
  servicingFees: "Avgift för Klarnakonto",
  feesForExtendedDueDates: "Avgift för flyttad förfallodag",
  feesForLateReturns: "Avgift för sen retur",
  returnFees: "Returavgift",
  extraInvoiceFees: "Avgift för extra faktura",
  disputeFees: "Tvistavgift",
  disputeFeesReturned: "Tvistavgift tillbaka",
  percentageFees: "Procentavgift",
  fixedFeesCorrected: "Rättad fast avgift",
  percentageFeesCorrected: "Rättad procentavgift",
  vatOnFeesCorrected: "Rättad moms på avgifter",
  purchaseCommission: "Provision på köp",
  revenueShare: "Intäktsdelning",
  loanFromKlarnaPaidOut: "Lån från Klarna utbetalt",
  loanFromKlarnaRepaid: "Amortering av lån från Klarna",
  feesForLoanFromKlarna: "Avgift för lån från Klarna",
  debtFromOlderIntegration: "Skuld från äldre anslutning",
  debtMovedBetweenMerchants: "Skuld flyttad mellan butiker",
  debtToKlarnaClaimed: "Krävd skuld till Klarna",
  manualCorrection: "Manuell rättelse",
  manualEntry: "Manuell post",
  rollingReserve: "rullande reserv",
  underReview: "under granskning",
  bankDetailsMissing: "bankuppgifter saknas",
  meaningWithType: ({ meaning, detailedType }: { meaning: Message; detailedType: string }) =>
    `${meaning.sv} ${detailedType}`,
  heldBack: (what: Message) => `Innehållet, ${what.sv}`,
  released: (what: Message) => `Frisläppt, ${what.sv}`,

  // problems in the settings, and what to write instead
  topLevel: "överst",
  noSuchLineType: ({ key, lineTypes }: { key: string; lineTypes: string }) =>
    `det finns ingen radtyp ${key}; skriv någon av ${lineTypes}, eller typ/detaljtyp som CHARGE/PAYMENT_REMINDER`,
  lineAccountWithoutEffect: (type: string) =>
    `har ingen verkan: ${type} bokförs på kundfordringar eller avräkningskontot; ta bort den, eller byt de kontona under accounts (receivable, clearing)`,
  endsBeforeBegins: ({ to, from }: { to: string; from: string }) =>
    `slutar (${to}) innan det börjar (${from})`,
  yearTooLong: ({ from, to, longestMonths }: { from: string; to: string; longestMonths: number }) =>
    `${from}–${to} är längre än ${longestMonths} månader, som är det längsta ett räkenskapsår får vara`,
  yearsOverlap: ({ from, to }: { from: string; to: string }) =>
    `börjar ${from}, innan året före slutar ${to}; skriv åren i ordning, utan överlapp`,
  yearsWithGap: ({ from, to }: { from: string; to: string }) =>
    `börjar ${from}, men året före slutar ${to}: dagarna däremellan hör till inget år; skriv ut varje år från det första till det sista`,
  contradictsFiscalYears: ({ next, month }: { next: string; month: number }) =>
    `säger emot fiscalYears: efter det sista året där börjar nästa ${next}; ta bort den, eller skriv ${month}`,
  rateWithoutEffect: (currency: string) =>
    `har ingen verkan: ${currency} är bokföringens egen valuta (company.currency)`,
  neverInForce: ({ to, from }: { to: string; from: string }) =>
    `gäller aldrig: den slutar (${to}) innan den börjar (${from})`,
  noSuchSetting: (keys: string) => `det finns ingen inställning ${keys}`,
  writeOneOf: (values: string) => `skriv något av ${values}`,
  writeAtLeast: (minimum: number | bigint) => `skriv minst ${minimum}`,
  writeAtMost: (maximum: number | bigint) => `skriv högst ${maximum}`,
  seeConfiguration: "den kan inte skrivas så; se docs/configuration.md",
  writeBlock: "skriv inställningar under den, indragna",
  writeNumber: "skriv ett tal",
  writeText: "skriv en text, inom citattecken om den ser ut som ett tal",
  writeWholeNumber: "skriv ett heltal",
  writeList: "skriv en lista: [a, b]",
  writeAccount: "ett konto har fyra siffror, som 1930",
  writeAmount: "skriv ett belopp som 1.00",
  writeDate: "skriv ett datum som 2026-01-31",
  writeTimeOfDay: 'skriv ett klockslag som "03:15", med citattecken',
  writeCurrency: "skriv en valuta som SEK",
  writeWebAddress: "skriv en webbadress som https://kvitt.example.se",
  writePort: "skriv ett portnummer, 0–65535",
  writeMailAddress: "skriv en adress som bokforing@example.se",
  writeTimeZone: "skriv en tidszon som Europe/Stockholm",
  writeSeries: "en verifikationsserie är en till fyra bokstäver eller siffror",
  writeDecimal: "skriv ett tal som 2.99",
  writeUrl: (example: string) => `skriv en adress som ${example}`,
  encodePassword:
    "skriv lösenordet procentkodat: %40 för @, %3A för :, %2F för /, %3F för ?, %23 för # och %25 för %",
  clientWithoutIssuer: "har ingen verkan utan web.signIn.issuer",
  issuerWithoutClient:
    "skriv också web.signIn.clientId: det namn som inloggningstjänsten känner det här Kvitt under",
  issuerWithoutUrl: "skriv också web.url: dit skickar inloggningstjänsten tillbaka den som loggar in",
  useHttps: "skriv en adress med https: det som skickas dit får inte kunna läsas på vägen",
  nobodyComesIn: "utan web.signIn.issuer skulle ingen kunna logga in: skriv den också, eller ta bort det här",
  trustOwnTenant:
    "skriv den egna organisationens issuer (https://login.microsoftonline.com/TENANT-ID/v2.0): i de andra kan vem som helst ha vilken adress som helst",
  targetNotConnected: (name: string) =>
    `${name} är ett mål men inte anslutet: ange connectors.${name}, eller ta bort ${name} ur targets`,
  writeServiceAddress:
    "ange adressen utan snedstreck sist, som https://api.fortnox.se; http går bara till den egna datorn",
  onePasswordOrKey: "ange antingen passwordFile eller keyFile",
  accountNamesDiffer: "ge varje konto ett eget namn",
  paymentsWithoutTarget: (name: string) =>
    `inbetalningar görs bara där också verifikationerna exporteras: ange targets: [${name}]`,
  paymentsWithoutMode: "ange också modeOfPayment, koden för betalningssättet med avräkningskontot",
  addressTwice: ({ name, variable }: { name: string; variable: string }) =>
    `${name} och ${variable} är satta båda två: behåll en av dem`,
  secretFileEmpty: ({ variable, file }: { variable: string; file: string }) =>
    `${variable}: filen ${file} är tom`,
  secretFileUnreadable: ({ variable, file, error }: { variable: string; file: string; error: string }) =>
    `${variable}: filen ${file} går inte att läsa: ${error}`,
  writeMailAddresses: "skriv adresser som anna@example.se,bo@example.se",
  writeLogLevel: "skriv en nivå som info eller debug",
  wrongVariable: ({ name, remedy }: { name: string; remedy: Message }) => `${name}: ${remedy.sv}`,
  configUnreadable: ({ file, error }: { file: string; error: string }) => `${file} kan inte läsas: ${error}`,
  settingsUnusable: (problems: Message) => `Inställningarna går inte att använda:\n${problems.sv}\n`,
  correctSettings: (configName: string) => `Rätta miljövariablerna eller ${configName} och kör igen.`,
  folderNotMade: ({ folder, why }: { folder: string; why: string }) =>
    `Mappen ${folder} kan inte skapas: ${why}.`,
  grantFolder:
    "Ge kontot som Kvitt körs som rätt att skriva i mappen ovanför, eller sätt KVITT_HOME till en mapp där det får.",
  freeDisk: "Disken är full: frigör utrymme och försök igen.",
  mountToWrite:
    "Montera filsystemet så att det går att skriva i, eller sätt KVITT_HOME till en mapp på ett annat.",
  notAFolder: (folder: string) => `${folder} ska vara en mapp, men är en fil.`,
  moveFileAway: "Flytta undan filen eller ange en annan mapp.",
  inboxInOwnFolders: ({ inbox, folder }: { inbox: string; folder: string }) =>
    `Inkorgen ${inbox} och Kvitts egna mappar i ${folder} ligger i varandra.`,
  setOwnInbox: "Ange en egen mapp med KVITT_INBOX.",
  configIsNoMap: "kvitt.config.yaml är ingen lista av inställningar.",
  headerMapTaken: (name: string) => `Det finns redan en rubrikkarta som heter ${name}.`,
  configNotWritten: ({ file, error }: { file: string; error: string }) =>
    `${file} kan inte ändras (${error}).`,
  changeByHand: (key: string) =>
    `${key} står i filen på ett sätt som inte kan ändras härifrån, som ett värde som upprepas på fler ställen: ändra den i filen för hand`,
  letRead: (file: string) => `Ge kontot som Kvitt körs som rätt att läsa ${file}.`,
  letWrite: (file: string) =>
    `Ge kontot som Kvitt körs som rätt att skriva i mappen där ${file} ligger, eller montera hela mappen så att det går att skriva i den. Annars: ändra filen för hand och starta om Kvitt.`,
  configChanged: "Någon annan har ändrat kvitt.config.yaml under tiden. Inget är skrivet.",
  startAnew: "Öppna sidan på nytt, så visas det som står i filen nu.",
  copyHeaderMap: "Välj ett annat namn, eller kopiera texten och lägg in den i kvitt.config.yaml för hand.",
};
