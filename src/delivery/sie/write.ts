/**
 * Writes vouchers as a SIE 4I file (SIE filformat ed. 4B/4C): code page 437, CRLF, with #KSUMMA. The file's name and place
 * are the target's to choose.
 */
import type { Settings } from "../../config/settings.ts";
import type { Voucher, VoucherRow } from "../../ledger/voucher.ts";
import type { SieNumbers } from "../../config/sie-files.ts";
import { fiscalYearAt, fiscalYearName, type FiscalYear } from "../../config/fiscal-year.ts";
import { showMinor } from "../../money.ts";
import { usesOf, type VoucherHead, type VoucherSource, type VoucherUses } from "../voucher-source.ts";
import { pc8Bytes, pc8Text } from "./charset.ts";
import { crc32 } from "./crc32.ts";

export type SieCompany = Settings["company"];

export interface SieDetails {
  /** Kvitt's own version, for #PROGRAM. */
  readonly version: string;
  /** The date the file is written, "2026-03-11". */
  readonly generated: string;
  /** Names for #KONTO; an account without one gets its number as name. */
  readonly accountNames: ReadonlyMap<number, string>;
  /**
   * "importer": the number is empty, and the program that takes the file in gives one (SIE 4B allows that). The voucher's own stands
   * first in its text, where a person and a comparison find it. Without it, "own".
   */
  readonly numbers?: SieNumbers;
}

/** Fortnox refuses voucher and row texts that are longer (support.fortnox.se, article 115000185025). */
export const TEXT_LENGTH_MAX = 50;

// Reserved dimensions need no #DIM (SIE 4B, 8.17).
const COST_CENTRE = "1";
const PROJECT = "6";
const ROWS_AT_A_TIME = 4096;

/**
 * The whole file. Throws when the voucher breaks what the books guarantee: out of balance, in another currency than the
 * company's, dated outside its fiscal year.
 */
export function writeSie(voucher: Voucher, company: SieCompany, details: SieDetails): Buffer {
  const writer = sieWriter(voucher, usesOf(voucher.rows), company, details);
  const chunks = [writer.head(), writer.begin(voucher)];
  for (const rows of slices(voucher.rows)) chunks.push(writer.rows(rows));
  return Buffer.concat([...chunks, writer.close(), writer.end()]);
}

/** The same file in chunks: memory is bounded by a batch of rows, however many there are. */
export function sieChunks(
  voucher: VoucherSource,
  company: SieCompany,
  details: SieDetails,
): AsyncGenerator<Buffer> {
  return sieChunksOfAll([voucher], company, details);
}

/**
 * Several vouchers of one fiscal year in one file: one header that declares what any of them uses, and each voucher in turn.
 * Throws as `writeSie` does, and where there is no voucher.
 */
export async function* sieChunksOfAll(
  vouchers: readonly VoucherSource[],
  company: SieCompany,
  details: SieDetails,
): AsyncGenerator<Buffer> {
  const [first] = vouchers;
  if (first === undefined) throw new Error("a SIE file needs a voucher");
  const writer = sieWriter(first, usesOfAll(vouchers), company, details);
  yield writer.head();
  for (const voucher of vouchers) {
    yield writer.begin(voucher);
    for await (const batch of voucher.batches()) {
      for (const rows of slices(batch)) yield writer.rows(rows);
    }
    yield writer.close();
  }
  yield writer.end();
}

function usesOfAll(vouchers: readonly VoucherSource[]): VoucherUses {
  const all = <T>(pick: (uses: VoucherUses) => readonly T[]) => [
    ...new Set(vouchers.flatMap(({ uses }) => pick(uses))),
  ];
  return {
    accounts: all(({ accounts }) => accounts).sort((a, b) => a - b),
    costCentres: all(({ costCentres }) => costCentres).sort(),
    projects: all(({ projects }) => projects).sort(),
  };
}

/** A text as our SIE files hold it: in their character set, and cut. */
export function sieText(text: string): string {
  return pc8Text(text).slice(0, TEXT_LENGTH_MAX).trim(); // pc8Text leaves no surrogate pairs that could be cut in half
}

interface SieWriter {
  head(): Buffer;
  /** Begins a voucher; `rows` and `close` are of the one that was begun. */
  begin(voucher: VoucherHead): Buffer;
  rows(rows: readonly VoucherRow[]): Buffer;
  close(): Buffer;
  end(): Buffer;
}

function sieWriter(
  first: VoucherHead,
  uses: VoucherUses,
  company: SieCompany,
  { version, generated, accountNames, numbers = "own" }: SieDetails,
): SieWriter {
  const year = fiscalYearAt(first.date, company);
  const declared = new Set(uses.accounts);
  let checksum = 0;
  let balance = 0n;
  let name = nameOf(first);
  mustFit(first, year, company);

  /** Adds records to the checksum and returns their bytes. */
  const put = (records: readonly Written[]): Buffer => {
    checksum = crc32(pc8Bytes(records.map(({ content }) => content).join("")), checksum);
    return pc8Bytes(records.map(({ line }) => `${line}\r\n`).join(""));
  };

  return {
    head() {
      const records = [
        record("#PROGRAM", "Kvitt", version),
        record("#FORMAT", "PC8"),
        record("#GEN", compact(generated)),
        record("#SIETYP", "4"),
        record("#FNAMN", company.name),
        ...(company.orgNumber === undefined ? [] : [record("#ORGNR", company.orgNumber)]),
        record("#RAR", "0", compact(year.from), compact(year.to)),
        record("#KPTYP", "EUBAS97"),
        record("#VALUTA", company.currency),
        ...uses.accounts.map((account) =>
          record("#KONTO", String(account), accountNames.get(account) ?? `Konto ${account}`),
        ),
        ...uses.costCentres.map((id) => record("#OBJEKT", COST_CENTRE, id, id)),
        ...uses.projects.map((id) => record("#OBJEKT", PROJECT, id, id)),
      ];
      return Buffer.concat([pc8Bytes("#FLAGGA 0\r\n#KSUMMA\r\n"), put(records)]);
    },
    begin(voucher) {
      mustFit(voucher, year, company);
      name = nameOf(voucher);
      balance = 0n;
      const records = [
        record(
          "#VER",
          voucher.series,
          numbers === "own" ? String(voucher.number) : "",
          compact(voucher.date),
          sieText(numbers === "own" ? voucher.text : `${voucher.series}${voucher.number} ${voucher.text}`),
          ...(voucher.registered === null ? [] : [compact(voucher.registered), sieText(voucher.sign ?? "")]),
        ),
      ];
      return Buffer.concat([put(records), pc8Bytes("{\r\n")]);
    },
    rows(rows) {
      const records: Written[] = [];
      for (const row of rows) {
        if (row.debit < 0n || row.credit < 0n || (row.debit > 0n && row.credit > 0n))
          throw new Error(`${name} has a row on ${row.account} that is not one of debit and credit`);
        if (!declared.has(row.account))
          throw new Error(`${name} uses account ${row.account}, which its source does not declare`);
        balance += row.debit - row.credit;
        records.push(transaction(row, company.currency));
      }
      return put(records);
    },
    close() {
      if (balance !== 0n)
        throw new Error(`${name} is out of balance by ${showMinor(balance, company.currency)}`);
      return pc8Bytes("}\r\n");
    },
    end() {
      return pc8Bytes(`#KSUMMA ${checksum}\r\n`);
    },
  };
}

function nameOf({ series, number, fiscalYear, fiscalYearPart }: VoucherHead): string {
  return `voucher ${series}${number} (${fiscalYearName(fiscalYear, fiscalYearPart)})`;
}

/** Throws for a voucher in another currency than the file's, or in another fiscal year. */
function mustFit(voucher: VoucherHead, { from, to, year, part }: FiscalYear, company: SieCompany): void {
  const name = nameOf(voucher);
  if (voucher.currency !== company.currency)
    throw new Error(`${name} is in ${voucher.currency}, but its SIE file would be in ${company.currency}`);
  if (voucher.date < from || voucher.date > to)
    throw new Error(`${name} is dated ${voucher.date}, and the file is of ${from} to ${to}`);
  const isNumberedSo =
    fiscalYearName(year, part) === fiscalYearName(voucher.fiscalYear, voucher.fiscalYearPart);
  if (!isNumberedSo) throw new Error(`${name} is dated ${voucher.date}, which is in ${from} to ${to}`);
}

/** A record's line, and the part that #KSUMMA covers: label and contents, without spaces, quotes and braces. */
interface Written {
  readonly line: string;
  readonly content: string;
}

/** `label field field ...`, with the fields in our character set. */
function record(label: string, ...values: string[]): Written {
  const fields = values.map(pc8Text);
  return { line: [label, ...fields.map(quoted)].join(" "), content: label + fields.join("") };
}

function transaction(row: VoucherRow, currency: string): Written {
  const account = String(row.account);
  const amount = showMinor(row.debit - row.credit, currency);
  const objects = [
    ...(row.costCentre ? [COST_CENTRE, pc8Text(row.costCentre)] : []),
    ...(row.project ? [PROJECT, pc8Text(row.project)] : []),
  ];
  const text = sieText(row.text);
  const group = objects.length === 0 ? "{}" : `{${objects.map(quoted).join(" ")}}`;
  const line = `   #TRANS ${account} ${group} ${amount}${text === "" ? "" : ` "" ${quoted(text)}`}`;
  return { line, content: `#TRANS${account}${objects.join("")}${amount}${text}` };
}

// Quotes only where needed: Fortnox fails on quoted #SIETYP, #FLAGGA, #ORGNR and #FORMAT.
const BARE = /^[\p{L}\p{N}._/-]+$/u;

function quoted(field: string): string {
  return BARE.test(field) ? field : `"${field.replaceAll('"', '\\"')}"`;
}

/** "2026-03-11" is "20260311". */
function compact(date: string): string {
  return date.replaceAll("-", "");
}

function* slices(rows: readonly VoucherRow[]): Generator<readonly VoucherRow[]> {
  for (let from = 0; from < rows.length; from += ROWS_AT_A_TIME)
    yield rows.slice(from, from + ROWS_AT_A_TIME);
}
