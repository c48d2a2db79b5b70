/** `kvitt retry`: what failed for good is put back to where it waits, and asked for again. */
import { messages } from "./messages.ts";
import { change, rows, type Handle } from "../books/database.ts";
import { UserError } from "../errors.ts";
import { advance, type Step } from "./advance.ts";
import type { AppContext } from "../app.ts";

export interface Retried {
  /** How many rows wait again. */
  readonly retried: number;
  /** Runs that have work again. */
  readonly runs: readonly bigint[];
  /** What those runs need next. */
  readonly steps: readonly Step[];
  /** Deliveries and mails, whose jobs may be there already and wait for a later time. */
  readonly loose: readonly Step[];
}

type Kind = "file" | "run" | "posting" | "mail";

/**
 * `id` is "file:12", "run:3", "posting:7" or "mail:4"; null is everything that failed, also what would be tried again
 * later by itself. Throws NeedsPerson when there is nothing of that id to try.
 */
export async function retry({ books, clock }: AppContext, id: string | null): Promise<Retried> {
  const one = id === null ? null : readId(id);
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
    throw new UserError(messages.hasNotFailed(id), messages.seeKvittDoctor);
  }
  const steps: Step[] = [];
  for (const runId of runs) steps.push(...(await advance(books, runId, clock.now())));
  return { retried: count, runs, steps, loose };
}

/** The runs whose files wait again, one for each file. What comes of it is told in a further mail. */
async function reopenFiles(trx: Handle, id: bigint | null): Promise<bigint[]> {
  const found = await rows<{ runId: bigint }>(
    trx,
    `update report_file set state = 'claimed', problem = null, decided_at = null
      where state = 'failed' and (:id::bigint is null or id = :id) returning run_id as "runId"`,
    { id },
  );
  const runs = found.map(({ runId }) => runId);
  await change(
    trx,
    `update run set state = 'importing', finished_at = null, problem = null,
            result = result - 'told' || jsonb_build_object('retold', coalesce((result ->> 'retold')::integer, 0) + 1)
      where id = any(:runs::bigint[]) and state in ('done', 'failed')`,
    { runs: runs.map(String) },
  );
  return runs;
}

/** A run begins again where nothing is skipped: steps that were done find nothing left to do. */
async function reopenRuns(trx: Handle, id: bigint | null): Promise<bigint[]> {
  const found = await rows<{ id: bigint }>(
    trx,
    `update run set state = case kind when 'nightly' then 'collecting' else 'importing' end, finished_at = null, problem = null
      where state = 'failed' and (:id::bigint is null or id = :id) returning id`,
    { id },
  );
  return found.map((run) => run.id);
}

async function reopenPostings(trx: Handle, id: bigint | null): Promise<bigint[]> {
  const found = await rows<{ id: bigint }>(
    trx,
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
  const found = await rows<{ id: bigint }>(
    trx,
    `update mail set state = 'pending', attempts = 0, problem = null
      where problem is not null and state <> 'sent' and (:id::bigint is null or id = :id) returning id`,
    { id },
  );
  return found.map((mail) => mail.id);
}

/** What `kvitt retry` takes. Throws NeedsPerson for anything else. */
export function readId(text: string): { kind: Kind; id: bigint } {
  const [, kind, id] = /^(file|run|posting|mail):(\d{1,15})$/.exec(text) ?? [];
  if ((kind === "file" || kind === "run" || kind === "posting" || kind === "mail") && id !== undefined) {
    return { kind, id: BigInt(id) };
  }
  throw new UserError(
    text === "" ? messages.sayRunAgain : messages.nothingCanRunAgain(text),
    messages.writeFileRunPostingMail,
  );
}
