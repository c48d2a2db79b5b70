/** The mail about one job that failed after its retries: sent at once, not with the next digest. */
import { messages } from "./messages.ts";
import { oneLine } from "../format/one-line.ts";
import type { Language, Message } from "../message.ts";
import { dateIn } from "../clock.ts";
import { wholeDate } from "../format/days.ts";
import type { Composed } from "./digest.ts";
import { jobBlocks } from "./failed-job-blocks.ts";
import { STEPS, type FailedJob } from "./failed-job.ts";
import { pageHtml } from "../format/page-html.ts";
import { type Page } from "../format/page.ts";
import { pageText } from "../format/page-text.ts";

export interface Failure {
  readonly company: string;
  readonly job: FailedJob;
  /** When it failed for good. */
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
    blocks: [...jobBlocks(job, language, timeZone), { kind: "sentence", text: messages.oneLetter[language] }],
    foot: [messages.runRetryAll, messages.doNotReply].map((message) => message[language]),
  };
  return {
    subject: `Kvitt: ${oneLine(headline, 120)}`,
    text: pageText(page),
    html: pageHtml(page),
    attachments: [],
  };
}

function headlineOf({ step, subject }: FailedJob): Message {
  const about = subject === null ? "" : ` (${oneLine(subject, 60)})`;
  return messages.stepFailed({ step: STEPS[step].name, about });
}
