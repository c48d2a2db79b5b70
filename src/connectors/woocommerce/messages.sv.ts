/** Swedish texts of this folder. */
export const sv = {
  works: (shop: string) => `Nyckeln släpps in hos ${shop} och får läsa ordrar.`,
  listMoves: "ordrar togs bort medan listan lästes",
  noApi: "på adressen svarar inget REST-API för WooCommerce",
  checkAddress:
    "Kontrollera url: butikens egen adress, med mappen för WordPress om den har en. WooCommerce ska vara aktivt, och permalänkar får inte vara ”Enkel” (Inställningar, Permalänkar). Kontrollera sedan med ”kvitt connectors”.",
  newKey:
    "Skapa en ny nyckel med rätten Läs (WooCommerce, Inställningar, Avancerat, REST API), skriv in den i inställningarna och hemligheten i filen. Godtas den ändå inte: be webbhotellet släppa fram huvudet Authorization till PHP.",
  grantRead:
    "Ge nyckeln rätten Läs, och låt den höra till en användare som får se ordrar (butiksansvarig eller administratör): WooCommerce, Inställningar, Avancerat, REST API.",
  blocked: "något framför butiken stänger ute anropet, som en brandvägg eller ett säkerhetstillägg",
  letThrough:
    "Be den som sköter butiken eller webbhotellet att släppa fram anrop till /wp-json/wc/v3/ från Kvitts adress.",
};
