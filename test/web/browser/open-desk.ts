/** The desk over the demo's month, as real as it gets: reports taken in by a night, books, files, and a port. */
import type { AppContext } from "../../../src/app.ts";
import { openBooks } from "../../../src/books/database.ts";
import { systemClock } from "../../../src/clock.ts";
import { openWorkspace } from "../../../src/config/workspace.ts";
import { klarnaReport } from "../../../src/demo/klarna-report.ts";
import { DEMO_CONFIG } from "../../../src/demo/write-demo.ts";
import { silentLog } from "../../../src/log.ts";
import { minor } from "../../../src/money.ts";
import { enqueueFor } from "../../../workers/enqueue.ts";
import { begin, NIGHT_ROLES } from "../../../workers/roles.ts";
import { openQueues } from "../../../src/queue/open-queues.ts";
import { firstAdministratorPath } from "../../../src/web/access/sign-in.ts";
import { buildServer } from "../../../src/web/server.ts";
import { NIGHT, openEmptyShop, openShop, type Env, type Place } from "../../system/place.ts";

export const ANNA = {
  name: "Anna Svensson",
  email: "anna@example.com",
  password: "korrekt häst batteri",
} as const;

export interface OpenDesk {
  readonly place: Place;
  readonly app: AppContext;
  /** "http://127.0.0.1:40123" */
  readonly origin: string;
  /** The one-time link of the first administrator. */
  readonly firstLink: string;
  /** Begins the workers of a night in this process. */
  work(): Promise<void>;
  /** Everything of this process again, with the settings as they are now. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface DeskOptions {
  /** What needs a second person. */
  readonly fourEyesAbove?: string;
  /** Sales of one more payout, in minor units, whose invoices nobody knows. */
  readonly unknownSales?: readonly bigint[];
  /** "nothing": a home with nothing in its books. */
  readonly books?: "the demo's month" | "nothing";
  /** More settings: they follow those of the demo, which end inside `merchants`. */
  readonly config?: string;
  /** More files that the night takes in, by their place in the home. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly env?: Env;
  /** The exit code of that night; 3 where it leaves deviations. */
  readonly nightEndsWith?: number;
}

export async function openDesk({
  fourEyesAbove,
  unknownSales = [],
  books: inBooks = "the demo's month",
  config = "",
  files = {},
  env = {},
  nightEndsWith = inBooks === "nothing" ? 0 : 3,
}: DeskOptions = {}): Promise<OpenDesk> {
  const two = fourEyesAbove === undefined ? "" : `fourEyesAbove: ${fourEyesAbove}, `;
  const limit = `people: { ${two}${ANNA.name}: { writeOffLimit: "500.00" } }`;
  const settings = { config: `${DEMO_CONFIG}${config}settleSeconds: 0.2\n${limit}\n`, env };
  const place = await (inBooks === "nothing" ? openEmptyShop(settings) : openShop(settings));
  if (unknownSales.length > 0) place.put("inbox/settlement.unknown.csv", unknownReport(unknownSales));
  for (const [path, content] of Object.entries(files)) place.put(path, content);
  await place.json(NIGHT, nightEndsWith);
  const books = openBooks({ url: place.databaseUrl, max: 4 });
  const begun = async (port: number) => {
    const queues = await openQueues({ databaseUrl: place.databaseUrl, log: silentLog });
    const workspace = openWorkspace({ KVITT_HOME: place.workspace, ...env }, place.folder);
    const app = { workspace, books, clock: systemClock, log: silentLog };
    const server = buildServer({ app, queues, kinds: [], enqueue: enqueueFor({ app, queues }) });
    return { app, queues, server, origin: await server.listen({ host: "127.0.0.1", port }) };
  };
  let now = await begun(0);
  let isAtWork = false;
  const work = async () => {
    isAtWork = true;
    for (const role of NIGHT_ROLES) await begin(role, now);
  };
  const end = async () => {
    now.server.server.closeAllConnections();
    await now.server.close();
    await now.queues.close();
  };
  return {
    place,
    get app() {
      return now.app;
    },
    origin: now.origin,
    firstLink: `${now.origin}${(await firstAdministratorPath(now.app)) ?? ""}`,
    work,
    restart: async () => {
      await end();
      now = await begun(Number(new URL(now.origin).port));
      if (isAtWork) await work();
    },
    close: async () => {
      await end();
      await books.destroy();
    },
  };
}

function unknownReport(sales: readonly bigint[]): string {
  return klarnaReport({
    merchantId: "K512384",
    paymentReference: "9990000001",
    paidAt: "2026-10-20T03:00:00Z",
    openingDebt: minor(0n),
    lines: sales.map((amount, index) => ({
      type: "SALE",
      detailedType: "PURCHASE",
      daysBefore: 2,
      reference1: `OKÄND-${index + 1}`,
      amount: minor(amount),
    })),
  });
}
