/** Swedish texts of this folder. */

export const sv = {
  inboxAway: (inbox: string) =>
    `Inkorgen ${inbox} finns inte, så inga rapporter kunde hämtas. Montera den delade mappen, eller rätta KVITT_INBOX.`,
  inboxNotMounted: (inbox: string) =>
    `Inkorgen ${inbox} var förra gången en monterad mapp och är nu en vanlig. Att den är tom säger inget om vad som har kommit: montera mappen igen.`,
  nothingCame: ({ days, inbox }: { days: number; inbox: string }) =>
    `Ingen rapport har kommit på ${days} dagar. Kontrollera att rapporterna fortfarande skickas till ${inbox}. Är det som det ska: ändra quietDays i inställningarna.`,
  correctAndRunAgain: "Rätta och kör igen.",
  hasNotFailed: (id: string | null) => `${id} har inte misslyckats.`,
  ratesUnreadable: ({ file, error }: { file: string; error: string }) =>
    `Kursfilen ${file} kan inte läsas (${error}). Verifikationer i andra valutor väntar på sin kurs.`,
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
