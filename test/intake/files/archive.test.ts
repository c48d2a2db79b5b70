import { afterEach, beforeEach, expect, test } from "@jest/globals";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archiveFile, findArchived } from "../../../src/intake/files/archive.ts";
import { numbered, safeName } from "../../../src/intake/files/file-name.ts";
import { quarantineFile, type Quarantined } from "../../../src/intake/files/quarantine.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kvitt-archive-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const files = (path = folder) =>
  readdirSync(path, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

function put(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test("a report is kept under the hash of its content and its own name", async () => {
  const archive = join(folder, "archive");
  const place = await archiveFile(archive, put("source", "hello"), {
    sha256: sha256("hello"),
    name: "K1/rapport åäö.csv",
  });
  expect(place).toBe(join(archive, sha256("hello").slice(0, 2), sha256("hello"), "rapport åäö.csv"));
  expect(readFileSync(place, "utf8")).toBe("hello");
  expect(existsSync(join(folder, "source"))).toBe(false);
  expect(await findArchived(archive, sha256("hello"))).toBe(place);
});

test("the same content again, under any name, is kept once and its other copy goes away", async () => {
  const about = { sha256: sha256("hello"), name: "first.csv" };
  const first = await archiveFile(folder, put("a", "hello"), about);
  expect(await archiveFile(folder, put("b", "hello"), { ...about, name: "second.csv" })).toBe(first);
  expect(files()).toEqual(["first.csv"]);
  // a crash after the move: asked for again, there is nothing left to move
  expect(await archiveFile(folder, join(folder, "a"), about)).toBe(first);
});

test("a twin that is damaged is no twin: the copy is not removed for its sake", async () => {
  const about = { sha256: sha256("hello"), name: "x.csv" };
  const place = await archiveFile(folder, put("a", "hello"), about);
  writeFileSync(place, "hellO");
  expect(await findArchived(folder, about.sha256)).toBeNull();
  await archiveFile(folder, put("b", "hello"), { ...about, name: "y.csv" });
  expect(await findArchived(folder, about.sha256)).toBe(join(place, "..", "y.csv"));
});

test("bytes that are not those that were read are not archived as if they were", async () => {
  const source = put("a", "changed since");
  await expect(archiveFile(folder, source, { sha256: sha256("hello"), name: "x.csv" })).rejects.toThrow(
    "x.csv cannot be archived: it was changed after it was read",
  );
  expect(files()).toEqual(["a"]);
});

const refused = (name: string, claimId = "claim"): Quarantined => ({
  name,
  sha256: sha256("bad"),
  claimId,
  at: new Date("2024-05-02T03:15:00Z"),
  refusals: [
    {
      code: "totals_differ",
      reason: "settlement_differs",
      line: 2,
      column: "total_settlement_amount",
      found: "10.00",
      expected: "10.01",
      what: { sv: "Fel", en: "Wrong" },
      todo: { sv: "Gör så", en: "Do this" },
    },
    {
      code: "unreadable",
      reason: "cell_count",
      line: 7,
      column: null,
      found: null,
      expected: null,
      what: { sv: "Fel 2", en: "Wrong 2" },
      todo: { sv: "Gör så", en: "Do this" },
    },
  ],
});

test("a refused file is in quarantine under its own name, with the reason in every language beside it", async () => {
  const place = await quarantineFile(folder, put("source", "bad"), refused("K1/x.csv"));
  expect(place).toBe(join(folder, "x.csv"));
  expect(files()).toEqual(["x.csv", "x.csv.reason.json"]);
  expect(JSON.parse(readFileSync(`${place}.reason.json`, "utf8"))).toEqual({
    file: "K1/x.csv",
    ...refused("").refusals[0],
    sha256: sha256("bad"),
    claimId: "claim",
    quarantinedAt: "2024-05-02T03:15:00.000Z",
    refusals: refused("").refusals,
  });
});

test("files of one name are numbered, and nothing is ever replaced", async () => {
  put("x.csv", "a stranger's file");
  put("x (2).csv.reason.json", "a stranger's reason");
  const places = [];
  for (const claim of ["a", "b"])
    places.push(await quarantineFile(folder, put("source", claim), refused("x.csv", claim)));
  expect(places).toEqual([join(folder, "x (3).csv"), join(folder, "x (4).csv")]);
  expect(readFileSync(join(folder, "x.csv"), "utf8")).toBe("a stranger's file");
  expect(files()).toEqual([
    "x (2).csv.reason.json",
    "x (3).csv",
    "x (3).csv.reason.json",
    "x (4).csv",
    "x (4).csv.reason.json",
    "x.csv",
  ]);
});

test("many at once get a name each", async () => {
  mkdirSync(join(folder, "work"));
  const quarantine = join(folder, "quarantine");
  mkdirSync(quarantine);
  const claims = Array.from({ length: 20 }, (_, i) => String(i));
  const places = await Promise.all(
    claims.map((claim) => quarantineFile(quarantine, put(`work/${claim}`, claim), refused("x.csv", claim))),
  );
  expect(new Set(places).size).toBe(20);
  expect(files(quarantine)).toHaveLength(40);
  for (const [i, place] of places.entries()) expect(readFileSync(place, "utf8")).toBe(String(i));
});

test("asked for again after a crash, the same claim has the same place", async () => {
  const source = put("source", "bad");
  // before the file moved
  put("x.csv.reason.json", JSON.stringify({ claimId: "claim" }));
  const place = await quarantineFile(folder, source, refused("x.csv"));
  expect(place).toBe(join(folder, "x.csv"));
  // after it moved
  expect(await quarantineFile(folder, source, refused("x.csv"))).toBe(place);
  expect(files()).toEqual(["x.csv", "x.csv.reason.json"]);
});

test("a name of the greatest length keeps its end, and leaves room for the reason's", async () => {
  const name = `${"å".repeat(120)}${"n".repeat(11)}.csv`;
  const place = await quarantineFile(folder, put("source", "bad"), refused(name));
  expect(place.endsWith(".csv")).toBe(true);
  expect(existsSync(`${place}.reason.json`)).toBe(true);
});

test.each([
  ["../../etc/passwd", "passwd"],
  ["..", "__"],
  ["K1/..", "__"],
  [".hidden", "_hidden"],
  ["a\nb\u0000c.csv", "a_b_c.csv"],
  ["C:\\temp\\x.csv", "x.csv"],
  ["", "unnamed"],
  ["K1/", "unnamed"],
])("the name %j is safe as %j", (name, safe) => {
  expect(safeName(name)).toBe(safe);
});

test("numbers come before the extension, and a name stays within what a file system takes", () => {
  expect(numbered("rapport.csv", 1)).toBe("rapport.csv");
  expect(numbered("rapport.csv", 2)).toBe("rapport (2).csv");
  expect(numbered("no extension", 3)).toBe("no extension (3)");
  expect(Buffer.byteLength(numbered(`${"å".repeat(125)}.csv`, 10))).toBeLessThanOrEqual(255);
  expect(numbered(`${"🧾".repeat(63)}.csv`, 2)).not.toContain("\ufffd");
});
