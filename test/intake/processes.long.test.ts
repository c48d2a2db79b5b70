/** What only several processes, other users and other file systems can show. */
import { select } from "../setup/select.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { rows } from "../../src/books/database.ts";
import { systemClock } from "../../src/clock.ts";
import { collectReports } from "../../src/intake/files/collect.ts";
import { importFile } from "../../src/intake/reports/import-file.ts";
import { claimFile } from "../../src/intake/files/claim.ts";
import { lookInInbox } from "../../src/intake/files/inbox.ts";
import { dropManifest, listManifests } from "../../src/intake/files/claim-manifest.ts";
import { resumeClaims } from "../../src/intake/files/claim-all.ts";
import { endClaim } from "../../src/intake/files/original.ts";
import type { ClaimAnswer, Order } from "./child.ts";
import { translated } from "../setup/translated.ts";
import { openPlace, type Place } from "./place.ts";
import { sampleReport } from "./sample.ts";

const CHILD = new URL("child.ts", import.meta.url);
const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));
const NOBODY = 65534;
const IS_ROOT = process.getuid?.() === 0;
const MINUTE = 60_000;

let folder: string;
let inbox: string;
let work: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kvitt-processes-"));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let cases = 0;
beforeEach(() => {
  const own = join(folder, String(++cases));
  inbox = join(own, "inbox");
  work = join(own, "work");
  for (const path of [own, inbox, work]) mkdirSync(path);
});

function put(name: string, text = name, mode = 0o644): string {
  const path = join(inbox, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

const names = (path: string) => readdirSync(path, { recursive: true, encoding: "utf8" }).sort();

interface Child {
  readonly process: ChildProcess;
  /** The next answer; throws with what the process wrote to stderr when it ends without one. */
  answer(): Promise<unknown>;
}

function start(order: Order, uid?: number): Child {
  const account = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(process.execPath, [translated(CHILD), JSON.stringify(order)], {
    cwd: REPOSITORY,
    env: { PATH: process.env["PATH"], TMPDIR: folder },
    stdio: ["ignore", "pipe", "pipe"],
    ...account,
  });
  let errors = "";
  child.stderr.on("data", (text: Buffer) => (errors += text.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    async answer() {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`the process ended without an answer: ${errors}`);
      return JSON.parse(value) as unknown;
    },
  };
}

/** Claims everything in a process of its own, as another user where we are root. */
async function claimAs(uid: number | undefined): Promise<ClaimAnswer> {
  const child = start({ act: "claim", inbox, work }, uid);
  await child.answer();
  return (await child.answer()) as ClaimAnswer; // child.ts says what it answers
}

test(
  "two machines on one shared folder never both take a file, and every file is taken",
  async () => {
    const all = Array.from({ length: 300 }, (_, i) => `${i % 3 === 0 ? "K1/" : ""}r${i}.csv`).sort();
    all.forEach((name) => put(name));
    const go = join(inbox, "..", "go");
    const homes = [work, join(inbox, "..", "work 2"), join(inbox, "..", "work 3")];
    homes.slice(1).forEach((path) => mkdirSync(path));
    const children = homes.map((path) => start({ act: "claim", inbox, work: path, go }));
    for (const child of children) expect(await child.answer()).toBe("ready");
    writeFileSync(go, "");
    const answers = await Promise.all(children.map((child) => child.answer() as Promise<ClaimAnswer>));
    expect(answers.flatMap(({ claimed }) => claimed).sort()).toEqual(all);
    expect(answers.flatMap(({ skipped }) => skipped)).toEqual([]);
    expect(names(inbox)).toEqual(["K1"]);
    for (const [i, path] of homes.entries())
      expect((await listManifests(path)).map(({ name }) => name).sort()).toEqual(
        [...(answers[i]?.claimed ?? [])].sort(),
      );
  },
  MINUTE,
);

describe("with books", () => {
  let place: Place;
  beforeAll(async () => {
    place = await openPlace();
  });
  afterAll(() => place.end());

  test(
    "a process killed between the claim and the row loses nothing: the next run finds the claim",
    async () => {
      const workspace = place.workspace();
      writeFileSync(join(workspace.inbox, "settlement.K1.csv"), sampleReport({ reference: "killed" }));
      const child = start({ act: "claim", inbox: workspace.inbox, work: workspace.work, hang: true });
      await child.answer();
      expect(await child.answer()).toMatchObject({ claimed: ["settlement.K1.csv"] });
      child.process.kill("SIGKILL");
      await once(child.process, "exit");
      expect(names(workspace.inbox)).toEqual([]);
      const options = { workspace, books: place.books, clock: systemClock };
      const { fileIds, skipped } = await collectReports(await place.run(), options);
      expect(skipped).toEqual([]);
      expect(fileIds).toHaveLength(1);
      // and only once
      expect((await collectReports(await place.run(), options)).fileIds).toEqual([]);
      for (const id of fileIds) expect(await importFile(id, options)).toMatchObject({ state: "imported" });
      expect(names(workspace.work)).toEqual([]);
    },
    MINUTE,
  );

  test(
    "a night that is killed again and again ends with every report booked once, archived once, and nothing left over",
    async () => {
      const workspace = place.workspace();
      const count = 24;
      for (let i = 0; i < count; i++) {
        const lines = Array.from({ length: 200 }, (_, n) => ({ orderId: `${i}-${n}` }));
        writeFileSync(join(workspace.inbox, `r${i}.csv`), sampleReport({ reference: `storm-${i}`, lines }));
      }
      writeFileSync(join(workspace.inbox, "refused.csv"), sampleReport({ reference: "storm-x", off: 1 }));
      const runId = await place.run();
      const order: Order = {
        act: "night",
        workspace: workspace.folder,
        url: place.url,
        runId: String(runId),
      };
      for (const ms of [20, 60, 110, 170, 300]) {
        const child = start(order);
        await child.answer();
        await systemClock.sleep(ms);
        child.process.kill("SIGKILL");
        await once(child.process, "exit");
      }
      const last = start(order);
      await last.answer();
      expect(await last.answer()).toEqual({ skipped: [] });
      const booked = await rows(
        place.books,
        { reference: "text", lines: "number" },
        `select p.payment_reference as reference, (select count(*) from line l where l.payout_id = p.id)::int as lines
           from payout p where p.payment_reference like 'storm-%'`,
      );
      expect(booked).toHaveLength(count);
      expect(booked.every(({ lines }) => lines === 200)).toBe(true);
      expect(names(workspace.inbox)).toEqual([]);
      // a ticket whose file was never taken is forgotten after an hour
      expect(names(workspace.work).filter((name) => name.endsWith("/file"))).toEqual([]);
      expect(names(workspace.archive).filter((name) => name.endsWith(".csv"))).toHaveLength(count);
      expect(names(workspace.quarantine)).toEqual(["refused.csv", "refused.csv.reason.json"]);
      expect(
        await select(
          place.books,
          "select state, count(*)::int as count from report_file where run_id = :runId group by 1 order by 1",
          {
            runId,
          },
        ),
      ).toEqual([
        { state: "imported", count },
        { state: "quarantined", count: 1 },
      ]);
    },
    2 * MINUTE,
  );
});

// A plain user runs these as itself; root has to become somebody who may not do everything.
describe("without permission", () => {
  const user = IS_ROOT ? NOBODY : undefined;
  const giveTo = (path: string) => {
    if (IS_ROOT) chownSync(path, NOBODY, NOBODY);
  };

  test(
    "in a folder that may only be read the files stay, each with a clear technical error",
    async () => {
      giveTo(work);
      put("x.csv");
      put("y.csv");
      chmodSync(inbox, 0o555);
      const { claimed, skipped } = await claimAs(user);
      chmodSync(inbox, 0o755);
      expect(claimed).toEqual([]);
      expect(skipped).toEqual([
        {
          name: "x.csv",
          error: expect.stringMatching(
            /^x\.csv cannot be taken from the inbox: Kvitt has no permission there/,
          ),
        },
        { name: "y.csv", error: expect.stringContaining("no permission") },
      ]);
      expect(names(inbox)).toEqual(["x.csv", "y.csv"]);
      expect(names(work)).toEqual([]);
    },
    MINUTE,
  );

  test(
    "a file that may not be read stays, and the others are taken",
    async () => {
      giveTo(work);
      giveTo(inbox);
      put("closed.csv", "x", 0o000);
      put("open.csv");
      const { claimed, skipped } = await claimAs(user);
      expect(claimed).toEqual(["open.csv"]);
      expect(skipped).toEqual([
        {
          name: "closed.csv",
          error: expect.stringMatching(/^closed\.csv cannot be read: Kvitt has no permission there/),
        },
      ]);
      expect(names(inbox)).toEqual(["closed.csv"]);
    },
    MINUTE,
  );

  test(
    "a subfolder that may not be read is told, and the others are read",
    async () => {
      for (const path of [work, inbox]) giveTo(path);
      put("closed/x.csv");
      put("open/y.csv");
      giveTo(join(inbox, "open"));
      chmodSync(join(inbox, "closed"), 0o000);
      const { claimed, warnings } = await claimAs(user);
      chmodSync(join(inbox, "closed"), 0o755);
      expect(claimed).toEqual(["open/y.csv"]);
      expect(warnings).toEqual(["closed: no_permission"]);
    },
    MINUTE,
  );

  test(
    "when our own folder may not be written to, the files stay",
    async () => {
      giveTo(inbox);
      put("x.csv");
      chmodSync(work, 0o555);
      const { skipped } = await claimAs(user);
      chmodSync(work, 0o755);
      expect(skipped).toEqual([{ name: "x.csv", error: expect.stringContaining("no permission") }]);
      expect(names(inbox)).toEqual(["x.csv"]);
    },
    MINUTE,
  );
});

/** A file system of its own, of this size; null where mounting is not allowed. */
function mountSmall(path: string, size: string): { unmount(): void } | null {
  mkdirSync(path);
  if (!IS_ROOT) return null;
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size},mode=0755`, "tmpfs", path]);
  return mounted.status === 0 ? { unmount: () => spawnSync("umount", [path]) } : null;
}

const options = () => ({ work, inbox, kind: "report", clock: systemClock, settleSeconds: 0 }) as const;

async function look(name: string) {
  const { ready } = await lookInInbox(inbox, options());
  const file = ready.find((one) => one.name === name);
  if (!file) throw new Error(`${name} is not ready`);
  return file;
}

describe("an inbox that is another file system", () => {
  const mounted: { unmount(): void }[] = [];
  afterAll(() => mounted.forEach(({ unmount }) => unmount()));

  /** Makes `work` one; false, and said, where that is not allowed. */
  function workIsElsewhere(size: string): boolean {
    rmSync(work, { recursive: true });
    const small = mountSmall(work, size);
    if (small !== null) mounted.push(small);
    else process.stderr.write("\nno file system may be mounted here: not tested with a second one\n");
    return small !== null && statSync(work).dev !== statSync(inbox).dev;
  }

  /** Under their names; a claimed one has a hidden name until our copy has been put away. */
  const visible = (path: string) => names(path).filter((name) => !/(?:^|\/)\.kvitt-/.test(name));

  test("a file is copied whole, and its place in the inbox is empty", async () => {
    if (!workIsElsewhere("8m")) return;
    put("K1/x.csv", "hello".repeat(100_000));
    const claim = await claimFile(await look("K1/x.csv"), options());
    expect(claim?.size).toBe(500_000);
    expect(readFileSync(claim?.path ?? "", "utf8")).toBe("hello".repeat(100_000));
    expect(visible(inbox)).toEqual(["K1"]);
    await endClaim(claim?.manifest.id ?? "", claim?.sha256 ?? "", options());
    expect(names(inbox)).toEqual(["K1"]);
  });

  test("a file that goes on after it was copied is claimed anew where it is, and taken in whole", async () => {
    if (!workIsElsewhere("8m")) return;
    const writer = openSync(put("x.csv", "hel"), "a");
    const claim = await claimFile(await look("x.csv"), options());
    writeSync(writer, "lo");
    closeSync(writer);
    await endClaim(claim?.manifest.id ?? "", claim?.sha256 ?? "", options());
    await dropManifest(work, claim?.manifest.id ?? "");
    const found: string[] = [];
    await resumeClaims(await listManifests(work), options(), async ({ path, manifest, sha256 }) => {
      found.push(readFileSync(path, "utf8"));
      await endClaim(manifest.id, sha256, options());
    });
    expect(found).toEqual(["hello"]);
    expect(names(inbox)).toEqual([]);
  });

  test("of many claims of one file exactly one gets it", async () => {
    if (!workIsElsewhere("8m")) return;
    put("x.csv");
    const file = await look("x.csv");
    const claims = await Promise.all(Array.from({ length: 10 }, () => claimFile(file, options())));
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
    expect(visible(inbox)).toEqual([]);
  });

  test("when the disk is full the file has its place in the inbox back, and the error says why", async () => {
    if (!workIsElsewhere("128k")) return;
    put("big.csv", "x".repeat(1_000_000));
    put("small.csv");
    await expect(claimFile(await look("big.csv"), options())).rejects.toThrow(
      /^big\.csv cannot be copied from the inbox to .*: the disk is full/,
    );
    expect(names(inbox)).toEqual(["big.csv", "small.csv"]);
    expect(names(work)).toEqual([]);
    // and there is room for others
    expect(await claimFile(await look("small.csv"), options())).toMatchObject({ size: 9 });
  });

  test("when even the ticket has no room the file has not moved", async () => {
    if (!workIsElsewhere("16k")) return;
    put("x.csv");
    const file = await look("x.csv");
    writeFileSync(join(work, "filler"), "");
    spawnSync("dd", ["if=/dev/zero", `of=${join(work, "filler")}`, "bs=1k", "count=1000"]);
    await expect(claimFile(file, options())).rejects.toThrow(
      /^x\.csv cannot be taken from the inbox: the disk is full/,
    );
    expect(names(inbox)).toEqual(["x.csv"]);
    expect(names(work)).toEqual(["filler"]);
  });

  test("a name that was given away meanwhile is not taken back: the file gets a number", async () => {
    if (!workIsElsewhere("128k")) return;
    const path = put("big.csv", "x".repeat(1_000_000));
    const file = await look("big.csv");
    const claiming = claimFile(file, options());
    // the hidden name is there while the copy is made; then a new file comes under the old name
    while (names(inbox).includes("big.csv")) await new Promise((resolve) => setImmediate(resolve));
    writeFileSync(path, "new");
    await expect(claiming).rejects.toThrow("the disk is full");
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(statSync(join(inbox, "big (2).csv")).size).toBe(1_000_000);
  });
});
