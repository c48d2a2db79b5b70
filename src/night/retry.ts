/** `kvitt retry`: what failed for good is put back to where it waits, and asked for again. */
import { change, rows, type Handle } from "../books/database.ts";
import { NeedsPerson } from "../errors.ts";
import { advance, type Step } from "./advance.ts";
import type { House } from "./house.ts";

export interface Retried {
  /** How many rows wait again. */
  readonly retried: number;
  /** Runs that have work again. */
  readonly runs: readonly bigint[];
  readonly steps: readonly Step[];
}

type Kind = "file" | "run" | "posting" | "mail";

/** `id` is "file:12", "run:3", "posting:7" or "mail:4"; null is everything that failed. */
export async function retry({ books, clock }: House, id: string | null): Promise<Retried> {
  const one = id === null ? null : readId(id);
  const wanted = (kind: Kind) => (one === null ? null : one.kind === kind ? one.id : -1n);
  const at = clock.now();
  const retried = await books.transaction(async (trx) => {
    const files = await reopenFiles(trx, wanted("file"));
    const runs = await reopenRuns(trx, wanted("run"));
    const postings = await change(
      trx,
      "update posting set state = 'pending', attempts = 0, problem = null where state = 'failed' and (:id::bigint is null or id = :id)",
      { id: wanted("posting") },
    );
    await change(
      trx,
      `update payout set state = 'matched' where state = 'failed'
         and not exists (select from posting o join voucher v on v.id = o.voucher_id
                          where v.payout_id = payout.id and o.state = 'failed')`,
    );
    const mails = await change(
      trx,
      "update mail set state = 'pending', attempts = 0, problem = null where state = 'failed' and (:id::bigint is null or id = :id)",
      { id: wanted("mail") },
    );
    return { count: files.length + runs.length + postings + mails, runs: [...new Set([...files, ...runs])] };
  });
  if (one !== null && retried.count === 0) {
    throw new NeedsPerson(
      { sv: `${id} har inte misslyckats.`, en: `${id} has not failed.` },
      { sv: "Se vad som har: kvitt runs, kvitt doctor", en: "See what has: kvitt runs, kvitt doctor" },
    );
  }
  const steps: Step[] = [];
  for (const runId of retried.runs) steps.push(...(await advance(books, runId, at)));
  steps.push(...(await due(books)));
  return { retried: retried.count, runs: retried.runs, steps };
}

/** The runs whose files wait again. */
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
    "update run set state = 'importing', finished_at = null, problem = null, result = result - 'told' where id = any(:runs::bigint[])",
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

async function due(books: Handle): Promise<Step[]> {
  const postings = await rows<{ id: bigint }>(
    books,
    "select id from posting where state = 'pending' and waits_for is null and attempts = 0 order by id",
  );
  const mails = await rows<{ id: bigint }>(
    books,
    "select id from mail where state = 'pending' and attempts = 0 order by id",
  );
  return [
    ...postings.map(({ id }): Step => ({ kind: "post-voucher", postingId: String(id) })),
    ...mails.map(({ id }): Step => ({ kind: "send-mail", mailId: String(id) })),
  ];
}

function readId(text: string): { kind: Kind; id: bigint } {
  const [, kind, id] = /^(file|run|posting|mail):(\d{1,15})$/.exec(text) ?? [];
  if ((kind === "file" || kind === "run" || kind === "posting" || kind === "mail") && id !== undefined) {
    return { kind, id: BigInt(id) };
  }
  throw new NeedsPerson(
    { sv: `"${text}" är inget som kan köras om.`, en: `"${text}" is nothing that can be run again.` },
    {
      sv: "Skriv file:12, run:3, posting:7 eller mail:4, eller --all för allt som misslyckats.",
      en: "Write file:12, run:3, posting:7 or mail:4, or --all for everything that failed.",
    },
  );
}
