/** The result of a check: it works, it works but needs attention, or it is broken. */
import type { Message } from "../message.ts";

export const CHECKS = [
  "settings",
  "folders",
  "inbox",
  "disk",
  "database",
  "schema",
  "role",
  "clock",
  "queue",
  "workers",
  "schedule",
  "rows",
  "mail",
  "connectors",
  "page",
  "signIn",
  "ping",
] as const;
export type Check = (typeof CHECKS)[number];

export interface Finding {
  readonly check: Check;
  readonly state: "works" | "attention" | "broken";
  readonly says: Message;
  /** What to do; null where there is nothing to do. */
  readonly todo: Message | null;
}

export function works(check: Check, says: Message): Finding {
  return { check, state: "works", says, todo: null };
}

export function attention(check: Check, says: Message, todo: Message): Finding {
  return { check, state: "attention", says, todo };
}

export function broken(check: Check, says: Message, todo: Message): Finding {
  return { check, state: "broken", says, todo };
}
