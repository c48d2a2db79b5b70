/** Swedish texts of this folder. */

export const sv = {
  correctRunAgain: "Rätta och kör igen.",
  cannotRead: (path: string) => `${path} kan inte läsas.`,
  addRow: "",
  hasNotFailed: (id: string | null) => `${id} har inte misslyckats.`,
  seeKvittDoctor: "Se vad som har: kvitt doctor",
  sayRunAgain: "Ange vad som ska köras om.",
  nothingCanRunAgain: (text: string) => `"${text}" är inget som kan köras om.`,
  writeFileRunPostingMail:
    "Skriv file:12, run:3, posting:7 eller mail:4, eller --all för allt som misslyckats.",
};
