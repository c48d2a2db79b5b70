/** The web role: listens on the address in the settings, by default on this machine only. */
import { messages } from "./messages.ts";
import { collectRun } from "../jobs/collect-run.ts";
import { importReport } from "../jobs/import-report.ts";
import { postVoucher } from "../jobs/post-voucher.ts";
import { sendMail } from "../jobs/send-mail.ts";
import { matchRun } from "../jobs/match-run.ts";
import { startNight } from "../jobs/start-night.ts";
import { sweep } from "../jobs/sweep.ts";
import { digestRun } from "../jobs/digest-run.ts";
import { errnoOf, UserError } from "../src/errors.ts";
import { buildServer } from "../src/web/server.ts";
import type { Message } from "../src/message.ts";
import { enqueueFor } from "./enqueue.ts";
import type { WorkerContext } from "./worker-context.ts";

const KINDS = [
  startNight,
  collectRun,
  importReport,
  matchRun,
  postVoucher,
  digestRun,
  sendMail,
  sweep,
] as const;

/** How long a running upload may delay the shutdown. */
const CLOSE_MS = 5_000;

export interface WebServer {
  /** "http://127.0.0.1:8080" */
  readonly address: string;
  close(): Promise<void>;
}

/** Resolves when it listens. Throws UserError when the address cannot be used. */
export async function workWeb({ app, queues }: WorkerContext): Promise<WebServer> {
  const { host, port } = app.workspace.settings.web;
  const server = buildServer({ app, queues, kinds: KINDS, enqueue: enqueueFor({ app, queues }) });
  let address: string;
  try {
    address = await server.listen({ host, port });
    app.log.info({ address }, "the page is up");
  } catch (error) {
    await server.close();
    throw cannotListen(error, host, port);
  }
  return {
    address,
    close: async () => {
      const closed = new AbortController();
      const cut = app.clock.sleep(CLOSE_MS, closed.signal).then(() => server.server.closeAllConnections());
      await server.close();
      closed.abort();
      await cut;
    },
  };
}

const LISTEN_ERRORS: Readonly<Record<string, Message>> = {
  EADDRINUSE: messages.addressInUse,
  EADDRNOTAVAIL: messages.addressUnknown,
  ENOTFOUND: messages.addressUnknown,
  EACCES: messages.addressForbidden,
};

function cannotListen(error: unknown, host: string, port: number): unknown {
  const why = LISTEN_ERRORS[errnoOf(error) ?? ""];
  if (why === undefined) return error;
  return new UserError(messages.cannotListen({ host, port, why }), messages.cannotListenRemedy);
}
