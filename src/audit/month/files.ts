/** The files of a month: one SIE file of all its vouchers, and a zip with everything a bookkeeper closes the month with. */
import { createReadStream } from "node:fs";
import type { Books, Handle } from "../../books/database.ts";
import { foreignVouchersIn, movementsOn, reportsIn, vouchersIn } from "../../books/month.ts";
import { voucherRows } from "../../books/postings.ts";
import { dateIn, type Clock } from "../../clock.ts";
import { fiscalYearAt, fiscalYearName } from "../../config/fiscal-year.ts";
import { accountsOf } from "../../config/settings.ts";
import type { Workspace } from "../../config/workspace.ts";
import { inBookCurrency } from "../../delivery/currency.ts";
import { rateOn } from "../../delivery/rates.ts";
import { sieChunksOfAll } from "../../delivery/sie/write.ts";
import type { VoucherSource } from "../../delivery/voucher-source.ts";
import { UserError } from "../../errors.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../format/csv.ts";
import { safeName } from "../../intake/files/file-name.ts";
import { accountNames } from "../../ledger/account-names.ts";
import { inEach, type Language, type Message } from "../../message.ts";
import { ratesFor, ratesOf } from "../../pipeline/known-rates.ts";
import { sourceOf } from "../../pipeline/source.ts";
import { VERSION } from "../../version.ts";
import { amountIn } from "../evidence/cells.ts";
import { writeZip, type ZipEntry } from "../evidence/zip.ts";
import { archivedPath } from "../verify/archive.ts";
import { messages } from "./messages.ts";
import { daysOf, specification } from "./specification.ts";

export interface MonthContext {
  readonly workspace: Workspace;
  readonly books: Books;
  readonly clock: Clock;
}

export interface MonthSie {
  /** Vouchers in the file. */
  readonly vouchers: number;
  readonly leftOut: readonly LeftOut[];
  chunks(): AsyncIterable<Buffer>;
}

/** A voucher that the month's SIE file cannot have. */
export interface LeftOut {
  /** "K12" */
  readonly voucher: string;
  readonly why: Message;
}

/** Throws UserError where the month has no voucher that can be written, and says of each why not. */
export async function sieOfMonth(app: MonthContext, month: string): Promise<MonthSie> {
  const sie = await preparedSie(app, month);
  if (sie.vouchers > 0) return sie;
  const [first] = sie.leftOut;
  if (first === undefined) throw new UserError(messages.noVouchers(month), messages.seeVouchers);
  throw new UserError(noneReady(month, sie.leftOut), messages.addRate);
}

function noneReady(month: string, leftOut: readonly LeftOut[]): Message {
  return inEach((language) => {
    const all = leftOut.slice(0, NAMED_MAX).map(({ voucher, why }) => `${voucher}: ${why[language]}`);
    const more = leftOut.length - all.length;
    const said = [...all, ...(more > 0 ? [`+${more}`] : [])].join("; ");
    return messages.noneReady({ month, said })[language];
  });
}

const NAMED_MAX = 10;

async function preparedSie(app: MonthContext, month: string): Promise<MonthSie> {
  const { workspace, books, clock } = app;
  const { settings } = workspace;
  const { company, language, timeZone } = settings;
  const rates = await ratesOf(app);
  const ready: VoucherSource[] = [];
  const leftOut: LeftOut[] = [];
  const names = new Map<number, string>();
  for (const head of await vouchersIn(books, daysOf(month))) {
    const voucher = `${head.series}${head.number}`;
    const accounts = accountsOf(settings, head.merchantId);
    const { year, part } = fiscalYearAt(head.date, company);
    const now = fiscalYearName(year, part);
    const numbered = fiscalYearName(head.fiscalYear, head.fiscalYearPart);
    if (numbered !== now) {
      leftOut.push({ voucher, why: messages.otherFiscalYear({ numbered, now, date: head.date }) });
      continue;
    }
    const source = await sourceOf(app, head);
    const booked = inBookCurrency(source, { currency: company.currency, accounts, language }, rates);
    if (booked.kind === "needs_rate") {
      leftOut.push({ voucher, why: messages.needsRate({ currency: booked.currency, date: booked.date }) });
      continue;
    }
    for (const [account, name] of accountNames(accounts)) names.set(account, name);
    ready.push(booked.voucher);
  }
  const details = { version: VERSION, generated: dateIn(timeZone, clock.now()), accountNames: names };
  return { vouchers: ready.length, leftOut, chunks: () => sieChunksOfAll(ready, company, details) };
}

/** The vouchers of a month whose rate is not known, looked for by their heads alone. */
export async function waitingForRate(app: MonthContext, month: string): Promise<readonly LeftOut[]> {
  const { rates } = await ratesFor(app);
  const foreign = await foreignVouchersIn(app.books, daysOf(month), app.workspace.settings.company.currency);
  return foreign.flatMap(({ voucher, currency, rateDate: date }) =>
    rateOn(rates, currency, date) === null ? [{ voucher, why: messages.needsRate({ currency, date }) }] : [],
  );
}

export function sieNameOf(month: string): string {
  return `kvitt-${month}.si`;
}

export function zipNameOf(month: string): string {
  return `kvitt-${month}.zip`;
}

/** Writes the zip of a month, and returns the names in it. Throws an error with code EEXIST when the file exists already. */
export async function writeMonth(
  app: MonthContext,
  month: string,
  path: string,
  language: Language,
): Promise<readonly string[]> {
  const { books, workspace, clock } = app;
  const sie = await preparedSie(app, month);
  const isEmpty = sie.vouchers === 0 && sie.leftOut.length === 0;
  if (isEmpty) throw new UserError(messages.noVouchers(month), messages.seeVouchers);
  const entries: ZipEntry[] = [
    ...(sie.vouchers === 0 ? [] : [{ name: sieNameOf(month), bytes: () => sie.chunks() }]),
    ...(sie.leftOut.length === 0
      ? []
      : [{ name: "not-in-sie.csv", bytes: () => leftOutCsv(sie.leftOut, language) }]),
    { name: "vouchers.csv", bytes: () => vouchersCsv(books, month, language) },
    { name: "specification.csv", bytes: () => specificationCsv(app, month, language) },
  ];
  for (const file of await reportsIn(books, daysOf(month))) {
    const archived = await archivedPath(file, { workspace });
    if (archived === null) continue;
    const name = `reports/${file.sha256.slice(0, 8)}-${safeName(file.name)}`;
    entries.push({ name, bytes: () => createReadStream(archived) });
  }
  await writeZip(path, entries, clock.now());
  return entries.map(({ name }) => name);
}

async function* leftOutCsv(leftOut: readonly LeftOut[], language: Language): AsyncIterable<string> {
  yield BYTE_ORDER_MARK + csvLine(messages.leftOutColumns[language].split(";"));
  for (const { voucher, why } of leftOut) yield csvLine([voucher, why[language], messages.addRate[language]]);
}

async function* vouchersCsv(db: Handle, month: string, language: Language): AsyncIterable<string> {
  yield BYTE_ORDER_MARK + csvLine(messages.voucherColumns[language].split(";"));
  for (const one of await vouchersIn(db, daysOf(month))) {
    const amount = amountIn(language, one.currency);
    const head = [`${one.series}${one.number}`, one.date, one.text];
    for await (const batch of voucherRows(db, one.voucherId)) {
      yield batch
        .map(({ account, debit, credit, text, costCentre, project }) =>
          csvLine([...head, account, amount(debit), amount(credit), one.currency, text, costCentre, project]),
        )
        .join("");
    }
  }
}

/** Each account: opening, each movement, closing, and what the closing balance consists of. */
export async function* specificationCsv(
  { books, workspace }: Omit<MonthContext, "clock">,
  month: string,
  language: Language,
): AsyncIterable<string> {
  yield BYTE_ORDER_MARK + csvLine(messages.specificationColumns[language].split(";"));
  const say = (what: "opening" | "movement" | "closing" | "part") => messages[what][language];
  const nothing = ["", "", "", "", "", ""];
  for (const one of await specification(books, workspace.settings, month)) {
    const amount = amountIn(language, one.currency);
    const head = [one.account, one.name, one.currency];
    yield csvLine([...head, say("opening"), ...nothing, amount(one.opening)]);
    for await (const batch of movementsOn(books, one, daysOf(month))) {
      yield batch
        .map((row) => {
          const { date, voucher, merchantId, paymentReference, order, text } = row;
          const cells = [date, voucher, merchantId, paymentReference, order, text];
          return csvLine([...head, say("movement"), ...cells, amount(row.amount)]);
        })
        .join("");
    }
    yield csvLine([...head, say("closing"), ...nothing, amount(one.closing)]);
    for (const { merchantId, paymentReference, order, amount: part } of one.parts)
      yield csvLine([...head, say("part"), "", "", merchantId, paymentReference, order, "", amount(part)]);
  }
}
