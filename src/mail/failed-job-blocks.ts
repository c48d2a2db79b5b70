/** Jobs that failed after their retries, in the body of a mail: what, since when, the error, and what to do. */
import { messages } from "./messages.ts";
import type { Language, Message } from "../message.ts";
import { dayAndTime } from "../format/days.ts";
import { retryCommand, STEP_WORDS, withoutSecrets, type FailedJob } from "./failed-job.ts";
import { oneLine, type Block } from "./page.ts";

const SHOWN_MAX = 10;

export function failedJobBlocks(
  jobs: readonly FailedJob[],
  language: Language,
  timeZone: string,
): readonly Block[] {
  if (jobs.length === 0) return [];
  const say = (words: Message) => words[language];
  const more = jobs.length - SHOWN_MAX;
  return [
    {
      kind: "section",
      title: say(messages.failedJobs(jobs.length)),
      tone: "trouble",
    },
    ...jobs.slice(0, SHOWN_MAX).flatMap((job) => jobBlocks(job, language, timeZone)),
    ...(more <= 0
      ? []
      : [
          {
            kind: "sentence" as const,
            text: say(messages.moreKvittDoctor(more)),
          },
        ]),
  ];
}

/** One job: its name, what that means, since when, the error, and the commands. */
export function jobBlocks(job: FailedJob, language: Language, timeZone: string): readonly Block[] {
  const say = (words: Message) => words[language];
  const { what, means } = STEP_WORDS[job.step];
  const since = dayAndTime(job.since, timeZone, language);
  const tries = job.attempts === 1 ? messages.oneAttempt : messages.attempts(job.attempts);
  const todo = messages.runKvittDoctorShowsDoes(retryCommand(job));
  return [
    { kind: "topic", title: `${say(what)}${job.subject === null ? "" : `: ${oneLine(job.subject, 120)}`}` },
    { kind: "sentence", text: say(means) },
    {
      kind: "sentence",
      label: say(messages.since),
      text: job.attempts === 0 ? since : `${since}, ${say(tries)}`,
    },
    { kind: "quote", text: errorText(job.error) },
    { kind: "sentence", label: say(messages.failedJobBlocksWhatToDo), text: say(todo) },
  ];
}

const ERROR_MAX = 1_000;

/** Line breaks stand, since a stack of causes is read by its lines. */
function errorText(error: string): string {
  const lines = withoutSecrets(error)
    .split(/\r\n|\r|\n/)
    .map((line) => oneLine(line, 300))
    .filter((line) => line !== "");
  const whole = lines.join("\n");
  return whole.length <= ERROR_MAX ? whole : `${whole.slice(0, ERROR_MAX)}…`;
}
