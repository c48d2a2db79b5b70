/**
 * Whether the work is done: the books and the queue answer, the inbox can be written to, every role that is counted on is
 * alive, and the last night began and ended in time.
 */
import { randomUUID } from "node:crypto";
import { open, unlink } from "node:fs/promises";
import { join } from "node:path";
import { booksAnswer } from "../../books/health.ts";
import { messageOf } from "../../errors.ts";
import type { AppContext } from "../../app.ts";
import { rolesAlive, unwokenSince, type RoleLife } from "../../pipeline/life.ts";
import { nightFaults, type NightFault } from "../../pipeline/night-faults.ts";
import type { Queues } from "../../queue/queues.ts";

const ANSWER_WITHIN_MS = 5_000;

export interface Readiness {
  readonly ready: boolean;
  /** "ok", or why not. */
  readonly database: string;
  readonly queue: string;
  readonly inbox: string;
  readonly roles: string;
  readonly night: string;
}

export async function readiness({ books, workspace, clock }: AppContext, queues: Queues): Promise<Readiness> {
  const ok = (look: () => Promise<unknown>) => words(() => look().then(() => "ok"));
  const words = async (look: () => Promise<string>): Promise<string> => {
    const answered = new AbortController();
    try {
      return await Promise.race([
        look(),
        clock
          .sleep(ANSWER_WITHIN_MS, answered.signal)
          .then(() => `no answer within ${ANSWER_WITHIN_MS / 1000} s`),
      ]);
    } catch (error) {
      return messageOf(error);
    } finally {
      answered.abort();
    }
  };
  const now = clock.now();
  const [database, queue, inbox, roles, night] = await Promise.all([
    ok(() => booksAnswer(books)),
    ok(() => queues.check()),
    ok(() => tryWriting(workspace.inbox)),
    words(async () => rolesInWords(await rolesAlive(books, now), now)),
    words(async () => nightsInWords(await nightFaults(books, workspace.settings, now))),
  ]);
  const said = { database, queue, inbox, roles, night };
  return { ready: Object.values(said).every((one) => one === "ok"), ...said };
}

/** "import: dead since 2026-03-02T02:15:00.000Z, 3 waiting; match: ..." */
function rolesInWords(roles: readonly RoleLife[], now: Date): string {
  const missed = roles.filter(({ isMissed }) => isMissed);
  const unwoken = unwokenSince(roles, now);
  const said = missed.map(({ role, state, lastBeat, waiting }) => {
    const since = lastBeat === null ? "" : ` since ${lastBeat.toISOString()}`;
    return `${role}: ${state}${since}, ${waiting} waiting`;
  });
  if (unwoken !== null) said.push(`scheduler: alive, but given no job since ${unwoken.toISOString()}`);
  return said.length === 0 ? "ok" : said.join("; ");
}

/** "the night of 2026-03-02 is late" */
function nightsInWords(faults: readonly NightFault[]): string {
  const said = faults.map(({ scope, night, kind }) => {
    const whose = scope === "*" ? "" : `${scope}: `;
    return `${whose}the night of ${night} ${kind === "failed" ? "has failed" : `is ${kind}`}`;
  });
  return said.length === 0 ? "ok" : said.join("; ");
}

/** Under a hidden name, which the intake ignores. */
async function tryWriting(folder: string): Promise<void> {
  const probe = join(folder, `.kvitt-ready-${randomUUID()}.part`);
  await (await open(probe, "wx")).close();
  await unlink(probe);
}
