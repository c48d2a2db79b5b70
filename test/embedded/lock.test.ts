import { expect, test } from "@jest/globals";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clockAt, systemClock } from "../../src/clock.ts";
import { withLock } from "../../src/embedded/lock.ts";
import { isAlive, signature } from "../../src/embedded/process-identity.ts";
import { runFolder } from "../setup/run.ts";

const newLock = (): string => join(mkdtempSync(join(runFolder(), "lock-")), "lock");

/** The signature of a process that has ended. */
async function deadSignature(): Promise<string> {
  const child = spawn("sleep", ["60"]);
  const signed = signature(child.pid);
  child.kill("SIGKILL");
  await once(child, "exit");
  return signed;
}

test("only one at a time is inside, and all get their turn", async () => {
  const lock = newLock();
  let inside = 0;
  let most = 0;
  let turns = 0;
  const turn = (): Promise<void> =>
    withLock(lock, systemClock, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await systemClock.sleep(5);
      turns += 1;
      inside -= 1;
    });
  await Promise.all(Array.from({ length: 8 }, turn));
  expect({ most, turns }).toEqual({ most: 1, turns: 8 });
});

test("a lock that a dead process left is taken over, by one only", async () => {
  const lock = newLock();
  writeFileSync(lock, await deadSignature());
  let inside = 0;
  let most = 0;
  const turn = (): Promise<void> =>
    withLock(lock, systemClock, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await systemClock.sleep(5);
      inside -= 1;
    });
  await Promise.all(Array.from({ length: 8 }, turn));
  expect(most).toBe(1);
  expect(readdirSync(join(lock, ".."))).toEqual([]);
});

test("a lock that was never signed is taken over when it is old, not when it is new", async () => {
  const lock = newLock();
  writeFileSync(lock, "");
  const clock = clockAt("2024-05-02T01:15:00Z"); // its hours pass at once, the file's do not
  await expect(withLock(lock, clock, () => Promise.resolve())).rejects.toThrow("is held by process");
  utimesSync(lock, new Date(0), new Date(0));
  expect(await withLock(lock, systemClock, () => Promise.resolve("in"))).toBe("in");
});

test("a living owner is waited for, and named when it takes too long", async () => {
  const lock = newLock();
  writeFileSync(lock, signature());
  const wait = withLock(lock, clockAt("2024-05-02T01:15:00Z"), () => Promise.resolve());
  await expect(wait).rejects.toThrow(`${lock} is held by process ${process.pid} `);
  expect(readFileSync(lock, "utf8")).toBe(signature());
});

test("the lock is given back when the work inside fails", async () => {
  const lock = newLock();
  await expect(withLock(lock, systemClock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withLock(lock, systemClock, () => Promise.resolve("in"))).toBe("in");
});

test("a process id that is somebody else's by now is not taken for its former owner", async () => {
  expect(isAlive(signature())).toBe(true);
  expect(isAlive(await deadSignature())).toBe(false);
  const [pid, birth] = signature().split(" ");
  if (birth) expect(isAlive(`${pid} ${birth}0`)).toBe(false);
  expect(isAlive("")).toBe(false);
  expect(isAlive("not a process")).toBe(false);
});
