/**
 * A SIE reader for the tests, so that what Kvitt writes is read back by code that does not share the writer's rules. Reads
 * types 1-4, though the vouchers of 4I and 4E are what is needed. Tolerant where real programs are loose (line ends,
 * charset, order, unknown labels and extra fields), strict where money is: amounts, balance, checksum.
 */
import { decodeBytes, detectCharset, type SieCharset } from "../../src/delivery/sie/charset.ts";
import { crc32 } from "../../src/delivery/sie/crc32.ts";
import { tokenize, type SieField, type SieSyntaxError } from "../../src/delivery/sie/tokenize.ts";
import type { SieDocument, SieProblem, SieRead, SieRecord, SieVoucher } from "./document.ts";
import { accountOf, balanceProblem, rowOf, voucherOf } from "./voucher-records.ts";

const PROBLEMS_MAX = 50;

/** All problems at once, each with its line. Never throws, whatever the bytes. */
export function readSie(bytes: Uint8Array): SieRead {
  const reading = new Reading(detectCharset(bytes));
  const binary = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  let line = 0;
  for (const text of binary.replace(/^\xef\xbb\xbf/, "").split("\n")) {
    if (!reading.take(text, ++line)) break;
  }
  return reading.end(line);
}

/** The state between two lines. One per file. */
class Reading {
  private readonly problems: SieProblem[] = [];
  private readonly records: SieRecord[] = [];
  private readonly vouchers: SieVoucher[] = [];
  private readonly accounts = new Map<number, string>();
  private readonly charset: SieCharset;
  private currency = "SEK";
  private checksum: Checksum = { state: "absent" };
  private place: Place = TOP;
  private begun = false;

  constructor(charset: SieCharset) {
    this.charset = charset;
  }

  /** False: enough has been seen. */
  take(text: string, line: number): boolean {
    const read = tokenize(text);
    if (!this.begun && read.kind !== "blank") {
      if (read.kind !== "record" || read.label !== "#FLAGGA") {
        this.problem(line, "this is not a SIE file: it does not begin with #FLAGGA");
        return false;
      }
      this.begun = true;
    }
    if (read.kind === "problem") this.problem(line, SYNTAX[read.problem]);
    else if (read.kind === "open") this.open(line);
    else if (read.kind === "close") this.close(line);
    else if (read.kind === "record") this.record(line, read.label, read.fields);
    return this.problems.length < PROBLEMS_MAX;
  }

  end(line: number): SieRead {
    if (this.problems.length === 0 && !this.begun) this.problem(line, "the file is empty");
    if (this.problems.length < PROBLEMS_MAX) this.checkEnd(line);
    const [first, ...others] = this.problems;
    if (first) return { ok: false, problems: [first, ...others] };
    return { ok: true, value: this.document() };
  }

  private document(): SieDocument {
    const text = (label: string, at: number) => {
      const field = this.records.find((record) => record.label === label)?.fields[at];
      return typeof field === "string" ? field : null;
    };
    return {
      charset: this.charset,
      alreadyImported: text("#FLAGGA", 0) === "1",
      companyName: text("#FNAMN", 0),
      orgNumber: text("#ORGNR", 0),
      currency: this.currency,
      accounts: this.accounts,
      checksum: this.checksum.state === "absent" ? "absent" : "right",
      records: this.records,
      vouchers: this.vouchers,
    };
  }

  private record(line: number, label: string, raw: readonly SieField[]): void {
    if (label === "#KSUMMA") return this.checksumRecord(line, raw);
    if (this.checksum.state === "open")
      this.checksum = { state: "open", crc: sumUp(this.checksum.crc, label, raw) };
    const fields = raw.map((field) =>
      typeof field === "string"
        ? decodeBytes(field, this.charset)
        : field.map((part) => decodeBytes(part, this.charset)),
    );
    if (this.place.kind === "voucher") return this.rowRecord(this.place, line, label, fields);
    if (this.place.kind === "other") return; // the block of a label we do not know
    this.leaveLoneVoucher();
    if (label === "#VER") return this.voucherRecord(line, fields);
    if (label === "#TRANS" || label === "#RTRANS" || label === "#BTRANS")
      return this.problem(line, `${label} is outside a #VER block`);
    this.records.push({ line, label, fields });
    this.place = { kind: "top", mayOpen: true };
    if (label === "#KONTO") this.accountRecord(line, fields);
    if (label === "#VALUTA" && typeof fields[0] === "string") this.currency = fields[0].toUpperCase();
  }

  private accountRecord(line: number, fields: readonly SieField[]): void {
    const account = accountOf(fields[0]);
    if (typeof account === "object") return this.problem(line, account.problem);
    this.accounts.set(account, typeof fields[1] === "string" ? fields[1] : "");
  }

  private voucherRecord(line: number, fields: readonly SieField[]): void {
    const voucher = voucherOf(line, fields);
    if ("problem" in voucher) this.problem(line, voucher.problem);
    this.place = { kind: "announced", line, voucher: "problem" in voucher ? null : voucher };
  }

  private rowRecord(
    place: Place & { kind: "voucher" },
    line: number,
    label: string,
    fields: readonly SieField[],
  ): void {
    if (label === "#VER") {
      this.problem(place.line, `the block is not closed before the next #VER on line ${line}`);
      return this.voucherRecord(line, fields);
    }
    if (label !== "#TRANS") return; // #RTRANS and #BTRANS: optional history
    const row = rowOf(line, fields, this.currency);
    if ("problem" in row) {
      place.whole = false;
      this.problem(line, row.problem);
    } else place.rows.push(row);
  }

  private open(line: number): void {
    const { place } = this;
    if (place.kind === "announced")
      this.place = { kind: "voucher", line: place.line, voucher: place.voucher, rows: [], whole: true };
    else if (place.kind === "top" && place.mayOpen) this.place = { kind: "other", line };
    else this.problem(line, "a { where no block can begin");
  }

  private close(line: number): void {
    const { place } = this;
    if (place.kind === "voucher") {
      const unbalanced = place.whole ? balanceProblem(place.rows, this.currency) : null;
      if (unbalanced) this.problem(place.line, unbalanced);
      if (place.voucher) this.vouchers.push({ ...place.voucher, rows: place.rows });
    } else if (place.kind !== "other") this.problem(line, "a } where no block is open");
    this.place = TOP;
  }

  /** A #VER that no { follows. */
  private leaveLoneVoucher(): void {
    if (this.place.kind !== "announced") return;
    this.problem(this.place.line, "the #VER has no block of rows after it");
    this.place = TOP;
  }

  private checksumRecord(line: number, fields: readonly SieField[]): void {
    const [stated] = fields;
    if (this.checksum.state === "absent" && stated === undefined) this.checksum = { state: "open", crc: 0 };
    else if (this.checksum.state === "open" && typeof stated === "string") {
      const { crc } = this.checksum;
      if (stated !== String(crc))
        this.problem(
          line,
          `the checksum is ${stated}, but the content gives ${crc}: the file has been changed or damaged`,
        );
      this.checksum = { state: "closed" };
    } else this.problem(line, "this #KSUMMA does not belong to a pair");
  }

  private checkEnd(line: number): void {
    this.leaveLoneVoucher();
    if (this.place.kind === "voucher" || this.place.kind === "other")
      this.problem(this.place.line, "the block is never closed: the file is cut off");
    if (this.checksum.state === "open")
      this.problem(line, "the closing #KSUMMA is missing: the file is cut off");
  }

  private problem(line: number, problem: string): void {
    this.problems.push({ line, problem });
  }
}

const SYNTAX: Readonly<Record<SieSyntaxError, string>> = {
  no_label: "the line does not begin with a label such as #VER",
  unclosed_quote: "a quotation mark is not closed",
  text_after_quote: "there is no space after a closing quotation mark",
  unclosed_list: "an object list lacks its }",
  odd_list: "an object list has a dimension without an object",
};

type Checksum = { readonly state: "absent" | "closed" } | { readonly state: "open"; readonly crc: number };

type Announced = Omit<SieVoucher, "rows"> | null;
type Place =
  | {
      readonly kind: "top";
      /** A label we do not know may have a block of its own. */ readonly mayOpen: boolean;
    }
  | { readonly kind: "announced"; readonly line: number; readonly voucher: Announced }
  | {
      readonly kind: "voucher";
      readonly line: number;
      readonly voucher: Announced;
      readonly rows: SieVoucher["rows"][number][];
      /** False once a row could not be read: its voucher's sum then says nothing. */
      whole: boolean;
    }
  | { readonly kind: "other"; readonly line: number };

const TOP: Place = { kind: "top", mayOpen: false };

/** #KSUMMA counts labels and contents, nothing between them (SIE 4B, 8.15). */
function sumUp(before: number, label: string, fields: readonly SieField[]): number {
  return crc32(Buffer.from(label + fields.flat().join(""), "latin1"), before);
}
