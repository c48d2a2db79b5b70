import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createWhole } from "../../../src/delivery/sie/atomic-file.ts";

const { signal } = new AbortController();
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
    expect(await createWhole(join(folder, "a.si"), chunks("ett", "", "två"), signal)).toEqual({
      kind: "created",
    });
    expect(await readFile(join(folder, "a.si"), "utf8")).toBe("etttvå");
    expect(await readdir(folder)).toEqual(["a.si"]);
  });

  test("never replaces one that is there", async () => {
    await writeFile(join(folder, "a.si"), "den första");
    expect(await createWhole(join(folder, "a.si"), chunks("den andra"), signal)).toEqual({ kind: "exists" });
    expect(await readFile(join(folder, "a.si"), "utf8")).toBe("den första");
    expect(await readdir(folder)).toEqual(["a.si"]);
  });

  test("is not there when its source breaks off", async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from("början");
      throw new Error("the database went away");
    }
    await expect(createWhole(join(folder, "a.si"), broken(), signal)).rejects.toThrow(
      "the database went away",
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test("is not there on a full disk, and is once there is room", async () => {
    if (!shrinkFolder()) {
      process.stderr.write("  (no right to mount a small disk: a full one was not tried)\n");
      return;
    }
    const large = Array.from({ length: 100 }, () => "x".repeat(4096));
    await expect(createWhole(join(folder, "a.si"), chunks(...large), signal)).rejects.toThrow("ENOSPC");
    expect(await readdir(folder)).toEqual([]);
    expect(await createWhole(join(folder, "a.si"), chunks("lite"), signal)).toEqual({ kind: "created" });
  });
});
