/** What is in each queue, with a button to try a job now and one to take it out. */
import { dayAndTime } from "../../format/days.ts";
import type { Language } from "../../message.ts";
import { JOB_STATES, type JobState, type QueueContent, type QueuedJob } from "../../queue/inspect.ts";
import { withoutSecrets } from "../../secrets.ts";
import type { Visitor } from "../access/access.ts";
import { formField } from "../document.ts";
import { markup, type Markup } from "../markup.ts";
import { nothing, section } from "../section.ts";
import { table, type Cell } from "../tables.ts";
import { messages } from "./messages.ts";

export interface QueuesView {
  readonly backend: string;
  readonly queues: readonly { readonly name: string; readonly content: QueueContent }[];
  readonly visitor: Visitor | null;
  readonly language: Language;
  readonly timeZone: string;
  readonly says: { readonly text: string; readonly tone: "good" | "trouble" } | null;
}

const ERROR_MAX = 300;
const TONES = {
  failed: { tone: "trouble" },
  active: { tone: "good" },
  delayed: {},
  waiting: {},
} as const satisfies Record<JobState, Partial<Cell>>;

export function queuesContent(view: QueuesView): readonly Markup[] {
  const { backend, queues, language, says } = view;
  const full = queues.filter(({ content }) => sumOf(content) > 0);
  return [
    markup`<section><h1>${messages.queues[language]}</h1>
${says === null ? null : markup`<p class="says ${says.tone}" role="${says.tone === "good" ? "status" : "alert"}">${says.text}</p>`}
<p>${messages.what(backend)[language]}</p>
<p><a href="/runs">${messages.seeFailures[language]}</a></p>
<p class="more"><a href="/queues">${messages.lookAgain[language]}</a></p>
${full.length === 0 ? nothing(messages.empty[language]) : null}</section>`,
    ...full.map(({ name, content }) => queueSection(name, content, view)),
  ];
}

const sumOf = ({ counts }: QueueContent) => JOB_STATES.reduce((sum, state) => sum + counts[state], 0);

function queueSection(name: string, content: QueueContent, view: QueuesView): Markup {
  const { language, visitor } = view;
  const counted = JOB_STATES.filter((state) => content.counts[state] > 0)
    .map((state) => `${messages.states[state][language]}: ${content.counts[state]}`)
    .join(" · ");
  const columns = [
    { title: messages.job[language], kind: "main" as const },
    { title: messages.state[language] },
    { title: messages.attempts[language], kind: "number" as const },
    { title: messages.added[language] },
  ];
  const left = sumOf(content) - content.jobs.length;
  const failed = content.jobs.filter(({ attempts, state }) => attempts > 0 && isIdle(state));
  return section(`queue-${name}`, name, [
    markup`<p>${counted}</p>`,
    table(
      name,
      columns,
      content.jobs.map((job) => cells(job, view)),
    ),
    ...(left > 0 ? [markup`<p class="more">${messages.more(left)[language]}</p>`] : []),
    ...(failed.length > 1
      ? [
          markup`<form method="post" action="/queues/${name}/retry" class="decision">${formField(visitor)}
<p><button>${messages.tryAll[language]}</button></p></form>`,
        ]
      : []),
    ...content.jobs.flatMap((job) => acts(name, job, view)),
  ]);
}

const isIdle = (state: JobState) => state === "failed" || state === "delayed";

function cells(job: QueuedJob, { language, timeZone }: QueuesView): readonly (Cell | string)[] {
  const { id, state, attempts, addedAt, dueAt, error, isScheduled } = job;
  const notes = [
    ...(dueAt === null ? [] : [messages.due(dayAndTime(dueAt, timeZone, language))[language]]),
    ...(isScheduled ? [messages.scheduled[language]] : []),
    ...(error === null ? [] : [withoutSecrets(error).slice(0, ERROR_MAX)]),
  ];
  return [
    id,
    {
      text: messages.states[state][language],
      ...TONES[state],
      ...(notes.length === 0 ? {} : { note: notes }),
    },
    String(attempts),
    dayAndTime(addedAt, timeZone, language),
  ];
}

/** Beside the table: a form cannot stand in one of its cells. */
function acts(name: string, { id, state, isScheduled }: QueuedJob, view: QueuesView): readonly Markup[] {
  const { language, visitor } = view;
  if (isScheduled || state === "active") return [];
  const act = (what: "try" | "remove") => markup`/queues/${name}/${what}`;
  const button = isIdle(state)
    ? markup`<button aria-label="${messages.tryNowName(id)[language]}">${messages.tryNow[language]}</button> `
    : null;
  return [
    markup`<form method="post" action="${act("try")}" class="decision">${formField(visitor)}<input type="hidden" name="id" value="${id}">
<p><code>${id}</code> ${button}<button class="plain" formaction="${act("remove")}" aria-label="${messages.takeOutName(id)[language]}">${messages.takeOut[language]}</button></p></form>`,
  ];
}
