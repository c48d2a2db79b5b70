/**
 * A mail's body before it is HTML or text: headings, sentences and small tables. Composed once and rendered twice, so
 * that both say the same thing.
 */
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
  /** A paragraph; `label` leads it in bold. What stands between backticks is a command. */
  | { readonly kind: "sentence"; readonly text: string; readonly label?: string }
  /** Something a machine said, letter by letter. */
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
  /** Smaller lines below. */
  readonly notes?: readonly string[];
  readonly tone?: Tone;
}

/**
 * Text out of a file, made fit to stand in a line: without control characters, without marks that turn the writing
 * direction round, and cut to `max` characters.
 */
export function oneLine(text: string, max = 200): string {
  const clean = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .trim();
  const letters = Array.from(clean);
  return letters.length <= max ? clean : `${letters.slice(0, max - 1).join("")}…`;
}

/** The page with every text fit to be shown, whoever forgot to make it so: what the renderers start from. */
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
