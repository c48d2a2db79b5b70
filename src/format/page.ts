/**
 * A document before it is HTML or text, a mail's body for example: headings, sentences and small tables. Composed once and
 * rendered twice (`page-html.ts`, `page-text.ts`), so that both have the same content.
 */
import { oneLine } from "./one-line.ts";
import type { Language } from "../message.ts";

export type Tone = "good" | "attention" | "trouble";

export interface Page {
  readonly language: Language;
  /** Who and when: "Nordljus AB · lördag 2 maj 2026". */
  readonly above: string;
  /** The outcome in one line. */
  readonly headline: string;
  readonly tone: Tone;
  readonly blocks: readonly Block[];
  readonly foot: readonly string[];
}

export type Block =
  | { readonly kind: "section"; readonly title: string; readonly tone?: Tone }
  | { readonly kind: "topic"; readonly title: string }
  /** A paragraph; `label` is in bold before it. What is between backticks is a command. */
  | { readonly kind: "sentence"; readonly text: string; readonly label?: string }
  /** The error text of a program, as it is. */
  | { readonly kind: "quote"; readonly text: string }
  | Table;

export interface Table {
  readonly kind: "table";
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
}

export interface Cell {
  readonly text: string;
  /** Where it leads, on the desk. */
  readonly href?: string;
  /** Smaller lines below. */
  readonly notes?: readonly string[];
  readonly tone?: Tone;
}

/** The page with every text made safe to show, whether or not its composer did so. The renderers start from this. */
export function cleanPage(page: Page): Page {
  const line = (text: string) => oneLine(text, LINE_MAX);
  const block = (one: Block): Block => {
    switch (one.kind) {
      case "section":
      case "topic":
        return { ...one, title: line(one.title) };
      case "sentence":
        return { ...one, text: line(one.text) };
      case "quote":
        return { ...one, text: one.text.split("\n").map(line).join("\n") };
      case "table":
        return { ...one, rows: one.rows.map((row) => row.map(cell)) };
    }
  };
  const cell = (one: Cell): Cell => ({ ...one, text: line(one.text), notes: (one.notes ?? []).map(line) });
  return {
    ...page,
    above: line(page.above),
    headline: line(page.headline),
    blocks: page.blocks.map(block),
    foot: page.foot.map(line),
  };
}

const LINE_MAX = 2_000;
