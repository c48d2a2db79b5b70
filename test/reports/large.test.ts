import { expect, test } from "@jest/globals";
import { generate, pieces } from "../bench/report.ts";
import { readReport } from "../../src/reports/read.ts";

test("two hundred thousand lines are read in bounded memory, each once and in order", async () => {
  const generated = generate(200_000);
  const before = process.memoryUsage().rss;
  let most = before;
  let lines = 0;
  let lastRow = 0;
  let effects = 0n;
  let vat = 0n;
  const result = await readReport(
    () => pieces(generated),
    { name: "large.csv" },
    (_, batch) => {
      for (const { row, effect, feeVat } of batch) {
        if (row <= lastRow) throw new Error(`row ${row} after row ${lastRow}`);
        lastRow = row;
        effects += effect;
        vat += feeVat ?? 0n;
      }
      lines += batch.length;
      most = Math.max(most, process.memoryUsage().rss);
    },
  );
  if (result.outcome === "refused") throw new Error(result.refusals[0].what.en);
  const [payout] = result.payouts;
  expect(lines).toBe(generated.lines);
  expect(payout?.lineCount).toBe(generated.lines);
  expect(effects - vat).toBe(payout?.totals.settlement);
  expect((most - before) / 1024 ** 2).toBeLessThan(150);
}, 60_000);
