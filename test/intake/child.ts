/**
 * A process of its own for tests of races, crashes and permissions: told what to do by one
 * JSON argument, and answering in JSON lines. "ready" is said when all is loaded, so that a test can begin or kill it then.
 */
import { existsSync } from "node:fs";
import { openBooks } from "../../src/books/database.ts";
import { claimedFiles } from "../../src/books/runs.ts";
import { systemClock } from "../../src/clock.ts";
import { messageOf } from "../../src/errors.ts";
import { openWorkspace } from "../../src/config/workspace.ts";
import { claimAll } from "../../src/intake/files/claim-all.ts";
import { collectReports } from "../../src/intake/files/collect.ts";
import { importFile, putAwayAll } from "../../src/intake/reports/import-file.ts";
import { lookInInbox } from "../../src/intake/files/inbox.ts";

export type Order =
  /** Claims what is in an inbox, when `go` exists; with `hang`, waits to be killed before anything is written down. */
  | {
      readonly act: "claim";
      readonly inbox: string;
      readonly work: string;
      readonly go?: string;
      readonly hang?: boolean;
    }
  /** Collects and imports everything, as a night does. */
  | { readonly act: "night"; readonly workspace: string; readonly url: string; readonly runId: string };

export interface ClaimAnswer {
  readonly claimed: readonly string[];
  readonly skipped: readonly { readonly name: string; readonly error: string }[];
  readonly warnings: readonly string[];
}

const say = (answer: unknown) => process.stdout.write(`${JSON.stringify(answer)}\n`);

async function claim({ inbox, work, go, hang }: Extract<Order, { act: "claim" }>): Promise<void> {
  const options = { work, inbox, kind: "report", clock: systemClock, settleSeconds: 0 } as const;
  const look = await lookInInbox(inbox, options);
  say("ready");
  if (go !== undefined) await waitFor(go);
  const claimed: string[] = [];
  const { skipped } = await claimAll(look.ready, options, ({ manifest }) => {
    claimed.push(manifest.name);
    return Promise.resolve();
  });
  const answer: ClaimAnswer = {
    claimed,
    skipped: skipped.map(({ name, error }) => ({ name, error: messageOf(error) })),
    warnings: look.warnings.map(({ name, kind }) => `${name}: ${kind}`),
  };
  say(answer);
  if (hang) await systemClock.sleep(60_000);
}

async function waitFor(path: string): Promise<void> {
  while (!existsSync(path)) await systemClock.sleep(1);
}

async function night({ workspace: folder, url, runId }: Extract<Order, { act: "night" }>): Promise<void> {
  const workspace = openWorkspace({ KVITT_HOME: folder }, "/");
  const books = openBooks({ url });
  const options = { workspace, books, clock: systemClock };
  say("ready");
  await putAwayAll(options);
  const { skipped } = await collectReports(BigInt(runId), options);
  for (const id of await claimedFiles(books, BigInt(runId))) await importFile(id, options);
  await books.destroy();
  say({ skipped: skipped.map(({ error }) => messageOf(error)) });
}

// our own tests wrote the argument
const order = JSON.parse(process.argv[2] ?? "{}") as Order;
await (order.act === "claim" ? claim(order) : night(order));
