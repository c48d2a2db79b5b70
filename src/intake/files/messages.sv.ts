/** Swedish texts of this folder. */

export const sv = {
  claimedAnotherKvittBeenFetched: ({ name, since }: { name: string; since: string }) =>
    `${name} togs av en annan Kvitt ${since} och har inte hämtats sedan dess. Är den datorn borta: byt namn på filen, så tas den här.`,
  nameFile: "Ange en fil.",
  doesExist: (given: string) => `${given} finns inte.`,
  symbolicLink: (given: string) => `${given} är en symbolisk länk.`,
  nameFileItself: "Ange själva filen.",
  isAFolder: (given: string) => `${given} är en mapp.`,
  noRegularFile: (given: string) => `${given} är ingen vanlig fil.`,
  cannotRead: ({ given, error }: { given: string; error: string }) => `${given} kan inte läsas (${error}).`,
  giveKvittPermissionReadFile: "Ge Kvitt rätt att läsa filen.",
  symbolicLinkLeftWherePut: (name: string) =>
    `${name} är en symbolisk länk och lämnas där den är. Lägg själva filen i inkorgen.`,
  folderNameFileLeftWhere: (name: string) =>
    `${name} är en mapp med ett filnamn och lämnas där den är. Ligger det rapporter i den: flytta ut dem.`,
  noRegularFileLeftWhere: (name: string) => `${name} är ingen vanlig fil och lämnas där den är.`,
  folderCannotReadGiveKvitt: ({ name, why }: { name: string; why: string }) =>
    `Mappen ${name} kan inte läsas (${why}). Ge Kvitt rätt att läsa och skriva i den.`,
};
