import { afterEach, expect, test } from "@jest/globals";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { demoMonth } from "../../src/demo/month.ts";
import { closeShops, NIGHT, openPlace, type Place } from "./place.ts";

const places: Place[] = [];
afterEach(async () => {
  await Promise.all(places.splice(0).map((place) => place.close()));
  await closeShops();
});

async function open(): Promise<Place> {
  const place = await openPlace();
  places.push(place);
  return place;
}

const PATIENCE_MS = 60_000;

/** One report of the month that is as it should be; the files below differ from it in one thing each. */
const REPORT = (() => {
  const found = demoMonth().find(({ folder, name }) => folder === "inbox" && !name.includes("Excel"));
  if (!found) throw new Error("the month has no report");
  return found.bytes.toString("utf8");
})();

/** What a person who gives the file must be able to read: code, place, what was found. */
const BAD: readonly {
  name: string;
  bytes: string | Buffer;
  code: string;
  says: readonly string[];
}[] = [
  { name: "empty.csv", bytes: "", code: "unreadable", says: ["empty.csv"] },
  {
    name: "binary.csv",
    bytes: Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256)),
    code: "unreadable",
    says: ["binary.csv"],
  },
  { name: "columns.csv", bytes: "name;age\nAnna;34\n", code: "unreadable", says: ["columns.csv"] },
  {
    name: "one-ore.csv",
    bytes: changed(/^(SALE;(?:[^;]*;)*?)(\d+)\.(\d\d)(?=;|$)/m, (_all, before, whole, part) => {
      const minor = BigInt(`${String(whole)}${String(part)}`) + 1n;
      return `${String(before)}${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;
    }),
    code: "totals_differ",
    says: ["one-ore.csv"],
  },
  {
    name: "type.csv",
    bytes: changed(/^SALE;/m, () => "GIFT;"),
    code: "unknown_type",
    says: ["type.csv", "GIFT"],
  },
  {
    name: "excel.csv",
    bytes: changed(/^(SALE;)([^;]*)/m, (_all, type) => `${String(type)}1.23457E+08`),
    code: "unreadable",
    says: ["excel.csv", "1.23457E+08"],
  },
];

function changed(what: RegExp, how: (...found: unknown[]) => string): string {
  const text = REPORT.replace(what, how);
  if (text === REPORT) throw new Error(`the report has no ${String(what)}`);
  return text;
}

test(
  "a bad report that is given is refused with words that help, nothing of it is booked, and it is kept as it was",
  async () => {
    const place = await open();
    const files = BAD.map(({ name, bytes }) => place.put(`given/${name}`, bytes));
    const dry = await place.inside(["import", ...files, "--dry-run"]);
    expect(dry.code).toBe(3);
    const { code, stdout } = await place.inside(["import", ...files, "--wait"]);
    expect(code).toBe(3);
    for (const { name, says } of BAD) {
      for (const said of [stdout, dry.stdout]) {
        const about = said.split("\n").filter((line) => line.includes(name));
        expect({ name, lines: about.length > 0 }).toEqual({ name, lines: true });
        for (const words of says) expect(about.join("\n")).toContain(words);
      }
    }
    for (const { name, bytes, code: expected } of BAD) {
      const kept = join(place.workspace, "quarantine", name);
      expect(readFileSync(kept).equals(Buffer.from(bytes))).toBe(true);
      const reason = JSON.parse(readFileSync(`${kept}.reason.json`, "utf8")) as Record<string, unknown>;
      expect({ name, reason }).toMatchObject({ name, reason: { file: name, code: expected } });
    }
    expect(await place.json(["payouts"], 0)).toEqual([]);
    expect(await place.json(["vouchers"], 0)).toEqual([]);
    expect(place.names("sie")).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  "a folder and a link given to import are wrong usage; in the inbox they are left alone, and the night says so",
  async () => {
    const place = await open();
    const report = place.put("elsewhere/report.csv", REPORT);
    const inbox = join(place.workspace, "inbox");
    mkdirSync(join(inbox, "x.csv"), { recursive: true });
    symlinkSync(report, join(inbox, "link.csv"));
    for (const name of ["x.csv", "link.csv", "missing.csv"]) {
      const { code, stderr } = await place.inside(["import", join(inbox, name), "--wait"]);
      expect({ name, code, stderr }).toEqual({ name, code: 2, stderr: expect.stringContaining(name) });
    }
    const { code, stderr } = await place.inside(NIGHT);
    expect(code).toBe(0);
    for (const name of ["x.csv", "link.csv"]) expect(stderr).toContain(name);
    expect(readdirSync(inbox).sort()).toEqual(["link.csv", "x.csv"]);
    expect(existsSync(report)).toBe(true);
    expect(await place.json(["payouts"], 0)).toEqual([]);
  },
  PATIENCE_MS,
);

// root reads everything
if (process.getuid?.() !== 0)
  test(
    "a report without permission is a technical failure that names it, and it lies where it was",
    async () => {
      const place = await open();
      const report = place.put("inbox/report.csv", REPORT);
      chmodSync(report, 0o000);
      const { code, stdout, stderr } = await place.inside(NIGHT);
      expect({ code, said: `${stdout}${stderr}` }).toEqual({
        code: 1,
        said: expect.stringContaining("report.csv"),
      });
      expect(place.names("inbox")).toEqual(["report.csv"]);
      chmodSync(report, 0o644);
      expect(await place.json(NIGHT, 3)).toMatchObject({ files: { imported: 1 } });
    },
    PATIENCE_MS,
  );
