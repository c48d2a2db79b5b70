import { afterAll, beforeEach, expect, test } from "@jest/globals";
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { addHeaderMap } from "../../src/config/add-header-map.ts";
import { edited, readConfigText, replaceConfig } from "../../src/config/config-file.ts";
import { UserError } from "../../src/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "kvitt-config-file-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "kvitt.config.yaml");
const TEXT = "# ours\nquietDays: 5 # a week\n";
beforeEach(() => writeFileSync(file, TEXT, { mode: 0o600 }));

const problemOf = (thrown: unknown) => (thrown instanceof UserError ? thrown.say("en") : String(thrown));

test("what the next start would refuse is refused, with its place", () => {
  const refused = edited("", [
    { path: ["nightlyAt"], value: "25:00" },
    { path: ["mail", "to"], value: ["anna@example.com", "bo"] },
    { path: ["company", "orgNumber"], value: "556334-3680" },
  ]);
  if (refused.ok) throw new Error("it is taken");
  expect(refused.problems.map(({ path }) => path[0])).toEqual(["nightlyAt", "mail"]);
  expect(refused.problems.map(({ remedy }) => remedy.en)).toEqual([
    'write a time of day such as "03:15", in quotes',
    "write an address such as bokforing@example.se",
  ]);
  expect(edited("", [{ path: ["company", "orgNumber"], value: "556334-3680" }])).toMatchObject({
    ok: false,
    problems: [{ path: ["company", "orgNumber"] }],
  });
});

test("the file is replaced whole, keeps its permissions, and leaves nothing beside it", async () => {
  const changed = edited(TEXT, [{ path: ["quietDays"], value: 7 }]);
  if (!changed.ok) throw new Error("it is refused");
  await replaceConfig(file, TEXT, changed.text);
  expect(readFileSync(file, "utf8")).toBe("# ours\nquietDays: 7 # a week\n");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["kvitt.config.yaml"]);
});

test("a file that is a link stays one", async () => {
  const home = mkdtempSync(join(folder, "home-"));
  const link = join(home, "kvitt.config.yaml");
  symlinkSync(file, link);
  await replaceConfig(link, TEXT, "quietDays: 8\n");
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(file, "utf8")).toBe("quietDays: 8\n");
  rmSync(home, { recursive: true });
});

test("a change that somebody made meanwhile is not written over", async () => {
  writeFileSync(file, "quietDays: 9\n");
  const refusal = await replaceConfig(file, TEXT, "quietDays: 7\n").catch(problemOf);
  expect(refusal).toContain("Somebody else has changed");
  expect(readFileSync(file, "utf8")).toBe("quietDays: 9\n");
});

test("a place that cannot be written to is told with what to do", async () => {
  // root may write everywhere; in /proc not even root
  const refusal = await replaceConfig("/proc/kvitt.config.yaml", "", "quietDays: 7\n").catch(problemOf);
  expect(refusal).toMatch(
    /cannot be changed \(.*\)\. .*\/proc\/kvitt\.config\.yaml.*change the file by hand/,
  );
});

test("a header map is added once, below the others", async () => {
  writeFileSync(file, "# ours\nreceivables:\n  headers:\n    old: { preset: fortnox } # until May\n");
  const map = { columns: { number: "Nr" }, fixed: { kind: "invoice" } } as const;
  await addHeaderMap(file, "new", map);
  const text = await readConfigText(file);
  expect(text).toContain("    old: { preset: fortnox } # until May\n    new:\n      columns:\n");
  expect(parse(text)).toEqual({ receivables: { headers: { old: { preset: "fortnox" }, new: map } } });
  expect(await addHeaderMap(file, "new", map).catch(problemOf)).toContain("called new already");
  expect(await readConfigText(file)).toBe(text);
});
