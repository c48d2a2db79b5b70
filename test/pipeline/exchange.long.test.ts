/** A payout in euro, invoices that were booked at other rates, and a company whose books are in kronor. */
import { afterEach, expect, test } from "@jest/globals";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSie } from "../sie/read.ts";
import { rows } from "../../src/books/database.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { sampleReport } from "../intake/sample.ts";
import { openWorld, type World } from "../audit/world.ts";

let world: World | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

const RATES = "date;currency;rate\n2024-04-01;EUR;11.40\n2024-04-15;EUR;11.80\n2024-05-01;EUR;11.60\n";
const RECEIVABLES =
  "kind;number;order_id;currency;amount;date\n" +
  "invoice;F1;o-1;EUR;100.00;2024-04-10\n" +
  "invoice;F2;o-2;EUR;50.00;2024-04-20\n" +
  "invoice;F3;o-3;EUR;25.00;2024-03-01\n";

/** Of all SIE files: each account's balance in kronor, and the rows of exchange differences. */
function booked(folder: string) {
  const balances: Record<string, number> = {};
  const differences: string[] = [];
  for (const name of readdirSync(folder).sort()) {
    const read = readSie(readFileSync(join(folder, name)));
    if (!read.ok) throw new Error(`${name}: ${read.problems[0].problem}`);
    for (const { rows } of read.value.vouchers)
      for (const { account, amount, text } of rows) {
        // öre in a number: far below 2^53
        balances[account] = (balances[account] ?? 0) + Number(amount);
        if (text.startsWith("Kursdifferens")) differences.push(`${account} ${amount} ${text}`);
      }
  }
  return { balances, differences };
}

test("each invoice leaves its account by what it was booked at, whenever it is matched", async () => {
  world = await openWorld({ ratesFile: "rates.csv" });
  const { workspace } = world.app;
  writeFileSync(join(workspace.folder, "rates.csv"), RATES);
  const line = (id: string, amount: string) => ({ orderId: id, captureId: `c-${id}`, amount });
  const report = sampleReport({
    reference: "EUR1",
    currency: "EUR",
    lines: [line("o-1", "100.00"), line("o-2", "50.00"), line("o-3", "25.00"), line("o-4", "10.00")],
  });
  const at = new Date("2024-05-03T01:15:00Z");
  const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });
  await world.night({
    files: [file("settlement.EUR1.csv", report)],
    receivables: [file("receivables.csv", RECEIVABLES)],
    at,
  });
  expect(booked(workspace.sie)).toEqual({
    // 185 euro at 11.60; F1 was 1140.00, F2 590.00, F3 before any rate 290.00; o-4 waits
    balances: { 1930: 214_600, 1510: -202_000, 1686: -11_600, 3960: -2_000, 7960: 1_000 },
    differences: [
      "1510 2000 Kursdifferens F1 (EUR 11,40)",
      "3960 -2000 Kursdifferens F1 (EUR 11,40)",
      "1510 -1000 Kursdifferens F2 (EUR 11,80)",
      "7960 1000 Kursdifferens F2 (EUR 11,80)",
    ],
  });

  // the missing invoice comes, and is matched late, when the rate is another: the clearing account is zero in kronor too
  const moved = `${RATES}2024-05-04;EUR;12.00\n`;
  writeFileSync(join(workspace.folder, "rates.csv"), moved);
  await world.night({
    files: [],
    receivables: [
      file("late.csv", "kind;number;order_id;currency;amount;date\ninvoice;F4;o-4;EUR;10.00;2024-04-16\n"),
    ],
    at: new Date("2024-05-04T01:15:00Z"),
  });
  expect(booked(workspace.sie).balances).toEqual({
    1930: 214_600,
    1510: -213_800,
    1686: 0,
    3960: -2_000,
    7960: 1_200,
  });

  // a rate that becomes known later changes nothing that has been written
  writeFileSync(join(workspace.folder, "rates.csv"), `${moved}2024-02-28;EUR;11.10\n2024-05-02;EUR;11.65\n`);
  expect((await verify(world.app, { all: true })).findings).toEqual([]);
}, 120_000);

test.each([
  ["is not there", (): void => undefined],
  ["is damaged", (path: string) => writeFileSync(path, "no rates\n")],
  ["is a folder", (path: string) => mkdirSync(path)],
])("a rates file that %s stops no night: kronor are booked, euros wait for their rate", async (_, put) => {
  world = await openWorld({ ratesFile: "rates.csv" });
  const { workspace, books } = world.app;
  put(join(workspace.folder, "rates.csv"));
  const file = (reference: string, currency: string) => ({
    name: `settlement.${reference}.csv`,
    bytes: Buffer.from(sampleReport({ reference, currency })),
  });
  await world.night({
    files: [file("SEK1", "SEK"), file("EUR1", "EUR")],
    receivables: [],
    at: new Date("2024-05-03T01:15:00Z"),
  });
  expect(readdirSync(workspace.sie)).toEqual([expect.stringContaining("_SEK1_")]);
  const [waiting] = await world.open("needs_rate");
  expect(waiting).toBeDefined();
  const [run] = await rows(
    books,
    { problem: "text?" },
    "select result #>> '{untaken,0,problem}' as problem from run",
  );
  expect(run?.problem).toContain("rates.csv");
});
