/** `.ci/subjects`, on a repository of its own. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../.ci/subjects", import.meta.url));
const FITS = `fix(money): ${"ö".repeat(60)}`;
const LONG = `fix(money): ${"o".repeat(61)}`;
const folder = mkdtempSync(join(tmpdir(), "subjects-"));
afterAll(() => rmSync(folder, { recursive: true }));

function run(command: string, ...args: readonly string[]) {
  // nobody's own settings of git
  const env = { PATH: process.env["PATH"] ?? "", HOME: folder, GIT_CONFIG_NOSYSTEM: "1" };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: "utf8" });
  return { status, stdout, stderr };
}
const git = (...args: readonly string[]) =>
  expect(run("git", "-c", "user.name=a", "-c", "user.email=a@b.example", ...args)).toMatchObject({
    status: 0,
  });
const commit = (subject: string) => git("commit", "-q", "--allow-empty", "-m", subject);

beforeAll(() => {
  git("init", "-q");
  commit(`before the rule: ${LONG}`);
  mkdirSync(join(folder, ".ci"));
  cpSync(SCRIPT, join(folder, ".ci/subjects"));
  git("add", ".ci");
  commit("the rule");
});

test("a subject of 72 characters passes, one of 73 does not, and what is older than the rule or a tag stays", () => {
  commit(FITS);
  expect(run(SCRIPT)).toMatchObject({
    status: 0,
    stdout: "1 commits looked at, 0 with too long a subject\n",
  });
  commit(LONG);
  expect(run(SCRIPT)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`has a subject of 73 characters, at most 72: ${LONG}`),
  });
  git("tag", "v1.0.0");
  commit("fix: short");
  expect(run(SCRIPT)).toMatchObject({
    status: 0,
    stdout: "1 commits looked at, 0 with too long a subject\n",
  });
  expect(run(SCRIPT, "HEAD")).toMatchObject({ status: 1 });
});
