/** The worker roles in words: whether one is alive, and what waits for it. The same in letter and doctor. */
import { messages } from "./messages.ts";
import { dayAndTime } from "./days.ts";
import { inEach, type Message } from "../message.ts";
import type { Role } from "../roles.ts";

export interface RoleShown {
  readonly role: Role;
  readonly state: "alive" | "dead" | "stopped" | "unseen";
  readonly lastBeat: Date | null;
  readonly waiting: number;
  readonly waitingSince: Date | null;
}

/** "`import` has not been heard of since 2 May 03:17; 3 reports or runs wait since 2 May 03:15" */
export function roleText(shown: RoleShown, timeZone: string): Message {
  const { role, state, lastBeat, waiting, waitingSince } = shown;
  return inEach((language) => {
    const when = (at: Date | null) => (at === null ? "" : dayAndTime(at, timeZone, language));
    const words = { role, when: when(lastBeat) };
    const life = {
      alive: messages.roleAlive(role),
      dead: messages.roleDead(words),
      stopped: messages.roleStopped(words),
      unseen: messages.roleUnseen(role),
    }[state];
    const due = waiting === 0 ? null : messages.rowsWait({ waiting, since: when(waitingSince) });
    return life[language] + (due === null ? "" : `; ${due[language]}`);
  });
}
