/** How the page looks: one sheet, served by ourselves, nothing fetched from elsewhere. The tones are those of the mail. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f5f6f7; --sheet: #fff; --ink: #1f2328; --faint: #5c6570; --rule: #e1e4e8; --code: #eff1f3; --link: #0b57a4; --hover: #f7f9fa; --brand: #14532d; --on-brand: #fff;
  --good-ink: #14532d; --good: #e9f7ee; --good-edge: #2f9e5b;
  --attention-ink: #713f12; --attention: #fdf5dc; --attention-edge: #d29a14;
  --trouble-ink: #7f1d1d; --trouble: #fdecea; --trouble-edge: #cf3a2f;
  --series-1: #14532d; --series-2: #b4761b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #111417; --sheet: #1b2024; --ink: #e8eaed; --faint: #a3acb5; --rule: #31383e; --code: #2a3137; --link: #8cc0f5; --hover: #21272c; --brand: #7fd6a0; --on-brand: #0d2416;
    --good-ink: #a9e5bf; --good: #12301f; --attention-ink: #f3d98b; --attention: #362a0c; --trouble-ink: #f6b4ad; --trouble: #3b1715;
    --series-1: #7fd6a0; --series-2: #c98a2b;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 -apple-system, "Segoe UI", Roboto, "Noto Sans", Helvetica, Arial, sans-serif;
}
header, main, footer { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 12px; padding-top: 20px; padding-bottom: 12px; }
header p { margin: 0; }
.mark { padding-left: 12px; border-left: 5px solid var(--brand); font-size: 22px; font-weight: 700; letter-spacing: -0.02em; }
.company { color: var(--faint); }
.out { display: flex; align-items: baseline; gap: 8px; margin-left: auto; color: var(--faint); font-size: 14px; }
.language { margin-left: auto; }
.out + .language { margin-left: 12px; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; padding: 8px 12px; background: var(--sheet); }
.unseen, caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
section { margin: 0 0 16px; padding: 18px 24px; background: var(--sheet); border: 1px solid var(--rule); border-radius: 10px; }
h2 { margin: 0 0 12px; font-size: 19px; line-height: 1.3; }
h3 { margin: 0 0 6px; font-size: 16px; }
p { margin: 0 0 8px; overflow-wrap: anywhere; }
article + article { margin-top: 24px; padding-top: 20px; border-top: 1px solid var(--rule); }
article p { max-width: 78ch; }
code { padding: 1px 5px; border-radius: 4px; background: var(--code); font: 0.88em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.headline { margin: 0; padding: 14px 16px; border-left: 5px solid; border-radius: 4px; font-size: 20px; font-weight: 600; line-height: 1.35; }
.facts { display: flex; flex-wrap: wrap; gap: 8px 48px; margin: 16px 0 0; }
.facts div { min-width: 120px; }
dt { color: var(--faint); font-size: 13px; }
dd { margin: 0; font-variant-numeric: tabular-nums; }
.good { background: var(--good); color: var(--good-ink); border-color: var(--good-edge); }
.attention { background: var(--attention); color: var(--attention-ink); border-color: var(--attention-edge); }
.trouble { background: var(--trouble); color: var(--trouble-ink); border-color: var(--trouble-edge); }
.tag { display: inline-block; padding: 0 8px; border-radius: 10px; font-size: 14px; }
.count { display: inline-block; min-width: 24px; padding: 0 7px; border-radius: 12px; background: var(--code); font-size: 14px; font-weight: 400; text-align: center; }
summary { padding: 6px 0; color: var(--link); cursor: pointer; }
.none, .more { color: var(--faint); }
.more { margin: 12px 0 0; }
table { width: 100%; border-collapse: collapse; font-size: 14px; line-height: 1.4; }
thead th { padding: 4px 16px 5px 0; border-bottom: 1px solid var(--rule); color: var(--faint); font-size: 13px; font-weight: 600; text-align: left; vertical-align: bottom; }
tbody th, td { padding: 6px 16px 6px 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
tbody th { font-weight: 600; }
tbody tr:last-child > * { border-bottom: 0; }
tbody tr:hover, tbody tr:focus-within { background: var(--hover); }
tbody th a { text-decoration-color: transparent; }
tbody tr:hover a, tbody a:focus { text-decoration-color: currentcolor; }
tr > :last-child { padding-right: 0; }
article th:first-child { width: 64px; }
article th:nth-child(2) { width: 32%; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
small { display: block; color: var(--faint); font-size: 12.5px; font-weight: 400; }
.when { display: inline; margin-left: 6px; }
.pair { display: grid; grid-template-columns: 3fr 2fr; gap: 20px; align-items: start; }
.pair section { min-width: 0; }
label { cursor: pointer; }
.drop { padding: 20px; border: 2px dashed var(--faint); border-radius: 10px; text-align: center; }
.drop.over { border-color: var(--good-edge); background: var(--good); color: var(--good-ink); }
.drop label { display: block; margin: 0 0 8px; }
.drop ul { margin: 0; padding: 0; list-style: none; }
.drop li { padding: 4px 0; overflow-wrap: anywhere; }
.excerpt { position: relative; overflow-x: auto; margin: 8px 0; border: 1px solid var(--rule); border-radius: 6px; }
.excerpt table { display: table; width: auto; font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.excerpt thead { display: table-header-group; position: static; clip-path: none; }
.excerpt tbody { display: table-row-group; }
.excerpt tbody tr { display: table-row; padding: 0; }
.excerpt tbody th, .excerpt td, .excerpt thead th, article .excerpt th:first-child { display: table-cell; width: auto; padding: 3px 10px; border-bottom: 1px solid var(--rule); white-space: nowrap; }
.excerpt tbody th::before, .excerpt td::before { content: none; }
.excerpt .refused { background: var(--trouble); }
mark { padding: 0 4px; border-radius: 3px; background: var(--trouble); color: var(--trouble-ink); outline: 1px solid var(--trouble-edge); }
pre { overflow-x: auto; margin: 0 0 12px; padding: 12px; border-radius: 6px; background: var(--code); }
pre code { padding: 0; white-space: pre; overflow-wrap: normal; }
.why { margin: 0 0 16px; padding-left: 20px; }
.why li { white-space: pre-line; overflow-wrap: anywhere; }
.columns { display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 4px 20px; align-items: end; }
.columns select { width: 100%; }
.fields .check input { width: auto; }
fieldset { margin: 0 0 12px; padding: 0; border: 0; }
fieldset label { display: block; padding: 4px 0; }
legend { padding: 0; color: var(--faint); font-size: 13px; }
input[type="file"] { max-width: 100%; font: inherit; color: inherit; }
button, a.button { padding: 8px 18px; border: 0; border-radius: 6px; background: var(--brand); color: var(--on-brand); font: inherit; font-weight: 600; cursor: pointer; }
a.button { display: inline-block; text-decoration: none; }
button:disabled { opacity: 0.6; cursor: progress; }
h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.25; letter-spacing: -0.01em; }
.mark a { color: inherit; text-decoration: none; }
body > nav.parts { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 18px; max-width: 1120px; margin: 0 auto 16px; padding: 0 24px; }
nav.parts a { padding: 6px 2px; color: var(--ink); text-decoration: none; border-bottom: 3px solid transparent; }
nav.parts a:hover { border-color: var(--rule); }
nav.parts a[aria-current] { font-weight: 600; border-color: var(--good-edge); }
nav.parts form { display: flex; align-items: center; gap: 8px; }
input, select, textarea { padding: 7px 10px; border: 1px solid var(--faint); border-radius: 6px; background: var(--sheet); color: inherit; font: inherit; }
nav.parts input { padding: 5px 10px; }
button.plain { padding: 5px 2px; background: none; color: var(--link); font-weight: 400; text-decoration: underline; }
.narrow { max-width: 480px; margin-left: auto; margin-right: auto; }
.fields label { display: block; color: var(--faint); font-size: 13px; }
.fields input, .fields textarea { width: 100%; }
form > .fields, form > .fields + .says { max-width: 84ch; }
.fields [aria-invalid] { border: 2px solid var(--trouble-edge); }
.says { padding: 8px 12px; border-left: 5px solid; border-radius: 4px; }
.filter { display: flex; flex-wrap: wrap; gap: 8px; margin: 0 0 16px; }
.filter a { padding: 3px 5px 3px 12px; border: 1px solid var(--rule); border-radius: 16px; color: var(--ink); font-size: 14px; text-decoration: none; }
.filter a:hover { border-color: var(--faint); }
.filter a[aria-current] { border-color: var(--brand); background: var(--brand); color: var(--on-brand); font-weight: 600; }
.filter a:not(:has(.count)) { padding-right: 12px; }
.filter .count { font-size: 13px; }
.filter a[aria-current] .count { background: transparent; }
.beside { display: grid; grid-template-columns: 1fr 1fr; gap: 20px; align-items: start; }
.beside section { min-width: 0; }
.list { display: grid; grid-template-columns: minmax(110px, auto) 1fr; gap: 4px 16px; margin: 0 0 12px; }
.list dt { padding-top: 2px; }
.list dd { overflow-wrap: anywhere; }
.decision { margin: 0 0 12px; }
article + .decision { margin-top: 18px; }
#decide > details { border-top: 1px solid var(--rule); }
#decide > details > summary { padding: 10px 0; font-weight: 600; }
#decide > details[open] { padding-bottom: 8px; }
#decide > form + details { margin-top: 16px; }
.decision p { display: flex; flex-wrap: wrap; align-items: end; gap: 8px 14px; }
.decision p a { display: inline-block; padding: 6px 0; }
input[type="checkbox"], input[type="radio"] { width: 20px; height: 20px; margin: 2px 6px 2px 0; vertical-align: -4px; accent-color: var(--brand); }
.decision fieldset > label { display: block; padding: 6px 0; color: inherit; font-size: inherit; }
.decision table { margin: 0 0 18px; }
.decision label { display: inline-flex; flex-direction: column; color: var(--faint); font-size: 13px; cursor: default; }
.decision small { margin-top: 4px; }
.headline + p { margin-top: 14px; }
section > p:not(.headline) { max-width: 84ch; }
section > :last-child, article > :last-child { margin-bottom: 0; }
.headline small { display: inline; margin-left: 10px; color: inherit; font-size: 15px; }
a[rel="next"]::after { content: " \\2192"; }
a[rel="prev"]::before { content: "\\2190\\00a0"; }
.facts + .decision, .facts + [data-events] { margin-top: 16px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 20px 40px; }
.chart { min-width: 0; margin: 0; font-size: 14px; }
figcaption { margin: 0 0 8px; font-weight: 600; }
.bars { display: block; width: 100%; height: 110px; border-bottom: 1px solid var(--faint); }
.bars rect { stroke: var(--sheet); stroke-width: 1px; vector-effect: non-scaling-stroke; }
.series-1 { fill: var(--series-1); }
.series-2 { fill: var(--series-2); }
.ticks { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; margin: 2px 0 6px; color: var(--faint); font-size: 12px; text-align: center; white-space: nowrap; overflow-wrap: normal; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 18px; margin: 0; padding: 0; list-style: none; }
.legend li::before { content: ""; display: inline-block; width: 11px; height: 11px; margin-right: 6px; border-radius: 2px; background: var(--series-1); forced-color-adjust: none; }
.legend .series-2::before { background: var(--series-2); }
footer { padding-top: 4px; padding-bottom: 28px; color: var(--faint); font-size: 14px; }
@media (max-width: 860px) {
  .pair, .beside { display: block; }
}
@media (max-width: 700px) {
  header, main, footer { padding-left: 12px; padding-right: 12px; }
  section { padding: 16px 14px; margin-bottom: 14px; }
  body > nav.parts { padding: 0 12px; }
  .decision p { display: block; }
  .decision label { display: flex; margin-bottom: 8px; }
  .decision input:not([type="checkbox"], [type="radio"]), .decision select { width: 100%; }
  .headline { font-size: 18px; }
  .list { grid-template-columns: fit-content(42%) 1fr; }
  .facts { display: block; }
  .facts div { display: flex; justify-content: space-between; gap: 16px; padding: 3px 0; }
  .facts dd { text-align: right; }
  table, tbody, tr, td, tbody th { display: block; }
  article tbody th:first-child { width: auto; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { padding: 10px 0; border-bottom: 1px solid var(--rule); }
  tbody tr:last-child { border-bottom: 0; padding-bottom: 0; }
  tbody th, td { display: flex; justify-content: space-between; flex-wrap: wrap; gap: 2px 16px; padding: 2px 0; border: 0; }
  td > *, tbody th > * { text-align: right; max-width: 100%; }
  tbody th::before, td::before { content: attr(data-title); color: var(--faint); font-size: 13px; font-weight: 400; }
  small { flex-basis: 100%; }
  .number { white-space: normal; }
  .empty { display: none; }
  tbody tr:hover, tbody tr:focus-within { background: none; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;

/** A scale in balance: two pans at one height. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#14532d"/><path d="M16 7v18M10 25h12M7 11h18M7 11l-3 7h6zM25 11l-3 7h6z" fill="none" stroke="#fff" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/></svg>`;
