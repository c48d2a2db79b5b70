/** Swedish texts of this folder. */
import type { Message } from "./message.ts";

export const sv = {
  // the nationality of an organisation number, before that word
  swedish: "svenskt",
  norwegian: "norskt",
  danish: "danskt",
  finnish: "finskt",
  writeOrgNumber: ({ country, example }: { country: Message; example: string }) =>
    `skriv ett ${country.sv} organisationsnummer som ${example}; ett annat lands börjar med dess bokstäver, som NO 923609016`,
  wrongCheckDigit: "kontrollsiffran stämmer inte: en siffra är fel, eller två har bytt plats",
};
