/** Swedish texts of this folder. */
export const sv = {
  grantScope:
    "Appen i Fortnox saknar en behörighet. Låt en systemadministratör godkänna den igen med behörigheterna i docs/connect/fortnox.md och kör sedan ”kvitt retry --all”.",
  buyLicence:
    "Företaget saknar en licens i Fortnox för det. Beställ den, eller stäng av den delen under connectors.fortnox, och kör sedan ”kvitt retry --all”.",
  addAccount:
    "Lägg upp eller aktivera kontot i Fortnox (Inställningar, Kontoplan), eller ange ett annat i inställningarna, och kör sedan ”kvitt retry --all”.",
  connectAgain:
    "Kontrollera clientId, tenantId och klienthemligheten. Har medgivandet tagits tillbaka, låt en systemadministratör i Fortnox godkänna appen igen (docs/connect/fortnox.md). Inget bokförs två gånger; kör sedan ”kvitt retry --all”.",
  secretMissing: "klienthemligheten saknas",
  setSecret:
    "Ange KVITT_FORTNOX_CLIENT_SECRET, eller KVITT_FORTNOX_CLIENT_SECRET_FILE med en fil som har den.",
  addYear: "Lägg upp räkenskapsåret i Fortnox (Inställningar, Bokföring) och kör sedan ”kvitt retry --all”.",
  openPeriod:
    "Lås upp perioden i Fortnox, eller ange connectors.fortnox.lockedPeriod: first-open-day, och kör sedan ”kvitt retry --all”.",
  seriesMissing: (series: string) => `verifikationsserien ${series} finns inte`,
  seriesNotManual: (series: string) => `verifikationsserien ${series} är inte manuell`,
  addSeries:
    "Lägg upp serien i Fortnox (Inställningar, Bokföring, Verifikationsserier) som manuell, eller ange en annan i connectors.fortnox.series, och kör sedan ”kvitt retry --all”.",
  modeNotSet: "connectors.fortnox.modeOfPayment saknas",
  setMode:
    "Lägg upp ett betalningssätt i Fortnox (Inställningar, Bokföring, Betalningssätt) med avräkningskontot, och ange dess kod i connectors.fortnox.modeOfPayment.",
  modeMissing: (code: string) => `betalningssättet ${code} finns inte`,
  modeAccountDiffers: ({ code, found, clearing }: { code: string; found: number; clearing: number }) =>
    `betalningssättet ${code} har konto ${found}, men Kvitts avräkningskonto är ${clearing}`,
  setModeAccount: "Ändra kontot på betalningssättet i Fortnox, eller accounts.clearing i inställningarna.",
  notAFortnoxNumber: (number: string) => `${number} är inget fakturanummer i Fortnox.`,
  notAFortnoxNumberRemedy:
    "Kommer kundfakturorna från ett annat system? Ange då connectors.fortnox.payments: none.",
  invoiceMissing: (number: string) => `Faktura ${number} finns inte i Fortnox.`,
  invoiceMissingRemedy: "Kontrollera numret. Är fakturan borttagen, åtgärda raden för hand i Kvitt.",
  invoiceCancelled: (number: string) => `Faktura ${number} är makulerad i Fortnox.`,
  invoiceCancelledRemedy: "Ångra matchningen i Kvitt, eller skapa fakturan igen.",
  invoiceNotBooked: (number: string) => `Faktura ${number} är inte bokförd i Fortnox.`,
  invoiceNotBookedRemedy: "Bokför fakturan i Fortnox och kör sedan ”kvitt retry --all”.",
  invoiceNotSent: (number: string) => `Faktura ${number} är inte skickad (kontantmetoden).`,
  invoiceNotSentRemedy:
    "Skicka fakturan eller markera den som skickad i Fortnox och kör sedan ”kvitt retry --all”.",
  invoiceCurrency: ({ number, currency }: { number: string; currency: string }) =>
    `Faktura ${number} är i ${currency}.`,
  invoiceCurrencyRemedy:
    "Kvitt betalar bara fakturor i SEK i kundreskontran: registrera betalningen i Fortnox mot avräkningskontot.",
  connected: (company: string) => `Fortnox släpper in Kvitt: ${company}`,
  seriesWorks: (series: string) => `verifikationsserien ${series} finns`,
  modeWorks: ({ code, account }: { code: string; account: number }) =>
    `betalningssättet ${code} har konto ${account}`,
};
