/** The settings that may be changed here as a form, and what would change before it is written. */
import { editableSettings, type EditableSetting } from "../../config/editable-settings.ts";
import { DEFAULT_SETTINGS } from "../../config/settings.ts";
import type { SettingsProblem } from "../../config/settings-check.ts";
import type { Language, Message } from "../../message.ts";
import type { Visitor } from "../access/access.ts";
import { formField } from "../document.ts";
import { markup, sentence, type Markup } from "../markup.ts";
import { table } from "../tables.ts";
import { messages } from "./messages.ts";
import { settingsHead, type Says } from "./parts.ts";

interface Shown {
  readonly visitor: Visitor | null;
  readonly language: Language;
  /** Of the file when the form was made. */
  readonly state: string;
}

export interface EditPage extends Shown {
  readonly config: string;
  readonly settings: readonly EditableSetting[];
  /** By their keys. */
  readonly typed: ReadonlyMap<string, string>;
  readonly problems: readonly SettingsProblem[];
  /** Key -> the variable that overrides it. */
  readonly fromEnvironment: Readonly<Record<string, string>>;
  /** In force by a variable, as text. */
  readonly inForce: (key: string) => string;
  /** Where the merchants go on. */
  readonly next: string | null;
  readonly says?: Says;
}

export function editContent(page: EditPage): readonly Markup[] {
  const { visitor, language, config, settings, state, next, says } = page;
  const elsewhere = page.problems.filter((problem) => !settings.some((one) => isAt(problem, one)));
  const merchants = settings.filter(({ what }) => what === "merchant");
  const company = settings.filter(({ what }) => what !== "merchant");
  const others = elsewhere.map(({ path, remedy }) => {
    const text = messages.wrongElsewhere(path.join("."), remedy[language])[language];
    return markup`<p class="says trouble">${text}</p>`;
  });
  const more =
    next === null
      ? null
      : markup`<p class="more"><a href="/settings/edit?after=${encodeURIComponent(next)}">${messages.moreMerchantNames[language]}</a></p>`;
  const names =
    merchants.length === 0
      ? null
      : markup`<h2>${messages.merchantNames[language]}</h2>${merchants.map((one) => field(page, one))}${more}`;
  return [
    markup`<section>${settingsHead("/settings/edit", messages.edit[language], language, says)}${others}
<p>${messages.editMeans[language]}</p>
<p>${sentence(messages.editGoes(config)[language])} ${messages.emptyMeans[language]}</p>
<form method="post" action="/settings/edit">${formField(visitor)}<input type="hidden" name="state" value="${state}">
${company.map((one) => field(page, one))}${names}
<p><button>${messages.seeChanges[language]}</button></p></form></section>`,
  ];
}

const HINTS: Partial<Record<EditableSetting["what"], Message>> = {
  "mail.to": messages.addressEach,
  nightlyAt: messages.timeMeans,
  quietDays: messages.quietMeans,
};

function field(page: EditPage, setting: EditableSetting): Markup {
  const { language, typed, problems, fromEnvironment, inForce } = page;
  const { key, what } = setting;
  const name = nameOf(setting)[language];
  const variable = fromEnvironment[key];
  if (variable !== undefined)
    return markup`<dl class="list"><dt>${name}</dt><dd>${inForce(key)} <small>${messages.fromVariable(variable)[language]}</small></dd></dl>`;
  const value = typed.get(key) ?? setting.value;
  const wrong = problems.filter((problem) => isAt(problem, setting));
  const hint = HINTS[what];
  const described = [
    ...(hint === undefined ? [] : [`${key}-hint`]),
    ...(wrong.length === 0 ? [] : [`${key}-wrong`]),
  ];
  const attributes = [
    described.length === 0 ? null : markup` aria-describedby="${described.join(" ")}"`,
    wrong.length === 0 ? null : markup` aria-invalid="true"`,
  ].filter((one) => one !== null);
  const input =
    what === "mail.to"
      ? markup`<textarea id="${key}" name="${key}" rows="4"${attributes}>${value}</textarea>`
      : markup`<input id="${key}" name="${key}" value="${value}" maxlength="300"${inputMode(what)}${attributes}>`;
  const remedies = [...new Set(wrong.map(({ remedy }) => remedy[language]))];
  return markup`<p class="fields"><label for="${key}">${name}</label>${input}${
    hint === undefined ? null : markup`<small id="${key}-hint">${hint[language]}</small>`
  }</p>${wrong.length === 0 ? null : markup`<p class="says trouble" id="${key}-wrong">${remedies.join("; ")}</p>`}`;
}

function inputMode(what: EditableSetting["what"]): Markup | null {
  if (what === "quietDays") return markup` inputmode="numeric"`;
  return what === "mail.from" ? markup` type="email"` : null;
}

function nameOf({ what, path }: EditableSetting): Message {
  return what === "merchant" ? messages.merchantName(path[1] ?? "") : messages.names[what];
}

/** Of a list, the place of each entry lies below the setting. */
function isAt(problem: SettingsProblem, { path }: EditableSetting): boolean {
  return path.every((key, index) => problem.path[index] === key);
}

export interface Change {
  readonly setting: EditableSetting;
  /** Empty: taken out of the file. */
  readonly typed: string;
}

export function changesContent(
  changes: readonly Change[],
  { visitor, language, state }: Shown,
): readonly Markup[] {
  const title = messages.willChange[language];
  const columns = [
    { title: messages.setting[language], kind: "main" as const },
    { title: messages.before[language] },
    { title: messages.after[language] },
  ];
  const inLine = (text: string) => text.split("\n").join(", ");
  const rows = changes.map(({ setting, typed }) => [
    nameOf(setting)[language],
    inLine(setting.value) || messages.notSet[language],
    typed === "" ? takenOut(setting)[language] : inLine(typed),
  ]);
  const hidden = changes.map(
    ({ setting: { key }, typed }) => markup`<input type="hidden" name="${key}" value="${typed}">`,
  );
  return [
    markup`<section><h1>${title}</h1>
<form method="post" action="/settings/edit/save" class="decision">${formField(visitor)}<input type="hidden" name="state" value="${state}">${hidden}
${table(title, columns, rows)}
<p><button autofocus>${messages.write[language]}</button> <a href="/settings/edit">${messages.back[language]}</a></p></form></section>`,
  ];
}

const DEFAULTS = new Map(editableSettings(DEFAULT_SETTINGS).map(({ key, value }) => [key, value]));

function takenOut({ key }: EditableSetting): Message {
  const value = DEFAULTS.get(key) ?? "";
  return value === "" ? messages.takenOut : messages.backToDefault(value);
}
