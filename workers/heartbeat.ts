/** The heartbeat of a process: its roles' rows are renewed, and the nights are watched, until it is told to stop. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { sendMail } from "../jobs/send-mail.ts";
import { beat, endBeats, type LiveProcess } from "../src/books/heartbeats.ts";
import { homeIdOf } from "../src/config/home-id.ts";
import { messageOf } from "../src/errors.ts";
import { BEAT_EVERY_MS } from "../src/pipeline/life.ts";
import { watchNights } from "../src/pipeline/watch.ts";
import type { Role } from "../src/roles.ts";
import { VERSION } from "../src/version.ts";
import type { Activity } from "./activity.ts";
import type { WorkerContext } from "./worker-context.ts";

/** Nights are looked at once a minute. */
const WATCH_EVERY = 60_000 / BEAT_EVERY_MS;

/** How long the farewell may delay the shutdown. */
const STOP_MS = 3_000;

export interface HeartbeatLoop {
  /** Says that the process ends in good order. */
  stop(): Promise<void>;
}

/** Resolves after the first beat. A beat that fails is tried again at the next one, and never ends the process. */
export async function startHeartbeat(
  context: WorkerContext,
  roles: readonly Role[],
  activity: Activity,
): Promise<HeartbeatLoop> {
  const { app } = context;
  const { books, clock, log } = app;
  const own: LiveProcess = {
    id: randomUUID(),
    host: hostname(),
    pid: process.pid,
    version: VERSION,
    startedAt: clock.now(),
    home: await homeIdOf(app.workspace),
  };
  const stopping = new AbortController();
  const quiet = { beat: false, watch: false };

  async function attempt(what: "beat" | "watch", act: () => Promise<void>): Promise<void> {
    try {
      await act();
      quiet[what] = false;
    } catch (error) {
      // once an outage: the same line every 15 s would hide the others
      if (!quiet[what]) log.warn({ error: messageOf(error) }, `the ${what} failed; it is tried again`);
      quiet[what] = true;
    }
  }

  const renew = () =>
    attempt("beat", () =>
      beat(
        books,
        own,
        roles.map((role) => activity.of(role)),
        clock.now(),
      ),
    );
  const watch = () =>
    attempt("watch", async () => {
      for (const mailId of await watchNights(app, own.id, stopping.signal))
        await context.queues.enqueue(sendMail, { mailId: String(mailId) });
    });

  await renew();
  const loop = (async () => {
    // beside the beats: who waits for an answer from outside is alive all the same
    let watching: Promise<void> | null = null;
    for (let count = 1; !stopping.signal.aborted; count += 1) {
      await clock.sleep(BEAT_EVERY_MS, stopping.signal);
      if (stopping.signal.aborted) break;
      await renew();
      if (count % WATCH_EVERY === 0) watching ??= watch().finally(() => (watching = null));
    }
    await watching;
  })();
  return {
    stop: async () => {
      stopping.abort();
      const ended = loop.then(() => attempt("beat", () => endBeats(books, own.id, clock.now())));
      const over = new AbortController();
      // a database that does not answer must not hold up the shutdown
      await Promise.race([ended, clock.sleep(STOP_MS, over.signal)]);
      over.abort();
    },
  };
}
