/** Waits for a night's end, and judges what it left: against an undisturbed night, and by everything that `verify` checks. */
import { verify } from "../../../src/audit/verify/verify.ts";
import { openBooks } from "../../../src/books/database.ts";
import { systemClock } from "../../../src/clock.ts";
import { openWorkspace } from "../../../src/config/workspace.ts";
import type { SmtpSink } from "../../mail/smtp-sink.ts";
import type { Home } from "./home.ts";
import { claimedIn, compare, snapshotOf, type Difference, type Snapshot } from "./snapshot.ts";

/** Longer than the bound that the matrix holds, so that a late recovery is a figure and not only a failure. */
export const PATIENCE_MS = 150_000;
const LOOK_EVERY_MS = 60;

export interface Verdict extends Difference {
  readonly seconds: number;
}

/** What is not at its end yet: runs, deliveries, letters; or that the night has not even begun. */
const UNFINISHED = `
  select 'no run has begun' as what where not exists (select from kvitt.run)
  union all select 'run ' || id || ' is ' || state || coalesce(': ' || problem, '') from kvitt.run where state <> 'done'
  union all select 'file ' || name || ' is ' || state || coalesce(': ' || problem, '') from kvitt.report_file where state in ('claimed', 'failed')
  union all select 'posting ' || id || ' is ' || state || coalesce(': ' || problem, '') from kvitt.posting where state <> 'posted'
  union all select 'mail ' || id || ' is ' || state || coalesce(': ' || problem, '') from kvitt.mail where state <> 'sent'`;

/** Resolves to what is unfinished when patience is over, or nobody waits any more; to nothing as soon as all is done. */
export async function waitForEnd(
  home: Home,
  patienceMs = PATIENCE_MS,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const left = await unfinished(home);
    if (left.length === 0 || Date.now() > until || signal?.aborted) return left;
    await systemClock.sleep(LOOK_EVERY_MS);
  }
}

export async function unfinished(home: Home): Promise<readonly string[]> {
  try {
    const found = (await home.look<{ what: string }>(UNFINISHED)).map(({ what }) => what);
    // a file is put away after its rows are committed, by a retry if need be
    return [...found, ...claimedIn(home).map((path) => `work/${path} is not put away`)];
  } catch (thrown) {
    return [`the database does not answer: ${thrown instanceof Error ? thrown.message : "?"}`];
  }
}

/** `since`: when the fault was over. Waits for the end first. */
export async function judge(
  home: Home,
  expected: Snapshot,
  sink: Pick<SmtpSink, "received" | "recipients">,
  since: number,
  patienceMs?: number,
): Promise<Verdict> {
  const left = await waitForEnd(home, patienceMs);
  const seconds = (Date.now() - since) / 1000;
  const difference = compare(expected, await snapshotOf(home, sink));
  return { ...difference, words: [...left, ...difference.words, ...(await verified(home))], seconds };
}

async function verified(home: Home): Promise<string[]> {
  const books = openBooks({ url: home.databaseUrl, max: 1 });
  try {
    const workspace = openWorkspace(home.env, home.folder);
    const { findings } = await verify({ books, workspace }, { all: true });
    return findings.slice(0, 5).map((finding) => `verify: ${JSON.stringify(finding).slice(0, 300)}`);
  } finally {
    await books.destroy();
  }
}
