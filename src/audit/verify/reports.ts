/**
 * Checks every line and total of the books: parses the archived reports again, by the parser that imported them, and
 * compares. The lines go into a temporary table, so that a million of them are compared by one statement.
 */
import { json, type Row, type RowShape } from "../../books/row.ts";
import { messages } from "./messages.ts";
import { createReadStream } from "node:fs";
import { copyInto } from "../../books/copy.ts";
import { change, rows } from "../../books/database.ts";
import { copyLine, LINE_COLUMNS } from "../../books/take-in.ts";
import { firstFolder } from "../../intake/files/file-name.ts";
import { dateOf, merchantsOf, readingOptions } from "../../intake/reports/import-report.ts";
import { showMinor } from "../../money.ts";
import { readReport } from "../../reports/read.ts";
import type { ProvenPayout, ReadResult } from "../../reports/report.ts";
import { checkCompletions } from "./completions.ts";
import { ownSettingsOfFile } from "../run-settings.ts";
import { importedFiles, archivedPath, type ArchivedFile } from "./archive.ts";
import { findRows, type VerifyContext, type VerifyFinding } from "./checks.ts";

export async function* checkReports(context: VerifyContext): AsyncIterable<VerifyFinding> {
  const { trx } = context;
  await change(trx, "create temporary table read_line (like line) on commit drop");
  await change(trx, "alter table read_line alter id drop not null");
  for (const file of await importedFiles(context)) {
    const path = await archivedPath(file, context);
    if (path !== null) yield* checkFile(context, file, path);
  }
  yield* findStrayLines(context);
}

const STORED_PAYOUT_ROW = {
  id: "bigint",
  issuer: "text",
  merchantId: "text",
  paymentReference: "text",
  currency: "text",
  payoutDate: "instant?",
  date: "text",
  settlementType: "text",
  settlementAmount: "bigint",
  totals: json<Readonly<Record<string, string | null>>>(),
  lineCount: "number",
} as const satisfies RowShape;
type StoredPayout = Row<typeof STORED_PAYOUT_ROW>;

async function* checkFile(
  context: VerifyContext,
  file: ArchivedFile,
  path: string,
): AsyncIterable<VerifyFinding> {
  const { trx } = context;
  const settings = (await ownSettingsOfFile(trx, file.id)) ?? (await context.settingsOf(file.runId));
  const folder = firstFolder(file.name);
  await change(trx, "truncate read_line");
  const copying = await copyInto(trx, "read_line", LINE_COLUMNS);
  let read: ReadResult;
  try {
    const source = () => createReadStream(path, { highWaterMark: 1 << 18 });
    read = await readReport(source, readingOptions(file.name, settings, folder), async (index, lines) => {
      await copying.write(lines.map((line) => copyLine(String(index), line)).join(""));
    });
    await copying.end();
  } catch (error) {
    await copying.abort();
    throw error;
  }
  if (read.outcome === "refused") {
    const [first] = read.refusals;
    yield { check: "reports", subject: `file ${file.name}`, problem: messages.reportRefused(first.what) };
    return;
  }
  await change(trx, "analyze read_line");
  const stored = await payoutsOf(context, file.id);
  const asBooked = merchantsOf(settings, folder);
  for (const payout of stored) {
    context.count("payouts", 1);
    const reported = read.payouts.find(
      ({ paymentReference }) => paymentReference === payout.paymentReference,
    );
    if (!reported) {
      yield finding(payout, "", messages.payoutNotInReport);
      continue;
    }
    const expected = {
      ...asBooked(reported),
      date:
        reported.payoutDate === null && reported.latestCaptureDate === null
          ? payout.date
          : dateOf(reported, settings, new Date(0)),
    };
    yield* comparePayout(payout, reported, expected);
    yield* compareLines(context, payout, reported);
    yield* compareSums(context, payout);
  }
  yield* checkCompletions(context, file, read.payouts);
}

function payoutsOf({ trx }: VerifyContext, fileId: bigint): Promise<StoredPayout[]> {
  return rows(
    trx,
    STORED_PAYOUT_ROW,
    `select id, issuer, merchant_id as "merchantId", payment_reference as "paymentReference", currency,
            payout_date as "payoutDate", date, settlement_type as "settlementType",
            settlement_amount as "settlementAmount", totals, line_count as "lineCount"
       from payout where report_file_id = :fileId order by id`,
    { fileId },
  );
}

function finding(
  { paymentReference }: StoredPayout,
  where: string,
  problem: VerifyFinding["problem"],
): VerifyFinding {
  return { check: "reports", subject: `payout ${paymentReference}${where}`, problem };
}

function* comparePayout(
  payout: StoredPayout,
  reported: ProvenPayout,
  booked: { readonly merchantId: string; readonly issuer: string; readonly date: string },
): Iterable<VerifyFinding> {
  const { currency } = reported;
  const amount = (units: string | null) => (units === null ? "–" : showMinor(BigInt(units), currency));
  const facts: (readonly [name: string, inBooks: string, inReport: string])[] = [
    ["merchant_id", payout.merchantId, booked.merchantId],
    ["issuer", payout.issuer, booked.issuer],
    ["date", payout.date, booked.date],
    ["currency", payout.currency, currency],
    ["payout_date", payout.payoutDate?.toISOString() ?? "–", reported.payoutDate ?? "–"],
    ["settlement_type", payout.settlementType, reported.settlementType],
    [
      "settlement_amount",
      amount(String(payout.settlementAmount)),
      amount(String(reported.totals.settlement)),
    ],
    ["line_count", String(payout.lineCount), String(reported.lineCount)],
    ...totalsOf(reported).map(
      ([name, units]) => [name, amount(payout.totals[name] ?? null), amount(units)] as const,
    ),
  ];
  for (const [name, inBooks, inReport] of facts) {
    if (inBooks !== inReport) yield finding(payout, "", differs(name, inBooks, inReport));
  }
}

function totalsOf({ totals, adjustments }: ProvenPayout): (readonly [string, string | null])[] {
  const text = (units: bigint | null) => (units === null ? null : String(units));
  return [
    ...Object.entries(totals).map(([name, units]) => [name, text(units)] as const),
    ...Object.entries(adjustments).map(([name, units]) => [`besides.${name}`, text(units)] as const),
  ];
}

function differs(name: string, inBooks: string, inReport: string): VerifyFinding["problem"] {
  return messages.valueDiffers({ name, inBooks, inReport });
}

const COMPARED = LINE_COLUMNS.filter((column) => column !== "payout_id" && column !== "row");

const DIFFERING = /* sql */ `
  select coalesce(b.row, r.row) as row, b.row is not null as "inBooks", r.row is not null as "inReport",
         array_remove(array[${COMPARED.map(
           (column) => `case when b.${column} is distinct from r.${column} then '${column}' end`,
         ).join(", ")}], null) as columns,
         b.type as "type", to_jsonb(b) as booked, to_jsonb(r) as reported
    from (select * from line where payout_id = :payoutId) b
    full join (select * from read_line where payout_id = :index) r on r.row = b.row
   where b.row is null or r.row is null
      or (${COMPARED.map((column) => `b.${column}`).join(", ")})
         is distinct from (${COMPARED.map((column) => `r.${column}`).join(", ")})
   order by 1 limit :limit`;

async function* compareLines(
  context: VerifyContext,
  payout: StoredPayout,
  read: ProvenPayout,
): AsyncIterable<VerifyFinding> {
  context.count("lines", read.lineCount);
  const differing = await rows(
    context.trx,
    {
      row: "number",
      inBooks: "boolean",
      inReport: "boolean",
      columns: json<string[]>(),
      booked: json<Record<string, unknown> | null>(),
      reported: json<Record<string, unknown> | null>(),
    },
    DIFFERING,
    { payoutId: payout.id, index: read.index, limit: context.limit },
  );
  for (const { row, inBooks, inReport, columns, booked, reported } of differing) {
    const where = ` row ${row}`;
    if (!inReport) yield finding(payout, where, messages.lineNotInReport);
    else if (!inBooks) yield finding(payout, where, messages.lineNotInBooks);
    for (const column of inBooks && inReport ? columns : []) {
      const show = (line: Record<string, unknown> | null) => shown(column, line?.[column], payout.currency);
      yield finding(payout, where, differs(column, show(booked), show(reported)));
    }
  }
}

/** The sums by type that are kept beside the payout, which its page shows, against its lines. */
async function* compareSums({ trx }: VerifyContext, payout: StoredPayout): AsyncIterable<VerifyFinding> {
  const differing = await rows(
    trx,
    { type: "text", kept: "text?", added: "text?" },
    `select coalesce(k.type, a.type) as type, k.lines || ' / ' || k.effect as kept, a.lines || ' / ' || a.effect as added
       from (select t.type, t.lines, t.effect
               from payout p cross join jsonb_to_recordset(p.by_type) as t(type text, lines bigint, effect numeric)
              where p.id = :payoutId) k
       full join (select type, count(*) as lines, sum(effect) as effect from line where payout_id = :payoutId group by 1) a
              on a.type = k.type
      where (k.lines, k.effect) is distinct from (a.lines, a.effect)
      order by 1`,
    { payoutId: payout.id },
  );
  for (const { type, kept, added } of differing)
    yield finding(payout, "", differs(`by_type ${type}`, kept ?? "–", added ?? "–"));
}

const AMOUNTS: ReadonlySet<string> = new Set(["amount", "effect", "fee_vat"]);

function shown(column: string, value: unknown, currency: string): string {
  if (value === null || value === undefined) return "–";
  if (AMOUNTS.has(column)) return showMinor(BigInt(String(value)), currency);
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Lines whose payout is not in the books. */
function findStrayLines(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    { id: "bigint", payoutId: "bigint", row: "number" },
    `select l.id, l.payout_id as "payoutId", l.row from line l
      where not exists (select from payout p where p.id = l.payout_id) order by l.id limit :limit`,
    ({ id, payoutId, row }) => ({
      check: "reports",
      subject: `line ${id}`,
      problem: messages.linePayoutMissing({ row, payoutId }),
    }),
  );
}
