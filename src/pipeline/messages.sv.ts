/** Swedish texts of this folder. */

export const sv = {
  correctAndRunAgain: "Rätta och kör igen.",
  hasNotFailed: (id: string | null) => `${id} har inte misslyckats.`,
  seeFailures: "Se vad som har misslyckats: kvitt doctor",
  nothingNamed: "Ange vad som ska köras om.",
  notAFailedJob: (id: string) => `Det finns inget misslyckat jobb "${id}".`,
  retrySyntax: "Skriv file:12, run:3, posting:7 eller mail:4, eller --all för allt som har misslyckats.",
};
