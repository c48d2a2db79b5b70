/** Makes refusals: a reason of the list with the place and what was found filled in. */
import type { Message } from "../../message.ts";
import { REASONS, type Reason } from "./reasons.ts";
import type { ReadResult, Refusal } from "../report.ts";

/** Enough to see what is wrong with a file; more would only make a mail longer. */
const MAX_REFUSALS = 20;
/** Characters of a raw value that are kept. */
const MAX_FOUND = 200;

export interface RefusalFacts {
  readonly line?: number | null;
  readonly column?: string | null;
  readonly found?: string | null;
  readonly expected?: string | null;
  /** Follows the reason's own message: a likely cause. */
  readonly hint?: Message;
}

export function refusal(file: string, reason: Reason, finding: RefusalFacts = {}): Refusal {
  const { code, what, todo } = REASONS[reason];
  const found =
    finding.found === undefined || finding.found === null ? null : finding.found.slice(0, MAX_FOUND);
  const expected = finding.expected ?? null;
  const column = finding.column ?? null;
  const fill = (text: string, hint: string | undefined) =>
    text.replace(/\{(found|expected|column)\}/g, (_, name: string) => {
      if (name === "column") return column ?? "?";
      const value = name === "found" ? found : expected;
      return value === null || value === "" ? "(–)" : visible(value);
    }) + (hint ? ` ${hint}` : "");
  return {
    code,
    reason,
    file,
    line: finding.line ?? null,
    column,
    found,
    expected,
    what: { sv: fill(what.sv, finding.hint?.sv), en: fill(what.en, finding.hint?.en) },
    todo: { sv: fill(todo.sv, undefined), en: fill(todo.en, undefined) },
  };
}

/** Control characters would garble a terminal or a mail. */
function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, "\u00b7");
}

/** Collects refusals while reading: the first ones are kept, and reading ends when there are enough. */
export interface RefusalList {
  add(reason: Reason, finding?: RefusalFacts): void;
  /** Adds a refusal and ends the reading: more of the file would only cost memory. */
  end(reason: Reason, finding?: RefusalFacts): void;
  readonly all: readonly Refusal[];
  full(): boolean;
}

export function refusalList(file: string): RefusalList {
  const all: Refusal[] = [];
  let ended = false;
  return {
    all,
    add(reason, finding) {
      if (all.length < MAX_REFUSALS) all.push(refusal(file, reason, finding));
    },
    end(reason, finding) {
      if (ended) return;
      ended = true;
      all.push(refusal(file, reason, finding));
    },
    full: () => ended || all.length >= MAX_REFUSALS,
  };
}

/** The result for a file that has at least one refusal. */
export function refusedWith({ all }: RefusalList): ReadResult {
  const [first, ...others] = all;
  if (!first) throw new Error("a file was refused without a reason");
  return { outcome: "refused", refusals: [first, ...others] };
}
