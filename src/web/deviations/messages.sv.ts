/** Swedish texts of this folder. */
import type { Message } from "../../message.ts";
export const sv = {
  deviations: "Avvikelser",
  deviation: (id: number) => `Avvikelse ${id}`,
  all: "alla",
  none: "Inga öppna avvikelser.",
  noneOfKind: (kind: string) => `Ingen öppen avvikelse är av slaget ”${kind}”.`,
  noneOlder: "Inga äldre avvikelser.",
  showAllOpen: (count: number) => (count === 1 ? "Visa den som är öppen" : `Visa alla ${count} öppna`),
  older: "Äldre avvikelser",
  showAll: (count: number) => `Visa ${count} till`,
  kind: "Vad",
  payout: "Utbetalning",
  line: "Rad",
  file: "Fil",
  amount: "Belopp",
  age: "Ålder",
  expectedAndFound: "Väntat / funnet",
  cause: "Trolig orsak",
  reportSays: "Rapporten säger",
  booksExpect: "Bokföringen väntar sig",
  toVouchers: "Utbetalningens verifikationer och SIE-filer",
  nothingFits: "Ingenting: ingen öppen faktura, kreditfaktura eller order passar.",
  differs: (amount: string) => `Skillnad: ${amount}`,
  expected: "Väntat",
  found: "Funnet",
  type: "Typ",
  opened: "Öppnad",
  closed: "Åtgärdad eller stängd",
  decide: "Besluta",
  matchWith: (name: string, open: string) => `Matcha mot ${name} (${open} öppet)`,
  restOnAccount: (rest: string) => `Resten, ${rest}, på konto`,
  cannotTake: ({ name, open }: { name: string; open: string }) =>
    `Passar raden men kan inte matchas: ${name} (${open} öppet).`,
  changes: { added: "ny rad", gone: "finns inte längre", altered: "ändrad" },
  contradicts: "Men:",
  similar: "Liknar raden",
  otherReceivable: "Matcha mot en annan faktura, kreditfaktura eller order",
  receivableKind: "Slag",
  receivableNumber: "Nummer, flera med komma",
  onAccount: "Bokför på konto",
  account: "Konto",
  accountAmount: "Belopp (tomt: resten)",
  vat: "Moms i beloppet",
  noVat: "ingen",
  writeOff: "Skriv av restbeloppet",
  accept: "Godta som den är",
  why: "Skäl",
  whyNeeded: "Skäl (krävs)",
  preview: "Förhandsgranska",
  asItWillBe: "Så blir verifikationen",
  nothingBooked: "Beslutet bokför ingenting; avvikelsen stängs med ditt skäl.",
  confirm: "Bokför beslutet",
  acceptConfirm: "Godta",
  back: "Tillbaka",
  undo: "Ångra beslutet",
  undoConfirm: "Bokför återtagandet",
  history: "Historik",
  when: "När",
  who: "Vem",
  what: "Vad",
  madeVoucher: "Verifikation",
  actionMatch: "matchade",
  actionAccount: "bokförde på konto",
  actionWriteOff: "skrev av restbeloppet",
  actionAccept: "godtog",
  actionUndo: "ångrade",
  decided: (text: string) => `Klart: ${text}.`,
  resolvedWith: (voucher: string | null) =>
    voucher === null ? "avvikelsen är åtgärdad" : `avvikelsen är åtgärdad med verifikation ${voucher}`,
  takenBackWith: (voucher: string | null) =>
    voucher === null ? "beslutet är ångrat" : `beslutet är ångrat med verifikation ${voucher}`,
  next: "Nästa avvikelse",
  noDecisionChosen: "Inget beslut är valt.",
  chooseOne: "Välj en faktura, ett konto, avskrivning eller att godta avvikelsen.",
  reasonMissing: "Skäl saknas.",
  writeReason: "Skriv varför, så att det står i behandlingshistoriken.",
  notAnAccount: (text: string) => `${text} är inget konto.`,
  writeFourDigits: "Skriv fyra siffror.",
  notAnAmount: (text: string) => `${text} är inget belopp.`,
  writeAmount: "Skriv till exempel 1 193,75.",
  twoRests: "Två konton saknar belopp.",
  oneRest: "Bara ett av kontona kan ta resten.",
  markAll: (count: number) => (count === 1 ? "Markera den" : `Markera alla ${count} som visas`),
  markFirst: (count: number) => `Markera de ${count} första`,
  markNone: "Avmarkera alla",
  markOne: (id: number) => `Markera avvikelse ${id}`,
  decideMarked: "Åtgärda de markerade, alla på samma sätt",
  matchOnlyCandidates: "Matcha var och en mot sin enda kandidat",
  chooseForMany: "Välj hur de markerade ska åtgärdas.",
  manyAsItWillBe: "Många på en gång, så blir det",
  manyHeadline: ({ count, sums, vouchers }: { count: number; sums: string; vouchers: number }) =>
    count === 0
      ? "Ingen av de markerade går att åtgärda så."
      : `${count} ${count === 1 ? "avvikelse" : "avvikelser"}, ${sums}, ${vouchers} ${vouchers === 1 ? "verifikation" : "verifikationer"}`,
  someRefused: (count: number) => `${count} går inte att åtgärda så; orsakerna står nedan.`,
  decideAll: (count: number) => (count === 1 ? "Åtgärda den" : `Åtgärda alla ${count}`),
  decideOthers: (count: number) => (count === 1 ? "Åtgärda den andra" : `Åtgärda de andra ${count}`),
  vouchersAsTheyWillBe: "Verifikationerna som de blir",
  deviation1: "Avvikelse",
  cannotSo: "Går inte att åtgärda så",
  because: "Därför att",
  nothingBookedBecause: (why: Message) => `Ingenting är bokfört: ${why.sv} Så här är det nu.`,
  manyDecided: (count: number) =>
    count === 1 ? "1 avvikelse är åtgärdad" : `${count} avvikelser är åtgärdade`,
  manyBooked: ({ count, vouchers }: { count: number; vouchers: number }) =>
    `Klart: ${count} åtgärdade, ${vouchers} ${vouchers === 1 ? "verifikation" : "verifikationer"} bokförda.`,
  takenBack: "återtaget",

  // a second person
  waitsForSecond: "Väntar på en andra person",
  onlyOldest: (count: number) => `De ${count} äldsta visas.`,
  needsSecond:
    "Beloppet är högre än vad en person beslutar ensam. Beslutet sparas som ett förslag, och en annan person godkänner det.",
  propose: "Föreslå för en andra person",
  approve: "Godkänn och bokför",
  reject: "Avslå",
  withdraw: "Dra tillbaka förslaget",
  ownWaits:
    "Du har föreslagit det. En annan person som får besluta godkänner eller avslår det; till dess kan du dra tillbaka det.",
  proposalChanged: "Bokföringen har ändrats sedan förslaget. Så här skulle det bokföras nu.",
  proposesMatch: (names: string) => `matcha mot ${names}`,
  proposesAccount: (accounts: string) => `bokföra på konto ${accounts}`,
  proposesVat: (rate: number) => `moms ${rate} %`,
  actionProposed: "föreslog",
  actionRejected: "avslog förslaget",
  actionWithdrawn: "drog tillbaka förslaget",
  proposedNow: "beslutet väntar på en andra person",
  rejectedNow: "förslaget är avslaget, och avvikelsen är öppen",
  withdrawnNow: "förslaget är tillbakadraget, och avvikelsen är öppen",
  keys: "Tangenter: j/k upp och ner, Enter öppnar, x markerar, d beslutar, n nästa, / söker.",

  // what to do, for who has the buttons of the desk; the mail and the terminal have commands instead
  todo: "Att göra",
  todos: {
    no_receivable:
      "Ladda upp listan med fakturan, så matchas raden automatiskt. Eller matcha mot fakturan här nedan. Finns ingen faktura bokför du beloppet på ett konto.",
    no_credit_note:
      "Skapa kreditfakturan om den saknas och ladda upp den; raden prövas igen varje natt. Eller matcha mot kreditfakturan här nedan. Ska ingen kreditfaktura finnas bokför du på ett konto.",
    uncertain:
      "Vid varje förslag står vad som säger emot. Slå upp ordern i portalen och ladda upp rätt faktura, så matchas raden automatiskt. Är förslaget ändå rätt matchar du mot det; annars bokför du på ett konto. Gäller det många rader skickar butiken troligen ett annat nummer än Kvitt räknar med: se references i inställningarna.",
    ambiguous:
      "Välj det rätta förslaget. Fakturor på samma order som tillsammans blir beloppet står först. Passar inget förslag matchar du mot ett annat nummer eller bokför på ett konto.",
    partly_paid:
      "Vänta på resten: då stängs avvikelsen automatiskt. Kommer den inte skriver du av restbeloppet, inom din beloppsgräns, som kundförlust med momsen tillbaka, eller bokför på ett annat konto. Krediterar du fakturan i stället godtar du avvikelsen.",
    overpaid:
      "Jämför med ordern i portalen. Saknas en faktura laddar du upp den. Annars matchar du mot rätt faktura eller bokför på ett konto.",
    already_settled:
      "Se efter i portalen om ordern är debiterad två gånger; betala i så fall tillbaka. Gäller betalningen en annan faktura matchar du mot dess nummer. Annars bokför du på ett konto.",
    currency_differs:
      "Rätta fakturans valuta och ladda upp den igen. Går det inte bokför du beloppet på ett konto.",
    receivable_changed:
      "Är det två butikers nummer: ge listorna kolumnen merchant_id. Är det gamla beloppet fel på en faktura som är matchad rättar du med en kreditfaktura eller en ny faktura. Är det som lästes in först rätt godtar du avvikelsen, så matchas fakturan igen.",
    chargeback:
      "Bemöt tvisten i portalen före sista svarsdag. Är den vunnen, eller täcks den av handlarskyddet, kommer beloppet tillbaka i en utbetalning, och avvikelsen stängs automatiskt; kommer bara en del visas differensen. Är den förlorad bokför du förlusten på ett konto.",
    payment_default:
      "Kräv kunden på beloppet. Betalar kunden bokför du det på det konto dit pengarna kom. Är fordran förlorad bokför du den som kundförlust (6351) på samma sätt, med momsen om den får dras tillbaka. Kommer beloppet tillbaka i en utbetalning stängs avvikelsen automatiskt.",
    needs_account:
      "Bokför den på rätt konto. Med ett konto för radtypen i inställningarna (lineAccounts) bokförs nästa rätt direkt. En tvist som vanns efteråt: ångra beslutet på återkravets avvikelse, eller bokför pengarna på förlustkontot.",
    needs_rate:
      "Lägg in dagens kurs i inställningarna (rates), eller ladda upp en kursfil; nästa körning exporterar verifikationen.",
    fee_differs:
      "Jämför med avtalet. Är avgiften fel begär du rättelse hos Klarna eller Kustom; är den rätt ändrar du avgifterna (fees) i inställningarna. Godta sedan avvikelsen.",
    report_changed:
      "Jämför med utbetalningen. Gäller skillnaden bara vilka fält som är med godtar du avvikelsen. Har belopp ändrats: fråga Klarna eller Kustom vilken rapport som gäller.",
    debt_gap:
      "Hämta den rapport som saknas i portalen och ladda upp den. Har skulden fakturerats bokför du fakturan och godtar avvikelsen.",
    payout_missing:
      "Se efter i portalen och på bankkontot. Finns en utbetalning laddar du upp dess rapport; annars godtar du avvikelsen.",
    totals_differ:
      "Ladda ner rapporten igen och ladda upp den utan att öppna den i Excel. Blir det samma fel skickar du filen till Klarnas eller Kustoms handlarsupport och ber om en rättad rapport.",
    unknown_type:
      "Ladda ner rapporten igen och ladda upp den. Finns typen i portalen: uppdatera Kvitt eller anmäl typen till projektet.",
    unreadable:
      "Ladda ner rapporten som CSV på nytt från portalen och ladda upp den utan att öppna den i Excel; en kundreskontralista exporterar du igen och laddar upp med samma namn.",
  },
};
