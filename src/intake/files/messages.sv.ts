/** Swedish texts of this folder. */

export const sv = {
  claimedByAnother: ({ name, since }: { name: string; since: string }) =>
    `${name} togs av en annan Kvitt ${since} och har inte hämtats sedan dess. Är den datorn borta: byt namn på filen, så läses den in här.`,
  nameAFile: "Ange en fil.",
  doesNotExist: (given: string) => `${given} finns inte.`,
  isSymbolicLink: (given: string) => `${given} är en symbolisk länk.`,
  nameFileItself: "Ange själva filen.",
  isFolder: (given: string) => `${given} är en mapp.`,
  isNoRegularFile: (given: string) => `${given} är ingen vanlig fil.`,
  cannotRead: ({ given, error }: { given: string; error: string }) => `${given} kan inte läsas (${error}).`,
  givePermission: "Ge Kvitt rätt att läsa filen.",
  symbolicLinkSkipped: (name: string) =>
    `${name} är en symbolisk länk och lämnas där den är. Lägg själva filen i inkorgen.`,
  folderSkipped: (name: string) =>
    `${name} är en mapp med ett filnamn och lämnas där den är. Finns det rapporter i den: flytta ut dem.`,
  specialFileSkipped: (name: string) => `${name} är ingen vanlig fil och lämnas där den är.`,
  fileUnreadable: ({ name, why }: { name: string; why: string }) =>
    `${name} går inte att läsa (${why}) och lämnas där den är. Ge Kvitt rätt att läsa den, eller ta bort den.`,
  folderTooDeep: ({ name, max }: { name: string; max: number }) =>
    `Mappen ${name} ligger djupare än ${max} mappar och läses inte. Lägg filerna högre upp.`,
  stillWritten: (name: string) => `${name} skrivs fortfarande. Den läses in nästa natt, när den är färdig.`,
  folderUnreadable: ({ name, why }: { name: string; why: string }) =>
    `Mappen ${name} kan inte läsas (${why}). Ge Kvitt rätt att läsa och skriva i den.`,
};
