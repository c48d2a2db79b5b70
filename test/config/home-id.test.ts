import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HOME_ID_FILE, homeIdOf } from "../../src/config/home-id.ts";

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), "kvitt-home-"));
});
afterEach(() => rmSync(work, { recursive: true }));

test("processes that start at once in a new home agree on its id", async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => homeIdOf({ work })));
  expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(new Set(ids).size).toBe(1);
  expect(readdirSync(work)).toEqual([HOME_ID_FILE]);
});

test("another home has another id", async () => {
  const id = await homeIdOf({ work });
  rmSync(join(work, HOME_ID_FILE));
  expect(await homeIdOf({ work })).not.toBe(id);
});

test("a folder that takes no file has no id, nor has one whose file holds something else", async () => {
  expect(await homeIdOf({ work: join(work, "missing") })).toBeNull();
  writeFileSync(join(work, HOME_ID_FILE), "mine\n");
  expect(await homeIdOf({ work })).toBeNull();
});
