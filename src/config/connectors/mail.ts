/** The settings of the address that SIE files go to by mail. The mail server is `SMTP_URL`, as for all letters. */
import { z } from "zod";
import { messages } from "../messages.ts";
import { rule } from "../settings-messages.ts";
import { sieFiles, sieNumbers } from "../sie-files.ts";

export const mailSettings = z.strictObject({
  /** The accounting program's own address, or a person who takes the file in. One: with two, a file would be taken in twice. */
  to: z.email(rule(messages.writeMailAddress)),
  files: sieFiles.default("night"),
  numbers: sieNumbers.default("own"),
});
