/** Runs roles in this process until it is told to stop: what `start` and `worker` have in common. */
import { openActivity } from "../../workers/activity.ts";
import { startHeartbeat, type HeartbeatLoop } from "../../workers/heartbeat.ts";
import { begin, type Role } from "../../workers/roles.ts";
import { workWeb, type WebServer } from "../../workers/web.ts";
import { firstAdministratorPath } from "../web/access/sign-in.ts";
import { patiently } from "../wire/patience.ts";
import { staysWhenLost } from "../wire/stray.ts";
import type { Invocation } from "./command.ts";
import { EXIT, openApp, print, type ExitCode, type OpenApp } from "./context.ts";
import { renderStartup } from "./render/startup.ts";

export interface ServeOptions {
  /** Done before any role begins; true: a settings file was written. */
  readonly prepare?: (app: OpenApp) => Promise<boolean>;
}

/** Ends at SIGTERM or SIGINT; work under way is finished or handed back. */
export async function serve(
  invocation: Invocation,
  roles: readonly Role[],
  { prepare = () => Promise.resolve(false) }: ServeOptions = {},
): Promise<ExitCode> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once("SIGTERM", onSignal);
  process.once("SIGINT", onSignal);
  try {
    return await serveUntil(stop.signal, invocation, roles, prepare);
  } catch (error) {
    if (stop.signal.aborted) return EXIT.agrees; // told to stop while it was still waiting for a server
    throw error;
  }
}

async function serveUntil(
  stop: AbortSignal,
  invocation: Invocation,
  roles: readonly Role[],
  prepare: (app: OpenApp) => Promise<boolean>,
): Promise<ExitCode> {
  const app = await openApp(invocation, { foreground: false, waitUntil: stop });
  const onStray = staysWhenLost(app.log);
  process.on("unhandledRejection", onStray);
  let web: WebServer | null = null;
  let heartbeat: HeartbeatLoop | null = null;
  try {
    const wroteSettings = await prepare(app);
    const workers = { app, queues: await app.queues() };
    const activity = openActivity(app.clock);
    const own = [...new Set(roles)];
    const watched = (role: Role) => ({ app, queues: activity.watched(role, workers.queues) });
    const { clock, log } = app;
    for (const role of own) {
      if (role === "web") web = await workWeb(workers);
      // a server that goes away while the roles begin is waited for, as one that is not there yet
      else
        await patiently(`the queue, for the role ${role}`, () => begin(role, watched(role)), {
          clock,
          log,
          stop,
        });
    }
    heartbeat = await startHeartbeat(workers, own, activity);
    app.log.info({ roles, backend: workers.queues.backend, workspace: app.workspace.folder }, "at work");
    if (invocation.stdout.isTTY) {
      const { cwd, language, clock } = invocation;
      const { workspace } = app;
      const address = web?.address ?? null;
      const welcome = address === null ? null : await firstAdministratorPath(app);
      print(
        invocation,
        renderStartup({ workspace, roles, address, welcome, wroteSettings, now: clock.now(), cwd }, language),
      );
    }
    await stopped(stop);
    app.log.info("stopping");
  } finally {
    await heartbeat?.stop();
    await web?.close();
    await app.close();
    process.off("unhandledRejection", onStray);
  }
  return EXIT.agrees;
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
