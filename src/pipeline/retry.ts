/** `kvitt retry`: makes failed files, runs, deliveries and e-mails pending again, and enqueues them. */
import { messages } from "./messages.ts";
import { change, rows, type Handle } from "../books/database.ts";
import { reopenDigests } from "../books/digest.ts";
import { audit } from "../books/audit.ts";
import { recordArrived } from "../books/mails.ts";
import { UserError } from "../errors.ts";
import { advance, type Step } from "./advance.ts";
import type { AppContext } from "../app.ts";

export interface Retried {
  /** How many rows are pending again. */
  readonly retried: number;
  /** Runs that have work again. */
  readonly runs: readonly bigint[];
  /** What those runs need next. */
  readonly steps: readonly Step[];
  /** Deliveries and e-mails: their jobs may exist already, with a later time. */
  readonly loose: readonly Step[];
}

type Kind = "file" | "run" | "posting" | "mail";

/**
 * `id` is "file:12", "run:3", "posting:7" or "mail:4"; null is everything that failed, including what would be retried later
 * anyway. Throws `UserError` when nothing with that id has failed.
 */
export async function retry({ books, clock }: AppContext, id: string | null): Promise<Retried> {
  const one = id === null ? null : readId(id);
  // null: every row of the kind that failed; -1: none
  const wanted = (kind: Kind) => (one === null ? null : one.kind === kind ? one.id : -1n);
  const { runs, loose, count } = await books.transaction(async (trx) => {
    const files = await reopenFiles(trx, wanted("file"));
    const runs = await reopenRuns(trx, wanted("run"));
    const postings = await reopenPostings(trx, wanted("posting"));
    const mails = await reopenMails(trx, wanted("mail"));
    const loose: readonly Step[] = [
      ...postings.map((postingId): Step => ({ kind: "post-voucher", postingId: String(postingId) })),
      ...mails.map((mailId): Step => ({ kind: "send-mail", mailId: String(mailId) })),
    ];
    return {
      count: files.length + runs.length + loose.length,
      runs: [...new Set([...files, ...runs])],
      loose,
    };
  });
  if (one !== null && count === 0) {
    throw new UserError(messages.hasNotFailed(id), messages.seeFailures);
  }
  const steps: Step[] = [];
  for (const runId of runs) steps.push(...(await advance(books, runId, clock.now())));
  return { retried: count, runs, steps, loose };
}

/** A person has seen that a letter with vouchers has arrived, which nobody could know: it counts as sent. Throws `UserError` for any other. */
export async function confirmArrived({ books, clock }: AppContext, id: string, actor: string): Promise<void> {
  const named = readId(id);
  const at = clock.now();
  await books.transaction(async (trx) => {
    const confirmed =
      named.kind === "mail" && (await recordArrived(trx, named.id, messages.saidArrived(actor).en, at));
    if (!confirmed) throw new UserError(messages.notUnclear(id), messages.seeFailures);
    await audit(trx, at, [{ actor, action: "mail arrived", subject: `mail ${named.id}` }]);
  });
}

/** Returns the run of each file. The outcome goes into another digest. */
async function reopenFiles(trx: Handle, id: bigint | null): Promise<bigint[]> {
  const found = await rows(
    trx,
    { runId: "bigint" },
    `update report_file set state = 'claimed', problem = null, decided_at = null
      where state = 'failed' and (:id::bigint is null or id = :id) returning run_id as "runId"`,
    { id },
  );
  const runs = found.map(({ runId }) => runId);
  await reopenDigests(trx, runs);
  return runs;
}

/** A run restarts with its first step: steps that were done find nothing left to do. */
async function reopenRuns(trx: Handle, id: bigint | null): Promise<bigint[]> {
  const found = await rows(
    trx,
    { id: "bigint" },
    `update run set state = case kind when 'nightly' then 'collecting' else 'importing' end, finished_at = null, problem = null
      where state = 'failed' and (:id::bigint is null or id = :id) returning id`,
    { id },
  );
  return found.map((run) => run.id);
}

async function reopenPostings(trx: Handle, id: bigint | null): Promise<bigint[]> {
  const found = await rows(
    trx,
    { id: "bigint" },
    `update posting set state = 'pending', attempts = 0, problem = null
      where problem is not null and state <> 'posted' and waits_for is null and (:id::bigint is null or id = :id)
      returning id`,
    { id },
  );
  await change(
    trx,
    `update payout set state = 'matched' where state = 'failed'
       and not exists (select from posting o join voucher v on v.id = o.voucher_id
                        where v.payout_id = payout.id and o.state = 'failed')`,
  );
  return found.map((posting) => posting.id);
}

async function reopenMails(trx: Handle, id: bigint | null): Promise<bigint[]> {
  const found = await rows(
    trx,
    { id: "bigint" },
    // one that may have arrived is sent again only where a person names it
    `update mail set state = 'pending', attempts = 0, problem = null, handed_at = null
      where problem is not null and state <> 'sent' and (id = :id or :id::bigint is null and handed_at is null) returning id`,
    { id },
  );
  return found.map((mail) => mail.id);
}

/** What `kvitt retry` takes. Throws UserError for anything else. */
export function readId(text: string): { kind: Kind; id: bigint } {
  const [, kind, id] = /^(file|run|posting|mail):(\d{1,15})$/.exec(text) ?? [];
  if ((kind === "file" || kind === "run" || kind === "posting" || kind === "mail") && id !== undefined) {
    return { kind, id: BigInt(id) };
  }
  throw new UserError(
    text === "" ? messages.nothingNamed : messages.notAFailedJob(text),
    messages.retrySyntax,
  );
}
