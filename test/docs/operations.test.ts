import { expect, test } from "@jest/globals";
import { collectRun } from "../../jobs/collect-run.ts";
import { importReport } from "../../jobs/import-report.ts";
import type { JobKind } from "../../jobs/job-kind.ts";
import { postVoucher } from "../../jobs/post-voucher.ts";
import { sendMail } from "../../jobs/send-mail.ts";
import { matchRun } from "../../jobs/match-run.ts";
import { startNight } from "../../jobs/start-night.ts";
import { digestRun } from "../../jobs/digest-run.ts";
import { GROUPS } from "../../src/cli/program.ts";
import { WANTED } from "../../src/reports/check/portal.ts";
import { metrics } from "../../src/web/watch/metrics.ts";
import { partProblem, readPage, tableRows } from "./page.ts";

const README = readPage("README.md");
const OPERATIONS = readPage("docs/operations.md");

const COMMANDS = GROUPS.flatMap(({ commands }) => commands.map(({ name }) => name));

test("the README has every command, and no other", () => {
  const shown = tableRows(README.slice(README.indexOf("## Commands"))).flatMap(([cell = ""]) =>
    [...cell.matchAll(/`([a-z]+)\b[^`]*`/g)].map(([, name = ""]) => name),
  );
  expect(shown.sort()).toEqual([...COMMANDS].sort());
});

test("the README's guide to the portal asks for every field that is needed", () => {
  for (const { field, importance, part } of WANTED) {
    const isTotal = part === "summary" && field.startsWith("total_");
    if (importance === "needed" || !isTotal) expect(README).toContain(`\`${field}\``);
  }
});

test("the README is short", () => {
  expect(README.split("\n").length).toBeLessThan(200);
});

test("how often each step is tried stands as it is", () => {
  const kinds: readonly (readonly [string, JobKind])[] = [
    ["begin a night", startNight],
    ["collect files", collectRun],
    ["take in a report", importReport],
    ["match and book", matchRun],
    ["deliver a voucher", postVoucher],
    ["compose the mail", digestRun],
    ["send a mail", sendMail],
  ];
  const rows = kinds.map(([what, { retry }]) => {
    const waits = retry.attempts - 1;
    const seconds = (retry.firstDelayMs / 1000) * (2 ** waits - 1);
    return [what, String(retry.attempts), `${retry.firstDelayMs / 1000} s`, roughly(seconds)];
  });
  const head = ["step", "tries", "first wait", "from the first try to the last, about"];
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  expect(partProblem("docs/operations.md", "jobs/", lines.join("\n"))).toBe("");
});

function roughly(seconds: number): string {
  if (seconds < 3_600) return `${Math.round(seconds / 60)} minutes`;
  return `${Math.round(seconds / 3_600)} hours`;
}

test("every metric is explained", () => {
  const none = { counts: [], openDeviations: [], unsettled: [], lastDone: null, connectors: [] };
  const names = [
    ...metrics(none, [], "postgres", { roles: [], scopes: [], faults: [] }).matchAll(/^# TYPE (\S+)/gm),
  ].map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(8);
  for (const name of names.filter((one) => one !== "kvitt_info")) expect(OPERATIONS).toContain(name);
});
