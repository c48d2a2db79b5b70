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
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clockAt, type Clock } from "../../../src/clock.ts";
import { UserError } from "../../../src/errors.ts";
import { resumeClaims } from "../../../src/intake/files/claim-all.ts";
import { claimFile, finishClaim, type ClaimOptions } from "../../../src/intake/files/claim.ts";
import { checkGiven, claimGivenFile } from "../../../src/intake/files/given-files.ts";
import { hiddenClaimName, lookInInbox, type InboxFile } from "../../../src/intake/files/inbox.ts";
import {
  claimedFile,
  claimIdOf,
  claimPath,
  listManifests,
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
  expect(files(work)).toHaveLength(3); // the folder, its ticket and its file
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
      if (++waits <= 2) appendFileSync(claimedFile(work, manifest?.id ?? ""), "more ");
    },
  };
  const claim = await claimFile(file, options({ clock: writing }));
  expect(readFileSync(claim?.path ?? "", "utf8")).toBe("half more more ");
  expect(claim?.sha256).toBe(sha256("half more more "));
  expect(waits).toBe(3);
});

test("one that is written to without end is kept as a claim and told as a technical failure", async () => {
  put("x.csv");
  const file = await look("x.csv");
  appendFileSync(join(inbox, "x.csv"), "more");
  const writing: Clock = {
    now: () => new Date(),
    sleep: async () => {
      const [manifest] = await listManifests(work);
      appendFileSync(claimedFile(work, manifest?.id ?? ""), "more ");
    },
  };
  await expect(claimFile(file, options({ clock: writing }))).rejects.toThrow("still being written");
  const [manifest] = await listManifests(work);
  expect(manifest?.name).toBe("x.csv");
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
  expect(await resume()).toEqual([]);
  expect(await listManifests(work)).toHaveLength(1);
  later.pass(61 * 60_000);
  expect(await resume()).toEqual([]);
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

test("a crash after the hidden name: the file is copied over, and the hidden one removed", async () => {
  const path = put("K1/x.csv", "hello");
  const manifest = await ticketFor(await look("K1/x.csv"));
  renameSync(path, join(inbox, "K1", hiddenClaimName(manifest.id)));
  expect(await finishClaim(manifest, options())).toMatchObject({ sha256: sha256("hello") });
  expect(files(inbox)).toEqual(["K1"]);
});

test("a crash after the copy: the hidden one is removed when it has the same bytes", async () => {
  const path = put("x.csv", "hello");
  const manifest = await ticketFor(await look("x.csv"));
  const hidden = join(inbox, hiddenClaimName(manifest.id));
  renameSync(path, hidden);
  writeFileSync(claimedFile(work, manifest.id), "hello");
  expect(await finishClaim(manifest, options())).toMatchObject({ sha256: sha256("hello") });
  expect(files(inbox)).toEqual([]);
});

test("a copy that is older than the hidden one is made anew: no byte is lost", async () => {
  const path = put("x.csv", "hello");
  const manifest = await ticketFor(await look("x.csv"));
  const hidden = join(inbox, hiddenClaimName(manifest.id));
  renameSync(path, hidden);
  writeFileSync(claimedFile(work, manifest.id), "hel");
  expect(await finishClaim(manifest, options())).toMatchObject({ sha256: sha256("hello") });
});

test("two processes that finish the same claim at once both find the whole file", async () => {
  const path = put("x.csv", "hello".repeat(100_000));
  const manifest = await ticketFor(await look("x.csv"));
  renameSync(path, join(inbox, hiddenClaimName(manifest.id)));
  const both = await Promise.all([finishClaim(manifest, options()), finishClaim(manifest, options())]);
  for (const claim of both) expect(claim?.sha256).toBe(sha256("hello".repeat(100_000)));
  expect(files(inbox)).toEqual([]);
  expect(files(join(work, manifest.id))).toEqual(["file", "ticket.json"]);
});

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
