/** The web role: listens where the settings say, which is this machine only unless told otherwise. */
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
import type { WorkerContext } from "./shift.ts";

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

/** How long an upload under way may hold up the end. */
const CLOSE_MS = 5_000;

export interface WebServer {
  /** "http://127.0.0.1:8080" */
  readonly address: string;
  close(): Promise<void>;
}

/** Resolves when it listens. Throws NeedsPerson when the address cannot be had. */
export async function workWeb({ app, queues }: WorkerContext): Promise<WebServer> {
  const { host, port } = app.workspace.settings.web;
  const server = buildServer({ app, queues, kinds: KINDS });
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

const NO_ADDRESS: Message = messages.noAddress;
const REFUSED: Readonly<Record<string, Message>> = {
  EADDRINUSE: messages.refusedEaddrinuse,
  EADDRNOTAVAIL: NO_ADDRESS,
  ENOTFOUND: NO_ADDRESS,
  EACCES: messages.refusedEacces,
};

function cannotListen(error: unknown, host: string, port: number): unknown {
  const why = REFUSED[errnoOf(error) ?? ""];
  if (why === undefined) return error;
  return new UserError(messages.theAddress({ host, port, why }), messages.chooseAnotherOneWebPort);
}
