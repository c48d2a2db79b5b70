/** Swedish texts of this folder. */
interface Said {
  readonly name: string;
  readonly sv: string;
  readonly en: string;
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
};
