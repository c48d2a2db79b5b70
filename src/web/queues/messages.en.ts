/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  queues: "Queues",
  what: (backend: string) =>
    `What waits to be done, in ${backend}. The queue is an alarm clock only: what is done and what is left stands in the books, and what is left is put into the queue again within half a minute.`,
  seeFailures: "What has failed for good stands under Runs, with its errors and a button.",
  lookAgain: "Look again",
  job: "Job",
  state: "State",
  attempts: "Attempts",
  added: "Added",
  acts: "Act",
  states: { failed: "failed", active: "under way", delayed: "waits for its time", waiting: "next in turn" },
  due: (when: string) => `done ${when}`,
  scheduled: "by the clock",
  empty: "All queues are empty.",
  more: (count: number) => `And ${count} more.`,
  tryNow: "Try now",
  tryNowName: (id: string) => `Try now: ${id}`,
  takeOut: "Remove",
  takeOutName: (id: string) => `Remove: ${id}`,
  tryAll: "Try everything now that failed here",
  tried: (count: number) => (count === 1 ? "One job is done now." : `${count} jobs are done now.`),
  takenOut: "The job is removed from the queue. If the books say that it is left to do, it comes back.",
  gone: "The job is gone, or is under way already.",
  noSuchQueue: "There is no such queue.",
} satisfies typeof sv;
