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
import { NIGHT, openShop, type Place } from "../../system/place.ts";

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
  close(): Promise<void>;
}

export interface DeskOptions {
  /** What needs a second person. */
  readonly fourEyesAbove?: string;
  /** Sales of one more payout, in minor units, whose invoices nobody knows. */
  readonly unknownSales?: readonly bigint[];
}

export async function openDesk({ fourEyesAbove, unknownSales = [] }: DeskOptions = {}): Promise<OpenDesk> {
  const two = fourEyesAbove === undefined ? "" : `fourEyesAbove: ${fourEyesAbove}, `;
  const limit = `people: { ${two}${ANNA.name}: { writeOffLimit: "500.00" } }`;
  const place = await openShop({ config: `${DEMO_CONFIG}settleSeconds: 0.2\n${limit}\n` });
  if (unknownSales.length > 0) place.put("inbox/settlement.unknown.csv", unknownReport(unknownSales));
  await place.json(NIGHT, 3);
  const books = openBooks({ url: place.databaseUrl, max: 4 });
  const workspace = openWorkspace({ KVITT_HOME: place.workspace }, place.folder);
  const queues = await openQueues({ databaseUrl: place.databaseUrl, log: silentLog });
  const app = { workspace, books, clock: systemClock, log: silentLog };
  const server = buildServer({ app, queues, kinds: [], enqueue: enqueueFor({ app, queues }) });
  const origin = await server.listen({ host: "127.0.0.1", port: 0 });
  return {
    place,
    app,
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
