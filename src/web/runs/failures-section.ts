/** What failed, why, and the button that tries it again. */
import type { Failure } from "../../books/failures.ts";
import { dayAndTime } from "../../format/days.ts";
import { RUN_KINDS } from "../../format/state-texts.ts";
import { STEPS } from "../../mail/failed-job.ts";
import { withoutSecrets } from "../../secrets.ts";
import type { Language, Message } from "../../message.ts";
import { mayDo, type Visitor } from "../access/access.ts";
import { formField } from "../document.ts";
import { markup, sentence, type Markup } from "../markup.ts";
import { section } from "../section.ts";
import { messages } from "./messages.ts";

export const FAILURES_OF_A_KIND = 20;

/** What the failure means for the books. */
const MEANS: Readonly<Record<Failure["of"], Message>> = {
  file: STEPS.import.means,
  run: messages.runMeans,
  posting: STEPS.post.means,
  mail: STEPS.mail.means,
};

export interface ShownFailures {
  readonly failures: readonly Failure[];
  readonly visitor: Visitor | null;
  readonly language: Language;
  readonly timeZone: string;
}

/** null when nothing failed. */
export function failuresSection(shown: ShownFailures): Markup | null {
  const { failures, visitor, language } = shown;
  if (failures.length === 0) return null;
  const may = visitor !== null && mayDo(visitor.role, "decide");
  const kinds = new Map<string, number>();
  for (const { of } of failures) kinds.set(of, (kinds.get(of) ?? 0) + 1);
  const isCut = [...kinds.values()].some((count) => count >= FAILURES_OF_A_KIND);
  return section("failures", messages.failures[language], [
    ...failures.map((one) => article(one, shown, may)),
    ...(may && failures.length > 1
      ? [markup`<article>${retryForm("all", messages.retryAll[language], null, visitor)}</article>`]
      : []),
    ...(isCut ? [markup`<p class="more">${messages.manyFailures[language]}</p>`] : []),
  ]);
}

function article(failure: Failure, { visitor, language, timeZone }: ShownFailures, may: boolean): Markup {
  const { of, id, since, problem, triedAgain, isUnclear } = failure;
  const name = nameOf(failure, language);
  const when = messages.since(dayAndTime(since, timeZone, language))[language];
  return markup`<article>
<h3>${name} <small class="when">${when}</small></h3>
<p>${sentence(MEANS[of][language])} ${triedAgain ? messages.triesAgain[language] : null}</p>
<p class="trouble says">${problem === null ? messages.noError[language] : withoutSecrets(problem)}</p>
${may && isUnclear ? retryForm(`arrived ${of}:${id}`, messages.arrived[language], messages.arrivedName(name)[language], visitor) : null}${may ? retryForm(`${of}:${id}`, messages[isUnclear ? "sendAgain" : "retry"][language], messages.retryName(name)[language], visitor) : null}
</article>`;
}

function nameOf({ of, id, name }: Failure, language: Language): string {
  if (of === "run") return `${RUN_KINDS[name]?.[language] ?? name} ${id}`;
  return `${messages.failureOf[of][language]} ${name}`;
}

function retryForm(id: string, text: string, label: string | null, visitor: Visitor | null): Markup {
  return markup`<form method="post" action="/retry" class="decision">${formField(visitor)}
<input type="hidden" name="id" value="${id}"><p><button${label === null ? null : markup` aria-label="${label}"`}>${text}</button></p></form>`;
}
