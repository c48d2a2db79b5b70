/**
 * The program under test. With arguments it is the command line, by the matrix's clock. Without, it does what it is asked over
 * the channel of `fork`: a process that has loaded everything can then be killed within a second of being asked.
 */
import "./points.ts"; // first: the instrumented files call it
import { Writable } from "node:stream";
import { begin } from "../../../workers/roles.ts";
import { openApp, type CliContext, type OpenApp } from "../../../src/cli/context.ts";
import { messageOf } from "../../../src/errors.ts";
import type { Queues } from "../../../src/queue/queues.ts";
import { faultClock } from "./fault-clock.ts";
import type { Ask, Env, Told } from "./messages.ts";
import { stepThroughNight } from "./night.ts";
import { inStep, killWhen, reachedPoints } from "./points.ts";

/** Loaded when it is needed: the commands and the page are half of what there is, and a process that only works has neither. */
const commands = async () => (await import("../../../src/cli/program.ts")).runCommand;
const opened = new Map<string, OpenApp>();

if (process.argv.length > 2) {
  const runCommand = await commands();
  process.exitCode = await runCommand(process.argv.slice(2), {
    env: process.env,
    cwd: process.cwd(),
    stdout: process.stdout,
    stderr: process.stderr,
    clock: faultClock(process.env),
  });
} else {
  process.on("message", (message) => void answer(message as Ask)); // the matrix sends nothing else
  process.on("disconnect", () => process.exit());
  tell({ did: "ready" });
}

async function answer(ask: Ask): Promise<void> {
  try {
    tell(await perform(ask));
  } catch (thrown) {
    tell({ did: "failed", id: ask.id, problem: messageOf(thrown) });
  }
}

async function perform(ask: Ask): Promise<Told> {
  const { id } = ask;
  switch (ask.do) {
    case "open": {
      killWhen(ask.killAt);
      const app = await openApp(contextOf(ask.env).context, { foreground: false });
      opened.set(id, app);
      const queues = labelled(await app.queues());
      for (const role of ask.roles) await inStep(`start-${role}`, () => begin(role, { app, queues }));
      return { did: "opened", id };
    }
    case "close": {
      await opened.get(id)?.close();
      opened.delete(id);
      return { did: "closed", id, points: reachedPoints() };
    }
    case "night": {
      killWhen(ask.killAt);
      const app = await openApp(contextOf(ask.env).context, { foreground: false });
      try {
        await inStep("night", () => stepThroughNight(app));
      } finally {
        await app.close();
      }
      return { did: "closed", id, points: reachedPoints() };
    }
    case "run": {
      const runCommand = await commands();
      killWhen(ask.killAt);
      const { context, output } = contextOf(ask.env);
      const code = await inStep(ask.step, () => runCommand(ask.args, context));
      return { did: "ran", id, code, output: output(), points: reachedPoints() };
    }
  }
}

/** Each job's work counts as a step of its name. */
function labelled(queues: Queues): Queues {
  return new Proxy(queues, {
    get(target, name) {
      if (name === "work") {
        const work: Queues["work"] = (kind, handle, options) =>
          target.work(kind, (payload, attempt) => inStep(kind.name, () => handle(payload, attempt)), options);
        return work;
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function contextOf(env: Env): { context: CliContext; output(): string } {
  let said = "";
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said += chunk.toString();
      done();
    },
  }) as unknown as NodeJS.WriteStream; // a terminal's stream has more than a program that prints needs
  return {
    context: { env, cwd: env["KVITT_HOME"] ?? "", stdout: stream, stderr: stream, clock: faultClock(env) },
    output: () => said,
  };
}

function tell(told: Told): void {
  process.send?.(told);
}
