/** Reports out of the Settlements API, against a stand-in that keeps to its specification. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clockAt, type Clock } from "../../../src/clock.ts";
import { readSettings } from "../../../src/config/read-settings.ts";
import type { Connector } from "../../../src/connectors/connector.ts";
import { klarnaApi } from "../../../src/connectors/klarna-api/klarna-api.ts";
import { silentLog } from "../../../src/log.ts";
import { withoutSecrets } from "../../../src/secrets.ts";
import { read } from "../../reports/read.ts";
import { Klarna, PASSWORD, USER } from "../../stand-ins/klarna/klarna.ts";
import { faultOf } from "../fault-of.ts";

const signal = new AbortController().signal;
let folder: string;
let clock: Clock;
let klarna: Klarna;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "kvitt-klarna-"));
  writeFileSync(join(folder, "password"), `${PASSWORD}\n`);
  clock = clockAt("2026-03-02T03:00:00Z");
  klarna = await Klarna.open(clock);
});

afterEach(async () => {
  const { violations, exceeded } = klarna;
  await klarna.close();
  rmSync(folder, { recursive: true, force: true });
  if (violations.length > 0 || exceeded > 0)
    throw new Error(`${exceeded} calls too many; against the specification:\n${violations.join("\n")}`);
});

function connected(own: Readonly<Record<string, unknown>> = {}): Connector {
  const account = { name: "klarna", user: USER, passwordFile: "password", url: klarna.url, ...own };
  const settings = readSettings("test", { connectors: { klarnaApi: [account] } });
  if (!settings.ok) throw new Error(settings.problem.en);
  const around = { settings: settings.value, folder, secrets: {}, clock, log: silentLog, silentMs: 500 };
  const [connector] = [klarnaApi.open(around)].flat();
  if (!connector) throw new Error("the settings have an account");
  return connector;
}

async function bring(connector: Connector, cursor: string | null = null) {
  if (connector.reports === undefined) throw new Error("reports come from there");
  return connector.reports.bring(cursor, signal);
}

/** Each file as the reader has proven it: name, lines, settlement. */
async function proven({ files }: Awaited<ReturnType<typeof bring>>) {
  return Promise.all(
    files.map(async ({ name, bytes }) => {
      const { result } = await read(Buffer.from(bytes), { name });
      if (result.outcome !== "proven") throw new Error(JSON.stringify(result.refusals[0]));
      const [payout] = result.payouts;
      return [name, payout?.lineCount, payout?.totals.settlement];
    }),
  );
}

test("a payout comes with all pages of its transactions, and is proven", async () => {
  klarna.pay("LARGE", "2026-02-27", 1_203);
  klarna.pay("SMALL", "2026-03-01", 1);
  klarna.pay("NOTHING", "2026-03-01", 0);
  const first = await bring(connected());
  expect(await proven(first)).toEqual([
    ["settlement.LARGE.json", 1_203, 12_030_000n],
    ["settlement.SMALL.json", 1, 10_000n],
    ["settlement.NOTHING.json", 0, 0n],
  ]);
  expect(klarna.count("GET /transactions")).toBe(3 + 1 + 1);
});

test("each is brought once; a later one when it is there", async () => {
  klarna.pay("ONE", "2026-02-27", 2);
  const connector = connected();
  const first = await bring(connector);
  expect((await bring(connector, first.cursor)).files).toEqual([]);
  klarna.pay("TWO", "2026-02-26", 2);
  const second = await bring(connector, first.cursor);
  expect(await proven(second)).toEqual([["settlement.TWO.json", 2, 20_000n]]);
  expect(klarna.count("GET /transactions")).toBe(2);
});

test("more payouts than one page of the list are all found", async () => {
  for (let index = 0; index < 512; index += 1) klarna.pay(`P${index}`, "2026-02-20", 1);
  const connector = connected();
  const names = new Set<string>();
  let cursor: string | null = null;
  for (let times = 0; times < 8; times += 1) {
    const part = await bring(connector, cursor);
    for (const { name } of part.files) names.add(name);
    cursor = part.cursor;
  }
  expect(names.size).toBe(512);
  expect((await bring(connector, cursor)).files).toEqual([]);
});

test("nothing before the day in the settings, and nothing older than 90 days, is asked for", async () => {
  klarna.pay("OLD", "2025-11-01", 1);
  klarna.pay("BEFORE", "2026-01-31", 1);
  klarna.pay("FIRST", "2026-02-01", 1);
  klarna.pay("TODAY", "2026-03-02", 1);
  const names = async (connector: Connector) => (await bring(connector)).files.map(({ name }) => name);
  expect(await names(connected({ from: "2026-02-01" }))).toEqual([
    "settlement.FIRST.json",
    "settlement.TODAY.json",
  ]);
  expect(await names(connected())).not.toContain("settlement.OLD.json");
});

test("an answer of 429, an error inside and a cut connection are asked again; the whole is right", async () => {
  klarna.pay("ONE", "2026-02-27", 700);
  klarna.fail("GET /transactions", { kind: "status", status: 429, headers: { "retry-after": "7" } });
  klarna.fail("GET /transactions", { kind: "reset" }, { after: 1 });
  klarna.fail("GET /payouts", { kind: "status", status: 503 });
  const began = clock.now().getTime();
  expect(await proven(await bring(connected()))).toEqual([["settlement.ONE.json", 700, 7_000_000n]]);
  expect(clock.now().getTime() - began).toBeGreaterThanOrEqual(7_000);
});

test("a page that stays away brings nothing, and the next time everything", async () => {
  klarna.pay("ONE", "2026-02-27", 700);
  klarna.fail("GET /transactions", { kind: "silent" }, { after: 1, times: 10 });
  const fault = await faultOf(bring(connected()));
  expect(fault.kind).toBe("busy");
  klarna.heal();
  expect(await proven(await bring(connected()))).toEqual([["settlement.ONE.json", 700, 7_000_000n]]);
});

test("credentials that are not taken any more: said once, with what to do, and a new password needs no restart", async () => {
  writeFileSync(join(folder, "password"), "an old one\n");
  const connector = connected();
  const fault = await faultOf(bring(connector));
  expect({ kind: fault.kind, todo: fault.todo.en }).toEqual({
    kind: "auth",
    todo: expect.stringContaining("API credentials"),
  });
  expect(await connector.check(signal)).toMatchObject([{ state: "broken" }]);
  writeFileSync(join(folder, "password"), PASSWORD);
  expect(await connector.check(signal)).toMatchObject([{ state: "works" }]);
  expect(withoutSecrets(`Basic ${PASSWORD}`)).toBe("Basic ***");
});

test("an answer that is not what is documented is no report", async () => {
  klarna.fail("GET /payouts", { kind: "status", status: 200, body: { payouts: "none" } });
  expect((await faultOf(bring(connected()))).kind).toBe("data");
  const hostile = {
    payouts: [{ payment_reference: "../../etc/passwd" }],
    pagination: { count: 1, total: 1 },
  };
  klarna.fail("GET /payouts", { kind: "status", status: 200, body: hostile });
  expect((await faultOf(bring(connected()))).kind).toBe("data");
});

test("transactions of another payout than was asked for are refused", async () => {
  klarna.pay("ONE", "2026-02-27", 2);
  klarna.pay("TWO", "2026-02-27", 2);
  klarna.transactions.set("ONE", klarna.transactions.get("TWO") ?? []);
  expect((await faultOf(bring(connected()))).kind).toBe("data");
});

test("the address is encrypted, or this machine", () => {
  const problem = (url: string) => {
    const account = { name: "kustom", user: "u", passwordFile: "p", url };
    const settings = readSettings("test", { connectors: { klarnaApi: [account] } });
    return settings.ok ? null : settings.problem.en;
  };
  expect(problem("https://api.example.com/settlements/v1")).toBeNull();
  expect(problem("http://api.example.com/settlements/v1")).toContain("http");
  expect(problem("https://u:p@api.example.com")).toContain("connectors.klarnaApi.0.url");
});
