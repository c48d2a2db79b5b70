import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { receive } from "../../../src/web/upload/receive.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kvitt-upload-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, bytes: Readable, maxBytes = 100) =>
  receive({ name, bytes, announced: 0, folder, maxBytes });

test("while a file is on its way, only a hidden name is in the folder", async () => {
  let seen: string[] = [];
  async function* slowly() {
    yield Buffer.from("first,");
    seen = readdirSync(folder);
    yield Buffer.from("second");
  }
  await put("a.csv", Readable.from(slowly()));
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatch(/^\.kvitt-upload-.+\.part$/);
  expect(readdirSync(folder)).toEqual(["a.csv"]);
  expect(readFileSync(join(folder, "a.csv"), "utf8")).toBe("first,second");
});

test("a sender that goes away in the middle leaves nothing behind", async () => {
  async function* broken() {
    yield Buffer.from("first,");
    throw new Error("aborted");
  }
  await expect(put("a.csv", Readable.from(broken()))).rejects.toThrow("a.csv cannot be put into");
  expect(readdirSync(folder)).toEqual([]);
});

test("a sender that does not say how much it sends is stopped at the limit", async () => {
  let sent = 0;
  async function* endless() {
    for (;;) yield Buffer.alloc(40, (sent += 1));
  }
  expect(await put("a.csv", Readable.from(endless()))).toMatchObject({ ok: false, status: 413 });
  expect(sent).toBeLessThan(30);
  expect(readdirSync(folder)).toEqual([]);
});

test("two that send the same name at the same time both keep their file", async () => {
  const both = await Promise.all(
    ["one", "two"].map((text) => put("a.csv", Readable.from([Buffer.from(text)]))),
  );
  expect(both.map((one) => one.ok)).toEqual([true, true]);
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  expect(texts.sort()).toEqual(["one", "two"]);
});
