/** Vouchers of a night in one file and one letter, as people and auditors come to them: the page, the evidence, verify, the digest. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { stringify } from "yaml";
import { importReport } from "../../jobs/import-report.ts";
import type { AppContext } from "../../src/app.ts";
import { writeEvidence } from "../../src/audit/evidence/evidence.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { rows } from "../../src/books/database.ts";
import { clockAt } from "../../src/clock.ts";
import { readWorkspace } from "../../src/config/workspace.ts";
import { decide } from "../../src/decisions/decide.ts";
import { buildServer } from "../../src/web/server.ts";
import { sampleReport } from "../intake/sample.ts";
import { vouchersIn } from "../pipeline/file-shop.ts";
import { runFolder } from "../setup/run.ts";
import { put, runNight } from "../simulate/kvitt.ts";
import { testHouse, type TestHouse } from "../web/app-context.ts";
import { signedIn } from "../web/signed-in.ts";
import { unzip } from "./unzip.ts";

const CONFIG = {
  settleSeconds: 0,
  web: { url: "https://kvitt.example.se" },
  targets: ["sie", "mail"],
  sie: { files: "night" },
  connectors: { mail: { to: "sie@importer.example" } },
};
const FIRST = "Kvitt_2026-03-02_1.si";

let house: TestHouse;
let app: AppContext;
let server: FastifyInstance;
let folder: string;
let headers: Readonly<Record<string, string>>;
const clock = clockAt("2026-03-02T03:15:00Z");

beforeAll(async () => {
  folder = mkdtempSync(join(runFolder(), "gathered-"));
  house = await testHouse();
  writeFileSync(house.app.workspace.config, stringify(CONFIG));
  app = { ...house.app, clock, workspace: readWorkspace({ KVITT_HOME: house.app.workspace.folder }, folder) };
  server = buildServer({ ...house, app, kinds: [importReport] });
  headers = (await signedIn(app, "read")).headers;
  put(
    app.workspace.inbox,
    ["REF1", "REF2"].map((reference) => ({
      name: `settlement.${reference}.csv`,
      bytes: Buffer.from(
        sampleReport({ reference, lines: [{ reference: `F-${reference}`, amount: "100.00" }] }),
      ),
    })),
  );
  await runNight(app);
  const [open] = await rows(
    app.books,
    { id: "bigint" },
    "select id from deviation where state = 'open' order by id",
  );
  const decision = { actor: "anna", account: 3740, why: "kundens gåva" };
  await decide(app.books, open?.id ?? 0n, decision, app.workspace.settings, clock.now());
}, 60_000);
afterAll(async () => {
  await server.close();
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

const page = async (path: string) => server.inject({ url: path, headers });

test("the payout's page has the file of the folder and that of the letter, and says what still waits", async () => {
  const { body } = await page("/payouts/K123456/REF1");
  expect(body).toContain(`<a href="/sie/${FIRST}" download>`);
  expect(body).toContain('<a href="/mailed/Kvitt_2026-03-02_2.si" download>');
  expect(body.match(/Väntar på att samlas/g)).toHaveLength(2);
  expect((await page(`/sie/${FIRST}`)).rawPayload.equals(readFileSync(join(app.workspace.sie, FIRST)))).toBe(
    true,
  );
  expect(vouchersIn((await page("/mailed/Kvitt_2026-03-02_2.si")).rawPayload)).toHaveLength(2);
  expect((await page("/mailed/other.si")).statusCode).toBe(400);
});

test("the evidence has each file once, those that went by mail in a folder of their own", async () => {
  const path = join(folder, "evidence.zip");
  const { missing } = await writeEvidence(app, "REF1", path, "en");
  expect(missing).toEqual([]);
  const files = unzip(readFileSync(path));
  expect([...files.keys()].filter((name) => name.endsWith(".si"))).toEqual([
    "mail/Kvitt_2026-03-02_2.si",
    `sie/${FIRST}`,
  ]);
  expect(vouchersIn(files.get("mail/Kvitt_2026-03-02_2.si") ?? Buffer.alloc(0))).toHaveLength(2);
});

test("the digest lists the files with the first and the last of their vouchers", async () => {
  const [digest] = await rows(
    app.books,
    { text: "text", html: "text" },
    "select text, html from mail where kind = 'digest'",
  );
  expect(digest?.text).toContain("SIE-FILER (2)");
  expect(digest?.text).toMatch(new RegExp(`${FIRST} +K 1 – K 2 \\(2\\)`));
  expect(digest?.html).toContain("https://kvitt.example.se/mailed/Kvitt_2026-03-02_2.si");
});

test("everything agrees, also after the next night, which brings what was decided", async () => {
  expect((await verify(app)).findings).toEqual([]);
  clock.pass(86_400_000);
  await runNight(app);
  expect(readdirSync(app.workspace.sie).sort()).toEqual([FIRST, "Kvitt_2026-03-03_3.si"]);
  expect(vouchersIn(readFileSync(join(app.workspace.sie, "Kvitt_2026-03-03_3.si")))).toHaveLength(1);
  const { findings, checked } = await verify(app);
  expect(findings).toEqual([]);
  expect(checked.sieFiles).toBe(4);
});
