/**
 * A page as HTML for mail programs: everything inline, nothing fetched, readable on a phone. The style block has only what
 * cannot be inline, the dark colours; a program that drops it shows the light ones.
 */
import { cleanPage, type Block, type Cell, type Page, type Table, type Tone } from "./page.ts";

/** Escapes data for HTML text and quoted attributes. */
export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (mark) => names[mark] ?? "");
}

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MONO = "font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace";

/** Light colours, inline; the dark ones are set by class. */
const TONES: Readonly<Record<Tone, { ink: string; paper: string; edge: string; strong: string }>> = {
  good: { ink: "#14532d", paper: "#e9f7ee", edge: "#2f9e5b", strong: "#1d7a43" },
  attention: { ink: "#713f12", paper: "#fdf5dc", edge: "#d29a14", strong: "#8f5f00" },
  trouble: { ink: "#7f1d1d", paper: "#fdecea", edge: "#cf3a2f", strong: "#b3261e" },
};

const DARK = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background:#111417!important}
.sheet{background:#1b2024!important;border-color:#31383e!important}
.ink{color:#e8eaed!important}
.faint{color:#a3acb5!important}
.rule{border-color:#31383e!important}
.code{background:#2a3137!important;color:#e8eaed!important}
.good{background:#12301f!important;color:#a9e5bf!important}
.attention{background:#362a0c!important;color:#f3d98b!important}
.trouble{background:#3b1715!important;color:#f6b4ad!important}
.good-ink{color:#7fd6a0!important}
.attention-ink{color:#eec75a!important}
.trouble-ink{color:#f28b82!important}
}`;

export function pageHtml(raw: Page): string {
  const page = cleanPage(raw);
  const { ink, paper, edge } = TONES[page.tone];
  return `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(page.headline)}</title>
<style>${DARK}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f3f4f6">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f4f6"><tr><td align="center" style="padding:12px 8px">
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:680px;background:#ffffff;border:1px solid #e1e4e8;border-radius:8px"><tr><td class="ink" align="left" style="padding:20px 18px 18px;${FONT};font-size:15px;line-height:1.45;color:#1f2328">
<p class="faint" style="margin:0 0 10px;font-size:13px;color:#5c6570">${escapeHtml(page.above)}</p>
<h1 class="${page.tone}" style="margin:0 0 12px;padding:12px 14px;border-left:4px solid ${edge};background:${paper};color:${ink};font-size:18px;line-height:1.3;font-weight:600">${escapeHtml(page.headline)}</h1>
${page.blocks.map(blockHtml).join("\n")}
<div class="faint rule" style="margin:26px 0 0;padding:12px 0 0;border-top:1px solid #e1e4e8;font-size:13px;color:#5c6570">${page.foot.map((line) => `<p style="margin:0 0 4px">${withCommands(line)}</p>`).join("")}</div>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case "section": {
      const { tone } = block;
      const colour = tone ? TONES[tone].strong : "#1f2328";
      const name = tone ? `${tone}-ink` : "ink";
      return `<h2 class="${name}" style="margin:26px 0 6px;font-size:16px;line-height:1.3;font-weight:600;color:${colour}">${escapeHtml(block.title)}</h2>`;
    }
    case "topic":
      return `<h3 class="ink" style="margin:18px 0 4px;font-size:15px;font-weight:600;color:#1f2328">${escapeHtml(block.title)}</h3>`;
    case "sentence": {
      const label = block.label === undefined ? "" : `<b>${escapeHtml(block.label)}</b> `;
      return `<p class="ink" style="margin:4px 0 6px;color:#1f2328;overflow-wrap:anywhere">${label}${withCommands(block.text)}</p>`;
    }
    case "quote":
      return `<p class="code" style="margin:6px 0;padding:8px 10px;border-radius:4px;background:#f3f4f6;color:#1f2328;${MONO};font-size:13px;white-space:pre-wrap;overflow-wrap:anywhere">${escapeHtml(block.text)}</p>`;
    case "table":
      return tableHtml(block);
  }
}

function tableHtml({ columns, rows }: Table): string {
  const last = columns.length - 1;
  const padding = (index: number) => `padding:7px ${index === last ? 0 : 12}px 7px 0`;
  const head = columns.map(
    ({ title, align }, index) =>
      `<th class="faint rule" align="${align}" style="${padding(index)};border-bottom:1px solid #c9ced4;text-align:${align};vertical-align:bottom;font-size:12px;font-weight:600;color:#5c6570">${escapeHtml(title)}</th>`,
  );
  const cell = (one: Cell, index: number) => {
    const { align } = columns[index] ?? { align: "left" };
    const wrap = align === "right" ? "white-space:nowrap" : breaks(one);
    return `<td class="rule" align="${align}" style="${padding(index)};border-bottom:1px solid #e1e4e8;text-align:${align};vertical-align:top;${wrap}">${cellHtml(one)}</td>`;
  };
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;border-collapse:collapse;font-size:14px;line-height:1.4;margin:4px 0 8px">
<thead><tr>${head.join("")}</tr></thead>
<tbody>${rows.map((row) => `\n<tr>${row.map(cell).join("")}</tr>`).join("")}
</tbody></table>`;
}

/** A number or a reference is not broken in two, but one of a hundred letters must be, or the page becomes too wide. */
function breaks({ text, notes = [] }: Cell): string {
  const longest = Math.max(...[text, ...notes].flatMap((line) => line.split(" ").map((word) => word.length)));
  return longest > 24 ? "overflow-wrap:anywhere" : "overflow-wrap:break-word";
}

function cellHtml({ text, href, notes = [], tone }: Cell): string {
  const plain = tone
    ? `<b class="${tone}-ink" style="color:${TONES[tone].strong}">${escapeHtml(text)}</b>`
    : `<span class="ink" style="color:#1f2328">${escapeHtml(text)}</span>`;
  const main = href === undefined ? plain : `<a href="${escapeHtml(href)}">${plain}</a>`;
  const below = notes.map(
    (note) => `<br><span class="faint" style="font-size:13px;color:#5c6570">${escapeHtml(note)}</span>`,
  );
  return main + below.join("");
}

/** Sentences mark their commands with backticks. */
function withCommands(text: string): string {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 0 ? escapeHtml(part) : commandHtml(part)))
    .join("");
}

/** A command may go over two lines, but not between the hyphens of an option. */
function commandHtml(command: string): string {
  const words = command
    .split(" ")
    .map((word) =>
      word.startsWith("--")
        ? `<span style="white-space:nowrap">${escapeHtml(word)}</span>`
        : escapeHtml(word),
    );
  return `<code class="code" style="padding:1px 4px;border-radius:3px;background:#f3f4f6;color:#1f2328;${MONO};font-size:13px;overflow-wrap:anywhere">${words.join(" ")}</code>`;
}
