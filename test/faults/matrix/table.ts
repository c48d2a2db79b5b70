/** The matrix's table, for a terminal and as Markdown, and whether it holds. */
import type { QueueName } from "./ground.ts";
import type { Verdict } from "./judge.ts";
import type { Played } from "./scenario.ts";

/** A night that nobody helps has recovered within this. */
export const SECONDS_MAX = 60;

export interface Row {
  readonly scenario: string;
  readonly queue: QueueName;
  readonly played: Played;
}

export const HEADER = [
  "scenario",
  "queue",
  "lines lost",
  "lines doubled",
  "letters doubled",
  "seconds to recover",
];

export function holds({ played }: Row): boolean {
  if (played.kind === "skipped") return true;
  return played.verdicts.every(
    ({ lost, doubled, lettersLost, lettersDoubled, seconds, words }) =>
      lost + doubled + lettersLost + lettersDoubled + words.length === 0 && seconds < SECONDS_MAX,
  );
}

export function cellsOf({ scenario, queue, played }: Row): string[] {
  const name = played.detail === undefined ? scenario : `${scenario} (${played.detail})`;
  if (played.kind === "skipped") return [name, queue, "–", "–", "–", `skipped: ${played.why}`];
  const sum = (count: (one: Verdict) => number) =>
    String(played.verdicts.reduce((all, one) => all + count(one), 0));
  const slowest = Math.max(0, ...played.verdicts.map(({ seconds }) => seconds));
  return [
    name,
    queue,
    sum((one) => one.lost),
    sum((one) => one.doubled),
    sum((one) => one.lettersDoubled),
    slowest.toFixed(1),
  ];
}

/** What is wrong in a row, a line each; the name of each case plays it again. */
export function problemsOf({ played }: Row): string[] {
  if (played.kind === "skipped") return [];
  return played.verdicts.flatMap(({ name, words, seconds }) => [
    ...words.slice(0, 6).map((one) => `${name}: ${one}`),
    ...(words.length > 6 ? [`${name}: and ${words.length - 6} more`] : []),
    ...(seconds >= SECONDS_MAX ? [`${name}: ${seconds.toFixed(1)} s`] : []),
  ]);
}

export function markdown(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(HEADER), line(HEADER.map(() => "---")), ...rows.map((row) => line(cellsOf(row)))].join("\n");
}

export function text(rows: readonly Row[]): string {
  const all = [HEADER, ...rows.map(cellsOf)];
  const widths = HEADER.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? "").length)));
  return all
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
