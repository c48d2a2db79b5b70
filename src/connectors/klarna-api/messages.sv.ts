/** Swedish texts of this folder. */
export const sv = {
  works: (user: string) => `Användaren ${user} släpps in och får läsa utbetalningar.`,
  unexpected: (what: string) => `svaret på ${what} är inte det som är dokumenterat`,
  newCredentials:
    "Skapa nya API-uppgifter i portalen, skriv användaren i inställningarna och lösenordet i filen som de anger, och kontrollera med ”kvitt connectors”.",
};
