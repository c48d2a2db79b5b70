/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  health: "Health",
  checks: "Checks",
  check: "Check",
  state: "State",
  found: "What is seen",
  states: { works: "works", attention: "look at it", broken: "does not work" },
  roles: "Roles",
  role: "Role",
  processes: "Processes",
  lastBeat: "Last heard of",
  waiting: "Waits for it",
  doing: "Doing now",
  roleStates: { alive: "alive", dead: "not heard of", stopped: "stopped", unseen: "never seen" },
  looked: (when: string) => `Checked ${when}.`,
  lookAgain: "Check again",
  sameOnTerminal: "The same checks on the server: `kvitt doctor`.",
  oldest: (when: string) => `oldest since ${when}`,
} satisfies typeof sv;
