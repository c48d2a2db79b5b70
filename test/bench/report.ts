/**
 * How fast a report is read: our CSV layer, the whole reader (bytes to proven lines), and what npm has, over the same
 * bytes in the same pieces. csv-parse is the reference for correctness, udsv the fastest we know.
 */
import { parse as csvParse } from "csv-parse";
import papaparse from "papaparse";
import { inferSchema, initParser } from "udsv";
import { cell } from "../../src/reports/csv/csv-row.ts";
import { CsvSplitter } from "../../src/reports/csv/split-csv.ts";
import { readReport } from "../../src/reports/read.ts";
import { random } from "../fuzz/random.ts";

/** As `fs.createReadStream` gives them. */
const CHUNK_BYTES = 64 * 1024;
/** Lines that are generated; a longer report repeats them. */
const BLOCK_LINES = 30_000;

interface Generated {
  readonly head: Buffer;
  readonly block: Uint8Array;
  readonly repeats: number;
  readonly lines: number;
  readonly bytes: number;
}

/** Thirty columns, of which a real shop fills two thirds; one sale and two fees an order, and some returns. */
export function generate(lines: number): Generated {
  const chance = random(20_240_502);
  const columns =
    "type;capture_date;sale_date;order_id;short_order_id;capture_id;merchant_reference1;merchant_reference2;amount;posting_currency;" +
    "refund_id;purchase_country;vat_rate;vat_amount;shipping_country;initial_payment_method_type;initial_number_of_installments;" +
    "initial_payment_method_monthly_downpayments;merchant_capture_reference;merchant_refund_reference;detailed_type;tax_rate_1;tax_amount_1;" +
    "tax_rate_2;tax_amount_2;reversal_reference;klarna_comment;tax_in_currency_of_registration_country;currency_code_of_registration_country;merchant_id";
  const sums = { sale: 0, fee: 0, tax: 0, return: 0 };
  const rows: string[] = [];
  const uuid = () => `${chance.digits(8)}-147f-48b7-b8e6-${chance.digits(12)}`;
  const money = (units: number) => `${Math.floor(units / 100)}.${String(units % 100).padStart(2, "0")}`;
  for (let order = 0; rows.length < BLOCK_LINES; order++) {
    const second = (at: number) => new Date(1_714_500_000_000 + at * 1000).toISOString().replace(".000", "");
    const [captured, sold] = [second(order * 7 + 90_000), second(order * 7)];
    const ids = `${captured};${sold};${uuid()};${chance.digits(3)}QW2;${uuid()};${100_000 + order};`;
    const units = 1_000 + chance.below(200_000);
    const method = chance.pick(["invoice", "card", "direct_debit", "slice_it_by_card"]);
    const row = (type: string, amount: number, refund: string, vat: string, detailed: string) =>
      rows.push(
        `${type};${ids};${money(amount)};SEK;${refund};SE;${vat};SE;${method};;;F${20_000 + order};;${detailed};25.00;${money(Math.floor(units / 5))};;;;;;;K123456`,
      );
    sums.sale += units;
    row("SALE", units, "", ";", "PURCHASE");
    for (const [amount, detailed] of [
      [Math.floor(units * 0.0299), "PURCHASE_FEE_PERCENTAGE"],
      [395, "PURCHASE_FEE_FIXED"],
    ] as const) {
      const vat = Math.floor(amount / 4);
      sums.fee += amount;
      sums.tax += vat;
      row("FEE", amount, "", `25.00;${money(vat)}`, detailed);
    }
    if (order % 9 === 0) {
      sums.return += 500;
      row("RETURN", 500, uuid(), ";", "PURCHASE_RETURN");
    }
  }
  const block = Buffer.from(`${rows.join("\n")}\n`);
  const repeats = Math.max(1, Math.round(lines / rows.length));
  const total = (units: number) => money(units * repeats);
  const head = Buffer.from(
    "total_sale_amount;total_return_amount;total_fee_amount;total_tax_amount;total_settlement_amount;payment_reference;settlement_currency;payout_date;merchant_id;merchant_settlement_type\n" +
      `${total(sums.sale)};${total(sums.return)};${total(sums.fee)};${total(sums.tax)};${total(sums.sale - sums.return - sums.fee - sums.tax)};123456789;SEK;2024-05-02T07:45:00Z;K123456;NET\n\n${columns}\n`,
  );
  return { head, block, repeats, lines: rows.length * repeats, bytes: head.length + block.length * repeats };
}

export async function* pieces({ head, block, repeats }: Generated): AsyncGenerator<Uint8Array> {
  yield head;
  for (let round = 0; round < repeats; round++)
    for (let at = 0; at < block.length; at += CHUNK_BYTES) yield block.subarray(at, at + CHUNK_BYTES);
}

/** Only the transaction list, for readers that know nothing of summaries. */
async function* listPieces(generated: Generated): AsyncGenerator<Uint8Array> {
  const list = generated.head.subarray(generated.head.indexOf("\n\n") + 2);
  yield* pieces({ ...generated, head: list });
}

const READERS: Readonly<Record<string, (generated: Generated) => Promise<number>>> = {
  "kvitt: CSV layer, all cells": async (generated) => {
    let cellsRead = 0;
    let rows = 0;
    const splitter = new CsvSplitter(";", (row) => {
      for (let index = 0; index < row.count; index++) cellsRead += cell(row, index).length >= 0 ? 1 : 0;
      return ++rows > 0;
    });
    for await (const piece of pieces(generated)) splitter.write(latin1(piece));
    splitter.end();
    return cellsRead > 0 ? rows - 4 : 0;
  },
  "kvitt: bytes to proven lines": async (generated) => {
    let lines = 0;
    const result = await readReport(
      () => pieces(generated),
      { name: "bench.csv" },
      (_, batch) => {
        lines += batch.length;
      },
    );
    if (result.outcome === "refused") throw new Error(result.refusals[0].what.en);
    return lines;
  },
  "csv-parse": async (generated) => {
    let lines = -1;
    const parser = csvParse({ delimiter: ";", relax_column_count: true });
    parser.on("readable", () => {
      while (parser.read() !== null) lines++;
    });
    const done = new Promise<void>((resolve, reject) => parser.on("end", resolve).on("error", reject));
    for await (const piece of listPieces(generated))
      if (!parser.write(piece)) await new Promise((resolve) => parser.once("drain", resolve));
    parser.end();
    await done;
    return lines;
  },
  udsv: async (generated) => {
    let lines = 0;
    let parser: ReturnType<typeof initParser> | null = null;
    for await (const piece of listPieces(generated)) {
      const text = latin1(piece);
      // It guesses quotes and line ends from a sample with a row, which the first piece (the header) has not.
      parser ??= initParser(inferSchema(`${text}${";".repeat(29)}\n`, { col: ";" }));
      const { stringArrs } = parser;
      parser.chunk<string[]>(
        text,
        (csv, onData) => stringArrs<string[]>(csv, onData),
        () => {
          lines++;
        },
      );
    }
    parser?.end();
    return lines;
  },
  papaparse: async (generated) => {
    let lines = 0;
    let tail = "";
    for await (const piece of listPieces(generated)) {
      // Papa's own streams are slower than this: whole lines, a piece at a time.
      const text = tail + latin1(piece);
      const end = text.lastIndexOf("\n") + 1;
      tail = text.slice(end);
      if (end > 0) lines += papaparse.parse(text.slice(0, end - 1), { delimiter: ";" }).data.length;
    }
    return lines - 1;
  },
};

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

/** Prints lines/s for each reader, and the memory that the whole process needed at most. */
export async function benchReport(lines: number): Promise<void> {
  const generated = generate(lines);
  const megabytes = (bytes: number) => (bytes / 1024 ** 2).toFixed(0);
  say(`report: ${generated.lines} lines of 30 columns, ${megabytes(generated.bytes)} MB`);
  for (const [name, read] of Object.entries(READERS)) {
    const began = performance.now();
    const found = await read(generated);
    const seconds = (performance.now() - began) / 1000;
    const rate = Math.round(generated.lines / seconds).toLocaleString("en");
    const check = found === generated.lines ? "" : `  (read ${found} lines!)`;
    say(
      `  ${name.padEnd(30)} ${rate.padStart(10)} lines/s  peak RSS ${megabytes(process.resourceUsage().maxRSS * 1024)} MB${check}`,
    );
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
