/** Composes and stores the e-mail about a job that failed for good. */
import { addMail } from "../books/mails.ts";
import { mailLanguage } from "../config/settings.ts";
import { composeFailure } from "../mail/failure.ts";
import type { FailedStep } from "../mail/failed-job.ts";
import { messageIdOf } from "../mail/letter.ts";
import type { AppContext } from "../app.ts";

const STEPS: Readonly<Record<string, FailedStep>> = {
  "collect-run": "collect",
  "import-report": "import",
  "match-run": "match",
  "post-voucher": "post",
  "digest-run": "digest",
  "send-mail": "mail",
};

export interface Failure {
  /** The job's name. */
  readonly kind: string;
  /** What `kvitt retry` takes: "file:12". */
  readonly subject: string;
  readonly problem: string;
  readonly attempts: number;
  readonly since: Date;
  readonly runId: bigint | null;
}

/** Returns the e-mail's id; null when this failure has one already. */
export async function mailFailure(
  { workspace, books, clock }: AppContext,
  failure: Failure,
): Promise<bigint | null> {
  const { settings } = workspace;
  const at = clock.now();
  const composed = composeFailure(
    {
      company: settings.company.name,
      at,
      timeZone: settings.timeZone,
      job: {
        id: failure.subject,
        step: STEPS[failure.kind] ?? "digest",
        subject: null,
        since: failure.since,
        attempts: failure.attempts,
        error: failure.problem,
      },
    },
    mailLanguage(settings),
  );
  const mail = {
    key: `failure ${failure.subject} ${at.toISOString()}`,
    messageId: messageIdOf(`failure-${failure.subject}`, at, settings.mail.from),
    kind: "failure" as const,
    runId: failure.runId,
    at,
    ...composed,
  };
  return books.transaction((trx) => addMail(trx, settings, mail));
}
