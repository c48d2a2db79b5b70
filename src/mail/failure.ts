/** The mail about one job that failed after its retries: sent at once, since nobody waits for the morning to hear it. */
import { messages } from "./messages.ts";
import type { Language, Message } from "../message.ts";
import { dateIn } from "../clock.ts";
import { wholeDate } from "../format/days.ts";
import type { Composed } from "./digest.ts";
import { jobBlocks } from "./failed-job-blocks.ts";
import { STEP_WORDS, type FailedJob } from "./failed-job.ts";
import { pageHtml } from "./html.ts";
import { oneLine, type Page } from "./page.ts";
import { pageText } from "./text.ts";

export interface Failure {
  readonly company: string;
  readonly job: FailedJob;
  /** When it was given up. */
  readonly at: Date;
  readonly timeZone: string;
}

export function composeFailure({ company, job, at, timeZone }: Failure, language: Language): Composed {
  const headline = headlineOf(job)[language];
  const page: Page = {
    language,
    above: `${oneLine(company, 80)} · ${wholeDate(dateIn(timeZone, at), language)}`,
    headline,
    tone: "trouble",
    blocks: jobBlocks(job, language, timeZone),
    foot: FOOT.map((words) => words[language]),
  };
  return {
    subject: `Kvitt: ${oneLine(headline, 120)}`,
    text: pageText(page),
    html: pageHtml(page),
    attachments: [],
  };
}

function headlineOf({ step, subject }: FailedJob): Message {
  const { what } = STEP_WORDS[step];
  const about = subject === null ? "" : ` (${oneLine(subject, 60)})`;
  return messages.failed({ what, about });
}

const FOOT: readonly Message[] = [
  messages.failureRunCommandsKvittSFolder,
  messages.mailSentAutomaticallyKvittCannot,
];
