/** The desk over the demo's month, as real as it gets: reports taken in by a night, books, files, and a port. */
import { openBooks } from "../../../src/books/database.ts";
import { systemClock } from "../../../src/clock.ts";
import { openWorkspace } from "../../../src/config/workspace.ts";
import { DEMO_CONFIG } from "../../../src/demo/write-demo.ts";
import { silentLog } from "../../../src/log.ts";
import { enqueueFor } from "../../../workers/enqueue.ts";
import { begin, NIGHT_ROLES } from "../../../workers/roles.ts";
import { openQueues } from "../../../src/queue/open-queues.ts";
import { firstAdministratorPath } from "../../../src/web/access/sign-in.ts";
import { buildServer } from "../../../src/web/server.ts";
import { NIGHT, openShop, type Place } from "../../system/place.ts";

export const ANNA = {
  name: "Anna Svensson",
  email: "anna@example.com",
  password: "korrekt häst batteri",
} as const;

export interface OpenDesk {
  readonly place: Place;
  /** "http://127.0.0.1:40123" */
  readonly origin: string;
  /** The one-time link of the first administrator. */
  readonly firstLink: string;
  /** Begins the workers of a night in this process. */
  work(): Promise<void>;
  close(): Promise<void>;
}

export async function openDesk(): Promise<OpenDesk> {
  const limit = `people: { ${ANNA.name}: { writeOffLimit: "500.00" } }`;
  const place = await openShop({ config: `${DEMO_CONFIG}settleSeconds: 0.2\n${limit}\n` });
  await place.json(NIGHT, 3);
  const books = openBooks({ url: place.databaseUrl, max: 4 });
  const workspace = openWorkspace({ KVITT_HOME: place.workspace }, place.folder);
  const queues = await openQueues({ databaseUrl: place.databaseUrl, log: silentLog });
  const app = { workspace, books, clock: systemClock, log: silentLog };
  const server = buildServer({ app, queues, kinds: [], enqueue: enqueueFor({ app, queues }) });
  const origin = await server.listen({ host: "127.0.0.1", port: 0 });
  return {
    place,
    origin,
    firstLink: `${origin}${(await firstAdministratorPath(app)) ?? ""}`,
    work: async () => {
      for (const role of NIGHT_ROLES) await begin(role, { app, queues });
    },
    close: async () => {
      server.server.closeAllConnections();
      await server.close();
      await queues.close();
      await books.destroy();
    },
  };
}
