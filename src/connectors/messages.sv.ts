/** Swedish texts of this folder. */
interface Said {
  readonly name: string;
  readonly sv: string;
  readonly en: string;
}

interface Marked {
  readonly system: string;
  readonly marker: string;
}

export const sv = {
  faults: {
    auth: ({ name, sv }: Said) => `${name} släpper inte in Kvitt: ${sv}`,
    config: ({ name, sv }: Said) => `${name} saknar något som behövs: ${sv}`,
    period: ({ name, sv }: Said) => `${name} tar inte emot datumet: ${sv}`,
    data: ({ name, sv }: Said) => `${name} godtar inte det som skickades: ${sv}`,
    busy: ({ name, sv }: Said) => `${name} svarar inte just nu: ${sv}`,
  },
  todo: {
    auth: (system: string) =>
      `Anslut ${system} igen och kontrollera uppgifterna med ”kvitt connectors”. Inget bokförs två gånger; kör sedan ”kvitt retry --all”.`,
    config: (system: string) =>
      `Rätta det i ${system} eller i inställningarna och kör sedan ”kvitt retry --all”.`,
    period: (system: string) =>
      `Öppna perioden i ${system}, eller ange voucher.closedThrough så att nya verifikationer dateras efter den, och kör sedan ”kvitt retry --all”.`,
    data: (system: string) =>
      `Inget är bokfört i ${system}. Spara felet och hör av dig till den som sköter Kvitt.`,
    busy: (_system: string) => "Kvitt försöker igen av sig självt.",
  },
  noAnswer: (seconds: number) => `inget svar på ${seconds} sekunder`,
  noConnection: (why: string) => `ingen anslutning (${why})`,
  tooManyCalls: "för många anrop på kort tid",
  serverError: (status: number) => `fel i systemet (HTTP ${status})`,
  pointsElsewhere: (host: string) => `adressen hänvisar vidare till ${host}, dit inga uppgifter skickas`,
  answerTooLong: (bytes: number) => `svaret är längre än ${bytes} byte`,
  answerUnreadable: "svaret är inte JSON",
  secretUnreadable: ({ file, why }: { readonly file: string; readonly why: string }) =>
    `filen ${file} med lösenordet eller nyckeln går inte att läsa (${why})`,
  writeSecret: "Skriv lösenordet eller nyckeln i filen, och låt bara Kvitt läsa den.",
  tokenUnreadable: "svaret från inloggningen har ingen åtkomstnyckel",
  answerDiffers: ({ path, where }: { readonly path: string; readonly where: string }) =>
    `svaret på ${path} ser inte ut som väntat (${where})`,
  currencyDiffers: ({ system, currency }: { readonly system: string; readonly currency: string }) =>
    `bokföringens valuta är ${currency}, men ${system} bokför i SEK`,
  setCurrency: (name: string) => `Ange company.currency: SEK, eller ta bort ${name} ur targets.`,
  yearMissing: (date: string) => `det finns inget räkenskapsår för ${date}`,
  periodLocked: ({ date, through }: { readonly date: string; readonly through: string }) =>
    `${date} ligger i en låst period (låst till och med ${through})`,
  accountsMissing: (accounts: string) => `konton som inte finns eller inte är aktiva: ${accounts}`,
  otherContent: ({ system, marker, reference }: Marked & { readonly reference: string }) =>
    `${system} har redan verifikation ${reference} med Kvitts märke ${marker}, men med andra belopp.`,
  otherContentRemedy: (system: string) =>
    `Jämför den med Kvitts verifikation. Rätta den i ${system}, eller ta bort märket ur den, och kör sedan ”kvitt retry --all”.`,
  severalFound: ({ system, marker, references }: Marked & { readonly references: string }) =>
    `${system} har flera verifikationer med Kvitts märke ${marker}: ${references}.`,
  severalRemedy: (system: string) =>
    `Makulera alla utom en med en omvänd verifikation i ${system}, ta bort märket ur de andra och kör sedan ”kvitt retry --all”.`,
  forDay: (date: string) => `för ${date}`,
  byPayments: "bokförd av inbetalningarna",
  paidDoNotFit: "verifikationens rader på kundfordringar motsvarar inte inbetalningarna",
  paidDoNotFitRemedy:
    "Har kontot för kundfordringar ändrats i inställningarna efter bokningen? Ange det som gällde och kör sedan ”kvitt retry --all”.",
};
