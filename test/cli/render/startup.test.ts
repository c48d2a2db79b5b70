import { afterAll, expect, test } from "@jest/globals";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderStartup, type Startup } from "../../../src/cli/render/startup.ts";
import { openWorkspace } from "../../../src/config/workspace.ts";

const folder = mkdtempSync(join(tmpdir(), "kvitt-startup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function startup(cwd: string): Startup {
  return {
    workspace: openWorkspace({}, cwd),
    roles: ["scheduler", "import", "match", "post", "notify", "web"],
    address: "http://127.0.0.1:8080",
    welcome: "/welcome/abc",
    wroteSettings: true,
    // a quarter to midnight in Stockholm
    now: new Date("2026-11-27T22:45:00Z"),
    cwd,
  };
}

test("a person reads where the page and the inbox are, when the next nightly run is, and how to stop", () => {
  expect(renderStartup(startup(folder), "sv").split("\n")).toEqual([
    "Kvitt är igång.",
    "  Sida                 http://127.0.0.1:8080",
    "  Första inloggningen  http://127.0.0.1:8080/welcome/abc  (gäller en gång, i ett dygn)",
    "  Inkorg               .kvitt/inbox  (lägg avräkningsrapporterna här)",
    "  Kundreskontra        .kvitt/receivables  (lägg listor över fakturor, kreditfakturor och order här)",
    "  Nattkörning          lördag 28 november 2026 kl. 03.15 (Europe/Stockholm); en nu: kvitt nightly --wait",
    "  Inställningar        .kvitt/kvitt.config.yaml  (filen är ny; varje inställning står i den, bortkommenterad)",
    "Avsluta med Ctrl-C: det som pågår görs klart eller återupptas vid nästa start.",
  ]);
  const later = { ...startup(folder), now: new Date("2026-11-28T02:14:00Z"), wroteSettings: false };
  expect(renderStartup(later, "en")).toContain("Saturday 28 November 2026 at 03:15 (Europe/Stockholm)");
  const due = { ...later, now: new Date("2026-11-28T02:15:00Z") };
  expect(renderStartup(due, "en")).toContain("Sunday 29 November 2026 at 03:15");
  expect(renderStartup(due, "en")).not.toContain("commented out");
});

test("each merchant with a time of its own has its next run", () => {
  const cwd = join(folder, "two");
  mkdirSync(join(cwd, ".kvitt"), { recursive: true });
  writeFileSync(join(cwd, ".kvitt", "kvitt.config.yaml"), 'merchants: { K7: { nightlyAt: "23:50" } }\n');
  expect(renderStartup(startup(cwd), "en")).toContain("K7: Friday 27 November 2026 at 23:50");
});

test("a process with some of the roles says what is its own", () => {
  const worker: Startup = { ...startup(folder), roles: ["match"], address: null, wroteSettings: false };
  expect(renderStartup(worker, "en").split("\n")).toEqual([
    "Kvitt is running.",
    "  Settings  .kvitt/kvitt.config.yaml",
    "Press Ctrl-C to stop: work under way is finished, or taken up again at the next start.",
  ]);
});
