/** What a check has found: it works, it works but something deserves a look, or it is broken. */
import type { Words } from "../message.ts";

export const CHECKS = [
  "settings",
  "folders",
  "disk",
  "database",
  "schema",
  "role",
  "clock",
  "queue",
  "schedule",
  "rows",
  "mail",
] as const;
export type Check = (typeof CHECKS)[number];

export interface Finding {
  readonly check: Check;
  readonly state: "works" | "attention" | "broken";
  readonly says: Words;
  /** What to do; null where nothing is. */
  readonly todo: Words | null;
}

export function works(check: Check, says: Words): Finding {
  return { check, state: "works", says, todo: null };
}

export function attention(check: Check, says: Words, todo: Words): Finding {
  return { check, state: "attention", says, todo };
}

export function broken(check: Check, says: Words, todo: Words): Finding {
  return { check, state: "broken", says, todo };
}
