/** PostgreSQL goes away, comes back, has no connection left, writes nothing, or is silent. */
import { Client } from "pg";
import { openProxy } from "../matrix/half-open-proxy.ts";
import { openOwnPostgres, type OwnPostgres } from "../matrix/own-postgres.ts";
import { pause, playOutage, type Night } from "../matrix/outage.ts";
import type { Scenario, Stage } from "../matrix/scenario.ts";

const OUTAGE_MS = 15_000;

function postgresScenario(
  name: string,
  short: boolean,
  disturb: (postgres: OwnPostgres, night: Night) => Promise<void>,
): Scenario {
  return {
    name,
    short,
    async play(stage: Stage) {
      const postgres = await openOwnPostgres();
      try {
        const databaseUrl = await postgres.database();
        const verdict = await playOutage(stage, "from the first claimed file on", {
          moment: "claimed",
          options: { databaseUrl },
          disturb: (night) => disturb(postgres, night),
        });
        return [{ kind: "played", verdicts: [verdict] }];
      } finally {
        await postgres.stop();
      }
    },
  };
}

const killBackends = (postgres: OwnPostgres) =>
  postgres.ask(
    "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
  );

export const postgresScenarios: readonly Scenario[] = [
  postgresScenario("PostgreSQL is restarted (fast)", false, (postgres) => postgres.restart("fast")),
  postgresScenario("PostgreSQL is restarted (immediate)", false, (postgres) => postgres.restart("immediate")),
  postgresScenario("all PostgreSQL backends are killed, three times", true, async (postgres) => {
    for (let time = 0; time < 3; time += 1) {
      await killBackends(postgres);
      await pause(300);
    }
  }),
  postgresScenario("PostgreSQL has no connection left for 15 s", false, async (postgres, { home }) => {
    const taken: Client[] = [];
    const until = Date.now() + OUTAGE_MS;
    await killBackends(postgres);
    try {
      while (Date.now() < until) {
        const client = new Client({ connectionString: home.databaseUrl });
        client.on("error", () => undefined); // a lost one leaves room, which is taken again
        try {
          await client.connect();
          taken.push(client);
        } catch {
          await client.end().catch(() => undefined);
          await pause(20);
        }
      }
    } finally {
      await Promise.all(taken.map((client) => client.end()));
    }
  }),
  postgresScenario("PostgreSQL is read-only for 15 s", false, async (postgres) => {
    const set = async (value: "on" | "off") => {
      // in a transaction of its own that is told to write, since the server may be read-only by now
      await postgres.ask(`set default_transaction_read_only = off`);
      await postgres.ask(`alter system set default_transaction_read_only = ${value}`);
      await postgres.ask("select pg_reload_conf()");
    };
    await set("on");
    await pause(OUTAGE_MS);
    await set("off");
  }),
  {
    name: "PostgreSQL behind a half-open connection for 20 s",
    short: false,
    async play(stage) {
      const postgres = await openOwnPostgres();
      const databaseUrl = await postgres.database();
      const proxy = await openProxy(databaseUrl);
      try {
        const verdict = await playOutage(stage, "from the first claimed file on", {
          moment: "claimed",
          options: { databaseUrl },
          env: { DATABASE_URL: proxy.url },
          async disturb() {
            proxy.swallow();
            await pause(20_000);
            proxy.heal();
          },
        });
        return [{ kind: "played", verdicts: [verdict] }];
      } finally {
        await proxy.close();
        await postgres.stop();
      }
    },
  },
];
