/** Swedish texts of this folder. `deviation-texts.ts` fills in what stands between braces in a remedy. */
import type { Message } from "../message.ts";

interface Differing {
  /** "fakturan", "kreditfakturan", "ordern". */
  readonly receivable: Message;
  /** What the receivable has, and what the line has. */
  readonly its: string;
  readonly ours: string;
}

export const sv = {
  // days and ages
  months: "januari februari mars april maj juni juli augusti september oktober november december",
  weekdays: "söndag måndag tisdag onsdag torsdag fredag lördag",
  dayAtTime: ({ day, time }: { day: string; time: string }) => `${day} kl. ${time.replace(":", ".")}`,
  atTime: (time: string) => `kl. ${time.replace(":", ".")}`,
  today: "i dag",
  days: (days: number) => (days === 1 ? "1 dag" : `${days} dagar`),

  // receivables
  receivableKinds: { invoice: "faktura", credit_note: "kreditfaktura", order: "order" },
  theReceivables: { invoice: "fakturan", credit_note: "kreditfakturan", order: "ordern" },
  theReceivable: "fakturan eller ordern",

  // what a line is looked up by
  facts: {
    merchantReference1: "referens 1",
    merchantReference2: "referens 2",
    shortOrderId: "kort order-id",
    saleDate: "såld",
    captureDate: "debiterad",
    paymentMethod: "betalsätt",
    klarnaComment: "Klarnas kommentar",
    reversalReference: "tvist",
    merchantCaptureReference: "leveransens referens",
    merchantRefundReference: "återbetalningens referens",
    orderId: "order-id",
    captureId: "capture-id",
    refundId: "återbetalnings-id",
  },
  factRefundDate: "återbetald",
  factRecordDate: "registrerad",

  // candidates and near misses
  onlySecondReference: "bara den andra referensen stämmer, och beloppet är ett annat",
  orderHasOtherNumber: ({ its, ours }: Differing) => `ordern har nummer ${its}, raden gäller order ${ours}`,
  belongsToOtherOrder: ({ receivable, its, ours }: Differing) =>
    `${receivable.sv} hör till order ${its}, raden gäller order ${ours}`,
  otherOrderId: ({ receivable, its, ours }: Differing) =>
    `${receivable.sv} har Klarnas order-id ${its}, raden har ${ours}`,
  otherCapture: ({ receivable, its, ours }: Differing) =>
    `${receivable.sv} gäller debiteringen (capture) ${its}, raden gäller ${ours}`,
  otherRefund: ({ receivable, its, ours }: Differing) =>
    `${receivable.sv} gäller återbetalningen ${its}, raden gäller ${ours}`,
  otherMerchant: ({ receivable, its, ours }: Differing) =>
    `${receivable.sv} hör till handlar-id ${its}, raden till ${ours}`,
  otherNumber: ({ receivable, its, ours }: Differing) =>
    `${receivable.sv} har nummer ${its}, raden anger nummer ${ours}`,
  otherValue: ({ key, receivable, its, ours }: Differing & { readonly key: string }) =>
    `${key} är ${its} på ${receivable.sv}, ${ours} på raden`,
  openAmount: (amount: string) => `restbelopp ${amount}`,
  nearMissReasons: {
    amount: "samma belopp",
    reference: "liknande nummer",
    amount_and_reference: "samma belopp och liknande nummer",
  },
  nearMisses: "liknar, men stämmer inte",

  // advice and completed lines
  referencesAdvice: ({
    merchantId,
    setting,
    lines,
    row,
    paymentReference,
    receivable,
  }: {
    merchantId: string;
    setting: string;
    lines: number;
    row: number;
    paymentReference: string;
    receivable: Message;
  }) =>
    `Handlar-id ${merchantId}: med inställningen merchants.${merchantId}.references: { ${setting} } skulle ${lines} rader till matchas på samma belopp, till exempel rad ${row} i utbetalning ${paymentReference} med ${receivable.sv}. Slå upp en av dem: är det samma köp, lägg in inställningen i kvitt.config.yaml. Kvitt ändrar den inte på egen hand.`,
  linesCompleted: ({
    file,
    lines,
    paymentReference,
    fields,
  }: {
    file: string;
    lines: number;
    paymentReference: string;
    fields: string;
  }) =>
    `${file} kompletterade ${lines} ${lines === 1 ? "rad" : "rader"} i utbetalning ${paymentReference}: ${fields}.`,
  linesNotCompleted: ({
    undecided,
    paymentReference,
    file,
  }: {
    undecided: number;
    paymentReference: string;
    file: string;
  }) =>
    `${undecided} ${undecided === 1 ? "rad" : "rader"} i utbetalning ${paymentReference} kompletterades inte från ${file}: i den första rapporten ser de likadana ut som en rad som redan är matchad, så det går inte att veta vilken som är vilken. Matcha dem för hand.`,

  // the clearing account
  clearing: { each: "väntar på kundfaktura eller order", none: "bokfört mot dagssummor" },
  dailySums:
    "Butiker med receivables: none bokför sin försäljning som dagssummor mot samma konto. Jämför med kontots saldo i bokföringen: det som står kvar där är försäljning som ännu inte har betalats ut. Står samma belopp kvar längre än till nästa utbetalning skiljer sig dagssummorna från det som betalats ut.",

  // commands and placeholders in a remedy
  accountCommand: '`kvitt resolve {id} --account KONTO --why "orsak"`',
  acceptCommand: '`kvitt resolve {id} --accept --why "orsak"`',
  filePlaceholder: "FIL",
  numberPlaceholder: "NUMMER",
  payoutPlaceholder: "REFERENS",

  // deviations
  deviations: {
    no_receivable: {
      title: "Ingen kundfaktura eller order hittad",
      cause:
        "Betalningen motsvaras inte av någon faktura eller order. Oftast är fakturan inte inläst än, eller så har ordern ett annat nummer i rapporten än i bokföringen. Beloppet ligger så länge på avräkningskontot.",
      todo: "Läs in fakturan med `kvitt receivables FIL`, så matchas raden automatiskt. Eller ange fakturan: `kvitt resolve {id} --match {invoice}`. Finns ingen faktura bokför du beloppet på ett konto: {account}.",
    },
    no_credit_note: {
      title: "Ingen kreditfaktura hittad",
      cause:
        "Återbetalningen motsvaras inte av någon kreditfaktura, och inte heller av en betald order. Oftast är kreditfakturan inte skapad eller inläst än, eller så kommer försäljningen först i en senare utbetalning.",
      todo: "Skapa kreditfakturan om den saknas och läs in den med `kvitt receivables FIL`; raden prövas igen varje natt. Eller ange kreditfakturan: `kvitt resolve {id} --match {credit_note}`. Ska ingen kreditfaktura finnas: {account}.",
    },
    uncertain: {
      title: "Osäker: en uppgift säger emot",
      cause:
        "Den enda faktura eller order som passar raden har också en uppgift som säger emot den: en annan order, ett annat order-id, ett annat handlar-id. Eller så är det bara den andra referensen som stämmer, medan beloppet är ett annat. Oftast har två nummerserier krockat, så att en kunds fakturanummer är en annans ordernummer. En sådan rad matchas aldrig automatiskt.",
      todo: "Vid varje förslag står vad som säger emot. Slå upp ordern i portalen och läs in rätt faktura med `kvitt receivables FIL`, så matchas raden automatiskt. Är förslaget ändå rätt: `kvitt resolve {id} --match {invoice}`. Annars: {account}. Gäller det många rader skickar butiken troligen ett annat nummer än Kvitt räknar med: se references i inställningarna.",
    },
    ambiguous: {
      title: "Flera möjliga matchningar",
      cause:
        "Referensen passar flera fakturor eller ordrar, och beloppet visar inte vilken som är betald. Kvitt gissar aldrig mellan två.",
      todo: "Välj det rätta förslaget, t.ex. `kvitt resolve {id} --match {invoice}`. Fakturor på samma order som tillsammans blir beloppet står först. Passar inget förslag: {account}.",
    },
    partly_paid: {
      title: "Delbetald",
      cause:
        "Betalningen är mindre än fakturans restbelopp, och differensen är större än en öresutjämning. Oftast har ordern levererats i delar, och resten kommer i en senare utbetalning.",
      todo: 'Vänta på resten: då stängs avvikelsen automatiskt. Kommer den inte skriver du av restbeloppet, inom din beloppsgräns, som kundförlust med momsen tillbaka, `kvitt resolve {id} --write-off --vat 25 --why "orsak"`, eller på ett annat konto: {account}. Krediterar du fakturan i stället stänger du avvikelsen: {accept}.',
    },
    overpaid: {
      title: "Större än restbeloppet",
      cause:
        "Beloppet i rapporten är större än fakturans restbelopp, eller än det som kan betalas tillbaka på ordern. Oftast har fakturan ändrats efter debiteringen, eller så gäller betalningen flera fakturor.",
      todo: "Jämför med ordern i portalen. Saknas en faktura läser du in den med `kvitt receivables FIL`. Annars anger du rätt faktura, `kvitt resolve {id} --match {invoice}` (lägg till `--account KONTO` för det som blir över), eller bokför på ett konto: {account}.",
    },
    already_settled: {
      title: "Redan betald",
      cause:
        "Den enda faktura eller order som passar är redan slutbetald. Oftast har kunden debiterats två gånger, eller så har fakturan prickats av mot en annan betalning.",
      todo: "Se efter i portalen om ordern är debiterad två gånger; betala i så fall tillbaka. Gäller betalningen en annan faktura: `kvitt resolve {id} --match invoice:NUMMER`. Annars: {account}.",
    },
    currency_differs: {
      title: "Annan valuta",
      cause:
        "Den enda faktura eller order som passar är i en annan valuta än utbetalningen. Oftast har fakturan skapats i fel valuta.",
      todo: "Rätta fakturans valuta och läs in den igen med `kvitt receivables FIL`. Går det inte: {account}.",
    },
    receivable_changed: {
      title: "Fakturan eller ordern har ändrats",
      cause:
        "En faktura eller order har kommit igen med ett annat belopp eller en annan valuta, efter att den matchats eller i två listor på en gång: två butiker kan använda samma nummer. Det som lästes in först gäller; säger två listor olika matchas ingen betalning mot den.",
      todo: "Är det två butikers nummer: ge listorna kolumnen merchant_id, eller lägg dem i receivables/MERCHANT_ID/. Är det gamla beloppet fel på en faktura som är matchad rättar du med en kreditfaktura eller en ny faktura. Är det som lästes in först rätt stänger du avvikelsen, så matchas fakturan igen: {accept}.",
    },
    chargeback: {
      title: "Återkrav (chargeback)",
      cause:
        "Kunden har bestridit köpet och beloppet har dragits av från utbetalningen. Det är bokfört på tvistiga kundfordringar.",
      todo: "Bemöt tvisten i portalen före sista svarsdag. Är den vunnen, eller täcks den av handlarskyddet, kommer beloppet tillbaka i en utbetalning, och avvikelsen stängs automatiskt; kommer bara en del visas differensen. Är den förlorad bokför du förlusten: {account}.",
    },
    payment_default: {
      title: "Kunden har inte betalat",
      cause:
        "Kunden har inte betalat Klarna, som tar tillbaka beloppet (RETURN, PAYMENT_DEFAULT). Ingen vara har kommit tillbaka och ingen kreditfaktura ska skapas: kunden är fortfarande skyldig beloppet, som är bokfört på tvistiga kundfordringar.",
      todo: "Kräv kunden på beloppet. Betalar kunden bokför du det på det konto dit pengarna kom: {account}. Är fordran förlorad bokför du den som kundförlust (6351) på samma sätt, med momsen om den får dras tillbaka. Kommer beloppet tillbaka i en utbetalning stängs avvikelsen automatiskt.",
    },
    needs_account: {
      title: "Konto saknas",
      cause:
        "Raden är en debitering, kreditering eller rättelse (CHARGE, CREDIT, CORRECTION) som inget konto är valt för, och vars detaljerade typ inte säger vad den avser. Den är bokförd på observationskontot så länge. Eller så har en tvist vunnits som redan var bokförd som förlorad: då ligger pengarna på tvistiga kundfordringar.",
      todo: "Bokför om den: {account}. Lägg in radtypen under lineAccounts i kvitt.config.yaml, så bokförs nästa rätt direkt. En tvist som vanns efteråt: ångra förlusten med `kvitt undo` på återkravets avvikelse, eller bokför pengarna på förlustkontot.",
    },
    needs_rate: {
      title: "Växelkurs saknas",
      cause:
        "Utbetalningen är i en annan valuta än bokföringen, och ingen kurs för dagen är känd. Verifikationen är bokförd men har inte exporterats som SIE-fil.",
      todo: "Lägg in dagens kurs under rates i kvitt.config.yaml, eller i kursfilen som ratesFile pekar på, och kör `kvitt nightly`.",
    },
    fee_differs: {
      title: "Avgiften avviker från avtalet",
      cause:
        "Avgiften som dragits är inte den som avtalet i inställningarna ger. Antingen har priset ändrats, eller så är avgiften feldebiterad. Den är bokförd som den står i rapporten.",
      todo: "Jämför med avtalet. Är avgiften fel begär du rättelse hos Klarna eller Kustom; är den rätt ändrar du fees i kvitt.config.yaml. Stäng sedan avvikelsen: {accept}.",
    },
    report_changed: {
      title: "Rapporten har ändrats",
      cause:
        "En utbetalning som redan är bokförd har kommit igen med annat innehåll. Skillnaderna visas, men inget bokförs på nytt. Oftast har rapportens inställningar ändrats i portalen.",
      todo: "Jämför med `kvitt payout {payout}`. Gäller skillnaden bara vilka fält som är med stänger du avvikelsen: {accept}. Har belopp ändrats: fråga Klarna eller Kustom vilken rapport som gäller.",
    },
    debt_gap: {
      title: "Ingående skuld stämmer inte",
      cause:
        "Den ingående skulden i rapporten är inte den utgående i rapporten före. Oftast saknas en rapport däremellan, eller så har skulden fakturerats.",
      todo: "Hämta den rapport som saknas i portalen och lägg den i inkorgen. Har skulden fakturerats bokför du fakturan och stänger avvikelsen: {accept}.",
    },
    payout_missing: {
      title: "Utbetalning saknas",
      cause:
        "Det borde ha kommit en utbetalning vid det här laget, av hur ofta de brukar komma att döma. Oftast har rapporten inte hämtats, eller så fanns det inget att betala ut.",
      todo: "Se efter i portalen och på bankkontot. Finns en utbetalning lägger du dess rapport i inkorgen; annars stänger du avvikelsen: {accept}.",
    },
    totals_differ: {
      title: "Rapportens summor stämmer inte",
      cause:
        "Raderna ger inte de summor som rapporten själv anger. Oftast saknas rader, eller så har filen ändrats i Excel. Inget ur filen är bokfört.",
      todo: "Ladda ner rapporten igen och lägg den i inkorgen utan att öppna den i Excel. Blir det samma fel: kör `kvitt check {file}`, som visar vilken summa som har en differens.",
    },
    unknown_type: {
      title: "Okänd radtyp i rapporten",
      cause:
        "Rapporten har en radtyp som Kvitt inte känner till, och Kvitt gissar aldrig åt vilket håll pengarna går. Inget ur filen är bokfört.",
      todo: "Kör `kvitt check {file}` för att se raden. Finns typen i portalen: uppdatera Kvitt eller anmäl typen till projektet. Annars: ladda ner rapporten igen.",
    },
    unreadable: {
      title: "Filen går inte att läsa",
      cause:
        "Filen är ingen avräkningsrapport från Klarna eller Kustom (eller i receivables/: ingen kundreskontralista), eller så är den skadad eller ändrad i Excel. Inget ur filen är bokfört.",
      todo: "Kör `kvitt check {file}` för att se vad som är fel. Ladda ner rapporten som CSV på nytt från portalen och lägg den i inkorgen utan att öppna den i Excel; en kundreskontralista exporterar du igen och lägger i receivables/ med samma namn.",
    },
  },

  // states
  payoutStates: {
    imported: "inläst",
    matched: "bokförd, ej exporterad",
    posted: "exporterad",
    failed: "misslyckad",
  },
  runStates: {
    collecting: "hämtar filer",
    importing: "läser in",
    matching: "matchar och bokför",
    posting: "exporterar verifikationer",
    notifying: "skickar mejl",
    done: "klar",
    failed: "misslyckad",
  },
  runKinds: { nightly: "Nattkörning", import: "Inläsning", rematch: "Ny matchning" },
  deviationStates: { open: "öppen", resolved: "åtgärdad", closed: "stängd" },
  postingStates: { pending: "väntar", posted: "exporterad", failed: "misslyckad" },

  // worker roles
  roleAlive: (role: string) => `${role} är igång`,
  roleDead: ({ role, when }: { role: string; when: string }) => `${role} har inte hörts av sedan ${when}`,
  roleStopped: ({ role, when }: { role: string; when: string }) => `${role} stoppades ${when}`,
  roleUnseen: (role: string) => `${role} har aldrig varit igång`,
  rowsWait: ({ waiting, since }: { waiting: number; since: string }) =>
    `${waiting} väntar på den${since === "" ? "" : `, den äldsta sedan ${since}`}`,
};
