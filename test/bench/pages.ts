/** What each page of the desk weighs and costs over books with a million lines. */
import { existsSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import type { AppContext } from "../../src/app.ts";
import { openBooks, rows, type Books } from "../../src/books/database.ts";
import { migrate } from "../../src/books/migrate.ts";
import { systemClock } from "../../src/clock.ts";
import { openWorkspace } from "../../src/config/workspace.ts";
import { openEmbedded } from "../../src/embedded/open.ts";
import { silentLog } from "../../src/log.ts";
import { openQueues } from "../../src/queue/open-queues.ts";
import { enqueueFor } from "../../workers/enqueue.ts";
import { filled, serverAndRoutes, type KnownRoute } from "../web/security/every-route.ts";
import { signedIn } from "../web/signed-in.ts";
import { makeBooks, MADE } from "./pages-books.ts";

const TIMES = 7;
const HOPELESS_MS = 2_000;
export const BYTES_MAX = 100_000;
export const MS_MAX = 200;

/** Files to keep and streams: they are as large as what they hold, and are sent piece by piece. */
const NO_PAGE =
  /\/(?:events|report|evidence|sie|zip|specification)$|\.csv$|^\/sie\/|^\/sign-in|^\/language|^\/welcome/;

/** Prints a table, slowest first. Exit code 1 where a page is too heavy or too slow. */
export async function benchPages(folder: string, lines: number): Promise<void> {
  const workspace = openWorkspace({ KVITT_HOME: join(folder, "home") }, folder);
  const database = await openEmbedded({ dataDir: workspace.pg });
  await migrate(database.url);
  const books = openBooks({ url: database.url });
  const app: AppContext = { workspace, books, clock: systemClock, log: silentLog };
  const queues = await openQueues({ databaseUrl: database.url, log: silentLog });
  try {
    if (!existsSync(join(folder, MADE))) await makeBooks(app, database.url, folder, lines);
    const { server, routes } = await serverAndRoutes({
      app,
      queues,
      kinds: [],
      enqueue: enqueueFor({ app, queues }),
    });
    const { headers } = await signedIn(app, "admin", "Bench");
    const paths = await pathsOf(books, routes);
    const measured: Measured[] = [];
    for (const path of paths) {
      const one = await measure(server, path, headers);
      if (one.median > MS_MAX) process.stderr.write(`${path}: ${one.median.toFixed(0)} ms\n`);
      measured.push(one);
    }
    report(measured);
    await server.close();
  } finally {
    await queues.close();
    await books.destroy();
    await database.close();
  }
}

interface Measured {
  readonly path: string;
  readonly status: number;
  readonly bytes: number;
  readonly zipped: number;
  /** The first time, not among the others: plans and caches are cold. */
  readonly first: number;
  readonly median: number;
  readonly worst: number;
}

async function measure(
  server: FastifyInstance,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Measured> {
  const times: number[] = [];
  let first = 0;
  let [status, body]: [number, Buffer] = [0, Buffer.alloc(0)];
  for (let time = 0; time <= TIMES; time += 1) {
    const began = performance.now();
    const answer = await server.inject({ url, headers });

    [status, body] = [answer.statusCode, answer.rawPayload];
    const took = performance.now() - began;
    if (time === 0) first = took;
    else times.push(took);
    if (time > 0 && took > HOPELESS_MS) {
      // too slow anyway: it need not be asked so often to know
      break;
    }
  }
  times.sort((a, b) => a - b);
  return {
    path: url,
    status,
    bytes: body.length,
    zipped: gzipSync(body).length,
    first,
    median: times[Math.floor(times.length / 2)] ?? 0,
    worst: times.at(-1) ?? 0,
  };
}

/** Every GET route of a page with ids from the books, and those whose query asks for more. */
async function pathsOf(books: Books, routes: readonly KnownRoute[]): Promise<readonly string[]> {
  const [large] = await rows(
    books,
    { merchant: "text", reference: "text", month: "text", lines: "number" },
    `select merchant_id as merchant, payment_reference as reference, to_char(date, 'YYYY-MM') as month,
            line_count as lines from payout order by line_count desc limit 1`,
  );
  const [some] = await rows(
    books,
    {
      deviation: "text",
      run: "text",
      line: "text",
      receivable: "text",
      order: "text",
      invoice: "text",
      amount: "text",
      reference: "text",
    },
    `select (select max(id) from deviation where state = 'open')::text as deviation, (select max(id) from run)::text as run,
            l.id::text as line, r.id::text as receivable, l.order_id as order, r.number as invoice,
            show_minor(l.amount, 'SEK') as amount,
            (select payment_reference from payout order by date desc limit 1) as reference
       from line l join allocation a on a.line_id = l.id join receivable r on r.id = a.receivable_id
      where l.order_id <> '' order by l.id desc limit 1`,
  );
  if (large === undefined || some === undefined) throw new Error("the books are empty");
  const ids: Readonly<Record<string, string>> = {
    merchant: large.merchant,
    reference: large.reference,
    month: large.month,
    run: some.run,
  };
  const idOf = (url: string) =>
    url.includes("deviations")
      ? some.deviation
      : url.includes("runs")
        ? some.run
        : url.includes("receivables")
          ? some.receivable
          : some.line;
  const pages = routes
    .filter(({ method, url }) => method === "GET" && !url.startsWith("/api/") && !NO_PAGE.test(url))
    .map(({ url }) => filled(url, { ...ids, id: idOf(url) }));
  const payout = `/payouts/${large.merchant}/${large.reference}`;
  const asked = [
    `/payouts/${large.merchant}/${some.reference}`,
    `${payout}?after=${Math.floor(large.lines / 2)}`,
    `${payout}?only=open`,
    `${payout}?only=open&after=${Math.floor(large.lines / 2)}`,
    ...(
      await rows(
        books,
        { code: "text" },
        "select distinct code from deviation where state = 'open' order by 1",
      )
    ).map(({ code }) => `/deviations?code=${code}`),
    ...[some.order, some.invoice, some.amount, large.reference, "K1", "nothing like it"].map(
      (text) => `/search?q=${encodeURIComponent(text)}`,
    ),
    `/months/${new Date().toISOString().slice(0, 7)}`,
  ];
  return [...new Set([...pages, ...asked])];
}

function report(measured: readonly Measured[]): void {
  const line = (cells: readonly string[]) =>
    process.stdout.write(
      `| ${cells[0]?.padEnd(52)} | ${cells
        .slice(1)
        .map((one) => one.padStart(8))
        .join(" | ")} |\n`,
    );
  process.stdout.write(`load ${loadavg()[0]?.toFixed(1) ?? "?"} before and during; ${TIMES} times each\n`);
  line(["path", "status", "bytes", "gzip", "first", "median", "worst"]);
  for (const { path, status, bytes, zipped, first, median, worst } of measured.toSorted(
    (a, b) => b.median - a.median,
  ))
    line([
      path,
      String(status),
      String(bytes),
      String(zipped),
      `${first.toFixed(0)} ms`,
      `${median.toFixed(0)} ms`,
      `${worst.toFixed(0)} ms`,
    ]);
  const bad = measured.filter(({ bytes, median }) => bytes > BYTES_MAX || median > MS_MAX);
  for (const { path, bytes, median } of bad)
    process.stdout.write(`too much: ${path}, ${bytes} bytes, ${median.toFixed(0)} ms\n`);
  process.exitCode = bad.length === 0 ? 0 : 1;
}
