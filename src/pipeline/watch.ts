/**
 * Watches the nights, in every process and whatever its roles: a night that is late or does not end has a letter, once. Where
 * nobody sends letters, one of the processes that are alive sends this one.
 */
import { addMail, pendingAlarms } from "../books/mails.ts";
import { mailLanguage } from "../config/settings.ts";
import { messageOf } from "../errors.ts";
import { composeAlarm } from "../mail/alarm.ts";
import { messageIdOf } from "../mail/letter.ts";
import type { AppContext } from "../app.ts";
import { rolesAlive, type RoleLife } from "./life.ts";
import { nightFaults, type NightFault } from "./night-faults.ts";
import { pingIfDue } from "./ping.ts";
import { sendMailStep } from "./send-mail.ts";

/** Returns the letters to enqueue: those that are new. `self` is the process that asks. */
export async function watchNights(
  app: AppContext,
  self: string,
  signal: AbortSignal,
): Promise<readonly bigint[]> {
  const { books, workspace, clock } = app;
  const roles = await rolesAlive(books, clock.now());
  const fresh: bigint[] = [];
  for (const fault of await nightFaults(books, workspace.settings, clock.now())) {
    // a night that has failed has a letter of its own
    if (fault.kind === "failed") continue;
    const id = await tell(app, fault, roles);
    if (id !== null) fresh.push(id);
  }
  await pingIfDue(app, signal);
  if (isNotifierOf(roles, self)) await sendAlarms(app, signal);
  return fresh;
}

/** null: it is told already. */
function tell(
  { books, workspace, clock }: AppContext,
  fault: NightFault,
  roles: readonly RoleLife[],
): Promise<bigint | null> {
  const { settings } = workspace;
  const at = clock.now();
  const name = `${fault.kind}-${fault.scope === "*" ? "" : `${fault.scope}-`}${fault.night}`;
  return addMail(books, settings, {
    key: `alarm ${fault.kind} ${fault.scope} ${fault.night}`,
    messageId: messageIdOf(`alarm-${name}`, at, settings.mail.from),
    kind: "alarm",
    runId: null,
    at,
    ...composeAlarm(
      {
        company: settings.company.name,
        at,
        timeZone: settings.timeZone,
        night: { ...fault, kind: fault.kind === "late" ? "late" : "unfinished" },
        roles,
      },
      mailLanguage(settings),
    ),
  });
}

/** Of the processes that are alive, the first by its id, where none of them has the role that sends letters. */
function isNotifierOf(roles: readonly RoleLife[], self: string): boolean {
  if (roles.some(({ role, state }) => role === "notify" && state === "alive")) return false;
  const [first] = roles.flatMap(({ processes }) => processes.map(({ processId }) => processId)).sort();
  return first === self;
}

async function sendAlarms(app: AppContext, signal: AbortSignal): Promise<void> {
  for (const id of await pendingAlarms(app.books)) {
    try {
      await sendMailStep(app, id, signal);
    } catch (error) {
      // it stays pending, and is tried again in a minute
      app.log.warn(
        { mail: String(id), error: messageOf(error) },
        "the letter about a night could not be sent",
      );
    }
  }
}
