/** English texts of this folder. */
import type { Message } from "./message.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  // the nationality of an organisation number, before that word
  swedish: "Swedish",
  norwegian: "Norwegian",
  danish: "Danish",
  finnish: "Finnish",
  writeOrgNumber: ({ country, example }: { country: Message; example: string }) =>
    `write a ${country.en} organisation number such as ${example}; that of another country begins with its letters, such as NO 923609016`,
  wrongCheckDigit: "the check digit does not agree: a digit is wrong, or two have changed places",
} satisfies typeof sv;
