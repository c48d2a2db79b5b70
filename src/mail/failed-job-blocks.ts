/** Jobs that failed after their retries, in the body of a mail: which step, since when, the error, and what to do. */
import { messages } from "./messages.ts";
import { oneLine } from "../format/one-line.ts";
import type { Language, Message } from "../message.ts";
import { dayAndTime } from "../format/days.ts";
import { withoutSecrets } from "../secrets.ts";
import { retryCommand, STEPS, type FailedJob } from "./failed-job.ts";
import { type Block } from "../format/page.ts";

const SHOWN_MAX = 10;

export function failedJobBlocks(
  jobs: readonly FailedJob[],
  language: Language,
  timeZone: string,
): readonly Block[] {
  if (jobs.length === 0) return [];
  const say = (message: Message) => message[language];
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
            text: say(messages.moreFailedJobs(more)),
          },
        ]),
  ];
}

/** One job: its step, what the failure means, since when, the error, and the commands. */
export function jobBlocks(job: FailedJob, language: Language, timeZone: string): readonly Block[] {
  const say = (message: Message) => message[language];
  const { name, means } = STEPS[job.step];
  const since = dayAndTime(job.since, timeZone, language);
  const attempts = say(messages.attempts(job.attempts));
  const command = retryCommand(job);
  const todo = command === null ? messages.comesAgain : messages.retryWhenFixed(command);
  return [
    { kind: "topic", title: `${say(name)}${job.subject === null ? "" : `: ${oneLine(job.subject, 120)}`}` },
    { kind: "sentence", text: say(means) },
    {
      kind: "sentence",
      label: say(messages.since),
      text: job.attempts === 0 ? since : `${since}, ${attempts}`,
    },
    { kind: "quote", text: errorText(job.error) },
    { kind: "sentence", label: say(messages.todo), text: say(todo) },
  ];
}

const ERROR_MAX = 1_000;

/** Line breaks are kept: a stack of causes has one on each line. */
function errorText(error: string): string {
  const lines = withoutSecrets(error)
    .split(/\r\n|\r|\n/)
    .map((line) => oneLine(line, 300))
    .filter((line) => line !== "");
  const whole = lines.join("\n");
  return whole.length <= ERROR_MAX ? whole : `${whole.slice(0, ERROR_MAX)}…`;
}
