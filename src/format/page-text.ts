/** A page as plain text, for mail programs and people that prefer it: at most 76 characters wide where it can be. */
import { cleanPage, type Block, type Cell, type Page, type Table } from "./page.ts";

const WIDTH = 76;
const GAP = "  ";

export function pageText(raw: Page): string {
  const page = cleanPage(raw);
  const lines = [page.headline, "=".repeat(Math.min(WIDTH, lengthOf(page.headline))), page.above, ""];
  for (const [index, block] of page.blocks.entries()) {
    lines.push(...blankLines(page.blocks[index - 1], block), blockText(block));
  }
  lines.push("", "-- ", ...page.foot.flatMap((line) => wrap(line, WIDTH)));
  return `${lines.join("\n")}\n`;
}

/** Empty lines between two blocks. */
function blankLines(before: Block | undefined, block: Block): readonly string[] {
  if (before === undefined) return [];
  if (before.kind === "section") return [""];
  if (block.kind === "section") return ["", ""];
  return block.kind === "topic" || block.kind === "table" || before.kind === "table" ? [""] : [];
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "section":
      return block.title.toUpperCase();
    case "topic":
      return `${block.title}\n${"-".repeat(Math.min(WIDTH, lengthOf(block.title)))}`;
    case "sentence":
      return wrap(`${block.label === undefined ? "" : `${block.label} `}${block.text}`, WIDTH).join("\n");
    case "quote":
      return block.text.replaceAll(/^/gm, "  | ");
    case "table":
      return tableText(block);
  }
}

/** The first column gets the width that the others leave; all notes follow below, indented. */
function tableText({ columns, rows }: Table): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(lengthOf(title), ...rows.map((row) => lengthOf(row[index]?.text ?? ""))),
  );
  const others = widths.slice(1).reduce((total, width) => total + GAP.length + width, 0);
  widths[0] = Math.min(widths[0] ?? 0, Math.max(20, WIDTH - others));

  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, index) => pad(cells[index] ?? "", widths[index] ?? 0, align))
      .join(GAP)
      .trimEnd();
  const row = (cells: readonly Cell[]) => {
    const [first = "", ...more] = wrap(cells[0]?.text ?? "", widths[0] ?? WIDTH);
    const links = cells.flatMap(({ href }) => href ?? []);
    const notes = [...links, ...cells.flatMap((cell) => cell.notes ?? [])].flatMap((note) =>
      wrap(note, WIDTH - 4),
    );
    return [
      line([first, ...cells.slice(1).map(({ text }) => text)]),
      ...more,
      ...notes.map((note) => `    ${note}`),
    ];
  };
  return [line(columns.map(({ title }) => title)), ...rows.flatMap(row)].join("\n");
}

/** Breaks at spaces, but not within a command. A word longer than a line is not broken, so that it can be copied. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.match(/(?:`[^`]*`|[^ `]|`)+/g) ?? []) {
    if (line !== "" && lengthOf(line) + 1 + lengthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function pad(text: string, width: number, align: "left" | "right"): string {
  const blank = " ".repeat(Math.max(0, width - lengthOf(text)));
  return align === "right" ? blank + text : text + blank;
}

/** Visible characters, as far as it matters here: å is one, composed or not. */
function lengthOf(text: string): number {
  return Array.from(text.normalize("NFC")).length;
}
