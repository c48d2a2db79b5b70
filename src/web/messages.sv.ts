/** Swedish texts of this folder. */

export const sv = {
  showMore: (length: number) => `Visa ${length} till`,
  row: (row: number) => `rad ${row}`,
  today: "i dag",
  day: (days: number) => (days === 1 ? "1 dag" : `${days} dagar`),
  toTheContent: "Till innehållet",
  sales: "sålt",
  returns: "återbetalt",
  failedTechnicalReasonsRunKvitt: (failed: number) =>
    `${failed} ${failed === 1 ? "sak" : "saker"} misslyckades av tekniska skäl. Kör kvitt doctor, sedan kvitt retry --all.`,
  aPerson: (open: number) => `${open} ${open === 1 ? "avvikelse" : "avvikelser"} att ta ställning till.`,
  everythingAgrees: "Allt stämmer.",
  beenReceivedTakenTonightNow: ({ name, nightlyAt }: { name: string; nightlyAt: string }) =>
    `${name} är mottagen och läses in i natt kl. ${nightlyAt.slice(0, 5).replace(":", ".")}, eller nu med kvitt nightly.`,
  kvittCannotAnswerRightNow: "Kvitt kan inte svara just nu. Kör kvitt doctor för att se vad som är fel.",
  fileNeedsPlainNameWithout:
    "Filnamnet måste vara ett vanligt namn, utan mapp och utan punkt först, på högst 240 byte.",
  filesEndTmpPartCount: "Filer som slutar på .tmp eller .part räknas som halvskrivna och läses aldrig in.",
  empty: "Filen är tom.",
  fileLargerThanPutStraight: (size: string) =>
    `Filen är större än ${size}. Lägg den direkt i mappen i stället.`,
};
