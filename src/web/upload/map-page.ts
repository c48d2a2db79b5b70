/** A header map is made by choosing columns on the first rows of the file, tried on the file, and copied or written. */
import type { ListCheck } from "../../intake/receivables/check-list.ts";
import type { ListSample } from "../../intake/receivables/sample-list.ts";
import type { Language } from "../../message.ts";
import { RECEIVABLE_COLUMNS, RECEIVABLES_PRESETS } from "../../receivable-columns.ts";
import { mayDo, type Visitor } from "../access/access.ts";
import { formField } from "../document.ts";
import { markup, type Markup } from "../markup.ts";
import { section } from "../section.ts";
import { faultArticle } from "./verdict-page.ts";
import type { HeldFile } from "./hold.ts";
import { FIXED_KINDS, yamlOf, type ChosenMap } from "./map-form.ts";
import { messages } from "./messages.ts";

const FAULTS_SHOWN = 5;

export interface MapPage {
  readonly held: HeldFile;
  readonly sample: ListSample;
  readonly chosen: ChosenMap;
  /** The file read with the chosen map; null before it is tried. */
  readonly tried: ListCheck | null;
  readonly problem: string | null;
  readonly visitor: Visitor | null;
  readonly language: Language;
}

export function mapContent(page: MapPage): readonly Markup[] {
  const { held, problem, language, tried, sample } = page;
  return [
    markup`<section><h1>${messages.mapTitle[language]}</h1>
${problem === null ? null : markup`<p class="says trouble" role="alert">${problem}</p>`}
<p>${messages.mapIntro[language]}</p><p><a href="/upload/${held.id}">${held.name}</a></p></section>`,
    sampleSection(sample, language),
    ...(tried === null ? [] : [outcome(page, tried)]),
    form(page),
  ];
}

function sampleSection({ headers, rows }: ListSample, language: Language): Markup {
  const title = messages.sample[language];
  const head = headers.map(
    (one, at) => markup`<th scope="col">${one === "" ? messages.cell(at + 1)[language] : one}</th>`,
  );
  const body = rows.map(
    (row) => markup`<tr>${headers.map((_, at) => markup`<td>${row[at] ?? ""}</td>`)}</tr>`,
  );
  return section("sample", title, [
    markup`<div class="excerpt" role="group" tabindex="0" aria-label="${title}"><table><caption>${title}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`,
  ]);
}

function form({ held, sample, chosen, language }: MapPage): Markup {
  const { preset, fixed, negative, columns, name } = chosen;
  const none = (preset === undefined ? messages.notInFile : messages.byPreset)[language];
  const headers = [...new Set(sample.headers.filter((one) => one !== ""))];
  const selects = RECEIVABLE_COLUMNS.map((column) =>
    select(`column_${column}`, messages.columns[column][language], {
      chosen: columns[column],
      none,
      options: headers.map((header) => [header, header]),
    }),
  );
  const kinds = FIXED_KINDS.map((kind) => [kind, messages.kindsOfReceivable[kind][language]] as const);
  const title = messages.chooseColumns[language];
  return section("choose", title, [
    markup`<form method="get" action="/upload/${held.id}/map" class="fields columns">
<p><label for="name">${messages.mapName[language]}</label><input id="name" name="name" value="${name}" maxlength="40" required></p>
${select("preset", messages.basedOn[language], { chosen: preset, none: messages.noPreset[language], options: RECEIVABLES_PRESETS.map((one) => [one, one]) })}
${selects}
${select("fixed_kind", messages.fixedKind[language], { chosen: fixed.kind, none: messages.asInFile[language], options: kinds })}
<p><label for="fixed_currency">${messages.fixedCurrency[language]}</label><input id="fixed_currency" name="fixed_currency" value="${fixed.currency ?? ""}" maxlength="3" pattern="[A-Za-z]{3}"></p>
<p><label class="check"><input type="checkbox" name="negative" value="credit_note"${negative === undefined ? null : markup` checked`}> ${messages.negative[language]}</label></p>
<p><button>${messages.tryMap[language]}</button></p></form>`,
  ]);
}

interface Select {
  readonly chosen: string | undefined;
  readonly none: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}

function select(name: string, label: string, { chosen, none, options }: Select): Markup {
  const shown = options.map(
    ([value, text]) =>
      markup`<option value="${value}"${value === chosen ? markup` selected` : null}>${text}</option>`,
  );
  return markup`<p><label for="${name}">${label}</label>
<select id="${name}" name="${name}"><option value="">${none}</option>${shown}</select></p>`;
}

/** What the chosen map makes of the file, and the map itself. */
function outcome({ held, chosen, visitor, language }: MapPage, tried: ListCheck): Markup {
  const { rows, refused, refusedCount, refusals } = tried;
  const works = refusals.length === 0;
  const counts = { rows: String(rows), refused: String(refusedCount) };
  const says = works ? messages.mapWorks(counts) : messages.mapFails;
  const tone = !works ? "trouble" : refusedCount > 0 ? "attention" : "good";
  const faults = [...refusals, ...refused]
    .slice(0, FAULTS_SHOWN)
    .map((one) => faultArticle(one, [], language));
  const yaml = markup`<p>${messages.copyMap[language]}</p><pre tabindex="0"><code>${yamlOf(chosen)}</code></pre>`;
  return section("outcome", messages.theMap[language], [
    markup`<p class="says ${tone}" role="status">${says[language]}</p>`,
    ...faults,
    ...(works ? [yaml, writing(held, chosen, visitor, language)] : []),
  ]);
}

function writing(held: HeldFile, chosen: ChosenMap, visitor: Visitor | null, language: Language): Markup {
  if (visitor === null || !mayDo(visitor.role, "admin"))
    return markup`<p class="more">${messages.onlyAdministrator[language]}</p>`;
  const { name, preset, columns, fixed, negative } = chosen;
  const fields = [
    ["name", name],
    ["preset", preset ?? ""],
    ["negative", negative ?? ""],
    ["fixed_kind", fixed.kind ?? ""],
    ["fixed_currency", fixed.currency ?? ""],
    ...RECEIVABLE_COLUMNS.map((column) => [`column_${column}`, columns[column] ?? ""] as const),
  ] as const;
  const hidden = fields.map(([key, value]) => markup`<input type="hidden" name="${key}" value="${value}">`);
  return markup`<form method="post" action="/upload/${held.id}/map" class="decision">${formField(visitor)}${hidden}
<p><button>${messages.writeMap[language]}</button></p></form>`;
}
