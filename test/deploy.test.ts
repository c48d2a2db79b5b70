/** The systemd unit: what it promises, and how systemd itself rates it where it is installed. */
import { expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const UNIT = fileURLToPath(new URL("../deploy/kvitt.service", import.meta.url));
const unit = readFileSync(UNIT, "utf8");
const setting = (name: string) =>
  [...unit.matchAll(new RegExp(`^${name}=(.*)$`, "gm"))].map(([, value = ""]) => value);

test("it comes after its database, and is started again whatever ends it", () => {
  expect(setting("After")[0]?.split(" ")).toEqual(
    expect.arrayContaining(["network-online.target", "postgresql.service", "remote-fs.target"]),
  );
  expect(setting("Restart")).toEqual(["always"]);
  expect(setting("StartLimitIntervalSec")).toEqual(["0"]);
  expect(Number(setting("TimeoutStopSec")[0])).toBeGreaterThanOrEqual(30);
});

test("it starts the program that is there, as a user without rights", () => {
  const [program = "", script = "", ...words] = (setting("ExecStart")[0] ?? "").split(" ");
  expect({ program, words }).toEqual({ program: "/usr/bin/node", words: ["start"] });
  expect(existsSync(fileURLToPath(new URL(`../${script}`, import.meta.url)))).toBe(true);
  expect(setting("User")).toEqual(["kvitt"]);
  expect(setting("NoNewPrivileges")).toEqual(["yes"]);
  expect(setting("CapabilityBoundingSet")).toEqual([""]);
});

test("no secret stands in the unit, which everybody may read", () => {
  expect(unit).not.toMatch(/^Environment=.*(?:_URL|PASSWORD)/m);
  expect(setting("EnvironmentFile")).toEqual(["-/etc/kvitt.env"]);
});

const rated = spawnSync("systemd-analyze", ["--version"], { stdio: "ignore" }).status === 0;
const unrated = rated ? "" : " (not looked at: systemd-analyze is missing; Debian has it in systemd)";

test(`systemd rates its exposure 4 at most, 10 being none hardened${unrated}`, () => {
  if (!rated) return;
  const { stdout, stderr } = spawnSync(
    "systemd-analyze",
    ["security", "--offline=true", "--no-pager", UNIT],
    {
      encoding: "utf8",
    },
  );
  const [, rating = ""] = /Overall exposure level for \S+: ([\d.]+)/.exec(stdout) ?? [];
  expect({ stderr, rating }).toEqual({ stderr, rating: expect.stringMatching(/^\d+\.\d$/) });
  expect(Number(rating)).toBeLessThanOrEqual(4);
});
