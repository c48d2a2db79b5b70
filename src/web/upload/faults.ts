/** What is wrong with a file, whatever it is: each with its place, what was found and what to do. */
import type { Message } from "../../message.ts";
import type { FileCheck } from "../../pipeline/check-file.ts";

export interface Fault {
  /** 1-based; null when the whole file is meant. */
  readonly line: number | null;
  readonly column: string | null;
  readonly found: string | null;
  readonly what: Message;
  /** null: the text says it already. */
  readonly todo: Message | null;
}

export function faultsOf(check: FileCheck): readonly Fault[] {
  switch (check.kind) {
    case "report":
      return check.report.refusals;
    case "list":
      return [...check.list.refusals, ...check.list.refused];
    case "rates":
      return check.problem === null
        ? []
        : [{ line: null, column: null, found: null, what: check.problem, todo: null }];
  }
}
