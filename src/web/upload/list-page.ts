/** The first page of the upload: the form, and what has been uploaded and waits for a person. */
import type { Language } from "../../message.ts";
import type { Visitor } from "../access/access.ts";
import { formField } from "../document.ts";
import { markup, type Markup } from "../markup.ts";
import { section } from "../section.ts";
import { table, type Cell } from "../tables.ts";
import { uploadForm } from "./form.ts";
import type { HeldFile } from "./hold.ts";
import { messages } from "./messages.ts";

export interface UploadPage {
  readonly waiting: readonly HeldFile[];
  readonly says: Markup | null;
  readonly visitor: Visitor | null;
  readonly language: Language;
}

export function uploadContent({ waiting, says, visitor, language }: UploadPage): readonly Markup[] {
  return [
    ...(says === null ? [] : [says]),
    uploadForm(language),
    ...(waiting.length === 0 ? [] : [waitingSection(waiting, visitor, language)]),
  ];
}

function waitingSection(waiting: readonly HeldFile[], visitor: Visitor | null, language: Language): Markup {
  const title = messages.waiting[language];
  const columns = [
    { title: messages.file[language], kind: "main" as const },
    { title: messages.whatItIs[language] },
    { title: messages.verdict[language] },
    { title: messages.size[language], kind: "number" as const },
    { title: messages.sentBy[language] },
  ];
  const cells = waiting.map((one): readonly (Cell | string)[] => [
    { text: one.name, href: `/upload/${one.id}` },
    kindText(one, language),
    one.verdict === null ? "" : { text: messages.verdicts[one.verdict][language], tone: one.verdict },
    sizeText(one.size, language),
    one.by,
  ]);
  const good = waiting.filter(
    ({ verdict, kind }) => kind !== "rates" && verdict !== null && verdict !== "trouble",
  );
  const form =
    good.length === 0
      ? []
      : [
          markup`<form method="post" action="/upload/take-in" class="decision">${formField(visitor)}
${good.map(({ id }) => markup`<input type="hidden" name="id" value="${id}">`)}
<p><button name="when" value="now">${messages.takeAllNow(good.length)[language]}</button>
<button name="when" value="tonight" class="plain">${messages.takeAllTonight(good.length)[language]}</button></p></form>`,
        ];
  const note = markup`${messages.waitingNote[language]}`;
  return section("waiting", title, [table(title, columns, cells), ...form], note);
}

function kindText({ kind }: Pick<HeldFile, "kind">, language: Language): string {
  return kind === null ? "" : messages.kinds[kind][language];
}

/** "1,4 MB" */
function sizeText(bytes: number, language: Language): string {
  const unit = bytes < 1e3 ? "byte" : bytes < 1e6 ? "kilobyte" : bytes < 1e9 ? "megabyte" : "gigabyte";
  const size = bytes / { byte: 1, kilobyte: 1e3, megabyte: 1e6, gigabyte: 1e9 }[unit];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(size);
}
