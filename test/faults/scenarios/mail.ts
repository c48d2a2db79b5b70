/** The mail server refuses, puts off, hangs, is slow, or takes the letter and says nothing. */
import { openProxy } from "../matrix/half-open-proxy.ts";
import { played, pause, type Outage } from "../matrix/outage.ts";
import type { Scenario } from "../matrix/scenario.ts";
import { openTroubledSmtp, type Trouble } from "../matrix/smtp-trouble.ts";

const OUTAGE_MS = 15_000;

function mailScenario(name: string, short: boolean, trouble: Trouble, forMs = OUTAGE_MS): Scenario {
  return {
    name,
    short,
    async play(stage) {
      const server = await openTroubledSmtp(trouble);
      const outage: Outage = {
        moment: "letter",
        env: { SMTP_URL: server.url },
        sink: server,
        async disturb() {
          while (server.met() === 0) await pause(50);
          await pause(forMs);
          server.beGood();
        },
      };
      try {
        return await played(stage, `${trouble.at} ${JSON.stringify(trouble.by)}`, outage);
      } finally {
        await server.close();
      }
    },
  };
}

export const mailScenarios: readonly Scenario[] = [
  mailScenario(
    "the mail server drops after DATA, the letter taken",
    true,
    { at: "LETTER", by: "dropping" },
    100,
  ),
  mailScenario("the mail server answers the letter with 451", false, { at: "LETTER", by: "later" }),
  mailScenario("the mail server answers RCPT with 451", false, { at: "RCPT", by: "later" }),
  mailScenario(
    "the mail server takes 25 s, longer than the job's lock",
    false,
    { at: "LETTER", by: { ms: 25_000 } },
    100,
  ),
  ...(["CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "LETTER"] as const).map((at) =>
    mailScenario(`the mail server hangs at ${at}`, false, { at, by: "hanging" }),
  ),
  {
    name: "the mail server refuses connections for 15 s",
    short: false,
    async play(stage) {
      const gone = await openTroubledSmtp(null);
      await gone.close();
      let server = gone;
      try {
        return await played(stage, "refused", {
          moment: "letter",
          env: { SMTP_URL: gone.url },
          sink: gone,
          async disturb() {
            await pause(OUTAGE_MS);
            server = await openTroubledSmtp(null, gone);
          },
        });
      } finally {
        await server.close();
      }
    },
  },
  {
    name: "the mail server behind a half-open connection for 20 s",
    short: false,
    async play(stage) {
      const server = await openTroubledSmtp(null);
      const proxy = await openProxy(server.url);
      proxy.swallow();
      try {
        return await played(stage, "swallowed", {
          moment: "letter",
          env: { SMTP_URL: proxy.url },
          sink: server,
          async disturb() {
            await pause(20_000);
            proxy.heal();
          },
        });
      } finally {
        await proxy.close();
        await server.close();
      }
    },
  },
];
