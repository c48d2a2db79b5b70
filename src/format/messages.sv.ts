/** Swedish texts of this folder. */
import type { Message } from "../message.ts";

export const sv = {
  merchantIdSettingMerchantsReferences: ({
    merchantId,
    setting,
    lines,
    row,
    paymentReference,
    named,
  }: {
    merchantId: string;
    setting: string;
    lines: number;
    row: number;
    paymentReference: string;
    named: (language: "sv" | "en") => string;
  }) =>
    `Handlar-id ${merchantId}: med inställningen merchants.${merchantId}.references: { ${setting} } skulle ${lines} rader till matchas på samma belopp, till exempel rad ${row} i utbetalning ${paymentReference} med ${named("sv")}. Slå upp en av dem: är det samma köp, lägg in inställningen i kvitt.config.yaml. Kvitt ändrar den inte av sig självt.`,
  countText: "\u00a0",
  theReceivableInvoice: "fakturan",
  theReceivableCreditNote: "kreditfakturan",
  theReceivableOrder: "ordern",
  secondOnly: "bara den andra referensen stämmer, och beloppet är ett annat",
  theReceivable: "fordran",
  orderNumberLineOrder: ({ its, ours }: { its: string; ours: string }) =>
    `ordern har nummer ${its}, raden gäller order ${ours}`,
  belongsOrderLineOrder: ({ the, its, ours }: { the: Message; its: string; ours: string }) =>
    `${the.sv} hör till order ${its}, raden gäller order ${ours}`,
  klarnaSOrderIdLine: ({ the, its, ours }: { the: Message; its: string; ours: string }) =>
    `${the.sv} har Klarnas order-id ${its}, raden har ${ours}`,
  captureLine: ({ the, its, ours }: { the: Message; its: string; ours: string }) =>
    `${the.sv} gäller debiteringen (capture) ${its}, raden gäller ${ours}`,
  refundLine: ({ the, its, ours }: { the: Message; its: string; ours: string }) =>
    `${the.sv} gäller återbetalningen ${its}, raden gäller ${ours}`,
  belongsMerchantLineMerchant: ({ the, its, ours }: { the: Message; its: string; ours: string }) =>
    `${the.sv} hör till butik ${its}, raden till butik ${ours}`,
  numberLineNamesNumber: ({ the, its, ours }: { the: Message; its: string; ours: string }) =>
    `${the.sv} har nummer ${its}, raden anger nummer ${ours}`,
  isOnOnTheLine: ({ what, its, the, ours }: { what: string; its: string; the: Message; ours: string }) =>
    `${what} är ${its} på ${the.sv}, ${ours} på raden`,
  open: (open: string) => `öppet ${open}`,
  whyAmount: "samma belopp",
  whyReference: "liknande nummer",
  whyAmountAndReference: "samma belopp och liknande nummer",
  nearMisses: "liknar, men stämmer inte",
  completedPayout: ({
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
  payoutCompletedFirstReportThey: ({
    undecided,
    paymentReference,
    file,
  }: {
    undecided: number;
    paymentReference: string;
    file: string;
  }) =>
    `${undecided} ${undecided === 1 ? "rad" : "rader"} i utbetalning ${paymentReference} kompletterades inte ur ${file}: i den första rapporten ser de likadana ut som en rad som redan är avprickad, så det går inte att veta vilken som är vilken. Koppla dem för hand.`,
  completedWords: ({ done, left }: { done: Message; left: Message }) => `${done.sv} ${left.sv}`,
  receivableInvoice: "faktura",
  receivableCreditNote: "kreditfaktura",
  receivableOrder: "order",
  noReceivableTitle: "Ingen kundfordran hittad",
  noReceivableCause:
    "Betalningen motsvaras inte av någon faktura eller order. Oftast är fakturan inte inläst än, eller så har ordern ett annat nummer i rapporten än i bokföringen. Beloppet ligger så länge på avräkningskontot.",
  noReceivableTodo: ({ accountSv }: { accountSv: string; accountEn: string }) =>
    `Läs in fakturan med \`kvitt receivables FIL\`, så paras den ihop av sig själv. Eller peka ut den: \`kvitt resolve {id} --match {invoice}\`. Finns ingen faktura bokför du beloppet på ett konto: ${accountSv}.`,
  noCreditNoteTitle: "Ingen kreditfaktura hittad",
  noCreditNoteCause:
    "Återbetalningen motsvaras inte av någon kreditfaktura, och inte heller av en order som har fått betalt. Oftast är kreditfakturan inte skapad eller inläst än, eller så kommer försäljningen först i en senare utbetalning.",
  noCreditNoteTodo: ({ accountSv }: { accountSv: string; accountEn: string }) =>
    `Skapa kreditfakturan om den saknas och läs in den med \`kvitt receivables FIL\`; raden prövas igen varje natt. Eller peka ut den: \`kvitt resolve {id} --match {credit_note}\`. Ska ingen kreditfaktura finnas: ${accountSv}.`,
  uncertainTitle: "Osäker: uppgifterna säger emot",
  uncertainCause:
    "Det enda som passar raden har också en uppgift som säger emot den: en annan order, ett annat order-id, en annan butik. Eller så är det bara den andra referensen som stämmer, medan beloppet är ett annat. Oftast har två nummerserier mötts, så att en kunds fakturanummer är en annans ordernummer. En sådan regleras aldrig av sig själv.",
  uncertainTodo: ({ accountSv }: { accountSv: string; accountEn: string }) =>
    `Vid varje möjlig står vad som säger emot. Slå upp ordern i portalen och läs in rätt faktura med \`kvitt receivables FIL\`, så paras den ihop av sig själv. Är den möjliga ändå rätt: \`kvitt resolve {id} --match {invoice}\`. Annars: ${accountSv}. Gäller det många rader skickar butiken nog ett annat nummer än Kvitt tror: se references i inställningarna.`,
  ambiguousTitle: "Flera möjliga svar",
  ambiguousCause:
    "Referensen passar flera kundfordringar, och beloppet avgör inte vilken som är betald. Kvitt gissar aldrig mellan två.",
  ambiguousTodo: ({ accountSv }: { accountSv: string; accountEn: string }) =>
    `Välj den rätta bland de möjliga, t.ex. \`kvitt resolve {id} --match {invoice}\`. Fordringar på samma order som ihop blir beloppet står först, tillsammans. Passar ingen: ${accountSv}.`,
  partlyPaidTitle: "Delbetald",
  partlyPaidCause:
    "Betalningen är mindre än det som är öppet på fakturan, och skillnaden är större än en öresutjämning. Oftast har ordern levererats i delar, och resten kommer i en senare utbetalning.",
  partlyPaidTodo: ({
    accountSv,
    acceptSv,
  }: {
    accountSv: string;
    acceptSv: string;
    accountEn: string;
    acceptEn: string;
  }) =>
    `Vänta på resten: då stängs avvikelsen av sig själv. Kommer den inte skriver du av det som återstår, inom din gräns, som kundförlust med momsen tillbaka, \`kvitt resolve {id} --write-off --vat 25 --why "orsak"\`, eller på ett annat konto: ${accountSv}. Krediterar du fakturan i stället stänger du avvikelsen: ${acceptSv}.`,
  overpaidTitle: "Större än det som är öppet",
  overpaidCause:
    "Beloppet i rapporten är större än det som är öppet på fakturan, eller än det som kan betalas tillbaka på ordern. Oftast har fakturan ändrats efter debiteringen, eller så gäller betalningen fler fakturor.",
  overpaidTodo: ({ accountSv }: { accountSv: string; accountEn: string }) =>
    `Jämför med ordern i portalen. Saknas en faktura läser du in den med \`kvitt receivables FIL\`. Annars pekar du ut rätt fordran, \`kvitt resolve {id} --match {invoice}\` (lägg till \`--account KONTO\` för det som blir över), eller bokför på ett konto: ${accountSv}.`,
  alreadySettledTitle: "Redan reglerad",
  alreadySettledCause:
    "Den enda kundfordran som passar är redan betald. Oftast har kunden debiterats två gånger, eller så har fakturan prickats av mot en annan betalning.",
  alreadySettledTodo: ({ accountSv }: { accountSv: string; accountEn: string }) =>
    `Se efter i portalen om ordern är debiterad två gånger; betala i så fall tillbaka. Gäller betalningen en annan faktura: \`kvitt resolve {id} --match invoice:NUMMER\`. Annars: ${accountSv}.`,
  currencyDiffersTitle: "Annan valuta",
  currencyDiffersCause:
    "Den enda kundfordran som passar är i en annan valuta än utbetalningen. Oftast har fakturan skapats i fel valuta.",
  currencyDiffersTodo: ({ accountSv }: { accountSv: string; accountEn: string }) =>
    `Rätta fakturans valuta och läs in den igen med \`kvitt receivables FIL\`. Går det inte: ${accountSv}.`,
  receivableChangedTitle: "Kundfordran har ändrats",
  receivableChangedCause:
    "En kundfordran har kommit igen med ett annat belopp eller en annan valuta, efter att den reglerats eller ur två listor på en gång: två butiker kan räkna från samma nummer. Det som stod först står kvar; säger två listor olika paras ingen betalning med den.",
  receivableChangedTodo: ({ acceptSv }: { acceptSv: string; acceptEn: string }) =>
    `Är det två butikers nummer: ge listorna kolumnen merchant_id, eller lägg dem i receivables/MERCHANT_ID/. Är det gamla beloppet fel på en reglerad fordran rättar du med en kreditfaktura eller en ny faktura. Gäller det som står kvar stänger du avvikelsen, och fordran används: ${acceptSv}.`,
  chargebackTitle: "Återkrav (chargeback)",
  chargebackCause:
    "Kunden har bestridit köpet och beloppet har dragits av från utbetalningen. Det är bokfört som tvistig kundfordran.",
  chargebackTodo: ({ accountSv }: { accountSv: string; accountEn: string }) =>
    `Bemöt tvisten i portalen före sista svarsdag. Är den vunnen, eller täcks den av handlarskyddet, kommer beloppet tillbaka i en utbetalning, och avvikelsen stängs av sig själv; kommer bara en del visas resten. Är den förlorad bokför du förlusten: ${accountSv}.`,
  paymentDefaultTitle: "Kunden har inte betalat",
  paymentDefaultCause:
    "Kunden har inte betalat Klarna, som tar tillbaka beloppet (RETURN, PAYMENT_DEFAULT). Ingen vara har kommit tillbaka och ingen kreditfaktura ska skapas: fordran på kunden finns kvar och är bokförd som tvistig kundfordran.",
  paymentDefaultTodo: ({ accountSv }: { accountSv: string; accountEn: string }) =>
    `Kräv kunden på beloppet. Betalar kunden bokför du det på det konto dit pengarna kom: ${accountSv}. Är fordran förlorad bokför du den som kundförlust (6351) på samma sätt, med momsen om den får dras tillbaka. Kommer beloppet tillbaka i en utbetalning stängs avvikelsen av sig själv.`,
  needsAccountTitle: "Konto saknas",
  needsAccountCause:
    "Raden är en debitering, kreditering eller rättelse (CHARGE, CREDIT, CORRECTION) som inget konto är valt för, och vars detaljerade typ inte säger vad den avser. Den är bokförd på observationskontot så länge. Eller så har en tvist vunnits som redan var bokförd som förlorad: då står pengarna på tvistiga kundfordringar.",
  needsAccountTodo: ({ accountSv }: { accountSv: string; accountEn: string }) =>
    `Bokför om den: ${accountSv}. Lägg in radtypen under lineAccounts i kvitt.config.yaml, så bokförs nästa rätt direkt. En tvist som vanns efteråt: ångra förlusten med \`kvitt undo\` på återkravets avvikelse, eller lägg pengarna på förlustkontot.`,
  needsRateTitle: "Växelkurs saknas",
  needsRateCause:
    "Utbetalningen är i en annan valuta än bokföringen, och ingen kurs för dagen är känd. Verifikationen är klar men har inte skrivits som SIE-fil.",
  needsRateTodo:
    "Lägg in dagens kurs under rates i kvitt.config.yaml, eller i kursfilen som ratesFile pekar på, och kör `kvitt nightly`.",
  feeDiffersTitle: "Avgiften avviker från avtalet",
  feeDiffersCause:
    "Den avgift som dragits är inte den som avtalet i inställningarna ger. Antingen har priset ändrats, eller så är avgiften feldebiterad. Den är bokförd som den står i rapporten.",
  feeDiffersTodo: ({ acceptSv }: { acceptSv: string; acceptEn: string }) =>
    `Jämför med avtalet. Är avgiften fel begär du rättelse hos Klarna eller Kustom; är den rätt ändrar du fees i kvitt.config.yaml. Stäng sedan avvikelsen: ${acceptSv}.`,
  reportChangedTitle: "Rapporten har ändrats",
  reportChangedCause:
    "En utbetalning som redan är bokförd har kommit igen med annat innehåll. Skillnaderna visas, men inget bokförs på nytt. Oftast har rapportens inställningar ändrats i portalen.",
  reportChangedTodo: ({ acceptSv }: { acceptSv: string; acceptEn: string }) =>
    `Jämför med \`kvitt payout {payout}\`. Gäller skillnaden bara vilka fält som är med stänger du avvikelsen: ${acceptSv}. Har belopp ändrats: fråga Klarna eller Kustom vilken rapport som gäller.`,
  debtGapTitle: "Skulden hänger inte ihop",
  debtGapCause:
    "Den ingående skulden i rapporten är inte den utgående i rapporten före. Oftast saknas en rapport däremellan, eller så har skulden fakturerats.",
  debtGapTodo: ({ acceptSv }: { acceptSv: string; acceptEn: string }) =>
    `Hämta den rapport som saknas i portalen och lägg den i inkorgen. Har skulden fakturerats bokför du fakturan och stänger avvikelsen: ${acceptSv}.`,
  payoutMissingTitle: "Utbetalning saknas",
  payoutMissingCause:
    "Det borde ha kommit en utbetalning vid det här laget, efter den takt som de brukar komma i. Oftast har rapporten inte hämtats, eller så fanns det inget att betala ut.",
  payoutMissingTodo: ({ acceptSv }: { acceptSv: string; acceptEn: string }) =>
    `Se efter i portalen och på bankkontot. Finns en utbetalning lägger du dess rapport i inkorgen; annars stänger du avvikelsen: ${acceptSv}.`,
  totalsDifferTitle: "Rapportens summor går inte ihop",
  totalsDifferCause:
    "Raderna ger inte de summor som rapporten själv anger. Oftast saknas rader, eller så har filen ändrats i Excel. Inget ur filen är bokfört.",
  totalsDifferTodo:
    "Ladda ner rapporten igen och lägg den i inkorgen utan att öppna den i Excel. Blir det samma sak: kör `kvitt check {file}`, som visar vilken summa som skiljer.",
  unknownTypeTitle: "Okänd radtyp i rapporten",
  unknownTypeCause:
    "Rapporten har en radtyp som Kvitt inte känner till, och åt vilket håll pengarna går gissas aldrig. Inget ur filen är bokfört.",
  unknownTypeTodo:
    "Kör `kvitt check {file}` för att se raden. Finns typen i portalen: uppdatera Kvitt eller anmäl typen till projektet. Annars: ladda ner rapporten igen.",
  unreadableTitle: "Filen går inte att läsa",
  unreadableCause:
    "Filen är ingen avräkningsrapport från Klarna eller Kustom (eller i receivables/: ingen lista över kundfordringar), eller så är den skadad eller ändrad i Excel. Inget ur filen är bokfört.",
  unreadableTodo:
    "Kör `kvitt check {file}` för att se vad som är fel. Ladda ner rapporten som CSV på nytt från portalen och lägg den i inkorgen utan att öppna den i Excel; en lista exporterar du igen och lägger i receivables/ med samma namn.",
  payoutStatesImported: "inläst",
  payoutStatesMatched: "bokförd, ej lämnad",
  payoutStatesPosted: "lämnad",
  payoutStatesFailed: "misslyckad",
  runStatesCollecting: "hämtar filer",
  runStatesImporting: "läser in",
  runStatesMatching: "matchar",
  runStatesPosting: "lämnar verifikationer",
  runStatesNotifying: "skickar e-post",
  runStatesDone: "klar",
  runStatesFailed: "misslyckad",
  runKindsNightly: "Natt",
  runKindsImport: "Inläsning",
  runKindsRematch: "Ny matchning",
  deviationStatesOpen: "öppen",
  deviationStatesResolved: "avgjord",
  deviationStatesClosed: "stängd",
  postingStatesPending: "väntar",
  postingStatesPosted: "lämnad",
  postingStatesFailed: "misslyckad",
};
