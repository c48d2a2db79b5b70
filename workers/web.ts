/** The web role: listens where the settings say, which is this machine only unless told otherwise. */
import { collectRun } from "../jobs/collect-run.ts";
import { importReport } from "../jobs/import-report.ts";
import { postVoucher } from "../jobs/post-voucher.ts";
import { sendMail } from "../jobs/send-mail.ts";
import { settleRun } from "../jobs/match-run.ts";
import { startNight } from "../jobs/start-night.ts";
import { sweep } from "../jobs/sweep.ts";
import { tellRun } from "../jobs/digest-run.ts";
import { errnoOf, NeedsPerson } from "../src/errors.ts";
import { buildApp } from "../src/web/app.ts";
import type { Words } from "../src/message.ts";
import type { Shift } from "./shift.ts";

const KINDS = [
  startNight,
  collectRun,
  importReport,
  settleRun,
  postVoucher,
  tellRun,
  sendMail,
  sweep,
] as const;

/** How long an upload under way may hold up the end. */
const CLOSE_MS = 5_000;

/** Resolves when it listens. Throws NeedsPerson when the address cannot be had. */
export async function workWeb({ house, queues }: Shift): Promise<{ close(): Promise<void> }> {
  const { host, port } = house.home.settings.web;
  const app = buildApp({ house, queues, kinds: KINDS });
  try {
    house.log.info({ address: await app.listen({ host, port }) }, "the page is up");
  } catch (error) {
    await app.close();
    throw cannotListen(error, host, port);
  }
  return {
    close: async () => {
      const closed = new AbortController();
      const cut = house.clock.sleep(CLOSE_MS, closed.signal).then(() => app.server.closeAllConnections());
      await app.close();
      closed.abort();
      await cut;
    },
  };
}

const NO_ADDRESS: Words = { sv: "finns inte på den här datorn", en: "is no address of this machine" };
const REFUSED: Readonly<Record<string, Words>> = {
  EADDRINUSE: { sv: "används redan av ett annat program", en: "is used by another program already" },
  EADDRNOTAVAIL: NO_ADDRESS,
  ENOTFOUND: NO_ADDRESS,
  EACCES: { sv: "får inte användas av den här användaren", en: "may not be used by this user" },
};

function cannotListen(error: unknown, host: string, port: number): unknown {
  const why = REFUSED[errnoOf(error) ?? ""];
  if (why === undefined) return error;
  return new NeedsPerson(
    { sv: `Adressen ${host}:${port} ${why.sv}.`, en: `The address ${host}:${port} ${why.en}.` },
    {
      sv: "Välj en annan med web.port eller web.host i kvitt.config.yaml.",
      en: "Choose another one with web.port or web.host in kvitt.config.yaml.",
    },
  );
}
