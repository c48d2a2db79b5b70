import { expect, test } from "@jest/globals";
import { pageHtml } from "../../src/format/page-html.ts";
import { oneLine } from "../../src/format/one-line.ts";
import { type Block, type Page } from "../../src/format/page.ts";
import { pageText } from "../../src/format/page-text.ts";

function page(...blocks: Block[]): Page {
  return { language: "sv", above: "Ovan", headline: "Rubrik", tone: "good", blocks, foot: [] };
}

test("text out of a file becomes one line, without controls or marks of direction, and is cut", () => {
  expect(oneLine("a\r\nb\tc\0d\u2028e")).toBe("a b c d e");
  expect(oneLine("\u202eabc\u2066")).toBe("abc");
  expect(oneLine("åäö😀😀", 4)).toBe("åäö…");
});

test("a command is not broken over two lines of the text, long as it may be", () => {
  const command = `\`kvitt resolve 12 --account 3740 --why "${"x ".repeat(60)}"\``;
  expect(pageText(page({ kind: "sentence", text: `Kör nu ${command}.` }))).toContain(`\n${command}.\n`);
});

test("an odd backtick loses nothing of the sentence", () => {
  const text = pageText(page({ kind: "sentence", text: "ett ` ensamt" }));
  expect(text).toContain("ett ` ensamt");
});

test("what stands between backticks is code in the HTML, and escaped like the rest", () => {
  const html = pageHtml(page({ kind: "sentence", text: "a < b: `x > y`" }));
  expect(html).toContain("a &lt; b: <code");
  expect(html).toContain(">x &gt; y</code>");
});

test("the columns of a text table stand under their heads, numbers to the right", () => {
  const text = pageText(
    page({
      kind: "table",
      columns: [
        { title: "Vad", align: "left" },
        { title: "Belopp", align: "right" },
      ],
      rows: [
        [{ text: "åäö", notes: ["mer om det"] }, { text: "1,00" }],
        [{ text: "b" }, { text: "1 000,00" }],
      ],
    }),
  );
  expect(text).toContain("Vad    Belopp\nåäö      1,00\n    mer om det\nb    1 000,00\n");
});

test("a first cell too long for the line goes on below, and the number keeps its place", () => {
  const text = pageText(
    page({
      kind: "table",
      columns: [
        { title: "Vad", align: "left" },
        { title: "Belopp", align: "right" },
      ],
      rows: [[{ text: "ord ".repeat(40).trim() }, { text: "1,00" }]],
    }),
  );
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(76);
  expect(text.match(/ord/g)).toHaveLength(40);
});
