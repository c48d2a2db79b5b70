/** A night of the whole program in a process of its own, something done to what it depends on, and what was left. */
import { systemClock } from "../../../src/clock.ts";
import type { SmtpSink } from "../../mail/smtp-sink.ts";
import type { Env } from "../program/messages.ts";
import type { Home } from "./home.ts";
import { judge, unfinished, type Verdict } from "./judge.ts";
import { startCommand, type Running } from "./program.ts";
import type { Named, Played, Stage } from "./scenario.ts";
import type { HomeOptions } from "./ground.ts";

/** SQL that gives a row when the night has come there; the disturbance begins then. */
export const MOMENTS = {
  atOnce: "select",
  claimed: "select from kvitt.report_file limit 1",
  matching: "select from kvitt.run where state not in ('collecting', 'importing')",
  letter: "select from kvitt.mail limit 1",
} as const;

export interface Night {
  readonly home: Home;
  readonly system: Running;
}

export interface Outage {
  readonly moment: keyof typeof MOMENTS;
  readonly options?: HomeOptions;
  /** For `start`, in addition to the home's. */
  readonly env?: Env;
  /** Where letters go, when it is not the usual sink. */
  readonly sink?: Pick<SmtpSink, "received" | "recipients">;
  /** Resolves when the fault is over. */
  disturb(night: Night): Promise<void>;
}

const STOPS_WITHIN_MS = 30_000;

/** Plays the night, and tells the system to stop at its end, which it must do in order. */
export async function playOutage(stage: Stage, name: string, outage: Outage): Promise<Named<Verdict>> {
  const home = await stage.ground.home(stage.queue, outage.options ?? {});
  const system = startCommand(stage.tree, home, ["start"], { env: outage.env ?? {} });
  try {
    await reached(home, system, MOMENTS[outage.moment]);
    await outage.disturb({ home, system });
    const verdict = await judge(home, stage.expected, outage.sink ?? stage.ground.sink, Date.now());
    // what the system said in its log is the first thing to look at
    if (verdict.words.length > 0) stage.say(system.said().slice(-4000));
    return { ...verdict, words: [...verdict.words, ...(await stopped(system))], name };
  } finally {
    system.child.kill("SIGKILL");
    await system.ended;
    await home.remove();
  }
}

export async function played(stage: Stage, name: string, outage: Outage): Promise<readonly Played[]> {
  return [{ kind: "played", verdicts: [await playOutage(stage, name, outage)] }];
}

/** The moment, or the end of the night or of the system if that comes first. */
export async function reached(home: Home, { child }: Running, moment: string): Promise<void> {
  for (;;) {
    const found = await home.look(moment).catch(() => []);
    if (found.length > 0 || child.exitCode !== null || child.signalCode !== null) return;
    if ((await unfinished(home)).length === 0) return;
    await systemClock.sleep(10);
  }
}

/** What is wrong with how the system ended after SIGTERM. */
export async function stopped({ child, ended, said }: Running): Promise<string[]> {
  if (child.exitCode !== null || child.signalCode !== null)
    return [
      `the system had ended by itself with ${child.exitCode ?? child.signalCode}: ${said().slice(-400)}`,
    ];
  child.kill("SIGTERM");
  const late = new AbortController();
  const code = await Promise.race([
    ended,
    systemClock.sleep(STOPS_WITHIN_MS, late.signal).then(() => "late" as const),
  ]);
  late.abort();
  return code === 0 ? [] : [`told to stop, it ended with ${String(code)}: ${said().slice(-400)}`];
}

export const pause = (ms: number) => systemClock.sleep(ms);
