/** A voucher as a bookkeeper knows it: account, debit, credit, text. */
import { amountText } from "../format/amount.ts";
import type { Language } from "../message.ts";
import type { Markup } from "./markup.ts";
import { messages } from "./messages.ts";
import { table } from "./tables.ts";

export interface ShownVoucher {
  readonly text: string;
  readonly currency: string;
  readonly rows: readonly {
    readonly account: number;
    readonly debit: string;
    readonly credit: string;
    readonly text: string;
  }[];
}

export function voucherTable({ text, currency, rows }: ShownVoucher, language: Language): Markup {
  const side = (amount: string) => (/^0(\.0+)?$/.test(amount) ? "" : amountText(amount, currency, language));
  return table(
    text,
    [
      { title: messages.account[language] },
      { title: messages.debit[language], kind: "number" },
      { title: messages.credit[language], kind: "number" },
      { title: messages.text[language] },
    ],
    rows.map((row) => [String(row.account), side(row.debit), side(row.credit), row.text]),
  );
}
