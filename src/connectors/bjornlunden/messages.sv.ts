/** Swedish texts of this folder. */
export const sv = {
  connectAgain:
    "Kontrollera clientId och klienthemligheten mot dem som Björn Lundén har skickat (docs/connect/bjornlunden.md). Inget bokförs två gånger; kör sedan ”kvitt retry --all”.",
  activate:
    "Aktivera integrationen för företaget i Lundify (Integrationer), och kontrollera att Björn Lundén har gett den behörigheterna i docs/connect/bjornlunden.md. Kör sedan ”kvitt retry --all”.",
  companyMissing: (connected: string) =>
    `företagsnyckeln hör inte till något företag som integrationen är aktiverad för (de är: ${connected})`,
  companyNone: "integrationen är inte aktiverad för något företag",
  setUserKey:
    "Ange företagets nyckel i connectors.bjornlunden.userKey: den står i Lundify under Integrationer, kugghjulet. Är integrationen avstängd där, aktivera den igen. Kör sedan ”kvitt retry --all”.",
  otherCompany: ({ name, found, wanted }: { name: string; found: string; wanted: string }) =>
    `nyckeln är för ${name} (${found}), men inställningarna är för ${wanted}`,
  setCompany:
    "Ange rätt företags nyckel i connectors.bjornlunden.userKey, eller rätta company.orgNumber, och kör sedan ”kvitt retry --all”.",
  addAccount:
    "Lägg upp eller öppna kontot i Björn Lundén (Kontoplan), eller ange ett annat i inställningarna, och kör sedan ”kvitt retry --all”.",
  addObject:
    "Lägg upp kostnadsstället eller projektet i Björn Lundén, eller ange ett annat i inställningarna, och kör sedan ”kvitt retry --all”.",
  licence:
    "Kontrollera företagets licens hos Björn Lundén, och att dess databas är aktiv, och kör sedan ”kvitt retry --all”.",
  secretMissing: "klienthemligheten saknas",
  setSecret:
    "Ange KVITT_BJORNLUNDEN_CLIENT_SECRET, eller KVITT_BJORNLUNDEN_CLIENT_SECRET_FILE med en fil som har den.",
  addYear: "Lägg upp räkenskapsåret i Björn Lundén och kör sedan ”kvitt retry --all”.",
  openPeriod:
    "Öppna perioden i Björn Lundén, eller ange connectors.bjornlunden.lockedPeriod: first-open-day, och kör sedan ”kvitt retry --all”.",
  seriesTooLong: (series: string) => `verifikationsserien ${series} är mer än ett tecken`,
  addSeries:
    "Lägg upp serien i Björn Lundén, eller ange en annan, på ett tecken, i connectors.bjornlunden.series, och kör sedan ”kvitt retry --all”.",
  listCut: ({ path, found, all }: { path: string; found: number; all: number }) =>
    `listan ${path} har ${all} rader, men bara ${found} lämnas ut`,
  clearingDiffers: "handlarna har olika avräkningskonton",
  setClearing:
    "Ange samma accounts.clearing för alla handlare, eller connectors.bjornlunden.payments: none, och kör sedan ”kvitt retry --all”.",
  notANumber: (number: string) => `${number} är inget fakturanummer i Björn Lundén.`,
  notANumberRemedy:
    "Kommer kundfakturorna från ett annat system? Ange då connectors.bjornlunden.payments: none.",
  invoiceMissing: (number: string) => `Faktura ${number} finns inte i Björn Lundén.`,
  invoiceMissingRemedy: "Kontrollera numret. Är fakturan borttagen, åtgärda raden för hand i Kvitt.",
  severalInvoices: (number: string) => `Björn Lundén har flera fakturor med nummer ${number}.`,
  severalInvoicesRemedy: "Registrera betalningen i Björn Lundén mot avräkningskontot.",
  invoicePreliminary: (number: string) => `Faktura ${number} är preliminär i Björn Lundén.`,
  invoicePreliminaryRemedy:
    "Skriv ut eller bokför fakturan i Björn Lundén och kör sedan ”kvitt retry --all”.",
  invoiceDeleted: (number: string) => `Faktura ${number} är makulerad i Björn Lundén, eller en kundförlust.`,
  invoiceDeletedRemedy: "Ångra matchningen i Kvitt, eller skapa fakturan igen.",
  invoiceCurrency: ({ number, currency }: { number: string; currency: string }) =>
    `Faktura ${number} är i ${currency}.`,
  invoiceCurrencyRemedy:
    "Kvitt betalar bara fakturor i SEK i kundreskontran: registrera betalningen i Björn Lundén mot avräkningskontot.",
  paymentsHidden: (number: string) =>
    `Faktura ${number} är betald med mer än de inbetalningar som Björn Lundén visar.`,
  paymentsHiddenRemedy:
    "Kvitt kan inte se om betalningen redan finns. Jämför fakturan i Björn Lundén, och registrera det som saknas där mot avräkningskontot.",
  notBooked: (payment: string) => `inbetalningen ${payment} är registrerad, men inte bokförd`,
  notBookedRemedy:
    "Bokför inbetalningen i Björn Lundén och kör sedan ”kvitt retry --all”, eller ange connectors.bjornlunden.payments: leave.",
  connected: (company: string) => `Björn Lundén släpper in Kvitt: ${company}`,
  yearWorks: ({ from, to }: { from: string; to: string }) => `räkenskapsåret ${from}–${to} är öppet`,
  seriesWorks: (series: string) => `verifikationsserien ${series} finns`,
  clearingWorks: (account: number) => `inbetalningar bokförs på konto ${account}`,
};
