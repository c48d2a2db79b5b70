/** Swedish texts of this folder. */
export const sv = {
  works: ({ host, count }: { readonly host: string; readonly count: number }) =>
    `${host} släpper in Kvitt; mappen har ${count} ${count === 1 ? "post" : "poster"}.`,
  keyNotNamed: ({ host, shown }: { readonly host: string; readonly shown: string }) =>
    `inställningarna anger ingen värdnyckel; ${host} visar ${shown}`,
  nameKey: (shown: string) =>
    `Jämför den med vad leverantören har uppgett och skriv hostKey: ${shown}. Inget lösenord har skickats.`,
  keyChanged: ({ host, shown }: { readonly host: string; readonly shown: string }) =>
    `${host} visar en annan värdnyckel än den som inställningarna anger: ${shown}`,
  askForKey: (shown: string) =>
    `Fråga leverantören om nyckeln är bytt. Är den det, ändra hostKey till ${shown}; annars svarar någon annan i dess ställe. Inget lösenord har skickats.`,
  notLetIn: (user: string) => `användaren ${user} eller dess lösenord eller nyckel godtas inte`,
  newPassword:
    "Hämta nya uppgifter i leverantörens portal, skriv dem i filen som inställningarna anger och kontrollera med ”kvitt connectors”.",
  noFolder: (folder: string) => `mappen ${folder} finns inte`,
  mayNotRead: (folder: string) => `mappen ${folder} får inte läsas`,
  correctFolder: "Rätta folder i inställningarna, eller låt leverantören ge rätt att läsa den.",
  noSession: ({ host, why }: { readonly host: string; readonly why: string }) =>
    `ingen förbindelse med ${host} (${why})`,
};
