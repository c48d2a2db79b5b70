/** `kvitt demo` beside a shop's real books: it has everything of its own, and changes nothing of theirs. */
import { afterAll, expect, test } from "@jest/globals";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { closeShops, NIGHT, openShop, type Place } from "./place.ts";

afterAll(closeShops);

/** Every file of the workspace with its hash, but what is inside the demo's own folder. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes(".kvitt-demo"))
    .map((path) => `${path} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`)
    .sort();
}

/** How many rows each table of the books has, and the end of the audit chain. */
async function booksOf(place: Place): Promise<unknown> {
  const tables = await place.ask<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'kvitt' order by 1",
  );
  const counts: Record<string, unknown> = {};
  for (const { name } of tables) {
    const rows = await place.ask<{ hash: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as hash from kvitt."${name}" t`,
    );
    counts[name] = rows[0]?.hash;
  }
  return counts;
}

test("the demo runs beside real books and leaves them as they were, a second time too", async () => {
  const place = await openShop();
  await place.json(NIGHT, 3);
  const before = { files: filesOf(place.workspace), books: await booksOf(place) };
  expect(before.files.length).toBeGreaterThan(10);

  // the environment names the real database, as it does where the shop runs Kvitt
  const env = { KVITT_INBOX: join(place.workspace, "inbox"), KVITT_MAIL_TO: "ekonomi@shop.example" };
  const first = await place.run(["demo"], env);
  expect(first).toMatchObject({ code: 0 });
  expect(first.stdout).toContain("5 reports imported, 0 known already, 1 in quarantine");
  expect(first.stdout).toContain(
    "DATABASE_URL= KVITT_INBOX= KVITT_MAIL_TO= KVITT_HOME=home/.kvitt-demo npx kvitt deviations",
  );
  expect(first.stderr).toContain("The demo does not use DATABASE_URL, KVITT_INBOX, KVITT_MAIL_TO.");
  const demo = join(place.workspace, ".kvitt-demo");
  expect(readdirSync(join(demo, "sie"))).toHaveLength(5);
  expect(existsSync(join(demo, "pg"))).toBe(true);
  expect({ files: filesOf(place.workspace), books: await booksOf(place) }).toEqual(before);

  const again = await place.run(["demo"], env);
  expect(again).toMatchObject({ code: 0 });
  expect(again.stdout).toContain("0 reports imported, 5 known already, 1 in quarantine");
  expect({ files: filesOf(place.workspace), books: await booksOf(place) }).toEqual(before);
}, 300_000);

test("a folder of that name with other settings is left alone", async () => {
  const place = await openShop();
  const config = place.put(".kvitt-demo/kvitt.config.yaml", "company: { name: Nordljus AB }\n");
  const ran = await place.inside(["demo"]);
  expect(ran).toMatchObject({ code: 2, stdout: "" });
  expect(ran.stderr).toContain("has other settings than the demo's, and may belong to a real shop");
  expect(readFileSync(config, "utf8")).toBe("company: { name: Nordljus AB }\n");
  expect(readdirSync(join(place.workspace, ".kvitt-demo"))).toEqual(["kvitt.config.yaml"]);
});
