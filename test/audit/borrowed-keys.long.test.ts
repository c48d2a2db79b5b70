/** Lines and credit notes that are found by the keys of others: what verify and replay hold against them later. */
import { json } from "../../src/books/row.ts";
import { expect, test } from "@jest/globals";
import { rows } from "../../src/books/database.ts";
import { replayRun } from "../../src/audit/replay/replay.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { sampleReport, type Sample } from "../intake/sample.ts";
import { openWorld, type World } from "./world.ts";

const MINUTE = 60_000;

/** A night of 2026-03 with these reports, the first of the day, and one list of receivables. */
async function night(
  world: World,
  day: number,
  reports: readonly Sample[],
  list: readonly string[],
): Promise<void> {
  await world.night({
    at: new Date(`2026-03-0${day}T03:15:00Z`),
    files: reports.map((sample, index) => ({
      name: `settlement.${day}${index}.csv`,
      bytes: Buffer.from(sampleReport({ reference: `${day}${index}`, ...sample })),
    })),
    receivables:
      list.length === 0 ? [] : [{ name: `${day}.csv`, bytes: Buffer.from(`${list.join("\n")}\n`) }],
  });
}

/** The numbers of what each line is settled by, in the order of payouts and rows. */
async function settled(world: World): Promise<string[]> {
  const found = await rows(
    world.app.books,
    { number: "text" },
    `select r.number from line l join payout p on p.id = l.payout_id join allocation a on a.line_id = l.id
       join receivable r on r.id = a.receivable_id order by p.payment_reference, l.row`,
  );
  return found.map(({ number }) => number);
}

async function expectProven(world: World, runs: readonly bigint[]): Promise<void> {
  const { app, url } = world;
  expect((await verify(app, { all: true })).findings).toEqual([]);
  for (const run of runs)
    expect((await replayRun({ books: app.books, workspace: app.workspace, url }, run)).differences).toEqual(
      [],
    );
}

test(
  "a reference that a line has from its Klarna order is its own merchant's, and that of then",
  async () => {
    const world = await openWorld();
    try {
      const order = (reference: string, amount: string) => [
        { orderId: "o1", reference, amount },
        { type: "RETURN", orderId: "o1", reference: "", amount: "40.00" },
      ];
      await night(
        world,
        2,
        [
          { merchantId: "K1", lines: order("1001", "100.00") },
          { merchantId: "K2", lines: order("0999", "100.00") },
        ],
        [
          "kind;number;order_number;merchant_id;currency;amount",
          "invoice;F1;1001;K1;SEK;100.00",
          "credit_note;C1;1001;K1;SEK;40.00",
          "invoice;F2;0999;K2;SEK;100.00",
          "credit_note;C2;0999;K2;SEK;40.00",
        ],
      );
      expect(await settled(world)).toEqual(["F1", "C1", "F2", "C2"]);
      // the Klarna order comes again with another reference: it has none in common now
      await night(
        world,
        3,
        [{ merchantId: "K1", lines: [{ orderId: "o1", reference: "0500", amount: "9.00" }] }],
        [],
      );
      await expectProven(world, [1n, 2n]);
    } finally {
      await world.close();
    }
  },
  MINUTE,
);

test(
  "a credit note has the keys of its own merchant's invoice where two have the number",
  async () => {
    const world = await openWorld();
    try {
      const back = (reference: string) => [{}, { type: "RETURN", reference, amount: "40.00" }];
      await night(
        world,
        2,
        [
          { merchantId: "K1", lines: back("77") },
          { merchantId: "K2", lines: back("88") },
        ],
        [
          "kind;number;order_number;merchant_id;currency;amount;credits",
          "invoice;F1;77;K1;SEK;90.00;",
          "credit_note;C1;;K1;SEK;40.00;F1",
          "invoice;F1;88;K2;SEK;90.00;",
          "credit_note;C2;;K2;SEK;40.00;F1",
        ],
      );
      expect(await settled(world)).toEqual(["C1", "C2"]);
      await expectProven(world, [1n]);
    } finally {
      await world.close();
    }
  },
  MINUTE,
);

test(
  "an invoice may come with another order number after its credit note was settled",
  async () => {
    const world = await openWorld();
    try {
      const list = "kind;number;order_number;currency;amount;credits";
      await night(
        world,
        2,
        [{ lines: [{}, { type: "RETURN", reference: "77", amount: "40.00" }] }],
        [list, "invoice;F1;77;SEK;90.00;", "credit_note;C1;;SEK;40.00;F1"],
      );
      await night(world, 3, [], [list, "invoice;F1;78;SEK;90.00;"]);
      expect(await settled(world)).toEqual(["C1"]);
      await expectProven(world, [1n]);
    } finally {
      await world.close();
    }
  },
  MINUTE,
);

test(
  "a night is run again also where lines that were settled before lie between those that it settles",
  async () => {
    const world = await openWorld();
    try {
      const list = "kind;number;currency;amount";
      const sale = (reference: string) => ({ reference, amount: "100.00" });
      await night(world, 2, [{ lines: [sale("A"), sale("B")] }], [list, "order;B;SEK;100.00"]);
      await night(world, 3, [{ lines: [sale("C")] }], [list, "order;A;SEK;100.00", "order;C;SEK;100.00"]);
      expect(await settled(world)).toEqual(["A", "B", "C"]);
      await expectProven(world, [1n, 2n]);
    } finally {
      await world.close();
    }
  },
  MINUTE,
);

test(
  "candidates of one number and day come in one order, however the lists came",
  async () => {
    const list = "kind;number;order_number;merchant_id;currency;amount";
    const lists = ["K3", "K2", "K4"].map((merchant) => `invoice;F1;77;${merchant};SEK;100.00`);
    for (const rows of [lists, lists.toReversed()]) {
      const world = await openWorld();
      try {
        await night(
          world,
          2,
          [{ merchantId: "K1", lines: [{ reference: "77", amount: "100.00" }] }],
          [list, ...rows],
        );
        expect(await merchantsOfCandidates(world)).toEqual(["K2", "K3", "K4"]);
      } finally {
        await world.close();
      }
    }
  },
  2 * MINUTE,
);

async function merchantsOfCandidates({ app }: World): Promise<(string | undefined)[]> {
  const [deviation] = await rows(
    app.books,
    { candidates: json<readonly { contradictions: readonly { receivable: string }[] }[]>() },
    "select candidates from deviation where code = 'uncertain'",
  );
  return (deviation?.candidates ?? []).map(({ contradictions }) => contradictions[0]?.receivable);
}
