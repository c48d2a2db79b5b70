/** Swedish texts of this folder. */
import type { Message } from "../message.ts";

export const sv = {
  lineLargerThanOpenYou: (rest: Message) => `Raden är ${rest.sv} större än det som är öppet på det du angav.`,
  nameMoreReceivablesAddAccount: "Ange fler fakturor, eller lägg till --account N för resten.",
  canOnlyPut: ({ type, allowed, kind }: { type: string | null; allowed: string[]; kind: string }) =>
    `En ${type} kan bara läggas på ${allowed.join(" eller ")}, inte på ${kind}.`,
  writeExampleMatch: (allowed: string | undefined) => `Skriv till exempel --match ${allowed}:1001`,
  noBooks: (name: Message) => `Det finns ingen ${name.sv} i böckerna.`,
  takeFirstKvittReceivablesFile: "Läs in den först: kvitt receivables FIL",
  severalMerchantsNoneThemLine: (name: Message) =>
    `Flera butiker har ${name.sv}, och ingen av dem är radens.`,
  sayOneMatch: (all: string[]) => `Säg vilken: --match ${all.join(" eller ")}`,
  twoListsDisagreeAbout: (name: Message) => `Två listor säger olika om ${name.sv}.`,
  decideDeviationReceivableChangedFirst: "Avgör först den avvikelsen (receivable_changed): kvitt deviations",
  lineBut: ({ currency, name, currency2 }: { currency: string; name: Message; currency2: string }) =>
    `Raden är i ${currency}, men ${name.sv} är i ${currency2}.`,
  useAccountNInstead: "Använd --account N i stället.",
  nothingOpen: (name: Message) => `På ${name.sv} är inget öppet.`,
  takeBackSettledUseAccount: "Ångra det som reglerade den, eller använd --account N.",
  namedTwice: (name: Message) => `Samma kundfordran är angiven två gånger: ${name.sv}.`,
  nameOnce: "Ange den en gång.",
  togetherMoreOpenThanLine: (whole: Message) =>
    `Tillsammans är mer öppet än radens ${whole.sv}: det finns flera sätt att fördela det.`,
  nameOnlyThoseLinePays: "Ange bara dem som raden betalar helt.",
  nameWords: ({ words, number }: { words: Message; number: string }) => `${words.sv} ${number}`,
  deviationAboutLineSoNothing: ({ id, code }: { id: bigint; code: string }) =>
    `Avvikelse ${id} (${code}) gäller ingen rad, så det finns inget att bokföra.`,
  acceptAcceptWhyText: "Godkänn den med --accept --why TEXT.",
  deviationBeenDecidedAlready: (deviationId: bigint) => `Avvikelse ${deviationId} är redan avgjord.`,
  takeBackFirstKvittUndo: (deviationId: bigint) => `Ångra först: kvitt undo ${deviationId}`,
  noDeviation: (deviationId: bigint) => `Det finns ingen avvikelse ${deviationId}.`,
  seeListKvittDeviations: "Se listan: kvitt deviations",
  deviationLeavesNothing: ({
    id,
    code,
    match,
  }: {
    id: bigint;
    code: string;
    match: readonly { readonly kind: string; readonly number: string }[] | undefined;
  }) => `Avvikelse ${id} (${code}) har inget kvar att ${match ? "koppla" : "bokföra"}.`,
  acceptAcceptWhyTextMove: "Godkänn den med --accept --why TEXT, eller flytta ett återkrav med --account N.",
  decisionDeviationCannotTakenBack: (deviationId: bigint) =>
    `Beslutet om avvikelse ${deviationId} kan inte ångras: något senare bygger på det.`,
  takeBackLaterOneFirst: "Ångra det senare först, till exempel en återbetalning av samma order.",
  noOneDecidedDeviationSo: (deviationId: bigint) =>
    `Ingen har avgjort avvikelse ${deviationId}, så det finns inget att ångra.`,
  reverseDecisionDeviationCannotTakenBack: ({
    deviationId,
    number,
  }: {
    deviationId: bigint;
    number: string;
  }) => `Beslutet om avvikelse ${deviationId} kan inte ångras: resten av ${number} är avskriven.`,
  takeBackWriteOffFirst: (id: bigint) => `Ångra avskrivningen först: kvitt undo ${id}`,
  noAccountChartAccounts: ({ account, from }: { account: number; from: string }) =>
    `Konto ${account} finns inte i kontoplanen (${from}).`,
  nearestIfAccountNewExport: (near: string) =>
    `Närmast finns ${near}. Är kontot nytt: exportera kontoplanen på nytt, eller skriv in det under accountsInUse.`,
  accountNoAmountAboveZero: ({
    amount,
    account,
    currency,
  }: {
    amount: string;
    account: number;
    currency: string;
  }) => `"${amount}" på konto ${account} är inget belopp i ${currency} över noll.`,
  writeExample: "Skriv till exempel 3740=12.50.",
  accountNamedTwice: (account: number) => `Konto ${account} är angivet två gånger.`,
  nameOnceWholeAmount: "Ange det en gång, med hela beloppet.",
  amountsAlreadyNothingLeftAccount: (all: Message) =>
    `Beloppen är redan ${all.sv}, och inget blir kvar till kontot utan belopp.`,
  amountsButSharedOutToo: ({
    given,
    all,
    difference,
    more,
  }: {
    given: Message;
    all: Message;
    difference: Message;
    more: boolean;
  }) =>
    `Beloppen är ${given.sv}, men ${all.sv} ska fördelas: ${difference.sv} för ${more ? "mycket" : "lite"}.`,
  correctAmountsOneAccountN: "Rätta beloppen; ett --account N utan belopp tar det som blir kvar.",
  noVatTakeOutAccount: (accounts: string) =>
    `Det finns ingen moms att ta ur konto ${accounts}: bara intäkter och kostnader har moms.`,
  leaveVatOutNameAccount: "Ta bort --vat, eller ange ett intäkts- eller kostnadskonto.",
  deviationLeavesNoRestInvoice: ({ id, code }: { id: bigint; code: string }) =>
    `Avvikelse ${id} (${code}) lämnar ingen rest av en faktura att skriva av.`,
  writeOffPartlyPaidInvoices:
    "--write-off gäller delbetalda fakturor. Lägg raden på ett konto med --account N.",
  leftPayMayWriteOff: ({ left, actor, allowed }: { left: Message; actor: string; allowed: Message }) =>
    `Kvar att betala är ${left.sv}, och ${actor} får skriva av högst ${allowed.sv}.`,
  raisePeopleWriteOffLimit: (actor: string) =>
    `Höj people.${actor}.writeOffLimit i kvitt.config.yaml, låt någon annan avgöra (--as), eller kreditera fakturan.`,
};
