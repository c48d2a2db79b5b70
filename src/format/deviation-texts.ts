/**
 * What each kind of deviation (CONTRACT §5) means to the person who has to deal with it: a short title, the likely
 * cause, and what to do, with the command to type. The same words in the mail, the terminal and the web.
 */
import type { Message } from "../message.ts";

/** CONTRACT §5, in its order; and a receivable that came again with another amount after it was settled. */
export const DEVIATION_CODES = [
  "no_receivable",
  "no_credit_note",
  "uncertain",
  "ambiguous",
  "partly_paid",
  "overpaid",
  "already_settled",
  "currency_differs",
  "receivable_changed",
  "chargeback",
  "payment_default",
  "needs_account",
  "needs_rate",
  "fee_differs",
  "report_changed",
  "debt_gap",
  "payout_missing",
  "totals_differ",
  "unknown_type",
  "unreadable",
] as const;
export type DeviationCode = (typeof DEVIATION_CODES)[number];

const KNOWN: ReadonlySet<string> = new Set(DEVIATION_CODES);

export function isDeviationCode(text: string): text is DeviationCode {
  return KNOWN.has(text);
}

/** Codes of a report file that was refused whole and lies in `quarantine/`. */
export const FILE_CODES: ReadonlySet<DeviationCode> = new Set([
  "totals_differ",
  "unknown_type",
  "unreadable",
]);

export interface DeviationWords {
  /** A few words: "Ingen kundfordran hittad". */
  readonly title: Message;
  readonly cause: Message;
  /** Commands stand between backticks. */
  readonly todo: Message;
}

interface Candidate {
  readonly kind: string;
  /** One number, or those of a covering set, joined by commas. */
  readonly number: string;
}

/** What makes the commands fit one deviation; what is left out stands as a word to be replaced (ID, FIL). */
export interface About {
  readonly id?: bigint | number | string;
  readonly candidates?: readonly Candidate[];
  /** Path of the report file. */
  readonly file?: string | null;
  readonly paymentReference?: string | null;
}

/** The words for a code, its commands filled in with what is known about this one deviation. */
export function deviationTexts(code: DeviationCode, about: About = {}): DeviationWords {
  const { title, cause, todo } = WORDS[code];
  return { title, cause, todo: { sv: fill(todo.sv, about, SV), en: fill(todo.en, about, EN) } };
}

export const RECEIVABLE_WORDS: Readonly<Record<"invoice" | "credit_note" | "order", Message>> = {
  invoice: { sv: "faktura", en: "invoice" },
  credit_note: { sv: "kreditfaktura", en: "credit note" },
  order: { sv: "order", en: "order" },
};

export function isReceivableKind(text: string): text is keyof typeof RECEIVABLE_WORDS {
  return Object.hasOwn(RECEIVABLE_WORDS, text);
}

interface Placeholders {
  readonly file: string;
  readonly number: string;
  readonly payout: string;
}
const SV: Placeholders = { file: "FIL", number: "NUMMER", payout: "REFERENS" };
const EN: Placeholders = { file: "FILE", number: "NUMBER", payout: "REFERENCE" };

function fill(text: string, about: About, placeholders: Placeholders): string {
  const match = (usual: string) => {
    const { candidates = [] } = about;
    const [first] = candidates;
    const whole = first && canBeTyped(first, candidates) && shellWord(`${first.kind}:${first.number}`);
    return whole || `${usual}:${placeholders.number}`;
  };
  return text
    .replaceAll("{id}", () => String(about.id ?? "ID"))
    .replaceAll(/\{(invoice|credit_note)\}/g, (_whole, usual: string) => match(usual))
    .replaceAll("{file}", () => shellWord(about.file ?? "") ?? placeholders.file)
    .replaceAll("{payout}", () => shellWord(about.paymentReference ?? "") ?? placeholders.payout);
}

/** `--match` parts at commas: a number that has one is typed only where it names several of the candidates. */
function canBeTyped({ kind, number }: Candidate, candidates: readonly Candidate[]): boolean {
  const parts = number.split(",");
  const isCandidate = (part: string) => candidates.some((one) => one.kind === kind && one.number === part);
  return parts.length === 1 || parts.every(isCandidate);
}

/**
 * The text as one word of a command that people copy into their shell, or null when it cannot be one safely: numbers
 * and names come from files that anybody may have written, and must never carry a second command along.
 */
function shellWord(text: string): string | null {
  if (/^[\p{L}\p{N}_/.:][\p{L}\p{N}._:/#+-]*$/u.test(text)) return text;
  return /^[\p{L}\p{N}_/.:][\p{L}\p{N}._:/#+(), -]*$/u.test(text) ? `"${text}"` : null;
}

const ACCOUNT_SV = '`kvitt resolve {id} --account KONTO --why "orsak"`';
const ACCOUNT_EN = '`kvitt resolve {id} --account ACCOUNT --why "reason"`';
const ACCEPT_SV = '`kvitt resolve {id} --accept --why "orsak"`';
const ACCEPT_EN = '`kvitt resolve {id} --accept --why "reason"`';

const WORDS: Readonly<Record<DeviationCode, DeviationWords>> = {
  no_receivable: {
    title: { sv: "Ingen kundfordran hittad", en: "No receivable found" },
    cause: {
      sv: "Betalningen motsvaras inte av någon faktura eller order. Oftast är fakturan inte inläst än, eller så har ordern ett annat nummer i rapporten än i bokföringen. Beloppet ligger så länge på avräkningskontot.",
      en: "No invoice or order corresponds to the payment. Most often the invoice has not been taken in yet, or the order has another number in the report than in the books. Until then the amount stays on the clearing account.",
    },
    todo: {
      sv: `Läs in fakturan med \`kvitt receivables FIL\`, så paras den ihop av sig själv. Eller peka ut den: \`kvitt resolve {id} --match {invoice}\`. Finns ingen faktura bokför du beloppet på ett konto: ${ACCOUNT_SV}.`,
      en: `Take in the invoice with \`kvitt receivables FILE\`, and it is paired by itself. Or point it out: \`kvitt resolve {id} --match {invoice}\`. If there is no invoice, book the amount on an account: ${ACCOUNT_EN}.`,
    },
  },
  no_credit_note: {
    title: { sv: "Ingen kreditfaktura hittad", en: "No credit note found" },
    cause: {
      sv: "Återbetalningen motsvaras inte av någon kreditfaktura, och inte heller av en order som har fått betalt. Oftast är kreditfakturan inte skapad eller inläst än, eller så kommer försäljningen först i en senare utbetalning.",
      en: "The refund corresponds to no credit note, nor to an order that has been paid. Most often the credit note has not been made or taken in yet, or the sale comes in a later payout.",
    },
    todo: {
      sv: `Skapa kreditfakturan om den saknas och läs in den med \`kvitt receivables FIL\`; raden prövas igen varje natt. Eller peka ut den: \`kvitt resolve {id} --match {credit_note}\`. Ska ingen kreditfaktura finnas: ${ACCOUNT_SV}.`,
      en: `Make the credit note if it is missing and take it in with \`kvitt receivables FILE\`; the line is tried again each night. Or point it out: \`kvitt resolve {id} --match {credit_note}\`. If there shall be none: ${ACCOUNT_EN}.`,
    },
  },
  uncertain: {
    title: { sv: "Osäker: uppgifterna säger emot", en: "Uncertain: the details disagree" },
    cause: {
      sv: "Det enda som passar raden har också en uppgift som säger emot den: en annan order, ett annat order-id, en annan butik. Eller så är det bara den andra referensen som stämmer, medan beloppet är ett annat. Oftast har två nummerserier mötts, så att en kunds fakturanummer är en annans ordernummer. En sådan regleras aldrig av sig själv.",
      en: "All that fits the line also has a detail that speaks against it: another order, another order id, another merchant. Or only the second reference agrees, while the amount is another. Most often two series of numbers have met, so that one customer's invoice number is another's order number. Such a one is never settled by itself.",
    },
    todo: {
      sv: `Vid varje möjlig står vad som säger emot. Slå upp ordern i portalen och läs in rätt faktura med \`kvitt receivables FIL\`, så paras den ihop av sig själv. Är den möjliga ändå rätt: \`kvitt resolve {id} --match {invoice}\`. Annars: ${ACCOUNT_SV}. Gäller det många rader skickar butiken nog ett annat nummer än Kvitt tror: se references i inställningarna.`,
      en: `Each candidate says what speaks against it. Look the order up in the portal and take in the right invoice with \`kvitt receivables FILE\`, and it is paired by itself. If the candidate is right after all: \`kvitt resolve {id} --match {invoice}\`. Otherwise: ${ACCOUNT_EN}. If it is many lines, the shop probably sends another number than Kvitt believes: see references in the settings.`,
    },
  },
  ambiguous: {
    title: { sv: "Flera möjliga svar", en: "Several possible answers" },
    cause: {
      sv: "Referensen passar flera kundfordringar, och beloppet avgör inte vilken som är betald. Kvitt gissar aldrig mellan två.",
      en: "The reference fits several receivables, and the amount does not tell which one is paid. Kvitt never guesses between two.",
    },
    todo: {
      sv: `Välj den rätta bland de möjliga, t.ex. \`kvitt resolve {id} --match {invoice}\`. Fordringar på samma order som ihop blir beloppet står först, tillsammans. Passar ingen: ${ACCOUNT_SV}.`,
      en: `Choose the right one of the candidates, e.g. \`kvitt resolve {id} --match {invoice}\`. Those of one order that add up to the amount stand first, together. If none is right: ${ACCOUNT_EN}.`,
    },
  },
  partly_paid: {
    title: { sv: "Delbetald", en: "Partly paid" },
    cause: {
      sv: "Betalningen är mindre än det som är öppet på fakturan, och skillnaden är större än en öresutjämning. Oftast har ordern levererats i delar, och resten kommer i en senare utbetalning.",
      en: "The payment is smaller than what is open on the invoice, by more than rounding. Most often the order was delivered in parts, and the rest comes in a later payout.",
    },
    todo: {
      sv: `Vänta på resten: då stängs avvikelsen av sig själv. Kommer den inte skriver du av det som återstår, inom din gräns, som kundförlust med momsen tillbaka, \`kvitt resolve {id} --write-off --vat 25 --why "orsak"\`, eller på ett annat konto: ${ACCOUNT_SV}. Krediterar du fakturan i stället stänger du avvikelsen: ${ACCEPT_SV}.`,
      en: `Wait for the rest: the deviation then closes by itself. If it never comes, write off what is left, within your limit, as a bad debt with its VAT back, \`kvitt resolve {id} --write-off --vat 25 --why "reason"\`, or on another account: ${ACCOUNT_EN}. If you credit the invoice instead, close the deviation: ${ACCEPT_EN}.`,
    },
  },
  overpaid: {
    title: { sv: "Större än det som är öppet", en: "Larger than what is open" },
    cause: {
      sv: "Beloppet i rapporten är större än det som är öppet på fakturan, eller än det som kan betalas tillbaka på ordern. Oftast har fakturan ändrats efter debiteringen, eller så gäller betalningen fler fakturor.",
      en: "The amount in the report is larger than what is open on the invoice, or than what can be paid back on the order. Most often the invoice was changed after the capture, or the payment is for more invoices.",
    },
    todo: {
      sv: `Jämför med ordern i portalen. Saknas en faktura läser du in den med \`kvitt receivables FIL\`. Annars pekar du ut rätt fordran, \`kvitt resolve {id} --match {invoice}\` (lägg till \`--account KONTO\` för det som blir över), eller bokför på ett konto: ${ACCOUNT_SV}.`,
      en: `Compare with the order in the portal. If an invoice is missing, take it in with \`kvitt receivables FILE\`. Otherwise point out the right receivable, \`kvitt resolve {id} --match {invoice}\` (add \`--account ACCOUNT\` for what is left over), or book it on an account: ${ACCOUNT_EN}.`,
    },
  },
  already_settled: {
    title: { sv: "Redan reglerad", en: "Already settled" },
    cause: {
      sv: "Den enda kundfordran som passar är redan betald. Oftast har kunden debiterats två gånger, eller så har fakturan prickats av mot en annan betalning.",
      en: "The only receivable that fits was paid before. Most often the customer was charged twice, or the invoice was settled by another payment.",
    },
    todo: {
      sv: `Se efter i portalen om ordern är debiterad två gånger; betala i så fall tillbaka. Gäller betalningen en annan faktura: \`kvitt resolve {id} --match invoice:NUMMER\`. Annars: ${ACCOUNT_SV}.`,
      en: `Look in the portal whether the order was captured twice; if so, refund it. If the payment is for another invoice: \`kvitt resolve {id} --match invoice:NUMBER\`. Otherwise: ${ACCOUNT_EN}.`,
    },
  },
  currency_differs: {
    title: { sv: "Annan valuta", en: "Another currency" },
    cause: {
      sv: "Den enda kundfordran som passar är i en annan valuta än utbetalningen. Oftast har fakturan skapats i fel valuta.",
      en: "The only receivable that fits is in another currency than the payout. Most often the invoice was made in the wrong currency.",
    },
    todo: {
      sv: `Rätta fakturans valuta och läs in den igen med \`kvitt receivables FIL\`. Går det inte: ${ACCOUNT_SV}.`,
      en: `Correct the invoice's currency and take it in again with \`kvitt receivables FILE\`. If that cannot be done: ${ACCOUNT_EN}.`,
    },
  },
  receivable_changed: {
    title: { sv: "Kundfordran har ändrats", en: "A receivable was changed" },
    cause: {
      sv: "En kundfordran har kommit igen med ett annat belopp eller en annan valuta, efter att den reglerats eller ur två listor på en gång: två butiker kan räkna från samma nummer. Det som stod först står kvar; säger två listor olika paras ingen betalning med den.",
      en: "A receivable has come again with another amount or currency, after it was settled or in two lists at once: two shops may count from the same number. What was there first stands; where two lists disagree, no payment is paired with it.",
    },
    todo: {
      sv: `Är det två butikers nummer: ge listorna kolumnen merchant_id, eller lägg dem i receivables/MERCHANT_ID/. Är det gamla beloppet fel på en reglerad fordran rättar du med en kreditfaktura eller en ny faktura. Gäller det som står kvar stänger du avvikelsen, och fordran används: ${ACCEPT_SV}.`,
      en: `If two shops have the number, give the lists the column merchant_id, or put them into receivables/MERCHANT_ID/. If the old amount of a settled one is wrong, correct it with a credit note or a new invoice. If what stands is right, close the deviation, and the receivable is used: ${ACCEPT_EN}.`,
    },
  },
  chargeback: {
    title: { sv: "Återkrav (chargeback)", en: "Chargeback" },
    cause: {
      sv: "Kunden har bestridit köpet och beloppet har dragits av från utbetalningen. Det är bokfört som tvistig kundfordran.",
      en: "The customer has disputed the purchase, and the amount was taken back from the payout. It is booked as a disputed receivable.",
    },
    todo: {
      sv: `Bemöt tvisten i portalen före sista svarsdag. Är den vunnen, eller täcks den av handlarskyddet, kommer beloppet tillbaka i en utbetalning, och avvikelsen stängs av sig själv; kommer bara en del visas resten. Är den förlorad bokför du förlusten: ${ACCOUNT_SV}.`,
      en: `Answer the dispute in the portal before its last day. If it is won, or covered by merchant protection, the amount comes back in a payout and the deviation closes by itself; where only a part comes, the rest is shown. If it is lost, book the loss: ${ACCOUNT_EN}.`,
    },
  },
  payment_default: {
    title: { sv: "Kunden har inte betalat", en: "The customer did not pay" },
    cause: {
      sv: "Kunden har inte betalat Klarna, som tar tillbaka beloppet (RETURN, PAYMENT_DEFAULT). Ingen vara har kommit tillbaka och ingen kreditfaktura ska skapas: fordran på kunden finns kvar och är bokförd som tvistig kundfordran.",
      en: "The customer did not pay Klarna, who takes the amount back (RETURN, PAYMENT_DEFAULT). No goods have come back and no credit note is to be made: the claim on the customer remains, and is booked as a disputed receivable.",
    },
    todo: {
      sv: `Kräv kunden på beloppet. Betalar kunden bokför du det på det konto dit pengarna kom: ${ACCOUNT_SV}. Är fordran förlorad bokför du den som kundförlust (6351) på samma sätt, med momsen om den får dras tillbaka. Kommer beloppet tillbaka i en utbetalning stängs avvikelsen av sig själv.`,
      en: `Claim the amount from the customer. If the customer pays, book it on the account where the money arrived: ${ACCOUNT_EN}. If the claim is lost, book it as a bad debt (6351) in the same way, with its VAT where that may be taken back. If the amount comes back in a payout, the deviation closes by itself.`,
    },
  },
  needs_account: {
    title: { sv: "Konto saknas", en: "An account is needed" },
    cause: {
      sv: "Raden är en debitering, kreditering eller rättelse (CHARGE, CREDIT, CORRECTION) som inget konto är valt för, och vars detaljerade typ inte säger vad den avser. Den är bokförd på observationskontot så länge. Eller så har en tvist vunnits som redan var bokförd som förlorad: då står pengarna på tvistiga kundfordringar.",
      en: "The line is a CHARGE, CREDIT or CORRECTION that no account has been chosen for, and whose detailed type does not say what it is for. Until then it is booked to the suspense account. Or a dispute was won that had been booked as lost: then the money is on disputed receivables.",
    },
    todo: {
      sv: `Bokför om den: ${ACCOUNT_SV}. Lägg in radtypen under lineAccounts i kvitt.config.yaml, så bokförs nästa rätt direkt. En tvist som vanns efteråt: ångra förlusten med \`kvitt undo\` på återkravets avvikelse, eller lägg pengarna på förlustkontot.`,
      en: `Rebook it: ${ACCOUNT_EN}. Put the line type under lineAccounts in kvitt.config.yaml, and the next one is booked right at once. A dispute won afterwards: take the loss back with \`kvitt undo\` on the chargeback's deviation, or put the money on the account of the loss.`,
    },
  },
  needs_rate: {
    title: { sv: "Växelkurs saknas", en: "An exchange rate is needed" },
    cause: {
      sv: "Utbetalningen är i en annan valuta än bokföringen, och ingen kurs för dagen är känd. Verifikationen är klar men har inte skrivits som SIE-fil.",
      en: "The payout is in another currency than the books, and no rate is known for the day. The voucher stands, but has not been written as a SIE file.",
    },
    todo: {
      sv: "Lägg in dagens kurs under rates i kvitt.config.yaml, eller i kursfilen som ratesFile pekar på, och kör `kvitt nightly`.",
      en: "Put the day's rate under rates in kvitt.config.yaml, or into the file that ratesFile names, and run `kvitt nightly`.",
    },
  },
  fee_differs: {
    title: { sv: "Avgiften avviker från avtalet", en: "The fee differs from the contract" },
    cause: {
      sv: "Den avgift som dragits är inte den som avtalet i inställningarna ger. Antingen har priset ändrats, eller så är avgiften feldebiterad. Den är bokförd som den står i rapporten.",
      en: "The fee that was taken is not the one that the contract in the settings gives. Either the price has changed, or the fee is wrong. It is booked as the report says.",
    },
    todo: {
      sv: `Jämför med avtalet. Är avgiften fel begär du rättelse hos Klarna eller Kustom; är den rätt ändrar du fees i kvitt.config.yaml. Stäng sedan avvikelsen: ${ACCEPT_SV}.`,
      en: `Compare with the contract. If the fee is wrong, ask Klarna or Kustom for a correction; if it is right, change fees in kvitt.config.yaml. Then close the deviation: ${ACCEPT_EN}.`,
    },
  },
  report_changed: {
    title: { sv: "Rapporten har ändrats", en: "The report was changed" },
    cause: {
      sv: "En utbetalning som redan är bokförd har kommit igen med annat innehåll. Skillnaderna visas, men inget bokförs på nytt. Oftast har rapportens inställningar ändrats i portalen.",
      en: "A payout that was booked before has come again with other content. The differences are shown, but nothing is booked again. Most often the report's configuration was changed in the portal.",
    },
    todo: {
      sv: `Jämför med \`kvitt payout {payout}\`. Gäller skillnaden bara vilka fält som är med stänger du avvikelsen: ${ACCEPT_SV}. Har belopp ändrats: fråga Klarna eller Kustom vilken rapport som gäller.`,
      en: `Compare with \`kvitt payout {payout}\`. If only the fields differ, close the deviation: ${ACCEPT_EN}. If amounts differ, ask Klarna or Kustom which report holds.`,
    },
  },
  debt_gap: {
    title: { sv: "Skulden hänger inte ihop", en: "The debt does not follow on" },
    cause: {
      sv: "Den ingående skulden i rapporten är inte den utgående i rapporten före. Oftast saknas en rapport däremellan, eller så har skulden fakturerats.",
      en: "The opening debt of the report is not the closing debt of the one before. Most often a report between them is missing, or the debt was invoiced.",
    },
    todo: {
      sv: `Hämta den rapport som saknas i portalen och lägg den i inkorgen. Har skulden fakturerats bokför du fakturan och stänger avvikelsen: ${ACCEPT_SV}.`,
      en: `Download the missing report from the portal and put it into the inbox. If the debt was invoiced, book that invoice and close the deviation: ${ACCEPT_EN}.`,
    },
  },
  payout_missing: {
    title: { sv: "Utbetalning saknas", en: "A payout is missing" },
    cause: {
      sv: "Det borde ha kommit en utbetalning vid det här laget, efter den takt som de brukar komma i. Oftast har rapporten inte hämtats, eller så fanns det inget att betala ut.",
      en: "By now a payout should have come, going by how often they usually do. Most often the report was not downloaded, or there was nothing to pay out.",
    },
    todo: {
      sv: `Se efter i portalen och på bankkontot. Finns en utbetalning lägger du dess rapport i inkorgen; annars stänger du avvikelsen: ${ACCEPT_SV}.`,
      en: `Look in the portal and at the bank account. If there is a payout, put its report into the inbox; otherwise close the deviation: ${ACCEPT_EN}.`,
    },
  },
  totals_differ: {
    title: { sv: "Rapportens summor går inte ihop", en: "The report does not add up" },
    cause: {
      sv: "Raderna ger inte de summor som rapporten själv anger. Oftast saknas rader, eller så har filen ändrats i Excel. Inget ur filen är bokfört.",
      en: "The lines do not give the totals that the report itself states. Most often lines are missing, or the file was changed in Excel. Nothing of the file is booked.",
    },
    todo: {
      sv: "Ladda ner rapporten igen och lägg den i inkorgen utan att öppna den i Excel. Blir det samma sak: kör `kvitt check {file}`, som visar vilken summa som skiljer.",
      en: "Download the report again and put it into the inbox without opening it in Excel. If it happens again, run `kvitt check {file}`, which shows the total that differs.",
    },
  },
  unknown_type: {
    title: { sv: "Okänd radtyp i rapporten", en: "Unknown line type in the report" },
    cause: {
      sv: "Rapporten har en radtyp som Kvitt inte känner till, och åt vilket håll pengarna går gissas aldrig. Inget ur filen är bokfört.",
      en: "The report has a line type that Kvitt does not know, and which way the money goes is never guessed. Nothing of the file is booked.",
    },
    todo: {
      sv: "Kör `kvitt check {file}` för att se raden. Finns typen i portalen: uppdatera Kvitt eller anmäl typen till projektet. Annars: ladda ner rapporten igen.",
      en: "Run `kvitt check {file}` to see the line. If the portal has that type, update Kvitt or report the type to the project. Otherwise download the report again.",
    },
  },
  unreadable: {
    title: { sv: "Filen går inte att läsa", en: "The file cannot be read" },
    cause: {
      sv: "Filen är ingen avräkningsrapport från Klarna eller Kustom (eller i receivables/: ingen lista över kundfordringar), eller så är den skadad eller ändrad i Excel. Inget ur filen är bokfört.",
      en: "The file is no settlement report from Klarna or Kustom (or in receivables/: no list of receivables), or it is damaged or was changed in Excel. Nothing of the file is booked.",
    },
    todo: {
      sv: "Kör `kvitt check {file}` för att se vad som är fel. Ladda ner rapporten som CSV på nytt från portalen och lägg den i inkorgen utan att öppna den i Excel; en lista exporterar du igen och lägger i receivables/ med samma namn.",
      en: "Run `kvitt check {file}` to see what is wrong. Download the report as CSV from the portal again and put it into the inbox without opening it in Excel; export a list again and put it into receivables/ under the same name.",
    },
  },
};
