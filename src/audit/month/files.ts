/** The files of a month: one SIE file of all its vouchers, and a zip with everything a bookkeeper closes the month with. */
import { createReadStream } from "node:fs";
import type { Books, Handle } from "../../books/database.ts";
import { movementsOn, reportsIn, vouchersIn } from "../../books/month.ts";
import { voucherRows } from "../../books/postings.ts";
import { dateIn, type Clock } from "../../clock.ts";
import { accountsOf } from "../../config/settings.ts";
import type { Workspace } from "../../config/workspace.ts";
import { inBookCurrency } from "../../delivery/currency.ts";
import { sieChunksOfAll } from "../../delivery/sie/write.ts";
import type { VoucherSource } from "../../delivery/voucher-source.ts";
import { UserError } from "../../errors.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../format/csv.ts";
import { safeName } from "../../intake/files/file-name.ts";
import { accountNames } from "../../ledger/account-names.ts";
import type { Language } from "../../message.ts";
import { ratesOf, sourceOf } from "../../pipeline/deliver.ts";
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
  /** "K12": vouchers in another currency whose rate is not known, which are not in the file. */
  readonly waiting: readonly string[];
  chunks(): AsyncIterable<Buffer>;
}

/** Throws UserError where the month has no voucher that can be written. */
export async function sieOfMonth(app: MonthContext, month: string): Promise<MonthSie> {
  const { workspace, books, clock } = app;
  const { settings } = workspace;
  const { company, language, timeZone } = settings;
  const rates = await ratesOf(app);
  const ready: VoucherSource[] = [];
  const waiting: string[] = [];
  const names = new Map<number, string>();
  for (const head of await vouchersIn(books, daysOf(month))) {
    const accounts = accountsOf(settings, head.merchantId);
    for (const [account, name] of accountNames(accounts)) names.set(account, name);
    const source = await sourceOf(app, head);
    const booked = inBookCurrency(source, { currency: company.currency, accounts, language }, rates);
    if (booked.kind === "ready") ready.push(booked.voucher);
    else waiting.push(`${head.series}${head.number}`);
  }
  if (ready.length === 0) throw new UserError(messages.noVouchers(month), messages.seeVouchers);
  const details = { version: VERSION, generated: dateIn(timeZone, clock.now()), accountNames: names };
  return { vouchers: ready.length, waiting, chunks: () => sieChunksOfAll(ready, company, details) };
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
  const sie = await sieOfMonth(app, month);
  const entries: ZipEntry[] = [
    { name: sieNameOf(month), bytes: () => sie.chunks() },
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
