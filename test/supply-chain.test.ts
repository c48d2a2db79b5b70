/** `.ci/supply-chain`, with an npm that answers as the registry would. */
import { afterAll, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../.ci/supply-chain", import.meta.url));
const { packages } = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")) as {
  packages: Record<string, { name?: string; version: string; dev?: boolean }>;
};
const PARTS = Object.entries(packages)
  .filter(([path, { dev }]) => path !== "" && dev !== true)
  .map(([path, { version }]) => ({ name: path.slice(path.lastIndexOf("node_modules/") + 13), version }));

const folder = mkdtempSync(join(tmpdir(), "kvitt-npm-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

/** Runs the script with an npm that says these two things; it ends as npm does. */
function ask(audit: object | string, sbom: object) {
  const bin = join(folder, String((made += 1)));
  mkdirSync(bin);
  writeFileSync(join(bin, "audit"), typeof audit === "string" ? audit : JSON.stringify(audit));
  writeFileSync(join(bin, "sbom"), JSON.stringify(sbom));
  writeFileSync(join(bin, "npm"), `#!/bin/sh\ncat "${bin}/$1"\n[ "$1" = sbom ]\n`);
  chmodSync(join(bin, "npm"), 0o755);
  const ran = spawnSync(SCRIPT, {
    env: { PATH: `${bin}${delimiter}${process.env["PATH"]}` },
    encoding: "utf8",
  });
  return { code: ran.status, said: `${ran.stdout}${ran.stderr}` };
}

const whole = { bomFormat: "CycloneDX", specVersion: "1.5", components: PARTS };
const counts = { critical: 0, high: 0, moderate: 0, low: 0 };
const knows = (...severities: (keyof typeof counts)[]) => ({
  metadata: {
    vulnerabilities: { ...counts, ...Object.fromEntries(severities.map((severity) => [severity, 1])) },
  },
  vulnerabilities: Object.fromEntries(
    severities.map((severity) => [severity, { name: `part-${severity}`, severity, range: "<2" }]),
  ),
});

test.each(["high", "critical"] as const)("a vulnerability that is %s fails, and is named", (severity) => {
  const { code, said } = ask(knows(severity, "low"), whole);
  expect(code).not.toBe(0);
  expect(said).toContain(`${severity}: part-${severity} <2`);
});

test("a moderate one is counted, and a registry without the list is said to be so", () => {
  expect(ask(knows("moderate"), whole)).toMatchObject({
    code: 0,
    said: expect.stringContaining("1 moderate"),
  });
  const none = { code: 0, said: expect.stringContaining("were not looked up") };
  expect(ask({ message: "405 Method Not Allowed" }, whole)).toMatchObject(none);
  expect(ask("", whole)).toMatchObject(none);
});

test("a list that lacks a part fails, and says which", () => {
  const [first, ...others] = PARTS;
  const { code, said } = ask(knows(), { ...whole, components: others });
  expect(code).not.toBe(0);
  expect(said).toContain(`lacks: ${first?.name}@${first?.version}`);
});
