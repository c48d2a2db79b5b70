/**
 * Books that something real has been through: a shop's nights, played in a workspace of its own with archived reports and SIE
 * files, and a person's decisions on top. They can be tampered with: in a transaction that is rolled back, or in a copy.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { escapeIdentifier } from "pg";
import { stringify } from "yaml";
import { APPLICATION_ROLE, openBooks, rows, type Books } from "../../src/books/database.ts";
import type { Clock } from "../../src/clock.ts";
import { openWorkspace, type Workspace } from "../../src/config/workspace.ts";
import { silentLog } from "../../src/log.ts";
import { decide } from "../../src/decisions/decide.ts";
import type { Decision } from "../../src/decisions/decision.ts";
import type { AppContext } from "../../src/app.ts";
import { deliverDue } from "../../src/pipeline/deliver.ts";
import { undo } from "../../src/decisions/reverse.ts";
import { verify, type VerifyResult, type VerifyOptions } from "../../src/audit/verify/verify.ts";
import { askDatabase as ask, freshDatabase } from "../setup/database.ts";
import { put, runNight } from "../simulate/kvitt.ts";
import type { Night } from "../simulate/shop.ts";

export interface World {
  readonly app: AppContext;
  readonly url: string;
  night(night: Pick<Night, "files" | "receivables" | "at">): Promise<void>;
  /** Decides a deviation, or takes the decision back, as "anna"; its voucher is delivered. */
  decide(deviationId: bigint, decision: Omit<Decision, "actor">): Promise<void>;
  undo(deviationId: bigint, why?: string): Promise<void>;
  /** Open deviations of a code, oldest first. */
  open(code: string): Promise<bigint[]>;
  /** What `verify` says after SQL that was run as a superuser whom no trigger stops. The books stay as they are. */
  verdictAfter(sql: string, options?: VerifyOptions): Promise<VerifyResult>;
  /** Lets go of the database, so that it can be copied; the next question opens it again. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

export async function openWorld(settings: object = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "kvitt-proof-"));
  writeFileSync(join(folder, "kvitt.config.yaml"), stringify({ ...settings, settleSeconds: 0 }));
  const database = await freshDatabase();
  const workspace = openWorkspace({ KVITT_HOME: folder }, folder);
  const books = openBooks({ url: database.url, max: 3 });
  const owner = openBooks({ url: database.url, max: 1, asOwner: true });
  let at = new Date("2026-03-02T03:15:00Z");
  const clock: Clock = { now: () => new Date(at), sleep: () => Promise.resolve() };
  const app: AppContext = { workspace, books, clock, log: silentLog };
  return {
    app,
    url: database.url,
    async night(night) {
      at = night.at;
      put(workspace.inbox, night.files);
      put(workspace.receivables, night.receivables);
      await runNight(app);
    },
    async decide(deviationId, decision) {
      await decide(books, deviationId, { ...decision, actor: "anna" }, workspace.settings, clock.now());
      await deliverDue(app);
    },
    async undo(deviationId, why) {
      await undo(
        books,
        deviationId,
        { actor: "anna", ...(why === undefined ? {} : { why }) },
        workspace.settings,
        at,
      );
      await deliverDue(app);
    },
    async open(code) {
      const found = await rows(
        books,
        { id: "bigint" },
        "select id from deviation where code = :code and state = 'open' order by id",
        { code },
      );
      return found.map(({ id }) => id);
    },
    verdictAfter: (sql, options) => verdictAfter(owner, workspace, sql, options),
    rest: () => letGo(books),
    async close() {
      await owner.destroy();
      await books.destroy();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function verdictAfter(
  owner: Books,
  workspace: Workspace,
  sql: string,
  options?: VerifyOptions,
): Promise<VerifyResult> {
  // as `verify` asks for: within another transaction it cannot ask
  const trx = await owner.transaction(undefined, { isolationLevel: "repeatable read" });
  try {
    await trx.raw(`set local session_replication_role = replica; ${sql}`);
    await trx.raw(`set local session_replication_role = origin; set local role ${APPLICATION_ROLE}`);
    return await verify({ books: trx, workspace }, options);
  } finally {
    await trx.rollback();
  }
}

async function letGo(books: Books): Promise<void> {
  await books.destroy();
  books.initialize();
}

export interface Copy {
  readonly url: string;
  /** As the application sees it. */
  readonly books: Books;
  /** Runs SQL as a superuser whom no trigger stops. */
  tamper(sql: string): Promise<void>;
  drop(): Promise<void>;
}

/** A copy of a world's database, made by copying its files. The world's own connections must be closed. */
export async function copyOf(url: string): Promise<Copy> {
  const name = `kvitt_tampered_${randomBytes(6).toString("hex")}`;
  const from = new URL(url);
  const admin = new URL(url);
  admin.pathname = "/postgres";
  const own = new URL(url);
  own.pathname = `/${name}`;
  const strategy = process.env["TEST_DATABASE_URL"] === undefined ? "file_copy" : "wal_log";
  await ask(
    admin.href,
    `create database ${escapeIdentifier(name)} template ${escapeIdentifier(from.pathname.slice(1))} strategy ${strategy}`,
  );
  const books = openBooks({ url: own.href, max: 2 });
  return {
    url: own.href,
    books,
    tamper: async (sql) => {
      await ask(own.href, `set session_replication_role = replica; ${sql}`);
    },
    async drop() {
      await books.destroy();
      await ask(admin.href, `drop database ${escapeIdentifier(name)} with (force)`);
    },
  };
}
