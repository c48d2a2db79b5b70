/** The words for the kinds of receivables in lists, in the languages of Nordic shops. */
import type { ReceivableKind } from "../../books/receivables.ts";

const NAMES: Readonly<Record<ReceivableKind, readonly string[]>> = {
  invoice: ["invoice", "sales_invoice", "customer_invoice", "faktura", "kundfaktura", "utgående_faktura"],
  credit_note: [
    "credit_note",
    "creditnote",
    "credit_memo",
    "creditmemo",
    "credit_invoice",
    "credit",
    "kredit",
    "kreditfaktura",
    "kredit_faktura",
    "kundkreditfaktura",
    "kreditnota",
    "kredit_nota",
    "kreditering",
  ],
  order: [
    "order",
    "sales_order",
    "beställning",
    "kundorder",
    "ordre",
    "salgsordre",
    "bestilling",
    "webborder",
  ],
};

const KINDS: ReadonlyMap<string, ReceivableKind> = new Map(
  Object.entries(NAMES).flatMap(([kind, names]) =>
    // Object.entries forgets the keys' type
    names.map((name): [string, ReceivableKind] => [name, kind as ReceivableKind]),
  ),
);

/** null: unknown. Case, blanks and hyphens do not count. */
export function kindOf(text: string): ReceivableKind | null {
  return (
    KINDS.get(text) ??
    KINDS.get(
      text
        .normalize("NFC")
        .trim()
        .toLowerCase()
        .replace(/[\s_-]+/g, "_"),
    ) ??
    null
  );
}
