/** One night of one large payout, measured stage by stage beside the bare minimum that PostgreSQL would need. */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { openBooks, rows, type Books, type Handle } from "../../src/books/database.ts";
import { migrate } from "../../src/books/migrate.ts";
import { systemClock } from "../../src/clock.ts";
import { openEmbedded, removeEmbedded } from "../../src/embedded/open.ts";
import { openWorkspace } from "../../src/config/workspace.ts";
import { silentLog } from "../../src/log.ts";
import { RULES_VERSION } from "../../src/matching/ladder.ts";
import { importGivenReceivables } from "../../src/pipeline/import-receivables.ts";
import { importGivenFiles } from "../../src/pipeline/manual-import.ts";
import type { AppContext } from "../../src/app.ts";
import { importStep } from "../../src/pipeline/import-step.ts";
import { deliverDue } from "../../src/pipeline/deliver.ts";
import { match } from "../../src/pipeline/match.ts";
import { readReport } from "../../src/reports/read.ts";

interface Stage {
  readonly name: string;
  readonly ms: number;
  readonly lines: number;
}

/** Prints the stages, and the peak memory of this process (PostgreSQL has its own). */
export async function benchNight(
  files: { report: string; receivables: string },
  folder: string,
): Promise<void> {
  const workspace = openWorkspace({ KVITT_HOME: join(folder, "home") }, folder);
  const database = await openEmbedded({ dataDir: workspace.pg });
  await migrate(database.url);
  const books = openBooks({ url: database.url });
  const app: AppContext = { workspace, books, clock: systemClock, log: silentLog };
  const stages: Stage[] = [];
  const stage = async <T>(name: string, lines: number, work: () => Promise<T>): Promise<T> => {
    const before = performance.now();
    const outcome = await work();
    stages.push({ name, ms: performance.now() - before, lines });
    return outcome;
  };
  try {
    let lines = 0;
    await stage("parse and prove", 0, async () => {
      const read = await readReport(
        () => createReadStream(files.report, { highWaterMark: 1 << 18 }),
        { name: "settlement.9000000001.csv" },
        () => undefined,
      );
      if (read.outcome !== "proven") throw new Error(JSON.stringify(read.refusals[0]));
      lines = read.payouts.reduce((sum, { lineCount }) => sum + lineCount, 0);
    });
    const receivables = 2 * lines;
    await stage("receivables taken in", receivables, () => importGivenReceivables(app, [files.receivables]));
    const runId = await importGivenFiles(app, [files.report]);
    const [file] = await rows(books, { id: "bigint" }, "select id from report_file where run_id = :runId", {
      runId,
    });
    await stage("parse, prove and load", lines, () =>
      importStep(app, file?.id ?? 0n, new AbortController().signal),
    );
    const began = performance.now();
    let matched = began;
    const whenMatched = () => {
      matched = performance.now();
    };
    await match(books, runId, workspace.settings, new Date(), new Map(), { whenMatched });
    stages.push({ name: "match", ms: matched - began, lines });
    stages.push({ name: "voucher", ms: performance.now() - matched, lines });
    await stage("SIE file", lines, () => deliverDue(app));
    const rss = process.resourceUsage().maxRSS / 1024;
    const night = stages.slice(2).reduce((sum, { ms }) => sum + ms, 0);
    const owner = openBooks({ url: database.url, asOwner: true });
    try {
      await limits(owner, stage, lines);
    } finally {
      await owner.destroy();
    }
    for (const { name, ms, lines: count } of stages) print(name, ms, count || lines);
    print("the night (load to SIE file)", night, lines);
    process.stdout.write(`  peak memory of the process: ${rss.toFixed(0)} MB\n`);
  } finally {
    await books.destroy();
    await database.close();
    await removeEmbedded({ dataDir: workspace.pg });
  }
}

/**
 * The least that PostgreSQL could do: the lines copied, and the answers written by one join, into a table without any rule
 * or check, and into one under the books' own guard.
 */
async function limits(
  owner: Books,
  stage: (name: string, lines: number, work: () => Promise<unknown>) => Promise<unknown>,
  lines: number,
): Promise<void> {
  const join = (table: string) =>
    `insert into ${table} (line_id, receivable_id, effect, line_amount, receivable_amount, rule, rules)
     select l.id, r.id, 'settles', l.amount, l.amount, 'exact', ${RULES_VERSION}
       from line l join receivable r on r.order_id_key = l.order_id and r.currency = 'SEK' and r.open_amount >= l.amount
      where l.type in ('SALE', 'RETURN') and l.amount > 0`;
  await owner.raw(
    "create table bare_match (like allocation including indexes including constraints including identity)",
  );
  await rolledBack(owner, async (trx) => {
    await stage("limit: lines copied inside PostgreSQL", lines, () =>
      trx.raw("create table bare_line as select * from line"),
    );
    await stage("limit: bare join, read only", lines, () =>
      trx.raw(`select count(*) from line l join receivable r on r.order_id_key = l.order_id and r.currency = 'SEK'
                where l.type in ('SALE', 'RETURN')`),
    );
    await stage("limit: bare insert of the join", lines, () => trx.raw(join("bare_match")));
  });
  // the guard reads the table named `allocation`: for once that is the bare one
  await owner.raw("alter table allocation rename to kept; alter table bare_match rename to allocation");
  await owner.raw(`create trigger allocations_stay_within after insert on allocation
                     referencing new table as fresh for each statement execute function allocations_stay_within()`);
  await rolledBack(owner, async (trx) => {
    await stage("limit: bare insert under the guard", lines, () => trx.raw(join("allocation")));
  });
}

/** Keeps nothing of what is only measured. */
async function rolledBack(books: Books, work: (trx: Handle) => Promise<void>): Promise<void> {
  await books
    .transaction(async (trx) => {
      await work(trx);
      throw new RollBack();
    })
    .catch((thrown: unknown) => {
      if (!(thrown instanceof RollBack)) throw thrown;
    });
}

/** The wanted end of what is only measured. */
class RollBack extends Error {}

function print(name: string, ms: number, lines: number): void {
  const speed = Math.round(lines / (ms / 1000)).toLocaleString("en");
  process.stdout.write(
    `  ${name.padEnd(40)} ${(ms / 1000).toFixed(2).padStart(8)} s ${speed.padStart(12)} lines/s\n`,
  );
}
