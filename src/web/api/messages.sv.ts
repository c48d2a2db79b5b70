/** Swedish texts of this folder. */
export const sv = {
  wrongField: (where: string) => `Det som skickades i ${where} går inte att använda.`,
  seeDescription: "Se /api/v1/openapi.json för vad som går att skicka.",
  noSuchCursor: "Platsen i listan (after) är inte en som Kvitt har lämnat.",
  beginAtStart: "Börja om utan after.",
  noPayout: (name: string) => `Det finns ingen utbetalning ${name}.`,
  seePayouts: "Hämta /api/v1/payouts för att se vilka som finns.",
  noDeviation: (id: number) => `Det finns ingen avvikelse ${id}.`,
  seeDeviations: "Hämta /api/v1/deviations för att se vilka som finns.",
  noVoucher: (id: number) => `Det finns inget verifikat ${id}.`,
  seeVouchers: "Hämta /api/v1/vouchers för att se vilka som finns.",
  noRun: (id: number) => `Det finns ingen körning ${id}.`,
  seeRuns: "Hämta /api/v1/runs för att se vilka som finns.",
  noDecision: "Inget beslut är angivet.",
  nameDecision: "Ange match, account, split, writeOff eller accept.",
  tryAnotherFile: "Rätta det och skicka filen igen.",
};
