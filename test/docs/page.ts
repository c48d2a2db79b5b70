/** The pages of docs/ as the tests meet them: read, and written where a part is generated. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export function readPage(name: string): string {
  return readFileSync(placeOf(name), "utf8");
}

/**
 * Holds the part of a page between `<!-- written from SOURCE -->` and `<!-- end -->` to what it should be. Returns what is
 * wrong and how to mend it, or "" when nothing is. With KVITT_WRITE_DOCS set, the part is written.
 */
export function partProblem(name: string, source: string, part: string): string {
  const text = readPage(name);
  const begin = `<!-- written from ${source} -->\n`;
  const from = text.indexOf(begin);
  const to = text.indexOf("<!-- end -->", from);
  if (from === -1 || to === -1) return `${name} has no part that is written from ${source}`;
  const wanted = `${text.slice(0, from)}${begin}${part.trim()}\n${text.slice(to)}`;
  if (process.env["KVITT_WRITE_DOCS"]) writeFileSync(placeOf(name), wanted);
  else if (text !== wanted)
    return `${name} differs from ${source}; write it anew: KVITT_WRITE_DOCS=1 npm test -- test/docs`;
  return "";
}

/** The content of the fenced blocks of a kind ("```csv report"), in order. */
export function blocksOf(text: string, kind: string): string[] {
  const fence = new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, "gm");
  return [...text.matchAll(fence)].map(([, content = ""]) => content);
}

/** The cells of every table row, without the markup around code. */
export function tableRows(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) =>
      line
        .slice(1, line.lastIndexOf("|"))
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
}

function placeOf(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}
