/** A voucher as the bookkeeper's pages show it, in the language of the page. */
import type { VoucherView } from "../../src/books/views.ts";
import { table } from "../../src/cli/render/table.ts";
import type { Language } from "../../src/message.ts";

export function voucherText({ series, number, date, text, rows }: VoucherView, language: Language): string {
  const titles = { sv: ["konto", "debet", "kredit", "text"], en: ["account", "debit", "credit", "text"] }[
    language
  ];
  const columns = titles.map((title, index) => ({
    title,
    align: index === 1 || index === 2 ? ("right" as const) : ("left" as const),
  }));
  const filled = (amount: string) =>
    amount === "0.00" ? "" : language === "sv" ? amount.replace(".", ",") : amount;
  const cells = rows.map((row) => [String(row.account), filled(row.debit), filled(row.credit), row.text]);
  return `\`\`\`text\n${series}${number}  ${date}  ${text}\n\n${table(columns, cells)}\n\`\`\``;
}
