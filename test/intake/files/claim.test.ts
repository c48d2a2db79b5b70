import { afterEach, beforeEach, expect, test } from "@jest/globals";
import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clockAt, type Clock } from "../../../src/clock.ts";
import { UserError } from "../../../src/errors.ts";
import { resumeClaims } from "../../../src/intake/files/claim-all.ts";
import {
  claimFile,
  finishClaim,
  StillWritten,
  type Claim,
  type ClaimOptions,
} from "../../../src/intake/files/claim.ts";
import { checkGiven, claimGivenFile } from "../../../src/intake/files/given-files.ts";
import { endClaim } from "../../../src/intake/files/original.ts";
import { hiddenClaimName, lookInInbox, type InboxFile } from "../../../src/intake/files/inbox.ts";
import {
  claimedFile,
  claimIdOf,
  claimPath,
  dropManifest,
  listManifests,
  originalFile,
  readManifests,
  writeManifest,
  type ClaimManifest,
} from "../../../src/intake/files/claim-manifest.ts";

let folder: string;
let inbox: string;
let work: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kvitt-claim-"));
  inbox = join(folder, "inbox");
  work = join(folder, "work");
  for (const path of [inbox, work]) mkdirSync(path);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const clock = clockAt("2024-05-02T03:15:00Z");
const options = (over: Partial<ClaimOptions> = {}): ClaimOptions => ({
  work,
  inbox,
  kind: "report",
  clock,
  settleSeconds: 2,
  ...over,
});

function put(name: string, text = "content"): string {
  const path = join(inbox, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

async function look(name: string): Promise<InboxFile> {
  const { ready } = await lookInInbox(inbox, { settleSeconds: 0, clock });
  const file = ready.find((one) => one.name === name);
  if (!file) throw new Error(`${name} is not ready`);
  return file;
}

const files = (path: string) => readdirSync(path, { recursive: true, encoding: "utf8" }).sort();
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

test("a claimed file is ours, known by its hash, and its ticket remembers what it was called", async () => {
  put("K123/Räkning 1.csv", "hello");
  const claim = await claimFile(await look("K123/Räkning 1.csv"), options());
  expect(claim).toMatchObject({
    sha256: sha256("hello"),
    size: 5,
    manifest: {
      kind: "report",
      name: "K123/Räkning 1.csv",
      merchantFolder: "K123",
      claimedAt: "2024-05-02T03:15:00.000Z",
    },
  });
  expect(files(inbox)).toEqual(["K123"]);
  expect(readFileSync(claim?.path ?? "", "utf8")).toBe("hello");
  expect(await listManifests(work)).toEqual([claim?.manifest]);
  expect(claimIdOf(claimPath(claim?.manifest.id ?? ""))).toBe(claim?.manifest.id);
});

test("of many claims of one file exactly one gets it", async () => {
  put("x.csv");
  const file = await look("x.csv");
  const claims = await Promise.all(Array.from({ length: 20 }, () => claimFile(file, options())));
  expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  expect(await listManifests(work)).toHaveLength(1);
  expect(files(work)).toHaveLength(4); // the folder, its ticket, the sender's file and our copy
});

test("a file that is gone is nobody's failure", async () => {
  const path = put("x.csv");
  const file = await look("x.csv");
  rmSync(path);
  expect(await claimFile(file, options())).toBeNull();
  expect(files(work)).toEqual([]);
});

test("a link that has taken the file's place is left, and not followed", async () => {
  const path = put("x.csv");
  const file = await look("x.csv");
  rmSync(path);
  symlinkSync("/etc/hostname", path);
  expect(await claimFile(file, options())).toBeNull();
  expect(files(inbox)).toEqual(["x.csv"]);
  expect(files(work)).toEqual([]);
});

test("a new file that has taken the name is waited for until it stands still", async () => {
  const path = put("x.csv", "old");
  const file = await look("x.csv");
  renameSync(put("new.tmp", "half "), path);
  let waits = 0;
  const writing: Clock = {
    now: () => new Date(),
    sleep: async () => {
      const [manifest] = await listManifests(work);
      if (++waits <= 2) appendFileSync(originalFile(work, manifest?.id ?? ""), "more ");
    },
  };
  const claim = await claimFile(file, options({ clock: writing }));
  expect(readFileSync(claim?.path ?? "", "utf8")).toBe("half more more ");
  expect(claim?.sha256).toBe(sha256("half more more "));
  expect(waits).toBe(3);
});

test("one that is written to without end gets its place in the inbox back, and is waited for no longer", async () => {
  put("x.csv");
  const file = await look("x.csv");
  appendFileSync(join(inbox, "x.csv"), "more");
  let waits = 0;
  const writing: Clock = {
    now: () => new Date(),
    sleep: async () => {
      waits++;
      const [manifest] = await listManifests(work);
      appendFileSync(originalFile(work, manifest?.id ?? ""), "more ");
    },
  };
  await expect(claimFile(file, options({ clock: writing }))).rejects.toThrow(StillWritten);
  expect(await listManifests(work)).toEqual([]);
  expect(files(inbox)).toEqual(["x.csv"]);
  expect(waits).toBeLessThan(10);
  // and is taken in whole once it stands still
  const claim = await claimFile(await look("x.csv"), options());
  expect(readFileSync(claim?.path ?? "", "utf8")).toBe(`contentmore${"more ".repeat(waits)}`);
});

test("whoever stops us while we wait stops us, and the claim is finished next time", async () => {
  put("x.csv");
  const file = await look("x.csv");
  appendFileSync(join(inbox, "x.csv"), "more");
  await expect(claimFile(file, options({ signal: AbortSignal.abort() }))).rejects.toThrow("stopped");
  const [manifest] = await listManifests(work);
  if (!manifest) throw new Error("no ticket");
  expect(await finishClaim(manifest, options())).toMatchObject({ sha256: sha256("contentmore") });
});

test("when our own folder is missing the file stays, and the error says so", async () => {
  const path = put("x.csv");
  const file = await look("x.csv");
  rmSync(work, { recursive: true });
  await expect(claimFile(file, options())).rejects.toThrow(/x\.csv cannot be taken from the inbox.*ENOENT/);
  expect(existsSync(path)).toBe(true);
});

// ---- what a crash leaves

async function ticketFor(file: InboxFile): Promise<ClaimManifest> {
  const manifest: ClaimManifest = {
    id: "11111111-2222-4333-8444-555555555555",
    kind: "report",
    name: file.name,
    merchantFolder: null,
    from: { pathBase64: file.path.toString("base64"), ...file.seen },
    claimedAt: clock.now().toISOString(),
  };
  await writeManifest(work, manifest);
  return manifest;
}

test("a crash before the file moved leaves it in the inbox; the ticket is forgotten after an hour", async () => {
  put("x.csv");
  const manifest = await ticketFor(await look("x.csv"));
  const later = clockAt(clock.now());
  const resume = () =>
    resumeClaims([manifest], options({ clock: later }), () =>
      Promise.reject(new Error("there is nothing to hand on")),
    );
  expect(await resume()).toEqual({ skipped: [], stillWritten: [] });
  expect(await listManifests(work)).toHaveLength(1);
  later.pass(61 * 60_000);
  expect(await resume()).toEqual({ skipped: [], stillWritten: [] });
  expect(await listManifests(work)).toEqual([]);
  expect(files(inbox)).toEqual(["x.csv"]);
});

test("a crash after the file moved: the claim is finished as if nothing had been", async () => {
  const path = put("x.csv", "hello");
  const manifest = await ticketFor(await look("x.csv"));
  renameSync(path, claimedFile(work, manifest.id));
  expect(await finishClaim(manifest, options())).toEqual({
    manifest,
    path: claimedFile(work, manifest.id),
    sha256: sha256("hello"),
    size: 5,
  });
});

/** What follows when the claim's copy has been archived or quarantined. */
async function putAway({ manifest, sha256: of }: Claim): Promise<void> {
  await endClaim(manifest.id, of, options());
  await dropManifest(work, manifest.id);
}

test("a crash after the hidden name: the file is copied over, and the hidden one removed at the end", async () => {
  const path = put("K1/x.csv", "hello");
  const manifest = await ticketFor(await look("K1/x.csv"));
  renameSync(path, join(inbox, "K1", hiddenClaimName(manifest.id)));
  const claim = await finishClaim(manifest, options());
  expect(claim).toMatchObject({ sha256: sha256("hello") });
  if (claim) await putAway(claim);
  expect([files(inbox), files(work)]).toEqual([["K1"], []]);
});

test("a crash after the copy: the claim has the copy, and the hidden one is removed at the end", async () => {
  const path = put("x.csv", "hello");
  const manifest = await ticketFor(await look("x.csv"));
  const hidden = join(inbox, hiddenClaimName(manifest.id));
  renameSync(path, hidden);
  writeFileSync(claimedFile(work, manifest.id), "hello");
  const claim = await finishClaim(manifest, options());
  expect(claim).toMatchObject({ sha256: sha256("hello") });
  if (claim) await putAway(claim);
  expect([files(inbox), files(work)]).toEqual([[], []]);
});

test.each(["hidden in the inbox", "in our own folder"])(
  "a file that went on after it was copied, %s, is claimed anew and whole: no byte is lost",
  async (where) => {
    const path = put("K1/x.csv", "hel");
    const manifest = await ticketFor(await look("K1/x.csv"));
    const hidden = join(inbox, "K1", hiddenClaimName(manifest.id));
    const original = where === "hidden in the inbox" ? hidden : originalFile(work, manifest.id);
    renameSync(path, original);
    const claim = await finishClaim(manifest, options());
    expect(claim).toMatchObject({ sha256: sha256("hel") });
    appendFileSync(original, "lo");
    if (claim) await putAway(claim);
    const manifests = await listManifests(work);
    expect(manifests).toMatchObject([{ name: "K1/x.csv", kind: "report" }]);
    const found: Claim[] = [];
    await resumeClaims(manifests, options(), async (one) => void found.push(one));
    expect(found).toMatchObject([{ sha256: sha256("hello") }]);
    for (const one of found) await putAway(one);
    expect([files(inbox), files(work)]).toEqual([["K1"], []]);
  },
);

test("two processes that finish the same claim at once both find the whole file", async () => {
  const path = put("x.csv", "hello".repeat(100_000));
  const manifest = await ticketFor(await look("x.csv"));
  renameSync(path, join(inbox, hiddenClaimName(manifest.id)));
  const both = await Promise.all([finishClaim(manifest, options()), finishClaim(manifest, options())]);
  for (const claim of both) expect(claim?.sha256).toBe(sha256("hello".repeat(100_000)));
  expect(files(join(work, manifest.id))).toEqual(["file", "ticket.json"]);
  for (const claim of both) if (claim) await putAway(claim);
  expect(files(inbox)).toEqual([]);
});

test("a damaged ticket is told, and keeps no other claim back", async () => {
  put("x.csv");
  const manifest = await ticketFor(await look("x.csv"));
  mkdirSync(join(work, "22222222-2222-4333-8444-555555555555"));
  writeFileSync(join(work, "22222222-2222-4333-8444-555555555555", "ticket.json"), '{"id": ');
  const { manifests, unreadable } = await readManifests(work);
  expect(manifests).toEqual([manifest]);
  expect(unreadable).toMatchObject([{ name: "work/22222222-2222-4333-8444-555555555555" }]);
  expect(unreadable[0]?.error.message).toContain("has to be put into the inbox by hand");
});

// ---- races between the look and the use

test("a folder that becomes a link after it was listed is not followed", async () => {
  put("K1/x.csv");
  const elsewhere = join(folder, "elsewhere");
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, "x.csv"), "a secret");
  const file = await look("K1/x.csv");
  renameSync(join(inbox, "K1"), join(inbox, "K1 away"));
  symlinkSync(elsewhere, join(inbox, "K1"));
  expect(await claimFile(file, options())).toBeNull();
  expect(readFileSync(join(elsewhere, "x.csv"), "utf8")).toBe("a secret");
  expect(files(work)).toEqual([]);
});

test("a folder that becomes a link while the inbox is walked is not walked", async () => {
  put("K1/deep/x.csv");
  const elsewhere = join(folder, "elsewhere");
  mkdirSync(join(elsewhere, "deep"), { recursive: true });
  writeFileSync(join(elsewhere, "deep", "x.csv"), "a secret");
  let isLink = false;
  const swap = () => {
    if (isLink) {
      rmSync(join(inbox, "K1"));
      renameSync(join(folder, "away"), join(inbox, "K1"));
    } else {
      renameSync(join(inbox, "K1"), join(folder, "away"));
      symlinkSync(elsewhere, join(inbox, "K1"));
    }
    isLink = !isLink;
  };
  const done = new AbortController();
  const swapper = (async () => {
    while (!done.signal.aborted) {
      swap();
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  for (let night = 0; night < 200; night++) {
    const { ready } = await lookInInbox(inbox, { settleSeconds: 0, clock }).catch(() => ({ ready: [] }));
    for (const file of ready) {
      const claim = await claimFile(file, options()).catch(() => null);
      expect(claim === null ? "content" : readFileSync(claim.path, "utf8")).toBe("content");
      if (isLink) swap();
      if (claim !== null) mkdirSync(join(inbox, "K1", "deep"), { recursive: true });
      if (claim !== null) writeFileSync(join(inbox, "K1", "deep", "x.csv"), "content");
    }
  }
  done.abort();
  await swapper;
  expect(files(elsewhere)).toEqual(["deep", "deep/x.csv"]);
  expect(readFileSync(join(elsewhere, "deep", "x.csv"), "utf8")).toBe("a secret");
});

test.each(["a symbolic link", "a pipe", "a folder"])(
  "a file whose place %s has taken since it was listed is left, and nobody hangs",
  async (what) => {
    const path = put("x.csv");
    const file = await look("x.csv");
    rmSync(path);
    if (what === "a pipe") expect(spawnSync("mkfifo", [path]).status).toBe(0);
    else if (what === "a folder") mkdirSync(path);
    else symlinkSync("/etc/hostname", path);
    expect(await claimFile(file, options())).toBeNull();
    expect(files(inbox)).toEqual(["x.csv"]);
    expect(files(work)).toEqual([]);
  },
);

test("a ticket that was being written when the machine stopped is no ticket, and goes away after an hour", async () => {
  const unborn = join(work, ".11111111-2222-4333-8444-555555555555");
  mkdirSync(unborn);
  const resumeAt = (at: Date) => resumeClaims([], options({ clock: clockAt(at) }), () => Promise.resolve());
  await resumeAt(new Date(Date.now() + 59 * 60_000));
  expect(existsSync(unborn)).toBe(true);
  await resumeAt(new Date(Date.now() + 61 * 60_000));
  expect(existsSync(unborn)).toBe(false);
  mkdirSync(unborn);
  mkdirSync(join(work, "something else"));
  writeFileSync(join(work, "a file"), "");
  expect(await listManifests(work)).toEqual([]);
});

// ---- given by hand

test("a file given by hand is copied and keeps its name without its folders", async () => {
  const path = put("deep/down/Rapport.csv", "hello");
  const claim = await claimGivenFile(path, options());
  expect(claim).toMatchObject({ sha256: sha256("hello"), manifest: { name: "Rapport.csv", from: null } });
  expect(readFileSync(path, "utf8")).toBe("hello");
});

test("what is no file is wrong usage, said with its name", async () => {
  const path = put("x.csv");
  mkdirSync(join(inbox, "folder.csv"));
  symlinkSync(path, join(inbox, "link.csv"));
  const problemOf = async (name: string) => {
    const error: unknown = await claimGivenFile(join(inbox, name), options()).catch(
      (thrown: unknown) => thrown,
    );
    return error instanceof UserError ? error.problem.en : String(error);
  };
  expect(await problemOf("none.csv")).toContain("does not exist");
  expect(await problemOf("x.csv/deeper")).toContain("does not exist");
  expect(await problemOf("folder.csv")).toContain("is a folder");
  expect(await problemOf("link.csv")).toContain("is a symbolic link");
  expect(await problemOf("\0")).toContain("cannot be read");
  expect(files(work)).toEqual([]);
  await expect(checkGiven(path)).resolves.toBeUndefined();
});

test("a file with two names can be claimed under each: they are two files to the inbox", async () => {
  const path = put("one.csv");
  linkSync(path, join(inbox, "two.csv"));
  expect(await claimFile(await look("one.csv"), options())).not.toBeNull();
  expect(await claimFile(await look("two.csv"), options())).not.toBeNull();
});
