import { select } from "../setup/select.ts";
import { expect, test } from "@jest/globals";

import { replayRun } from "../../src/audit/replay/replay.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { sampleReport } from "../intake/sample.ts";
import { openWorld } from "./world.ts";

const MINUTE = 60_000;
const POOR = ["type", "capture_date", "capture_id", "amount", "posting_currency"];
const RICH = [...POOR, "sale_date", "order_id", "merchant_reference1"];
const LINES = [
  { amount: "299.00", orderId: "o1", captureId: "c1", reference: "1001" },
  { amount: "450.00", orderId: "o2", captureId: "c2", reference: "1002" },
];
const RECEIVABLES =
  "kind;number;order_number;currency;amount\ninvoice;F1;1001;SEK;299.00\ninvoice;F2;1002;SEK;450.00\n";

test(
  "the references that come with the second download settle its lines the same night",
  async () => {
    const world = await openWorld();
    try {
      const { app, url } = world;
      const { books, workspace } = app;
      const night = (day: number, files: Record<string, string>, receivables = "") =>
        world.night({
          at: new Date(`2026-03-0${day}T03:15:00Z`),
          files: Object.entries(files).map(([name, content]) => ({ name, bytes: Buffer.from(content) })),
          receivables: receivables === "" ? [] : [{ name: "r.csv", bytes: Buffer.from(receivables) }],
        });
      const report = (reference: string, columns: readonly string[]) =>
        sampleReport({ reference, columns, lines: LINES });
      await night(2, { "settlement.1.csv": report("1", POOR) }, RECEIVABLES);
      expect(await world.open("no_receivable")).toHaveLength(2);
      await night(3, { "settlement.1 (1).csv": report("1", RICH) });
      expect(await world.open("no_receivable")).toEqual([]);
      expect(
        await select(
          books,
          `select r.number, a.rung, l.row from allocation a join receivable r on r.id = a.receivable_id
             join line l on l.id = a.line_id order by l.row`,
        ),
      ).toMatchObject([{ number: "F1" }, { number: "F2" }]);
      expect((await verify(app, { all: true })).findings).toEqual([]);
      for (const run of [1n, 2n])
        expect((await replayRun({ books, workspace, url }, run)).differences).toEqual([]);
    } finally {
      await world.close();
    }
  },
  MINUTE,
);

test(
  "and both downloads in one night settle them too",
  async () => {
    const world = await openWorld();
    try {
      const { app, url } = world;
      await world.night({
        at: new Date("2026-03-02T03:15:00Z"),
        // taken in by name: the poorer one first
        files: [
          { name: "a.csv", bytes: Buffer.from(sampleReport({ columns: POOR, lines: LINES })) },
          { name: "b.csv", bytes: Buffer.from(sampleReport({ columns: RICH, lines: LINES })) },
        ],
        receivables: [{ name: "r.csv", bytes: Buffer.from(RECEIVABLES) }],
      });
      expect(await select(app.books, "select from line_completion")).toHaveLength(2);
      expect(await select(app.books, "select from deviation where state = 'open'")).toEqual([]);
      expect((await verify(app, { all: true })).findings).toEqual([]);
      const again = await replayRun({ books: app.books, workspace: app.workspace, url }, 1n);
      expect(again.differences).toEqual([]);
    } finally {
      await world.close();
    }
  },
  MINUTE,
);
