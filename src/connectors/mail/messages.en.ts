/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  title: "SIE by mail",
  works: ({ to, from }) =>
    `SIE files are sent to ${to} from ${from}; the mail server answers and accepts the login.`,
  noTarget: (to: string) => `The address ${to} is set, but no SIE files are sent there.`,
  addTarget: "Add mail to targets, or remove connectors.mail.",
  keptAsFiles: ({ to, folder }) =>
    `The mails to ${to} are not sent but kept as .eml files in ${folder}, as SMTP_URL is not set.`,
  setServer: "Set SMTP_URL, or send the files yourself.",
  noSender: (from: string) =>
    `The sender is ${from}. Many accounting programs take files only from senders that they know.`,
  setSender: "Set mail.from, and enter that address as an approved sender in the accounting program.",
} satisfies typeof sv;
