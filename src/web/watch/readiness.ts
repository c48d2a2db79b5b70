/** Whether this process can do its work now: the books and the queue answer, and the inbox can be written to. */
import { randomUUID } from "node:crypto";
import { open, unlink } from "node:fs/promises";
import { join } from "node:path";
import { booksAnswer } from "../../books/health.ts";
import { messageOf } from "../../errors.ts";
import type { AppContext } from "../../app.ts";
import type { Queues } from "../../queue/queues.ts";

const ANSWER_WITHIN_MS = 5_000;

export interface Readiness {
  readonly ready: boolean;
  /** "ok", or why not. */
  readonly database: string;
  readonly queue: string;
  readonly inbox: string;
}

export async function readiness({ books, workspace, clock }: AppContext, queues: Queues): Promise<Readiness> {
  const ok = async (look: () => Promise<unknown>): Promise<string> => {
    const answered = new AbortController();
    try {
      return await Promise.race([
        look().then(() => "ok"),
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
  const [database, queue, inbox] = await Promise.all([
    ok(() => booksAnswer(books)),
    ok(() => queues.check()),
    ok(() => tryWriting(workspace.inbox)),
  ]);
  return { ready: [database, queue, inbox].every((said) => said === "ok"), database, queue, inbox };
}

/** Under a hidden name, which the intake ignores. */
async function tryWriting(folder: string): Promise<void> {
  const probe = join(folder, `.kvitt-ready-${randomUUID()}.part`);
  await (await open(probe, "wx")).close();
  await unlink(probe);
}
