/** How far a run is, in words; and the stream that tells a browser until the run has ended. */
import { howFar } from "../../books/run-counts.ts";
import type { Handle } from "../../books/database.ts";
import type { RunState } from "../../books/runs.ts";
import type { Clock } from "../../clock.ts";
import type { Language } from "../../message.ts";
import { stateName } from "./list-page.ts";
import { messages } from "./messages.ts";

const LOOK_EVERY_MS = 1_000;
/** A comment goes out at least so often: a proxy closes what is silent, and a browser that is gone is noticed. */
const SPEAK_EVERY_LOOKS = 15;
/** Then the browser asks again by itself, and is asked again who it is. */
const LOOKS_MAX = 300;

export interface Far {
  readonly state: RunState;
  readonly all: number;
  readonly done: number;
}

/** By the names in `data-live`. */
export interface Progress {
  readonly state: string;
  readonly files: string;
  readonly progress: { readonly max: number; readonly value: number };
}

export function isOver(state: RunState): boolean {
  return state === "done" || state === "failed";
}

export function progressOf({ state, all, done }: Far, language: Language): Progress {
  return {
    state: stateName(state, language),
    files: all === 0 ? "" : messages.filesRead({ done, all })[language],
    progress: { max: all, value: done },
  };
}

export interface Stream {
  readonly runId: bigint;
  readonly language: Language;
  readonly clock: Clock;
  /** Aborted when nobody listens any more. */
  readonly stop: AbortSignal;
}

/**
 * Server-sent events, read from the rows: each is the whole of what is known, so that a browser that comes back has missed
 * nothing. `end` is the last one; a stream that ends without it is taken up again by the browser.
 */
export async function* progressEvents(
  db: Handle,
  { runId, language, clock, stop }: Stream,
): AsyncGenerator<string> {
  let told = "";
  for (let look = 0; look < LOOKS_MAX && !stop.aborted; look += 1) {
    const far = await howFar(db, runId);
    const text = far === null ? "" : JSON.stringify(progressOf(far, language));
    if (far !== null && text !== told) yield `data: ${text}\n\n`;
    else if (look % SPEAK_EVERY_LOOKS === SPEAK_EVERY_LOOKS - 1) yield ": still at work\n\n";
    told = text;
    if (far === null || isOver(far.state)) {
      yield "event: end\ndata: {}\n\n";
      return;
    }
    await clock.sleep(LOOK_EVERY_MS, stop);
  }
}
