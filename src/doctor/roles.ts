/** Judges the worker roles: which are dead, and what waits for them. */
import { messages } from "./messages.ts";
import { dayAndTime } from "../format/days.ts";
import { roleText } from "../format/role-texts.ts";
import { inEach } from "../message.ts";
import { unwokenSince, type RoleLife } from "../pipeline/life.ts";
import { attention, broken, works, type Finding } from "./finding.ts";

export function judgeRoles(roles: readonly RoleLife[], timeZone: string, now: Date): readonly Finding[] {
  const missed = roles.filter(({ isMissed }) => isMissed);
  const stopped = missed.filter(isStoppedAndIdle);
  const judged = [
    ...missed.filter((one) => !stopped.includes(one)).map((one) => judgeMissed(one, timeZone)),
    ...judgeStopped(stopped, timeZone),
  ];
  const unwoken = unwokenSince(roles, now);
  const idle =
    unwoken === null
      ? []
      : [
          broken(
            "workers",
            inEach(
              (language) => messages.queueWakesNobody(dayAndTime(unwoken, timeZone, language))[language],
            ),
            messages.restartKvitt,
          ),
        ];
  if (judged.length + idle.length > 0) return [...judged, ...idle];
  const alive = roles.filter(({ state }) => state === "alive");
  // somebody who starts each night by hand, or from cron: that is a way to use Kvitt, and no fault
  if (alive.length === 0) return [works("workers", messages.nobodyWorks)];
  const processes = new Set(alive.flatMap(({ processes: own }) => own.map(({ processId }) => processId)));
  const names = alive.map(({ role }) => role).join(", ");
  return [works("workers", messages.rolesAlive({ names, processes: processes.size }))];
}

/** Processes of another home on these books: they take each other's files, which lie where this one cannot see them. */
export function judgeHomes(roles: readonly RoleLife[], home: string | null): readonly Finding[] {
  if (home === null) return [];
  const others = roles
    .flatMap(({ processes }) => processes)
    .filter((process) => process.home !== null && process.home !== home);
  const names = [...new Set(others.map(({ host, pid }) => `${host} (pid ${pid})`))].join(", ");
  return names === "" ? [] : [broken("workers", messages.anotherHome(names), messages.shareTheHome)];
}

function judgeMissed(life: RoleLife, timeZone: string): Finding {
  return broken("workers", roleText(life, timeZone), messages.startRole(life.role));
}

/** Who stopped it knows; what has begun to wait for it is another matter. */
function isStoppedAndIdle({ state, waiting }: RoleLife): boolean {
  return state === "stopped" && waiting === 0;
}

/** Most often they stopped together, with their process: said once. */
function judgeStopped(roles: readonly RoleLife[], timeZone: string): readonly Finding[] {
  const [first] = roles;
  if (first === undefined) return [];
  const names = roles.map(({ role }) => role);
  const lastBeat = new Date(Math.max(...roles.map((one) => one.lastBeat?.getTime() ?? 0)));
  const says = inEach(
    (language) =>
      messages.rolesStopped({ names: names.join(", "), when: dayAndTime(lastBeat, timeZone, language) })[
        language
      ],
  );
  return [attention("workers", says, messages.startRole(names.join(" ")))];
}

/** Of one role, for the health check of a container: only what is alive on this machine counts. */
export function judgeOneRole(life: RoleLife, host: string, timeZone: string): Finding {
  const own = life.processes.filter((process) => process.host === host);
  const [newest] = own;
  if (newest === undefined) {
    const elsewhere = life.state === "alive";
    const says = elsewhere ? messages.roleElsewhere({ role: life.role, host }) : roleText(life, timeZone);
    return broken("workers", says, messages.startRole(life.role));
  }
  const working =
    newest.workingOn === null
      ? messages.roleWaits(life.role)
      : messages.roleWorks({ role: life.role, on: newest.workingOn });
  return works("workers", working);
}
