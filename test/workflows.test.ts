/** The workflows of the public repository: they run what is here, with as few rights as they can. */
import { expect, test } from "@jest/globals";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const ROOT = new URL("../", import.meta.url);
const FOLDER = ".github/workflows";
const FILES = readdirSync(new URL(FOLDER, ROOT)).sort();

const Permissions = z.record(z.string(), z.enum(["read", "write"]));
const Step = z.object({ uses: z.string().optional(), run: z.string().optional() });
const Workflow = z.object({
  permissions: Permissions,
  jobs: z.record(
    z.string(),
    z.object({ "timeout-minutes": z.number(), permissions: Permissions.optional(), steps: z.array(Step) }),
  ),
});
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(text("package.json")));

function text(path: string): string {
  return readFileSync(new URL(path, ROOT), "utf8");
}

function stepsOf(file: string) {
  return Object.values(Workflow.parse(parse(text(`${FOLDER}/${file}`))).jobs).flatMap(({ steps }) => steps);
}

test.each(FILES)("%s reads only, but where a job says what it writes, and ends by itself", (file) => {
  expect(Workflow.parse(parse(text(`${FOLDER}/${file}`))).permissions).toEqual({ contents: "read" });
});

test.each(FILES)("%s uses actions by their commit, and says which release that is", (file) => {
  const uses = text(`${FOLDER}/${file}`)
    .split("\n")
    .filter((line) => /\buses:/.test(line));
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.filter((line) => !/uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

test.each(FILES)("%s runs commands that are there", (file) => {
  const runs = stepsOf(file).flatMap(({ run }) => (run === undefined ? [] : [run]));
  const missing = runs.filter((run) => {
    const [, script] = /^npm run (?:--silent )?(\S+)/.exec(run) ?? [];
    if (script !== undefined) return !(script in scripts);
    return run.startsWith(".ci/") && !existsSync(new URL(run.split(" ")[0] ?? "", ROOT));
  });
  expect(missing).toEqual([]);
});

test("an action is of the same commit everywhere", () => {
  const pins = new Set(FILES.flatMap(stepsOf).flatMap(({ uses }) => (uses === undefined ? [] : [uses])));
  const names = [...pins].map((pin) => pin.split("@")[0]);
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
});

test("the oldest Node of the matrix is the oldest that package.json supports", () => {
  const { engines } = z
    .object({ engines: z.object({ node: z.string() }) })
    .parse(JSON.parse(text("package.json")));
  const [, oldest] = /^>=(\d+)/.exec(engines.node) ?? [];
  expect(text(`${FOLDER}/test.yml`)).toMatch(new RegExp(`^        node: \\[${oldest},`, "m"));
});

test("a release carries the list of its parts, and both it and each change are asked for known vulnerabilities", () => {
  const release = stepsOf("release.yml").flatMap(({ run }) => run ?? []);
  const list = release.find((run) => run.startsWith(".ci/supply-chain "))?.split(" ")[1];
  expect(list).toMatch(/\.cdx\.json$/);
  expect(release.some((run) => run.startsWith("gh release create") && run.endsWith(` ${list}`))).toBe(true);
  expect(text(".ci/run")).toContain("step .ci/supply-chain\n");
});
