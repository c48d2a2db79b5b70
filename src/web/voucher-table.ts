/** A voucher as a bookkeeper knows it: account, debit, credit, text. */
import { amountText } from "../format/amount.ts";
import type { Language } from "../message.ts";
import { markup, type Markup } from "./markup.ts";
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
  return table(
    text,
    [
      { title: messages.account[language] },
      { title: messages.debit[language], kind: "number" },
      { title: messages.credit[language], kind: "number" },
      { title: messages.text[language] },
    ],
    rows.map((row) => [
      String(row.account),
      sideText(row.debit, currency, language),
      sideText(row.credit, currency, language),
      row.text,
    ]),
  );
}

/** Debit or credit of a row; empty for the side that it is not on. */
export function sideText(amount: string, currency: string, language: Language): string {
  return /^0(\.0+)?$/.test(amount) ? "" : amountText(amount, currency, language);
}

/** A voucher as it will be, which has no number yet: its date and text, and its rows. `level`: of its heading. */
export function plannedVoucher(
  one: ShownVoucher & { readonly date: string },
  language: Language,
  level: 2 | 3 = 3,
): Markup {
  const words = markup`${one.date} · ${one.text}`;
  const heading = level === 2 ? markup`<h2>${words}</h2>` : markup`<h3>${words}</h3>`;
  return markup`<article>${heading}${voucherTable(one, language)}</article>`;
}
