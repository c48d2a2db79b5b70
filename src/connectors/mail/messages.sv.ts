/** Swedish texts of this folder. */
export const sv = {
  title: "SIE by mail",
  works: ({ to, from }: { readonly to: string; readonly from: string }) =>
    `SIE-filer skickas till ${to} från ${from}; mejlservern svarar och godtar inloggningen.`,
  noTarget: (to: string) => `Adressen ${to} är angiven, men inga SIE-filer skickas dit.`,
  addTarget: "Lägg till mail i targets, eller ta bort connectors.mail.",
  keptAsFiles: ({ to, folder }: { readonly to: string; readonly folder: string }) =>
    `Mejlen till ${to} skickas inte utan sparas som .eml-filer i ${folder}, eftersom SMTP_URL inte är angiven.`,
  setServer: "Ange SMTP_URL, eller skicka filerna själv.",
  noSender: (from: string) =>
    `Avsändaren är ${from}. Många bokföringsprogram tar bara emot filer från avsändare som de känner till.`,
  setSender: "Ange mail.from, och lägg in den adressen som godkänd avsändare i bokföringsprogrammet.",
};
