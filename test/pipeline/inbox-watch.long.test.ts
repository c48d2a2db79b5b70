/** What a night says of an inbox that is away, that is written to without end, or in which nothing has come for long. */
import { afterAll, beforeEach, afterEach, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import type { AppContext } from "../../src/app.ts";
import { change, rows } from "../../src/books/database.ts";
import { addRun, claimedFiles } from "../../src/books/runs.ts";
import { clockAt, type Clock } from "../../src/clock.ts";
import { openWorkspace, type Workspace } from "../../src/config/workspace.ts";
import { importFile } from "../../src/intake/reports/import-file.ts";
import { collect } from "../../src/pipeline/collect.ts";
import { digestStep } from "../../src/pipeline/digest.ts";
import { openPlace, type Place } from "../intake/place.ts";
import { sampleReport } from "../intake/sample.ts";

let place: Place;
const mounted: string[] = [];
beforeEach(async () => {
  place = await openPlace();
});
afterEach(() => place.end());
afterAll(() => mounted.forEach((path) => spawnSync("umount", [path])));

const DAY_MS = 86_400_000;

function app(workspace: Workspace, clock: Clock): AppContext {
  return { workspace, books: place.books, clock, log: pino({ level: "silent" }) };
}

/** A night without matching: what it claimed, and the text of the letter that it wrote, if any. */
async function night(workspace: Workspace, clock: Clock) {
  const one = app(workspace, clock);
  const at = clock.now();
  const run = { kind: "nightly", scope: "*", night: null, at, settings: {}, rules: 1 } as const;
  const runId = (await addRun(place.books, run)) ?? 0n;
  await collect(one, runId, new AbortController().signal);
  const files = await claimedFiles(place.books, runId);
  for (const id of files) await importFile(id, one);
  await change(place.books, "update run set state = 'notifying' where id = :runId", { runId });
  await digestStep(one, runId);
  await change(place.books, "update run set state = 'done' where id = :runId", { runId });
  const [letter] = await rows(place.books, { text: "text" }, "select text from mail where run_id = :runId", {
    runId,
  });
  return { files: files.length, letter: letter?.text.replace(/\s+/g, " ") ?? null };
}

/** The same home with an inbox outside of it. */
function withInbox(workspace: Workspace, inbox: string): Workspace {
  return openWorkspace({ KVITT_HOME: workspace.folder, KVITT_INBOX: inbox, KVITT_LANG: "en" }, "/");
}

test("an inbox from outside that is not there is never made; it is told once, and its return is no news", async () => {
  const home = place.workspace();
  const inbox = join(home.folder, "..", "share", "klarna");
  const workspace = withInbox(home, inbox);
  const clock = clockAt("2026-05-02T01:15:00Z");
  const first = await night(workspace, clock);
  expect(first.letter).toContain(`The inbox ${inbox} is not there`);
  expect(first.letter).toContain("KVITT_INBOX");
  expect((await night(workspace, clock)).letter).toBeNull();
  expect(existsSync(inbox)).toBe(false);
  mkdirSync(inbox, { recursive: true });
  writeFileSync(join(inbox, "x.csv"), sampleReport());
  expect((await night(workspace, clock)).files).toBe(1);
  renameSync(inbox, `${inbox}.away`);
  expect((await night(workspace, clock)).letter).toContain("is not there");
});

test("a share that is not mounted leaves an empty folder, which is not taken for a quiet night", async () => {
  const home = place.workspace();
  const inbox = join(home.folder, "..", "mount");
  mkdirSync(inbox, { recursive: true });
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", inbox]).status !== 0) {
    process.stderr.write("\nno file system may be mounted here: not tested with a share that goes away\n");
    return;
  }
  mounted.push(inbox);
  const workspace = withInbox(home, inbox);
  const clock = clockAt("2026-05-02T01:15:00Z");
  expect((await night(workspace, clock)).letter).toBeNull();
  expect(spawnSync("umount", [inbox]).status).toBe(0);
  expect((await night(workspace, clock)).letter).toContain("was a mounted folder the last time");
  expect((await night(workspace, clock)).letter).toBeNull();
});

test("that nothing has come for ten days is told once, where something came before", async () => {
  const workspace = withInbox(place.workspace(), join(place.workspace().folder, "inbox"));
  const clock = clockAt("2026-05-02T01:15:00Z");
  clock.pass(30 * DAY_MS);
  expect((await night(workspace, clock)).letter).toBeNull(); // a new installation waits for its first report
  writeFileSync(join(workspace.inbox, "x.csv"), sampleReport());
  expect((await night(workspace, clock)).files).toBe(1);
  const letters: (string | null)[] = [];
  for (let day = 1; day <= 12; day++) {
    clock.pass(DAY_MS);
    letters.push((await night(workspace, clock)).letter);
  }
  expect(letters.map((letter) => letter?.includes("No report has come for 10 days") ?? false)).toEqual(
    letters.map((_, day) => day === 9),
  );
  expect(letters.filter((letter) => letter !== null)).toHaveLength(1);
});

test("a missing payout that is a deviation already is not told a second time as a quiet inbox", async () => {
  const workspace = place.workspace();
  const clock = clockAt("2026-05-02T01:15:00Z");
  writeFileSync(join(workspace.inbox, "x.csv"), sampleReport());
  await night(workspace, clock);
  await change(
    place.books,
    `insert into deviation (code, subject, state, opened_at, opened_run)
     select 'payout_missing', 'missing K1', 'open', :at, max(id) from run`,
    { at: clock.now() },
  );
  clock.pass(11 * DAY_MS);
  expect((await night(workspace, clock)).letter ?? "").not.toContain("har kommit på");
});

test("a link or a pipe in the inbox is told once, and again only with other news", async () => {
  const workspace = place.workspace();
  const clock = clockAt("2026-05-02T01:15:00Z");
  symlinkSync("/etc/hostname", join(workspace.inbox, "link\u202e\u0007.csv"));
  expect(spawnSync("mkfifo", [join(workspace.inbox, "pipe.csv")]).status).toBe(0);
  const { letter, files } = await night(workspace, clock);
  expect(files).toBe(0);
  expect(letter).toContain("link .csv är en symbolisk länk");
  expect(letter).toContain("pipe.csv är ingen vanlig fil");
  expect((await night(workspace, clock)).letter).toBeNull();
});

test("a file that is still written to is told on the second night, and the others are taken on the first", async () => {
  const workspace = place.workspace("settleSeconds: 1\n");
  const real = clockAt("2026-05-02T01:15:00Z");
  writeFileSync(join(workspace.inbox, "busy.csv"), "a");
  writeFileSync(join(workspace.inbox, "x.csv"), sampleReport());
  const clock: Clock = {
    now: () => real.now(),
    sleep: (ms) => {
      if (existsSync(join(workspace.inbox, "busy.csv")))
        appendFileSync(join(workspace.inbox, "busy.csv"), "b");
      return real.sleep(ms);
    },
  };
  const first = await night(workspace, clock);
  expect(first.files).toBe(1);
  expect((await night(workspace, clock)).letter).toContain("busy.csv skrivs fortfarande");
  expect((await night(workspace, clock)).letter).toBeNull();
});

test("a night ends though files come all the time: it takes those that were there when it began", async () => {
  const workspace = place.workspace("settleSeconds: 1\n");
  const real = clockAt("2026-05-02T01:15:00Z");
  let dropped = 0;
  let listed: number | null = null;
  const drop = () => {
    const reference = `drop-${dropped++}`;
    writeFileSync(join(workspace.inbox, `${reference}.csv`), sampleReport({ reference }));
  };
  for (let there = 0; there < 3; there++) drop();
  const dropping = setInterval(drop, 1);
  const clock: Clock = {
    now: () => real.now(),
    sleep: (ms) => {
      listed ??= dropped;
      drop();
      return real.sleep(ms);
    },
  };
  try {
    const one = app(workspace, clock);
    const run = { kind: "nightly", scope: "*", night: null, at: real.now(), settings: {}, rules: 1 } as const;
    const runId = (await addRun(place.books, run)) ?? 0n;
    await collect(one, runId, new AbortController().signal);
    const claimed = (await claimedFiles(place.books, runId)).length;
    expect(claimed).toBeGreaterThanOrEqual(3);
    expect(claimed).toBeLessThanOrEqual(listed ?? 0);
    expect(dropped).toBeGreaterThan(claimed);
  } finally {
    clearInterval(dropping);
  }
});
