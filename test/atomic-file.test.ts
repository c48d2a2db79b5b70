import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  copyFile,
  createFile,
  moveFile,
  PRIVATE,
  syncFolder,
  takeName,
  writeFlushed,
} from "../src/atomic-file.ts";

let folder: string;
let small = false;

async function* chunks(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kvitt-whole-"));
});
afterEach(async () => {
  if (small) execFileSync("umount", [folder]);
  small = false;
  await rm(folder, { recursive: true, force: true });
});

/** Makes the folder a disk of 64 kB; only root may, and not everywhere. */
function shrinkFolder(): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], { stdio: "ignore" });
    small = true;
  } catch {
    small = false;
  }
  return small;
}

describe("a file that is whole or not there", () => {
  test("has all its chunks, and nothing lies beside it", async () => {
    expect(await createFile(join(folder, "a.si"), chunks("ett", "", "två"))).toEqual({
      kind: "created",
    });
    expect(await readFile(join(folder, "a.si"), "utf8")).toBe("etttvå");
    expect(await readdir(folder)).toEqual(["a.si"]);
  });

  test("never replaces one that is there", async () => {
    await writeFile(join(folder, "a.si"), "den första");
    expect(await createFile(join(folder, "a.si"), chunks("den andra"))).toEqual({ kind: "exists" });
    expect(await readFile(join(folder, "a.si"), "utf8")).toBe("den första");
    expect(await readdir(folder)).toEqual(["a.si"]);
  });

  test("is not there when its source breaks off", async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from("början");
      throw new Error("the database went away");
    }
    await expect(createFile(join(folder, "a.si"), broken())).rejects.toThrow("the database went away");
    expect(await readdir(folder)).toEqual([]);
  });

  test("is not there on a full disk, and is once there is room", async () => {
    if (!shrinkFolder()) {
      process.stderr.write("  (no right to mount a small disk: a full one was not tried)\n");
      return;
    }
    const large = Array.from({ length: 100 }, () => "x".repeat(4096));
    await expect(createFile(join(folder, "a.si"), chunks(...large))).rejects.toThrow("ENOSPC");
    expect(await readdir(folder)).toEqual([]);
    expect(await createFile(join(folder, "a.si"), chunks("lite"))).toEqual({ kind: "created" });
  });

  test("of a long name has a shorter one while it is written", async () => {
    const long = `${"ö".repeat(120)}.si`; // 243 bytes of at most 255
    expect(await createFile(join(folder, long), chunks("x"))).toEqual({ kind: "created" });
    expect(await readdir(folder)).toEqual([long]);
  });

  test("stops when it is told to, and leaves nothing", async () => {
    const stop = new AbortController();
    async function* stopped(): AsyncGenerator<Buffer> {
      yield Buffer.from("a");
      stop.abort();
      yield Buffer.from("b");
    }
    const made = createFile(join(folder, "a.si"), stopped(), { signal: stop.signal });
    await expect(made).rejects.toThrow("aborted");
    expect(await readdir(folder)).toEqual([]);
  });

  test("has the permissions that were asked for", async () => {
    await createFile(join(folder, "a"), [Buffer.from("x")], { mode: 0o600 });
    await writeFlushed(join(folder, "b"), [Buffer.from("x")], { mode: 0o600 });
    for (const name of ["a", "b"]) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    expect(PRIVATE & 0o007).toBe(0);
  });
});

test("writing under a name that is taken is an error, and what was there stays", async () => {
  await writeFile(join(folder, "a"), "den första");
  await expect(writeFlushed(join(folder, "a"), [Buffer.from("x")])).rejects.toThrow("EEXIST");
  expect(await readFile(join(folder, "a"), "utf8")).toBe("den första");
});

describe("a copy", () => {
  test("has the bytes of its source, takes the name of what was there, and leaves the source", async () => {
    await writeFile(join(folder, "from"), "ny");
    await writeFile(join(folder, "to"), "gammal");
    await copyFile(join(folder, "from"), join(folder, "to"));
    expect(await readFile(join(folder, "to"), "utf8")).toBe("ny");
    expect((await readdir(folder)).sort()).toEqual(["from", "to"]);
  });

  test("of a file that is gone leaves what was there", async () => {
    await writeFile(join(folder, "to"), "gammal");
    await expect(copyFile(join(folder, "from"), join(folder, "to"))).rejects.toThrow("ENOENT");
    expect(await readdir(folder)).toEqual(["to"]);
    expect(await readFile(join(folder, "to"), "utf8")).toBe("gammal");
  });

  test("is how a file moves to another disk", async () => {
    const source = join(await mkdtemp(join(tmpdir(), "kvitt-source-")), "a");
    await writeFile(source, "hela");
    const moved = shrinkFolder();
    if (!moved) process.stderr.write("  (no right to mount a small disk: moved within one)\n");
    await moveFile(source, join(folder, "b"));
    expect(await readFile(join(folder, "b"), "utf8")).toBe("hela");
    await expect(stat(source)).rejects.toThrow("ENOENT");
    expect(await readdir(folder)).toEqual(["b"]);
  });
});

// A folder cannot be linked, as no file can be on FAT and some network shares: it takes the same way.
describe("where there are no hard links", () => {
  const from = () => join(folder, "from");
  const to = () => join(folder, "to");
  const hold = () => join(folder, ".to.hold");
  beforeEach(() => mkdir(from()));

  test("a free name is taken, and nothing lies beside it", async () => {
    expect(await takeName(from(), to())).toBe(true);
    expect(await readdir(folder)).toEqual(["to"]);
  });

  test.each([
    ["a file", () => writeFile(to(), "x")],
    ["an empty folder, which a rename would replace", () => mkdir(to())],
    ["a link to nowhere", () => symlink("/nowhere/at/all", to())],
  ])("a name that %s has is not", async (_, put) => {
    await put();
    expect(await takeName(from(), to())).toBe(false);
    expect((await readdir(folder)).sort()).toEqual(["from", "to"]);
  });

  test("of ten at the same time one gets the name", async () => {
    const rivals = Array.from({ length: 10 }, (_, index) => join(folder, `from${index}`));
    for (const path of rivals) await mkdir(path);
    const all = await Promise.allSettled(rivals.map((path) => takeName(path, to())));
    expect(all.filter((one) => one.status === "fulfilled" && one.value)).toHaveLength(1);
    expect((await readdir(folder)).filter((name) => name.startsWith("from"))).toHaveLength(10);
  });

  test("a name that another process is taking is busy; what a crash left is not for long", async () => {
    await writeFile(hold(), "");
    await expect(takeName(from(), to())).rejects.toMatchObject({ code: "EBUSY" });
    expect(await readdir(folder)).toContain(".to.hold");
    const before = new Date(Date.now() - 120_000);
    await utimes(hold(), before, before);
    await expect(takeName(from(), to())).rejects.toMatchObject({ code: "EBUSY" });
    expect(await takeName(from(), to())).toBe(true);
    expect(await readdir(folder)).toEqual(["to"]);
  });
});

test("a folder that is not there cannot be flushed", async () => {
  await syncFolder(folder);
  await expect(syncFolder(join(folder, "none"))).rejects.toThrow("ENOENT");
});
