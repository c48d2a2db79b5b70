/** Swedish texts of this folder. */

export const sv = {
  paymentGone: ({ number, payment }: { number: string; payment: string }) =>
    `Inbetalning ${payment} på faktura ${number}, som Kvitt har gjort, är borttagen i kundreskontran. Ska den finnas gör ”kvitt retry” om den; annars ångra matchningen i Kvitt.`,
  paymentsRefused: ({ refused, of, sv }: { refused: number; of: number; sv: string; en: string }) =>
    `${refused} av ${of} inbetalningar gick inte att göra:\n${sv}\n`,
  retryPayments: (id: string) => `Rätta det och kör sedan ”kvitt retry ${id}”. De andra är gjorda.`,
  paymentsMade: (count: number) => `${count} ${count === 1 ? "inbetalning" : "inbetalningar"}`,
  severalPayments: ({ number }: { number: string }) =>
    `Faktura ${number} har fått flera lika inbetalningar sedan Kvitt skickade sin, och svaret kom inte fram. Ta bort dem som inte ska vara där.`,
  paymentWaits: ({
    number,
    amount,
    payment,
    source,
  }: {
    number: string;
    amount: string;
    payment: string;
    source: string;
  }) =>
    `Faktura ${number} har redan inbetalning ${payment} på ${amount} (${source}), som inte är bokförd. Kvitt betalar den inte en gång till. Bokför eller ta bort den.`,
  openIsLess: ({ number, wanted, open, by }: { number: string; wanted: string; open: string; by: string }) =>
    `Faktura ${number} har ${open} kvar att betala, men ${wanted} skulle betalas${by === "" ? "" : `; inbetalning ${by} är inte Kvitts`}. Kvitt betalar den inte en gång till. Är den andra betalningen fel, ta bort den; är den rätt, ångra matchningen i Kvitt.`,
  takeBackByHand: ({ number, amount }: { number: string; amount: string }) =>
    `Betalningen ${amount} av faktura ${number} är ångrad i Kvitt, men inte som en enda inbetalning. Rätta inbetalningen för hand i kundreskontran.`,
  takeBackBooked: ({ number, amount, payment }: { number: string; amount: string; payment: string }) =>
    `Betalningen ${amount} av faktura ${number} är ångrad i Kvitt, men inbetalning ${payment} är bokförd. Makulera den i kundreskontran.`,
  paidInvoices: "Fakturor betalda i kundreskontran",
  inboxAway: (inbox: string) =>
    `Inkorgen ${inbox} finns inte, så inga rapporter kunde hämtas. Montera den delade mappen, eller rätta KVITT_INBOX.`,
  notPut: ({ system, why }: { system: string; why: string }) =>
    `Det som ${system} har kunde inte läggas där (${why}). Nästa körning hämtar det igen.`,
  inboxNotMounted: (inbox: string) =>
    `Inkorgen ${inbox} var förra gången en monterad mapp och är nu en vanlig. Att den är tom säger inget om vad som har kommit: montera mappen igen.`,
  nothingCame: ({ days, inbox }: { days: number; inbox: string }) =>
    `Ingen rapport har kommit på ${days} dagar. Kontrollera att rapporterna fortfarande skickas till ${inbox}. Är det som det ska: ändra quietDays i inställningarna.`,
  correctAndRunAgain: "Rätta och kör igen.",
  hasNotFailed: (id: string | null) => `${id} har inte misslyckats.`,
  ratesUnreadable: ({ file, error }: { file: string; error: string }) =>
    `Kursfilen ${file} kan inte läsas (${error}). Verifikationer i andra valutor väntar på sin kurs.`,
  tooLargeForMail: ({ name, megabytes, most }: { name: string; megabytes: number; most: number }) =>
    `SIE-filen med verifikation ${name} blir ${megabytes} MB, och ett mejl rymmer ${most} MB.`,
  tooLargeForMailRemedy:
    "Hämta filen på månadens sida, eller med ”kvitt month”, och läs in den för hand. Ange voucher.rows: account, så blir kommande verifikationer mindre.",
  saidArrived: (name: string) => `framme, enligt ${name}`,
  notUnclear: (id: string) => `Det är inget mejl som det är oklart om det har kommit fram: ${id}.`,
  mailTriedAgain: "Kvitt försöker igen av sig självt.",
  mailMayHaveArrived: ({ subject, to }: { subject: string; to: string }) =>
    `Det går inte att veta om mejlet ”${subject}” har kommit fram till ${to}: förbindelsen bröts innan mejlservern hade svarat.`,
  seeWhetherArrived: (id: string) =>
    `Se efter i bokföringsprogrammet om filen finns där. Finns den där, kör ”kvitt retry mail:${id} --arrived”. Finns den inte, skicka den igen med ”kvitt retry mail:${id}”; ”kvitt retry --all” skickar den inte.`,
  seeFailures: "Se vad som har misslyckats: kvitt doctor",
  nothingNamed: "Ange vad som ska köras om.",
  notAFailedJob: (id: string) => `Det finns inget misslyckat jobb "${id}".`,
  retrySyntax: "Skriv file:12, run:3, posting:7 eller mail:4, eller --all för allt som har misslyckats.",
  noRatesFile: "Ingen kursfil är inställd, så kurserna har ingenstans att ta vägen.",
  setRatesFile: "Skriv ratesFile: rates.csv i kvitt.config.yaml och starta om Kvitt.",
  rateIsAnother: ({
    currency,
    date,
    rate,
    was,
  }: {
    currency: string;
    date: string;
    rate: string;
    was: string;
  }) => `${currency} ${date} har redan kursen ${was}, och filen säger ${rate}.`,
  correctRates: (file: string) => `Rätta ${file} och försök igen.`,
};
