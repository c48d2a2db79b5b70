/** Swedish texts of this folder. */

export const sv = {
  noPayout: (name: string) => `Det finns ingen utbetalning ${name}.`,
  seePayouts: "Se listan: kvitt payouts",
  severalMerchants: "Flera handlar-id har en utbetalning med den referensen.",
  nameMerchantToo: (example: string) => `Ange handlar-id också, till exempel ${example}`,

  // databases that cannot be used
  sessionsShared:
    "DATABASE_URL går genom en pooler, till exempel pgbouncer, som delar sessioner mellan transaktioner (pool_mode = transaction eller statement).",
  poolSessions:
    "Kvitt behåller sin roll, sin sökväg och sin väntan på jobb i sessionen. Sätt pool_mode = session för Kvitts databas, eller låt DATABASE_URL peka direkt på PostgreSQL.",
  roleNeeded: (role: string) =>
    `Inloggningen i DATABASE_URL får varken använda eller skapa rollen ${role}, som Kvitt arbetar med.`,
  makeRole: (lines: string) => `En administratör för databasen kör en gång:${lines}`,
  schemaOfBooks: "Bokföringens databas",
  newerSchema: (newer: string) => `har ändrats av en nyare version av Kvitt (${newer})`,
  updateKvitt: "Uppdatera Kvitt på den här datorn.",
};
