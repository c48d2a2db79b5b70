/** Swedish texts of this folder. */
import type { Message } from "../../message.ts";

export const sv = {
  somethingSettledLine: "något är kopplat till en rad som inte finns",
  settledLineS: ({ taken, whole }: { taken: string; whole: string }) =>
    `${taken} är kopplat av radens ${whole}`,
  settledReceivable: "en reglerad fordran finns inte",
  openSettledPaidBackDoes: ({
    had,
    taken,
    back,
  }: {
    had: string | undefined;
    taken: string | undefined;
    back: string | undefined;
  }) => `öppet ${had}, reglerat ${taken}, återbetalt ${back}: det går inte ihop`,
  allocationDoesBelongVoucherNames: "kopplingen hör inte till verifikationen som den säger",
  lineReceivableDifferCurrency: "raden och fordran har olika valuta",
  lineTypeCannotSettle: "en rad av den typen kan inte reglera det",
  reversalDoesMirrorTakesBack: "ångringen speglar inte det som ångrades",
  ruleTakesSameAmountLine: (rule: string) =>
    `regeln ${rule} tar samma belopp av raden som av fordran, men de skiljer sig`,
  noReferenceAgreesRungSays: (rung: number | null) => `ingen referens stämmer så som steg ${rung} säger`,
  moreThanRounding: (difference: string) => `${difference} är mer än öresutjämning`,
  archivedFileAnyMore: (path: string) => `den arkiverade filen finns inte kvar (${path})`,
  fileSContentBeenChanged: ({ sha256, sha2562 }: { sha256: string; sha2562: string }) =>
    `filens innehåll har ändrats: SHA-256 är ${sha256}, skulle vara ${sha2562}`,
  entryAnyMore: "posten finns inte kvar",
  hashChain: (anchor: string | null) => `hashen ${anchor} finns inte i kedjan`,
  entryDoesBuildOneBefore: "posten bygger inte på den som står före den",
  entryBeenChanged: "posten har ändrats",
  tablesReceivable: "kundfordringar",
  tablesReceivableChange: "ändrade kundfordringar",
  tablesDecision: "beslut",
  tablesAllocation: "kopplingar",
  tablesVoucher: "verifikationer",
  tablesDeviationChange: "avvikelser",
  tablesLineCompletion: "kompletterade rader",
  entrySealedNewerVersionKvitt: "posten är förseglad av en nyare version av Kvitt: kontrollera med den",
  entrySealedBeenChangedIds: ({
    sv,
    count,
    from,
    to,
  }: {
    sv: string;
    count: number;
    from: bigint;
    to: bigint;
    en: string;
  }) => `${sv} som posten förseglade har ändrats (${count} st, id ${from}–${to})`,
  entrySealedIdsNow: ({
    count,
    sv,
    from,
    to,
    count2,
  }: {
    count: number;
    sv: string;
    from: bigint;
    to: bigint;
    count2: number;
    en: string;
  }) => `posten förseglade ${count} ${sv} (id ${from}–${to}), nu är de ${count2}`,
  closedBeforeEntryBut: ({ id, subject }: { id: bigint; subject: string }) =>
    `den stängdes före post ${id}, men inte av ${subject}`,
  fileSHashBooksOne: "filens hash i böckerna är inte den som lästes in",
  payoutsFileThoseTaken: "utbetalningarna från filen är inte de som lästes in",
  runSSettingsThoseDecided: "körningens inställningar är inte de som gällde då",
  noEntrySealsIds: ({ sv, sealed, newest }: { sv: string; sealed: bigint; newest: bigint; en: string }) =>
    `ingen post förseglar ${sv} med id ${sealed}–${newest}`,
  noEntryTellsImport: "ingen post berättar om inläsningen",
  clearingAccountHoldsUnsettledLines: ({
    is,
    currency,
    should,
  }: {
    is: string;
    currency: string;
    should: string;
  }) => `på avräkningskontot ligger ${is} ${currency}, okopplade rader är ${should}`,
  lineKeptUnsettledBut: "raden står som okopplad, men är det inte",
  lineSettledButKeptAmong: "raden är inte kopplad, men står inte bland de okopplade",
  itWasCompletedFromIn: (name: string) => `den kompletterades ur ${name}, där den inte finns`,
  saysAgainLineHadAlready: (name: string) => `${name} säger om något som raden redan hade`,
  completedLine: (name: string) => `så som raden är kompletterad står den inte i ${name}`,
  neverDelivered: (target: string) => `den ska aldrig lämnas till ${target}`,
  saysButFileCalled: ({ reference, name }: { reference: string | null; name: string }) =>
    `den säger sig ligga i ${reference}, men filen heter ${name}`,
  fileDoesSayVoucherSays: (name: string) => `filen ${name} säger inte det som verifikationen säger`,
  deviationBeenRemoved: "avvikelsen har tagits bort",
  noRunOpenedDeviation: "ingen körning har öppnat avvikelsen",
  butLastMade: ({ is, was }: { is: string | null; was: string | null }) =>
    `den är ${is}, men sattes senast till ${was}`,
  saysLastWritten: "dess uppgifter är inte de som senast skrevs",
  butNeitherRunNorStanding: (state: string) =>
    `den är ${state}, men varken en körning eller ett gällande beslut förklarar det`,
  lineSettledNoDeviationSays: "raden är inte kopplad, och ingen avvikelse säger det",
  deviationMissing: (code: string) => `avvikelsen ${code} saknas`,
  openButAboutSettled: "den är öppen, men det den gäller är klart",
  lineShouldKeptDisputedAccount: ({ account, account2 }: { account: number; account2: number | null }) =>
    `raden skulle stå på konto ${account} bland tvistiga, men där står ${account2 ?? "inget"}`,
  wrongGone: "det som täcker en tvist finns inte",
  wrongDirection: "det som täcker tvisten har inte kommit tillbaka",
  wrongMerchant: "tvisten täcks av en annan butiks pengar, eller i en annan valuta",
  wrongDispute: "tvisten täcks av en annan tvist",
  wrongOrder: "tvisten täcks av en annan order",
  disputeClosedButComeBack: ({ back, all }: { back: string | undefined; all: string | undefined }) =>
    `tvisten är stängd, men ${back} av ${all} har kommit tillbaka`,
  comeBackButDeviationSays: ({
    back,
    all,
    said,
  }: {
    back: string | undefined;
    all: string | undefined;
    said: string | undefined;
  }) => `${back} av ${all} har kommit tillbaka, men avvikelsen säger ${said}`,
  isUnexplained: ({ left, currency }: { left: string; currency: string }) =>
    `${left} ${currency} är oförklarat`,
  receivableBeenRemoved: "fordran har tagits bort",
  butBecameWhenLastTaken: ({ field, is, was }: { field: string | undefined; is: string; was: string }) =>
    `${field} är ${is}, men blev ${was} när fordran senast lästes in`,
  receivedBeforeButHadBeen: ({ found, expected }: { found: string; expected: string }) =>
    `received_before är ${found}, men ${expected} var betalt när ordern först lästes in`,
  archivedReportDoesAddUp: (what: Message) => `den arkiverade rapporten går inte längre ihop: ${what.sv}`,
  payoutReport: "utbetalningen finns inte i rapporten",
  booksReport: ({ name, inBooks, inReport }: { name: string; inBooks: string; inReport: string }) =>
    `${name} är ${inBooks} i böckerna, ${inReport} i rapporten`,
  lineReport: "raden finns inte i rapporten",
  lineMissingBooks: "raden saknas i böckerna",
  lineRowBelongsPayout: ({ row, payoutId }: { row: number; payoutId: bigint }) =>
    `raden (${row}) hör till utbetalning ${payoutId}, som inte finns`,
  everythingAgrees: "Allt stämmer.",
  somethingDoesAgree: "Något stämmer inte:",
  checked: "Kontrollerat:",
  newestEntryAuditTrail: "Granskningskedjans senaste post:",
  checkNamesArchive: "arkivet",
  checkNamesReports: "rapporterna",
  checkNamesReceivables: "kundfordringarna",
  checkNamesAllocations: "kopplingarna",
  checkNamesVouchers: "verifikationerna",
  checkNamesClearing: "avräkningskontot",
  checkNamesDeviations: "avvikelserna",
  checkNamesDeliveries: "leveranserna",
  checkNamesTrail: "granskningskedjan",
  nounsFiles: "filer",
  nounsPayouts: "utbetalningar",
  nounsLines: "rader",
  nounsReceivables: "kundfordringar",
  nounsAllocations: "kopplingar",
  nounsVouchers: "verifikationer",
  nounsDeviations: "avvikelser",
  nounsSieFiles: "SIE-filer",
  nounsEntries: "poster i kedjan",
  headSeries: "serien",
  headDate: "datumet",
  headFiscalYear: "räkenskapsåret",
  headFiscalYearPart: "platsen bland räkenskapsår som börjar samma år",
  wrongSign: "den är inte signerad av den som gjorde den",
  wrongCorrects: "den säger inte vilken verifikation den rättar",
  voucherButRows: "verifikationen finns inte, men den har rader",
  debitCreditTotalDoesAgree: ({
    left,
    right,
    sum,
  }: {
    left: string | undefined;
    right: string | undefined;
    sum: string | undefined;
  }) => `debet ${left}, kredit ${right}, summa ${sum}: det går inte ihop`,
  voucherPayout: (currency: string) => `verifikationen är i ${currency}, utbetalningen inte`,
  voucherNoRows: "verifikationen har inga rader",
  numberMissingSeriesFiscalYear: ({
    missing,
    series,
    year,
  }: {
    missing: string;
    series: string;
    year: string;
  }) => `nummer ${missing} saknas i serie ${series} räkenskapsåret ${year}`,
  accountBookedComputed: ({ account, is, should }: { account: number; is: string; should: string }) =>
    `konto ${account}: ${is} är bokfört, ${should} räknas fram`,
  rowAccountBookedComputed: ({
    row,
    account,
    is,
    should,
  }: {
    row: number | null;
    account: number;
    is: string;
    should: string;
  }) => `rad ${row}, konto ${account}: ${is} är bokfört, ${should} räknas fram`,
  payoutNoVoucher: "utbetalningen har ingen verifikation",
  merchantNoReceivablesKeptPart: ({
    is,
    currency,
    should,
  }: {
    is: string;
    currency: string;
    should: string;
  }) =>
    `butiken har inga kundfordringar, och ${is} ${currency} står som dess del av avräkningskontot; raderna ger ${should}`,
  linesLookNoReceivablesBut:
    "dess rader söker inga kundfordringar, men butiken var inte inställd så när det senast matchades",
  merchantNoReceivablesButPayout: "butiken har inga kundfordringar, men utbetalningens rader söker ändå",
};
