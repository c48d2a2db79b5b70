/** Composes and stores the e-mail about a job that failed for good: one for each incident, however many jobs it hits. */
import { createHash } from "node:crypto";
import { addMail, isFailureTold } from "../books/mails.ts";
import { mailLanguage } from "../config/settings.ts";
import { composeFailure } from "../mail/failure.ts";
import type { FailedStep } from "../mail/failed-job.ts";
import { messageIdOf } from "../mail/letter.ts";
import type { AppContext } from "../app.ts";

/** Jobs that fail for one reason within this time are one incident. */
const INCIDENT_MS = 3_600_000;

const STEPS = new Map<string, FailedStep>([
  ["start-night", "night"],
  ["collect-run", "collect"],
  ["import-report", "import"],
  ["match-run", "match"],
  ["post-voucher", "post"],
  ["digest-run", "digest"],
  ["send-mail", "mail"],
  ["sweep", "sweep"],
]);

/** The step that a job is, by its name. */
export function stepOf(kind: string): FailedStep {
  const step = STEPS.get(kind);
  if (step === undefined) throw new Error(`the job ${kind} has no words for its failure`);
  return step;
}

export interface Failure {
  /** The job's name. */
  readonly kind: string;
  /** What `kvitt retry` takes: "file:12". */
  readonly subject: string;
  /** In a person's words: a file's name, "K 12 → sie", a night; null where the step says it all. */
  readonly name: string | null;
  readonly problem: string;
  readonly attempts: number;
  readonly since: Date;
  readonly runId: bigint | null;
}

/** Returns the e-mail's id; null when this incident has one already. */
export async function mailFailure(
  { workspace, books, clock }: AppContext,
  failure: Failure,
): Promise<bigint | null> {
  const { settings } = workspace;
  const at = clock.now();
  const cause = causeOf(failure.problem);
  if (await isFailureTold(books, cause, new Date(at.getTime() - INCIDENT_MS))) return null;
  const composed = composeFailure(
    {
      company: settings.company.name,
      at,
      timeZone: settings.timeZone,
      job: {
        id: failure.subject,
        step: stepOf(failure.kind),
        subject: failure.name,
        since: failure.since,
        attempts: failure.attempts,
        error: failure.problem,
      },
    },
    mailLanguage(settings),
  );
  return addMail(books, settings, {
    // two processes that fail in the same moment add one between them
    key: `failure ${cause} ${Math.floor(at.getTime() / INCIDENT_MS)}`,
    messageId: messageIdOf(`failure-${failure.subject}`, at, settings.mail.from),
    kind: "failure",
    runId: failure.runId,
    at,
    ...composed,
  });
}

/** The same for errors that differ only in a name, a path or a number: one full disk fails many files. */
function causeOf(problem: string): string {
  const words = problem.replace(/'[^']*'|"[^"]*"|\S*[/\\]\S*|\d+/g, "#");
  return createHash("sha256").update(words).digest("hex").slice(0, 16);
}
