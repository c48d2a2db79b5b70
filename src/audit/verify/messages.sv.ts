/** Swedish texts of this folder. */
import type { Message } from "../../message.ts";

export const sv = {
  lineMissing: "en fördelning gäller en rad som inte finns",
  lineOverAllocated: ({ taken, whole }: { taken: string; whole: string }) =>
    `${taken} är matchat av radens ${whole}`,
  receivableMissing: "en matchad kundfaktura eller order finns inte",
  receivableSumsDiffer: ({
    had,
    taken,
    back,
  }: {
    had: string | undefined;
    taken: string | undefined;
    back: string | undefined;
  }) => `restbelopp ${had}, matchat ${taken}, återbetalt ${back}: det går inte ihop`,
  allocationVoucher: "fördelningen hör inte till verifikationen som den anger",
  allocationCurrency: "raden och kundfakturan eller ordern har olika valuta",
  allocationKind: "en rad av den typen kan inte matchas mot den",
  allocationReversal: "ångringen motsvarar inte det som ångrades",
  allocationAmounts: (rule: string) =>
    `regeln ${rule} tar samma belopp av raden som av kundfakturan eller ordern, men de skiljer sig`,
  allocationReference: (rung: number | null) => `ingen referens stämmer så som steg ${rung} anger`,
  moreThanRounding: (difference: string) => `${difference} är mer än öresutjämning`,
  archivedFileMissing: (path: string) => `den arkiverade filen finns inte kvar (${path})`,
  archivedFileChanged: ({ found, expected }: { found: string; expected: string }) =>
    `filens innehåll har ändrats: SHA-256 är ${found}, skulle vara ${expected}`,
  payoutNotInBooks: (path: string) =>
    `rapporten är arkiverad (${path}), men utbetalningen finns inte i böckerna: har en säkerhetskopia återställts som är äldre än filerna? Lägg rapporten i inkorgen igen`,
  entryMissing: "posten finns inte kvar",
  anchorMissing: (anchor: string | null) => `hashen ${anchor} finns inte i behandlingshistoriken`,
  entryNotLinked: "posten bygger inte på posten före",
  entryChanged: "posten har ändrats",
  sealedTables: {
    receivable: "kundfakturor och ordrar",
    receivable_change: "ändringar av kundfakturor och ordrar",
    decision: "beslut",
    allocation: "fördelningar",
    voucher: "verifikationer",
    deviation_change: "ändringar av avvikelser",
    line_completion: "kompletteringar av rader",
    dispute_cover: "täckningar av tvister",
    advice: "råd",
    proposal: "förslag",
    proposal_end: "avslut av förslag",
  },
  sealIsNewer: "posten är förseglad av en nyare version av Kvitt: kontrollera med den versionen",
  sealedRowsChanged: ({
    table,
    count,
    from,
    to,
  }: {
    table: Message;
    count: number;
    from: bigint;
    to: bigint;
  }) => `${table.sv} som posten förseglade har ändrats (${count} st, id ${from}–${to})`,
  sealedCountDiffers: ({
    table,
    sealed,
    from,
    to,
    found,
  }: {
    table: Message;
    sealed: number;
    from: bigint;
    to: bigint;
    found: number;
  }) => `posten förseglade ${sealed} ${table.sv} (id ${from}–${to}), nu är de ${found}`,
  closedByOther: ({ id, subject }: { id: bigint; subject: string }) =>
    `den stängdes före post ${id}, men inte av ${subject}`,
  fileHashDiffers: "filens hash i böckerna är inte den som lästes in",
  filePayoutsDiffer: "utbetalningarna från filen är inte de som lästes in",
  runSettingsDiffer: "körningens inställningar är inte de som gällde då",
  sealedByStranger: ({ table, count, first }: { table: Message; count: number; first: string }) =>
    `${count} ${table.sv} (från id ${first}) fanns redan i böckerna när posten förseglade dem: inget steg i Kvitt har skrivit dem`,
  runHeadDiffers:
    "körningen har en annan natt, andra regler, en annan start eller andra inställningar än posten antecknade",
  mailDiffers: "mejlet finns inte kvar, eller säger något annat än posten antecknade",
  mailUnrecorded: "mejlet har ingen post: inget steg i Kvitt har skrivit det",
  rowsUnsealed: ({ table, first, last }: { table: Message; first: bigint; last: bigint }) =>
    `ingen post förseglar ${table.sv} med id ${first}–${last}`,
  importUnrecorded: "inläsningen finns inte i behandlingshistoriken",
  clearingDiffers: ({ is, currency, should }: { is: string; currency: string; should: string }) =>
    `på avräkningskontot ligger ${is} ${currency}, omatchade rader är ${should}`,
  lineNotUnmatched: "raden är registrerad som omatchad, men är matchad",
  lineNotRegistered: "raden är omatchad, men är inte registrerad som det",
  completionSourceMissing: (name: string) => `den kompletterades ur ${name}, där den inte finns`,
  completionGivenTwice: (name: string) => `${name} upprepar ett värde som raden redan hade`,
  completionNotInReport: (name: string) => `så som raden är kompletterad finns den inte i ${name}`,
  payoutStateDiffers: ({ state, delivery }: { state: string; delivery: string }) =>
    `utbetalningen har läget ${state}, men exporten av dess verifikation ${delivery}`,
  deliveryStateDiffers: (state: string) =>
    `exporten har läget ${state}, men det stämmer inte med när och vart den gjordes`,
  deliveryMissing: (target: string) => `den har ingen export till ${target}`,
  fileNameDiffers: ({ reference, name }: { reference: string | null; name: string }) =>
    `den är exporterad som ${reference}, men filen ska heta ${name}`,
  fileContentDiffers: (name: string) => `filen ${name} innehåller något annat än verifikationen`,
  fileRecordedElsewhere: (count: number) =>
    `${count} ${count === 1 ? "verifikation" : "verifikationer"} i filen står som ${count === 1 ? "exporterad" : "exporterade"} på annat sätt`,
  gatheredContentDiffers: (count: number) =>
    `filens innehåll är ett annat än ${count === 1 ? "verifikationens" : `de ${count} verifikationernas`}`,
  letterGone: "mejlet har inte kvar filen",
  sieFileNotInBooks:
    "filen gäller en verifikation som inte finns i böckerna: har en säkerhetskopia återställts som är äldre än filerna?",
  deviationRemoved: "avvikelsen har tagits bort",
  deviationNotOpenedByRun: "ingen körning har öppnat avvikelsen",
  deviationStateDiffers: ({ is, was }: { is: string | null; was: string | null }) =>
    `den är ${is}, men sattes senast till ${was}`,
  deviationFactsDiffer: "dess uppgifter är inte de som senast skrevs",
  deviationStateUnexplained: (state: string) =>
    `den är ${state}, men varken en körning eller ett gällande beslut förklarar det`,
  lineWithoutDeviation: "raden är inte matchad, och har ingen avvikelse",
  deviationMissing: (code: string) => `avvikelsen ${code} saknas`,
  deviationNeedless: "den är öppen, men det den gäller är matchat",
  disputedAccountDiffers: ({ expected, found }: { expected: number; found: number | null }) =>
    `raden ska bokas som tvist på konto ${expected}, men där finns ${found ?? "inget"}`,
  neverDisputed: "böckerna har raden som tvistig, och ingen regel gör det med en sådan rad",
  coverProblems: {
    gone: "det som täcker en tvist finns inte",
    direction: "det som täcker tvisten har inte kommit tillbaka",
    merchant: "tvisten täcks av en annan handlares pengar, eller i en annan valuta",
    dispute: "tvisten täcks av en annan tvist",
    order: "tvisten täcks av en annan order",
  },
  disputeClosedEarly: ({ back, all }: { back: string | undefined; all: string | undefined }) =>
    `tvisten är stängd, men ${back} av ${all} har kommit tillbaka`,
  disputeAmountDiffers: ({
    back,
    all,
    recorded,
  }: {
    back: string | undefined;
    all: string | undefined;
    recorded: string | undefined;
  }) => `${back} av ${all} har kommit tillbaka, men avvikelsen anger ${recorded}`,
  payoutDifference: ({ left, currency }: { left: string; currency: string }) =>
    `differens ${left} ${currency}`,
  receivableRemoved: "kundfakturan eller ordern har tagits bort",
  receivableFieldDiffers: ({ field, is, was }: { field: string | undefined; is: string; was: string }) =>
    `${field} är ${is}, men blev ${was} vid senaste inläsningen`,
  receivedBeforeDiffers: ({ found, expected }: { found: string; expected: string }) =>
    `received_before är ${found}, men ${expected} var betalt när ordern först lästes in`,
  reportRefused: (problem: Message) => `den arkiverade rapporten går inte längre ihop: ${problem.sv}`,
  payoutNotInReport: "utbetalningen finns inte i rapporten",
  valueDiffers: ({ name, inBooks, inReport }: { name: string; inBooks: string; inReport: string }) =>
    `${name} är ${inBooks} i böckerna, ${inReport} i rapporten`,
  lineNotInReport: "raden finns inte i rapporten",
  lineNotInBooks: "raden saknas i böckerna",
  linePayoutMissing: ({ row, payoutId }: { row: number; payoutId: bigint }) =>
    `raden (${row}) hör till utbetalning ${payoutId}, som inte finns`,
  everythingAgrees: "Allt stämmer.",
  somethingDiffers: "Något stämmer inte:",
  checked: "Kontrollerat:",
  newestEntry: "Behandlingshistorikens senaste post:",
  checks: {
    archive: "arkivet",
    reports: "avräkningsrapporterna",
    receivables: "kundfakturor och ordrar",
    allocations: "fördelningarna",
    vouchers: "verifikationerna",
    clearing: "avräkningskontot",
    deviations: "avvikelserna",
    deliveries: "exporten",
    trail: "behandlingshistoriken",
  },
  counts: {
    files: "filer",
    payouts: "utbetalningar",
    lines: "rader",
    receivables: "kundfakturor och ordrar",
    allocations: "fördelningar",
    vouchers: "verifikationer",
    deviations: "avvikelser",
    sieFiles: "SIE-filer",
    entries: "poster i behandlingshistoriken",
  },
  headFields: {
    series: "serien",
    date: "datumet",
    fiscalYear: "räkenskapsåret",
    fiscalYearPart: "ordningen bland räkenskapsår som börjar samma år",
  },
  headDiffers: ({ field, is, should }: { field: Message; is: string | number; should: string | number }) =>
    `${field.sv} är ${is}, skulle vara ${should}`,
  correctionProblems: {
    sign: "den är inte signerad av den som gjorde den",
    corrects: "den anger inte vilken verifikation den rättar",
  },
  voucherMissing: "verifikationen finns inte, men den har rader",
  voucherUnbalanced: ({
    debit,
    credit,
    total,
  }: {
    debit: string | undefined;
    credit: string | undefined;
    total: string | undefined;
  }) => `debet ${debit}, kredit ${credit}, summa ${total}: det går inte ihop`,
  voucherCurrency: (currency: string) => `verifikationen är i ${currency}, utbetalningen inte`,
  voucherWithoutRows: "verifikationen har inga rader",
  numberMissing: ({ missing, series, year }: { missing: string; series: string; year: string }) =>
    `nummer ${missing} saknas i serie ${series} räkenskapsåret ${year}`,
  accountDiffers: ({ account, is, should }: { account: number; is: string; should: string }) =>
    `konto ${account}: ${is} är bokfört, ${should} är beräknat`,
  rowDiffers: ({
    row,
    account,
    is,
    should,
  }: {
    row: number | null;
    account: number;
    is: string;
    should: string;
  }) => `rad ${row}, konto ${account}: ${is} är bokfört, ${should} är beräknat`,
  payoutUnbooked: "utbetalningen har ingen verifikation",
  clearingPartDiffers: ({ is, currency, should }: { is: string; currency: string; should: string }) =>
    `handlaren har ingen kundreskontra, och dess del av avräkningskontot är ${is} ${currency}; raderna ger ${should}`,
  wronglyUnmatched: "dess rader matchas inte, men handlaren hade kundreskontra när det senast matchades",
  wronglyMatched: "handlaren har ingen kundreskontra, men utbetalningens rader matchas ändå",
};
