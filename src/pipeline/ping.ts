/**
 * The ping after a finished night: an address of a watching service is fetched, so that a night that does not end is missed
 * there. As with letters, it is a row before it is sent; unlike them, a ping that fails is only logged.
 */
import { addPing, recordPing, takePing } from "../books/nights.ts";
import { isError, messageOf } from "../errors.ts";
import type { AppContext } from "../app.ts";

const ANSWER_WITHIN_MS = 10_000;
const ATTEMPTS_MAX = 10;
const FIRST_DELAY_MS = 30_000;
const DELAY_MS_MAX = 30 * 60_000;

/** Sends the ping that is due, if one is. Never throws for what the address answers. */
export async function pingIfDue(
  { workspace, books, clock, log }: AppContext,
  signal?: AbortSignal,
): Promise<void> {
  const { url } = workspace.settings.heartbeat;
  if (url === undefined) return;
  const now = clock.now();
  await addPing(books, now);
  const delay = (attempts: number) => Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), DELAY_MS_MAX);
  const due = await takePing(
    books,
    now,
    (attempts) => new Date(now.getTime() + delay(attempts)),
    ATTEMPTS_MAX,
  );
  if (due === null) return;
  const problem = await fetched(url, signal);
  await recordPing(books, due.runId, clock.now(), problem);
  // not the address: whoever knows it could ping in Kvitt's stead
  if (problem !== null)
    log.warn({ run: String(due.runId), attempt: due.attempts, problem }, "the ping failed");
}

/** null: it answered well. */
async function fetched(url: string, signal: AbortSignal | undefined): Promise<string | null> {
  const limit = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const answer = await fetch(url, { signal: signal ? AbortSignal.any([limit, signal]) : limit });
    await answer.body?.cancel();
    return answer.ok ? null : `HTTP ${answer.status}`;
  } catch (error) {
    if (limit.aborted) return `no answer within ${ANSWER_WITHIN_MS / 1000} s`;
    // "fetch failed" alone says nothing; its cause does
    const cause = isError(error) && error.cause !== undefined ? error.cause : error;
    return messageOf(cause).replaceAll(url, "the address");
  }
}
