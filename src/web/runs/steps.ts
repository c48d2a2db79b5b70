/** The steps of a run: which are done, when, how long each took, and how much it did. Read from the rows that it wrote. */
import type { ListedRun, RunTimes } from "../../books/run-pages.ts";
import type { RunState } from "../../books/runs.ts";

const STEPS = ["collecting", "importing", "matching", "posting", "notifying"] as const;
export type StepName = (typeof STEPS)[number];

export interface ShownStep {
  readonly name: StepName;
  /** "stopped": the run failed, and this step wrote nothing. */
  readonly state: "done" | "now" | "waits" | "stopped";
  /** When it wrote its last row; null where it wrote none. */
  readonly doneAt: Date | null;
  /** Milliseconds since the step before was done; null where one of the two instants is not known. */
  readonly took: number | null;
  /** Files, vouchers, deliveries or mails: how many are done, of how many; null where it has none. */
  readonly counted: { readonly done: number; readonly all: number } | null;
}

export function stepsOf({ state, startedAt }: ListedRun, times: RunTimes): readonly ShownStep[] {
  let before: Date | null = startedAt;
  return STEPS.map((name) => {
    const doneAt = lastOf(name, times);
    const took = doneAt === null || before === null ? null : doneAt.getTime() - before.getTime();
    // a step that had nothing to do took no time: what comes after is measured from the one before it
    before = doneAt ?? before;
    // a file that was tried again later ends after the steps that came after it
    return {
      name,
      state: stateOf(name, state, doneAt),
      doneAt,
      took: took !== null && took >= 0 ? took : null,
      counted: countOf(name, times),
    };
  });
}

function stateOf(name: StepName, run: RunState, doneAt: Date | null): ShownStep["state"] {
  if (run === "done") return "done";
  if (run === "failed") return doneAt === null ? "stopped" : "done";
  const [own, now] = [STEPS.indexOf(name), STEPS.indexOf(run)];
  if (own === now) return "now";
  return own < now ? "done" : "waits";
}

function lastOf(name: StepName, times: RunTimes): Date | null {
  switch (name) {
    case "collecting":
      return times.foundAt;
    case "importing":
      return times.decidedAt;
    case "matching":
      return times.bookedAt;
    case "posting":
      return times.postedAt;
    case "notifying":
      return times.sentAt ?? times.composedAt;
  }
}

function countOf(name: StepName, times: RunTimes): ShownStep["counted"] {
  const { files, decided, vouchers, postings, posted, mails, sent } = times;
  const counted = {
    collecting: { done: files, all: files },
    importing: { done: decided, all: files },
    matching: { done: vouchers, all: vouchers },
    posting: { done: posted, all: postings },
    notifying: { done: sent, all: mails },
  }[name];
  return counted.all === 0 ? null : counted;
}
