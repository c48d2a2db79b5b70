/** CONTRACT §3: the commands that programs rely on, each with the shape of its JSON and its exit code. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { z } from "zod";
import { closeShops, NIGHT, openShop, type Place } from "./place.ts";

let shop: Place;
beforeAll(async () => {
  shop = await openShop();
  Counts.parse(await shop.json(NIGHT, 3));
}, 60_000);
afterAll(closeShops);

const money = z.string().regex(/^-?\d+\.\d\d$/);
const count = z.int().min(0);
const Counts = z.object({
  run: count,
  files: z.strictObject({ imported: count, duplicate: count, quarantined: count }),
  payouts: count,
  lines: count,
  matched: count,
  deviations: count,
  vouchers: count,
  mails: count,
});
const Payout = z.object({
  merchantId: z.string(),
  paymentReference: z.string(),
  currency: z.string(),
  payoutDate: z.string(),
  settlementType: z.string(),
  settlementAmount: money,
  state: z.enum(["imported", "matched", "posted", "failed"]),
  lines: z.object({ total: count, settled: count, deviating: count }),
  remainder: z.literal("0.00"),
  file: z.object({ name: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
});
const Deviation = z.object({
  id: count,
  code: z.string(),
  paymentReference: z.string().nullable(),
  line: z
    .object({
      row: z.int().min(1),
      type: z.string(),
      orderId: z.string().nullable(),
      captureId: z.string().nullable(),
      refundId: z.string().nullable(),
      merchantReference1: z.string().nullable(),
      amount: money,
    })
    .nullable(),
  expected: z.string().nullable(),
  found: z.string().nullable(),
  candidates: z.array(z.object({ kind: z.string(), number: z.string(), open: money })),
  openedAt: z.iso.datetime(),
  state: z.enum(["open", "resolved", "closed"]),
});
const Voucher = z.object({
  paymentReference: z.string(),
  currency: z.string(),
  series: z.string(),
  number: z.int().min(1),
  date: z.iso.date(),
  rows: z.array(z.object({ account: z.int(), debit: money, credit: money, text: z.string() })).min(2),
  postings: z
    .array(
      z.object({
        target: z.string(),
        state: z.enum(["pending", "posted", "failed"]),
        reference: z.string().nullable(),
      }),
    )
    .min(1),
});
const some = <T extends z.ZodType>(one: T) => z.array(one).min(1);

test.each<[command: string, shape: z.ZodType, code: number]>([
  ["payouts", some(Payout), 0],
  ["deviations", some(Deviation), 3],
  ["vouchers", some(Voucher), 0],
  ["runs", some(z.object({ id: count, kind: z.literal("nightly"), state: z.literal("done") })), 0],
  ["verify", z.object({ agrees: z.literal(true), findings: z.tuple([]) }), 0],
  ["doctor", z.object({}), 0],
  ["nightly --wait", Counts, 3],
])("%s --json is one document of its shape", async (command, shape, code) => {
  const said = shape.safeParse(await shop.json(command.split(" "), code));
  expect(said.error).toBeUndefined();
});

test("a payout by its reference, and the vouchers of one", async () => {
  const [first] = some(Payout).parse(await shop.json(["payouts"], 0));
  const reference = first?.paymentReference ?? "";
  expect(Payout.parse(await shop.json(["payout", reference], 0))).toEqual(first);
  const vouchers = some(Voucher).parse(await shop.json(["vouchers", reference], 0));
  expect(new Set(vouchers.map(({ paymentReference }) => paymentReference))).toEqual(new Set([reference]));
});

test("a voucher's debits are its credits, in what programs are given", async () => {
  const minor = (text: string) => BigInt(text.replace(".", ""));
  for (const { rows } of some(Voucher).parse(await shop.json(["vouchers"], 0))) {
    const sum = (side: "debit" | "credit") => rows.reduce((all, row) => all + minor(row[side]), 0n);
    expect(sum("debit")).toBe(sum("credit"));
  }
});

test("the letter of the night carries what proves the books of that night a year later", async () => {
  const [letter] = await shop.ask<{ text: string }>("select text from kvitt.mail order by id limit 1");
  const [, anchor = ""] = /verify --anchor ([0-9a-f]{64})/.exec(letter?.text ?? "") ?? [];
  expect(await shop.json(["verify", "--anchor", anchor], 0)).toMatchObject({ agrees: true });
  const other = anchor.replace(/^./, (first) => (first === "0" ? "1" : "0"));
  expect(await shop.json(["verify", "--anchor", other], 1)).toMatchObject({ agrees: false });
});

test.each([
  "start worker migrate nightly import receivables payouts payout deviations vouchers runs",
  "resolve undo retry check verify doctor explain evidence replay",
])("each command has help: %s", async (names) => {
  for (const ran of await Promise.all(names.split(" ").map((name) => shop.inside([name, "--help"])))) {
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toMatch(/^Usage: kvitt \w+/);
  }
});

test.each([
  ["a command that does not exist", ["pay"]],
  ["an option that does not exist", ["payouts", "--everything"]],
  ["a payout that does not exist", ["payout", "nowhere"]],
  ["a deviation that does not exist", ["resolve", "999999", "--accept", "--why", "so"]],
  ["an id that is none", ["resolve", "first", "--accept", "--why", "so"]],
  ["a decision without a reason", ["resolve", "1", "--account", "3999"]],
  ["a file to check that does not exist", ["check", "nowhere.csv"]],
  ["receivables that do not exist", ["receivables", "nowhere.csv"]],
  ["a role that does not exist", ["worker", "accountant"]],
])("%s is wrong usage: exit code 2, a word on stderr, nothing on stdout", async (_what, args) => {
  const ran = await shop.inside(args);
  expect({ ...ran, stderr: ran.stderr.length > 10 }).toEqual({ code: 2, stdout: "", stderr: true });
});
