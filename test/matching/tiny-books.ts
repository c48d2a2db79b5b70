/**
 * The answers of the real ladder, on the real database, to many tiny cases at once. They cannot touch each other: every
 * id and reference of a case carries its number. What they share are payouts, so that a thousand cases are one run.
 */
import { select } from "../setup/select.ts";
import { json, type Row, type RowShape } from "../../src/books/row.ts";
import { openBooks, rows, type Books } from "../../src/books/database.ts";
import type { Settings } from "../../src/config/settings.ts";
import { readSettings } from "../../src/config/read-settings.ts";
import { match } from "../../src/pipeline/match.ts";
import { has } from "../simulate/features.ts";
import { freshDatabase } from "../setup/database.ts";
import { SETTINGS, type TinyCase, type TinyLine } from "./tiny-case.ts";
import { candidateKey, inWords, turnOf, type Answers } from "./tiny-plain.ts";

const FIRST_ROW = 4;

/** For each case what came of its lines, after each of two nights. */
export async function ladderAnswers(cases: readonly TinyCase[]): Promise<Answers[]> {
  const database = await freshDatabase();
  const books = openBooks({ url: database.url, max: 2 });
  try {
    const nights: string[][][] = [];
    for (const night of [0, 1]) {
      const at = new Date(Date.UTC(2026, 2, 3 + 2 * night, 2, 15));
      const runId = await addRun(books, at);
      await layReceivables(books, cases, night, at);
      await layPayouts(books, cases, night, runId, at);
      await match(books, runId, settings(), at);
      nights.push(await readAnswers(books, cases));
    }
    return cases.map((_, at) => nights.map((answers) => answers[at] ?? []));
  } finally {
    await books.destroy();
    await database.drop();
  }
}

/** The merchants of all cases: one of each place and setting. */
function merchantId(setting: number, place: 0 | 1): string {
  return `M${place}-${setting}`;
}

function settings(): Settings {
  if (!has("references")) return parsed({});
  const merchants = SETTINGS.flatMap((references, at) =>
    ([0, 1] as const).map((place) => [merchantId(at, place), { references }]),
  );
  return parsed({ merchants: Object.fromEntries(merchants) });
}

function parsed(raw: unknown): Settings {
  const read = readSettings("a tiny case", raw);
  if (!read.ok) throw new Error(read.problem.en);
  return read.value;
}

/** "!" sorts before all that a number is made of: so numbers with a mark sort as they do without. */
function mark(at: number): string {
  return `!${at}`;
}

/** A reference or id of the case with that number: "01|2" is "01!7|2!7". null: there is none. */
function own(at: number, value: string): string | null {
  if (value === "") return null;
  return value
    .split("|")
    .map((part) => `${part}${mark(at)}`)
    .join("|");
}

async function addRun(books: Books, at: Date): Promise<bigint> {
  const [run] = await rows(
    books,
    { id: "bigint" },
    "insert into run (kind, started_at) values ('nightly', :at) returning id",
    { at },
  );
  if (!run) throw new Error("a run was added");
  return run.id;
}

async function layReceivables(
  books: Books,
  cases: readonly TinyCase[],
  night: number,
  at: Date,
): Promise<void> {
  const list = cases.flatMap((one, number) =>
    one.receivables
      .filter((receivable) => receivable.night === night)
      .map((receivable) => ({
        kind: receivable.kind,
        number: own(number, receivable.number),
        merchant_id:
          receivable.merchant === null
            ? ""
            : merchantId(one.settings[receivable.merchant], receivable.merchant),
        order_number: own(number, receivable.order_number),
        order_id: own(number, receivable.order_id),
        capture_id: own(number, receivable.capture_id),
        refund_id: own(number, receivable.refund_id),
        credits: own(number, receivable.credits),
        currency: receivable.currency,
        amount: receivable.amount,
        open_amount: receivable.open,
        received_before: receivable.kind === "order" ? receivable.amount - receivable.open : 0,
        date: receivable.date,
      })),
  );
  await select(
    books,
    `insert into receivable (kind, number, merchant_id, order_number, order_id, capture_id, refund_id, credits, currency,
                             amount, open_amount, received_before, date, updated_at)
     select kind, number, merchant_id, order_number, order_id, capture_id, refund_id, credits, currency, amount,
            open_amount, received_before, date, :at
       from jsonb_to_recordset(:list::jsonb) as x(kind text, number text, merchant_id text, order_number text,
            order_id text, capture_id text, refund_id text, credits text, currency text, amount bigint,
            open_amount bigint, received_before bigint, date date)`,
    { list: JSON.stringify(list), at },
  );
}

interface Placed {
  readonly line: TinyLine;
  readonly number: number;
  readonly merchant: string;
}

async function layPayouts(
  books: Books,
  cases: readonly TinyCase[],
  night: number,
  runId: bigint,
  at: Date,
): Promise<void> {
  const payouts = new Map<string, Placed[]>();
  cases.forEach((one, number) => {
    for (const line of one.lines) {
      if (line.night !== night) continue;
      const merchant = merchantId(one.settings[line.merchant], line.merchant);
      const key = `${turnOf(line)} ${merchant}`;
      const placed = payouts.get(key) ?? [];
      if (placed.length === 0) payouts.set(key, placed);
      placed.push({ line, number, merchant });
    }
  });
  for (const lines of payouts.values()) await layPayout(books, lines, runId, at);
}

async function layPayout(books: Books, lines: readonly Placed[], runId: bigint, at: Date): Promise<void> {
  const [first] = lines;
  if (!first) return;
  const { line, merchant } = first;
  const net = lines.reduce((sum, one) => sum + effectOf(one.line), 0);
  const totals = { settlement: String(Math.max(net, 0)), "besides.deposit": String(Math.max(-net, 0)) };
  const reference = referenceOf(line);
  const [file] = await rows(
    books,
    { id: "bigint" },
    `insert into report_file (run_id, name, sha256, size, path, state, found_at)
     values (:runId, :reference, repeat('0', 64), 0, '', 'imported', :at) returning id`,
    { runId, reference, at },
  );
  const [payout] = await rows(
    books,
    { id: "bigint" },
    `insert into payout (report_file_id, run_id, issuer, merchant_id, payment_reference, currency, date,
                         settlement_type, settlement_amount, totals, columns, line_count)
     values (:fileId, :runId, 'klarna', :merchant, :reference, :currency, :date, 'NET', :settlement, :totals, '{}', :count)
     returning id`,
    {
      fileId: file?.id,
      runId,
      merchant,
      reference,
      currency: line.currency,
      date: `2026-03-0${1 + 2 * line.night + line.slot}`,
      settlement: totals.settlement,
      totals: JSON.stringify(totals),
      count: lines.length,
    },
  );
  const list = lines.map((one, index) => ({
    row: FIRST_ROW + index,
    type: one.line.type,
    amount: one.line.amount,
    effect: effectOf(one.line),
    order_id: own(one.number, one.line.order_id),
    capture_id: own(one.number, one.line.capture_id),
    refund_id: own(one.number, one.line.refund_id),
    merchant_reference1: own(one.number, one.line.merchant_reference1),
    merchant_reference2: own(one.number, one.line.merchant_reference2),
    merchant_capture_reference: own(one.number, one.line.merchant_capture_reference),
    merchant_refund_reference: own(one.number, one.line.merchant_refund_reference),
  }));
  await select(
    books,
    `insert into line (payout_id, row, type, amount, effect, order_id, capture_id, refund_id, merchant_reference1,
                       merchant_reference2, merchant_capture_reference, merchant_refund_reference)
     select :payoutId, row, type, amount, effect, order_id, capture_id, refund_id, merchant_reference1,
            merchant_reference2, merchant_capture_reference, merchant_refund_reference
       from jsonb_to_recordset(:list::jsonb) as x(row int, type text, amount bigint, effect bigint, order_id text,
            capture_id text, refund_id text, merchant_reference1 text, merchant_reference2 text,
            merchant_capture_reference text, merchant_refund_reference text)`,
    { payoutId: payout?.id, list: JSON.stringify(list) },
  );
}

function referenceOf({ night, slot, currency }: TinyLine): string {
  return `P${night}${slot}${currency}`;
}

function effectOf({ type, amount }: TinyLine): number {
  return type === "SALE" ? amount : -amount;
}

const FOUND_ROW = {
  line: "text",
  settled: "text?",
  code: "text?",
  candidates: json<readonly { readonly kind: string; readonly number: string }[] | null>(),
} as const satisfies RowShape;
type Found = Row<typeof FOUND_ROW>;

async function readAnswers(books: Books, cases: readonly TinyCase[]): Promise<string[][]> {
  const found = await rows(
    books,
    FOUND_ROW,
    `select p.merchant_id || ' ' || p.payment_reference || ' ' || l.row as line, x.settled, x.code, x.candidates
       from line l join payout p on p.id = l.payout_id
       join (select a.line_id, r.kind || ':' || r.number || ' ' || a.line_amount || '/' || a.receivable_amount || ' '
                    || a.effect || '@' || a.rung as settled, null as code, null::jsonb as candidates
               from allocation a join receivable r on r.id = a.receivable_id
             union all
             select line_id, null, code, candidates from deviation where state = 'open' and line_id is not null) x
         on x.line_id = l.id`,
  );
  const byLine = new Map<string, Found[]>();
  for (const one of found) byLine.set(one.line, [...(byLine.get(one.line) ?? []), one]);
  const rowsOf = new Map<string, number>();
  return cases.map((one, number) =>
    one.lines.map((line) => {
      const merchant = merchantId(one.settings[line.merchant], line.merchant);
      const payout = `${merchant} ${referenceOf(line)}`;
      const row = rowsOf.get(payout) ?? FIRST_ROW;
      rowsOf.set(payout, row + 1);
      const came = byLine.get(`${payout} ${row}`) ?? [];
      const bare = (text: string) => text.replaceAll(mark(number), "");
      return inWords({
        settled: came.flatMap(({ settled }) => (settled === null ? [] : [bare(settled)])),
        codes: came.flatMap(({ code }) => (code === null ? [] : [code])),
        candidates: came.flatMap(({ candidates }) => candidates ?? []).map((one) => bare(candidateKey(one))),
      });
    }),
  );
}
