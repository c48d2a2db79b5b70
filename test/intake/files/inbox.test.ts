import { afterEach, beforeEach, expect, test } from "@jest/globals";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../../src/clock.ts";
import { lookInInbox, type InboxLook } from "../../../src/intake/files/inbox.ts";

let inbox: string;
beforeEach(() => {
  inbox = mkdtempSync(join(tmpdir(), "kvitt-inbox-"));
});
afterEach(() => rmSync(inbox, { recursive: true, force: true }));

function put(name: string, text = "x"): string {
  const path = join(inbox, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A clock whose waiting is what `meanwhile` does. */
function clockWith(meanwhile: () => void = () => undefined): Clock & { slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(),
    sleep: (ms) => {
      slept.push(ms);
      meanwhile();
      return Promise.resolve();
    },
  };
}

function look(meanwhile?: () => void): Promise<InboxLook> {
  return lookInInbox(inbox, { settleSeconds: 2, clock: clockWith(meanwhile) });
}

const namesOf = (files: InboxLook["ready"]) => files.map(({ name }) => name);

test("every regular file is taken whatever its name, in subfolders too, and tells its merchant's folder", async () => {
  put("report.csv");
  put("no extension");
  put("K123/deep/er/x.PDF");
  put("M77/y.csv");
  const { ready, warnings } = await look();
  expect(ready.map(({ name, merchantFolder }) => [name, merchantFolder])).toEqual([
    ["K123/deep/er/x.PDF", "K123"],
    ["M77/y.csv", "M77"],
    ["no extension", null],
    ["report.csv", null],
  ]);
  expect(warnings).toEqual([]);
});

test("hidden files and folders, and what a sender has not finished, are passed over in silence", async () => {
  for (const name of [".hidden.csv", ".git/x.csv", "a.tmp", "b.PART", "K1/.x", ".kvitt-123"]) put(name);
  expect(await look()).toEqual({ ready: [], stillWritten: [], claimed: [], warnings: [] });
});

test("names that differ only by case, with spaces, in two spellings of å, with a line end, of 200 characters", async () => {
  const names = [
    "Report.csv",
    "report.csv",
    "  two  spaces .csv",
    "åäö.csv".normalize("NFC"),
    "åäö.csv".normalize("NFD"),
    "line\nend.csv",
    `${"n".repeat(196)}.csv`,
    "-rf",
    "back\\slash.csv",
    "a'b\"c;$(x).csv",
  ];
  names.forEach((name) => put(name));
  const { ready } = await look();
  expect(new Set(namesOf(ready))).toEqual(new Set(names));
});

test("a name that is no UTF-8 is read as Latin-1 and can be opened", async () => {
  const bytes = Buffer.concat([Buffer.from(`${inbox}/`), Buffer.from("bet\xe5lning.csv", "latin1")]);
  writeFileSync(bytes, "x");
  const { ready } = await look();
  expect(namesOf(ready)).toEqual(["betålning.csv"]);
  expect(ready[0]?.path.equals(bytes)).toBe(true);
});

test("symbolic links and folders with a file's name are left, with a warning, and not walked", async () => {
  const real = put("K1/real.csv");
  symlinkSync(real, join(inbox, "link.csv"));
  symlinkSync("/etc", join(inbox, "etc"));
  symlinkSync("nowhere", join(inbox, "dangling.csv"));
  put("x.csv/inside.csv");
  put("batch.part/inside.csv");
  const { ready, warnings } = await look();
  expect(namesOf(ready)).toEqual(["K1/real.csv"]);
  expect(warnings.map(({ name, kind }) => `${name}: ${kind}`).sort()).toEqual([
    "batch.part: folder_named_like_a_file",
    "dangling.csv: symbolic_link",
    "etc: symbolic_link",
    "link.csv: symbolic_link",
    "x.csv: folder_named_like_a_file",
  ]);
  expect(warnings.every(({ words, name }) => words.sv.includes(name) && words.en.includes(name))).toBe(true);
});

test("a merchant's folder may be called like a web shop", async () => {
  put("butiken.se/x.csv");
  expect((await look()).ready[0]?.merchantFolder).toBe("butiken.se");
});

test("a pipe is left, with a warning, and nobody hangs on it", async () => {
  expect(spawnSync("mkfifo", [join(inbox, "pipe.csv")]).status).toBe(0);
  expect((await look()).warnings).toMatchObject([{ name: "pipe.csv", kind: "not_a_file" }]);
});

test("a file that grows, is touched or is replaced while we wait is still moving", async () => {
  const grows = put("grows.csv");
  const touched = put("touched.csv");
  const replaced = put("replaced.csv");
  const gone = put("gone.csv");
  put("still.csv");
  const found = await look(() => {
    appendFileSync(grows, "y");
    utimesSync(touched, new Date(), new Date(Date.now() + 1000));
    renameSync(put("other.tmp"), replaced);
    rmSync(gone);
  });
  expect(namesOf(found.ready)).toEqual(["still.csv"]);
  expect(namesOf(found.stillWritten)).toEqual(["grows.csv", "replaced.csv", "touched.csv"]);
});

test("a file from the future stands still like any other: the file server's clock is not ours", async () => {
  const path = put("x.csv");
  utimesSync(path, new Date(), new Date(Date.now() + 86_400_000));
  expect(namesOf((await look()).ready)).toEqual(["x.csv"]);
});

test("an empty inbox is not waited for, one with files once", async () => {
  const clock = clockWith();
  await lookInInbox(inbox, { settleSeconds: 2, clock });
  expect(clock.slept).toEqual([]);
  put("x.csv");
  put("y.csv");
  await lookInInbox(inbox, { settleSeconds: 2, clock });
  expect(clock.slept).toEqual([2000]);
});

test("an inbox that is not there is a technical error that names it", async () => {
  rmSync(inbox, { recursive: true });
  await expect(look()).rejects.toThrow(inbox);
});

test("thousands of files are looked at in one go, in order of name", async () => {
  const names = Array.from({ length: 3000 }, (_, i) => `${String(i).padStart(4, "0")}.csv`);
  names.forEach((name) => put(name, ""));
  expect(namesOf((await look()).ready)).toEqual(names);
});
