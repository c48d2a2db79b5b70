/** What each role of this process is doing: the jobs under way, for its heartbeat. */
import type { Doing } from "../src/books/heartbeats.ts";
import type { Clock } from "../src/clock.ts";
import type { Queues } from "../src/queue/queues.ts";
import type { Role } from "../src/roles.ts";

const SHOWN_MAX = 5;

export interface Activity {
  of(role: Role): Doing;
  /** The queues, with each job that a role works noted while it is under way. */
  watched(role: Role, queues: Queues): Queues;
}

export function openActivity(clock: Clock): Activity {
  const running = new Map<Role, Map<symbol, string>>();
  const lastJob = new Map<Role, Date>();
  const jobsOf = (role: Role) => {
    const known = running.get(role) ?? new Map<symbol, string>();
    running.set(role, known);
    return known;
  };
  return {
    of: (role) => {
      const jobs = [...jobsOf(role).values()].sort();
      const more = jobs.length > SHOWN_MAX ? `, +${jobs.length - SHOWN_MAX}` : "";
      return {
        role,
        workingOn: jobs.length === 0 ? null : jobs.slice(0, SHOWN_MAX).join(", ") + more,
        jobAt: lastJob.get(role) ?? null,
      };
    },
    watched: (role, queues) => ({
      backend: queues.backend,
      enqueue: queues.enqueue.bind(queues),
      enqueueAll: queues.enqueueAll.bind(queues),
      schedule: queues.schedule.bind(queues),
      unscheduleExcept: queues.unscheduleExcept.bind(queues),
      schedules: queues.schedules.bind(queues),
      counts: queues.counts.bind(queues),
      retrying: queues.retrying.bind(queues),
      content: queues.content.bind(queues),
      tryNow: queues.tryNow.bind(queues),
      tryAllNow: queues.tryAllNow.bind(queues),
      takeOut: queues.takeOut.bind(queues),
      check: queues.check.bind(queues),
      close: queues.close.bind(queues),
      work: (kind, handle, options) =>
        queues.work(
          kind,
          async (payload, attempt) => {
            const job = Symbol(kind.name);
            const id = attempt.jobId === kind.name ? "" : ` ${attempt.jobId}`;
            jobsOf(role).set(job, `${kind.name}${id}`);
            lastJob.set(role, clock.now());
            try {
              return await handle(payload, attempt);
            } finally {
              jobsOf(role).delete(job);
              lastJob.set(role, clock.now());
            }
          },
          options,
        ),
    }),
  };
}
