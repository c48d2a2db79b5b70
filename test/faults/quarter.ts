/**
 * A quarter of a shop, with faults, from one seed: reports and receivables arrive, some twice and some corrected; people decide;
 * processes are killed at instrumented points, two or three times in a row; the queue is lost each time; the clock is set
 * back and forth. After each step everything that `verify` checks must hold, and, in shops where nobody decides, the books must
 * be the known answer after each night.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { stringify } from "yaml";
import { verify } from "../../src/audit/verify/verify.ts";
import { openBooks } from "../../src/books/database.ts";
import { messageOf } from "../../src/errors.ts";
import { openWorkspace } from "../../src/config/workspace.ts";
import { askDatabase, freshDatabase } from "../setup/database.ts";
import { runFolder } from "../setup/run.ts";
import { readBooks } from "../simulate/books.ts";
import { checkAll, checkInvariants } from "../simulate/checkers.ts";
import { put } from "../simulate/kvitt.ts";
import { seeded, type Random } from "../simulate/random.ts";
import { makeShop, type Night } from "../simulate/shop.ts";
import { CLOCK_EPOCH, NIGHT_BEGINS } from "./program/fault-clock.ts";
import type { KillAt } from "./program/points.ts";
import { ProcessEnded, type Program, type WarmPrograms } from "./matrix/program.ts";

/** Thirteen weeks, each with a night. */
const QUARTER = { nights: 13, channels: 1, stories: 40 };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface Quarter {
  readonly nights: number;
  readonly kills: number;
  readonly decisions: number;
  /** null: everything held. Else what did not, and after which step. */
  readonly finding: { readonly step: string; readonly violations: readonly string[] } | null;
}

export async function playQuarter(seed: number, warm: WarmPrograms): Promise<Quarter> {
  const random = seeded(`quarter ${seed}`);
  const shop = makeShop(seed, QUARTER);
  const world = await openQuarter(shop.settings);
  const done = { nights: 0, kills: 0, decisions: 0 };
  const decides = random.chance(0.5);
  let program = await warm.take();
  let points = 400;
  let finding: Quarter["finding"] = null;
  const look = async (step: string, night?: Night) => {
    if (finding !== null) return;
    const violations = await world.violations(night);
    if (violations.length > 0) finding = { step, violations };
  };
  /** Does it in a process that is killed so many times, each time at another point; the last time nobody kills it. */
  const insist = async (
    step: string,
    at: Date,
    kills: number,
    act: (given: Program, killAt: KillAt | null, at: Date) => Promise<number>,
  ) => {
    for (let attempt = 1; attempt <= kills; attempt += 1) {
      const nth = random.between(1, points);
      try {
        await act(program, { nth }, shifted(at, random));
        return; // it was over before that
      } catch (thrown) {
        if (!(thrown instanceof ProcessEnded)) throw thrown;
      }
      done.kills += 1;
      program = await warm.take();
      await look(`${step}, killed at point ${nth}`);
    }
    points = Math.max(50, await act(program, null, at));
  };
  try {
    await world.ask(
      `insert into kvitt.schedule (scope, last_night) values ('*', '${isoDay(shop.nights[0]?.at, -DAY_MS)}')`,
    );
    for (const night of shop.nights) {
      if (finding !== null) break;
      const name = `night ${done.nights + 1}`;
      world.put(night);
      const kills = random.chance(0.6) ? random.between(1, 3) : 0;
      await insist(name, night.at, kills, (given, killAt, at) => given.night(world.at(at), killAt));
      done.nights += 1;
      await look(name, decides ? undefined : night);
      if (!decides) continue;
      for (const args of await world.decisions(random)) {
        const act = async (given: Program, killAt: KillAt | null, at: Date) => {
          const { code, output } = await given.run(world.at(at), args, "decide", killAt);
          // 2: it was refused, as one that a killed process has taken already is
          if (code === 1) throw new Error(output);
          return points;
        };
        await insist(`${name}, kvitt ${args.join(" ")}`, night.at, random.chance(0.4) ? 1 : 0, act);
        done.decisions += 1;
        await look(`${name}, kvitt ${args.join(" ")}`);
      }
    }
    return { ...done, finding };
  } catch (thrown) {
    return { ...done, finding: { step: `night ${done.nights + 1}`, violations: [messageOf(thrown)] } };
  } finally {
    await program.kill();
    await world.close();
  }
}

/** The machine's clock is wrong by up to an hour now and then, but of the same night. */
function shifted(at: Date, random: Random): Date {
  return random.chance(0.3) ? new Date(at.getTime() + random.between(0, 60) * 60_000) : at;
}

function isoDay(at: Date | undefined, by: number): string {
  return new Date((at?.getTime() ?? 0) + by).toISOString().slice(0, 10);
}

async function openQuarter(settings: object) {
  const folder = mkdtempSync(join(runFolder(), "quarter-"));
  writeFileSync(
    join(folder, "kvitt.config.yaml"),
    stringify({ ...settings, settleSeconds: 0, nightlyAt: "00:00" }),
  );
  const database = await freshDatabase();
  const env = {
    PATH: process.env["PATH"] ?? "",
    KVITT_HOME: folder,
    KVITT_LANG: "en",
    DATABASE_URL: database.url,
  };
  const workspace = openWorkspace(env, folder);
  const books = openBooks({ url: database.url, max: 1 });
  const looking = new Client({ connectionString: database.url });
  await looking.connect();
  const ask = <T>(sql: string) => askDatabase<T>(database.url, sql);
  return {
    ask,
    at: (night: Date) => ({
      id: "quarter",
      env: { ...env, [NIGHT_BEGINS]: night.toISOString(), [CLOCK_EPOCH]: String(Date.now()) },
    }),
    put: ({ files, receivables }: Night) => {
      put(workspace.inbox, files);
      put(workspace.receivables, receivables);
    },
    /** One to three of them, on open deviations: some are refused, which changes nothing. */
    async decisions(random: Random): Promise<string[][]> {
      const open = await ask<{ id: string }>(
        "select id::text from kvitt.deviation where state = 'open' order by id",
      );
      return Array.from({ length: Math.min(open.length, random.between(0, 3)) }, () => {
        const { id } = random.pick(open);
        return random.chance(0.5)
          ? [
              "resolve",
              id,
              "--account",
              String(random.between(3990, 3999)),
              "--as",
              "anna",
              "--why",
              "on an account",
            ]
          : ["resolve", id, "--accept", "--as", "anna", "--why", "as it is"];
      });
    },
    /** With a night, also against the known answer; within one, what is true at any time. */
    async violations(night?: Night): Promise<string[]> {
      const found = await readBooks({ query: (sql) => looking.query<Record<string, unknown>>(sql) });
      const { findings } = await verify({ books, workspace }, { all: true });
      return [
        ...findings.map((one) => `verify: ${JSON.stringify(one).slice(0, 400)}`),
        ...(night === undefined ? [] : [...checkInvariants(found), ...checkAll(found, night.known)]),
      ];
    },
    async close() {
      await looking.end();
      await books.destroy();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
