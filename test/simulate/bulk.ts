/**
 * Writes a very large payout with its receivables for benchmarks, at the speed of the disk: the mix of a busy shop, with a
 * known outcome. Every cell is computed from the line's number and the seed, so nothing is kept in memory.
 *
 * Twenty lines at a time: nine sales, ten fees, one return. Of a hundred sales and returns sixty are found by capture
 * or refund, twenty-eight by order id, eleven by reference, and one needs a person. Orders and invoices are numbered in
 * two series that overlap: nearly every reference is another order's invoice number too.
 *
 * Amounts are öre in plain numbers here: whole, far below 2^53, and a million of them are added in milliseconds.
 */
import { open } from "node:fs/promises";
import { captureTime, idOf, mix, oreOf, showOre } from "./bulk-cells.ts";
import { TOTAL_NAMES } from "./payout.ts";

export interface BulkOptions {
  readonly lines: number;
  /** All receivables, those of the lines included; twice the lines unless given. The others are never paid. */
  readonly receivables?: number;
  /** Thirty columns instead of sixteen, as for a merchant who has selected all columns. */
  readonly wide?: boolean;
  readonly seed?: number;
  readonly merchantId?: string;
  readonly paymentReference?: string;
  /** "2026-03-02", which is the date unless given. */
  readonly payoutDate?: string;
  /** Added to every number of an order or an invoice, so that files of one shop do not share any. */
  readonly from?: number;
}

export interface Bulk {
  readonly lines: number;
  readonly receivables: number;
  readonly sales: number;
  readonly returns: number;
  readonly fees: number;
  /** Lines that settle something, those that settle a part included. */
  readonly settled: number;
  /** Open deviations by code. */
  readonly deviations: Readonly<Record<string, number>>;
  readonly settlementOre: number;
  readonly reportBytes: number;
  readonly receivablesBytes: number;
}

const TROUBLES = ["no_receivable", "overpaid", "partly_paid", "ambiguous"] as const;
type Path = "capture" | "order" | "reference" | (typeof TROUBLES)[number] | "no_credit_note";

/** One sale or return. Items are numbered in the order of their lines. */
interface Item {
  readonly index: number;
  readonly isReturn: boolean;
  readonly path: Path;
  readonly amount: number;
}

const PER_BLOCK = 20;
const SALES_PER_BLOCK = 9;
const ITEMS_PER_BLOCK = SALES_PER_BLOCK + 1;
/** Öre by which a line differs from its receivable where it is to be over- or underpaid. */
const DIFFERENCE = 10_000;

/** Writes both files. Throws when fewer receivables are asked for than the lines need. */
export async function writeBulk(
  files: { report: string; receivables: string },
  options: BulkOptions,
): Promise<Bulk> {
  const { lines, seed = 1, receivables = 2 * lines } = options;
  const blocks = Math.floor(lines / PER_BLOCK);
  const plan = makePlan(blocks, lines - blocks * PER_BLOCK, seed);
  if (receivables < plan.receivables) {
    throw new Error(`${lines} lines need at least ${plan.receivables} receivables, not ${receivables}`);
  }
  const reportBytes = await writeInto(files.report, reportRows(plan, options, seed));
  const receivablesBytes = await writeInto(
    files.receivables,
    receivableRows(plan, receivables, options, seed),
  );
  return {
    lines,
    receivables,
    sales: blocks * SALES_PER_BLOCK,
    returns: blocks,
    fees: lines - blocks * ITEMS_PER_BLOCK,
    settled: plan.settled,
    deviations: Object.fromEntries(plan.deviations),
    settlementOre: plan.sale - plan.returned - plan.fee - plan.vat,
    reportBytes,
    receivablesBytes,
  };
}

interface Plan {
  readonly blocks: number;
  /** Lines beyond the last whole block: fees that belong to no sale. */
  readonly rest: number;
  readonly sale: number;
  readonly returned: number;
  readonly fee: number;
  readonly vat: number;
  readonly settled: number;
  readonly receivables: number;
  readonly deviations: ReadonlyMap<string, number>;
}

/** First pass: the totals at the top of the report. */
function makePlan(blocks: number, rest: number, seed: number): Plan {
  let [sale, returned, fee, vat, settled, receivables] = [0, 0, 0, 0, 0, 0];
  const deviations = new Map<string, number>();
  for (let index = 0; index < blocks * ITEMS_PER_BLOCK; index++) {
    const { isReturn, path, amount } = itemAt(index, seed);
    if (isReturn) returned += amount;
    else {
      sale += amount;
      for (const one of feesOf(index, amount)) {
        fee += one;
        vat += vatOf(one);
      }
    }
    receivables += receivablesOf(path);
    const told = path !== "capture" && path !== "order" && path !== "reference";
    const code = path === "no_receivable" && isAnotherInvoice(index, seed) ? "uncertain" : path;
    if (told) deviations.set(code, (deviations.get(code) ?? 0) + 1);
    if (!told || path === "partly_paid") settled += 1;
  }
  fee += rest * SERVICE_FEE;
  vat += rest * vatOf(SERVICE_FEE);
  return { blocks, rest, sale, returned, fee, vat, settled, receivables, deviations };
}

/** So far the invoice numbers are ahead of the order numbers. */
const AHEAD = 37;

/** Whether an order's number is that of another order's invoice: the only one that agrees, and it contradicts. */
function isAnotherInvoice(index: number, seed: number): boolean {
  if (index < AHEAD) return false;
  const { isReturn, path } = itemAt(index - AHEAD, seed);
  return !isReturn && receivablesOf(path) > 0;
}

const SERVICE_FEE = 1_900;
const FIXED_FEE = 300;

function itemAt(index: number, seed: number): Item {
  const isReturn = index % ITEMS_PER_BLOCK === SALES_PER_BLOCK;
  const turn = (Math.floor(index / 100) + index * 61) % 100; // every hundred items have each number once
  const path =
    turn < 60
      ? "capture"
      : turn < 88
        ? "order"
        : turn < 99
          ? "reference"
          : isReturn
            ? "no_credit_note"
            : (TROUBLES[Math.floor(index / 100) % TROUBLES.length] ?? "no_receivable");
  return { index, isReturn, path, amount: oreOf(index, seed) };
}

/** Half up, as Klarna rounds: 2.99 percent, and for one sale in nine a fixed fee too. */
function feesOf(index: number, amount: number): readonly number[] {
  const percentage = Math.floor((amount * 299 + 5_000) / 10_000);
  return index % ITEMS_PER_BLOCK === 0 ? [percentage, FIXED_FEE] : [percentage];
}

function vatOf(fee: number): number {
  return Math.floor((fee * 25 + 50) / 100);
}

function receivablesOf(path: Path): number {
  if (path === "no_receivable" || path === "no_credit_note") return 0;
  return path === "ambiguous" ? 2 : 1;
}

const COLUMNS =
  "type;capture_date;sale_date;order_id;short_order_id;capture_id;merchant_reference1;merchant_reference2;amount;" +
  "posting_currency;refund_id;merchant_capture_reference;merchant_refund_reference;detailed_type;tax_rate;tax_amount";
const MORE_COLUMNS =
  ";purchase_country;shipping_country;initial_payment_method_type;initial_number_of_installments;" +
  "initial_payment_method_monthly_downpayments;reversal_reference;klarna_comment;tax_rate_1;tax_amount_1;tax_rate_2;" +
  "tax_amount_2;tax_in_currency_of_registration_country;currency_code_of_registration_country;submerchant_id";
const MORE_CELLS = ";SE;SE;invoice;;;;;25.00;;;;;;";

function* reportRows(plan: Plan, options: BulkOptions, seed: number): Generator<string> {
  const { wide = false, merchantId = "K100000", paymentReference = "9000000001" } = options;
  const { payoutDate = "2026-03-02", from = 0 } = options;
  const more = wide ? MORE_CELLS : "";
  const stated: Record<string, number> = {
    total_sale_amount: plan.sale,
    total_fee_amount: plan.fee,
    total_tax_amount: plan.vat,
    total_return_amount: plan.returned,
    total_settlement_amount: plan.sale - plan.returned - plan.fee - plan.vat,
  };
  const totals = TOTAL_NAMES.map((name) => showOre(stated[name] ?? 0)).join(";");
  yield `${TOTAL_NAMES.join(";")};payment_reference;settlement_currency;payout_date;merchant_id;merchant_settlement_type\n`;
  yield `${totals};${paymentReference};SEK;${payoutDate}T07:45:00Z;${merchantId};NET\n\n`;
  yield `${COLUMNS}${wide ? MORE_COLUMNS : ""}\n`;
  for (let index = 0; index < plan.blocks * ITEMS_PER_BLOCK; index++) {
    const { isReturn, path, amount } = itemAt(index, seed);
    const orderId = path === "ambiguous" ? "" : idOf("order", index, seed);
    const event = idOf("event", index, seed);
    const when = captureTime(index);
    const about = `;${when};${when};${orderId};${orderId.slice(0, 8)};`;
    const order = orderNumber(index + from);
    const references = `${event};${order};WEB;`;
    if (isReturn) {
      yield `RETURN${about};${order};WEB;${showOre(amount)};SEK;${event};;;PURCHASE_RETURN;;${more}\n`;
      continue;
    }
    let rows = `SALE${about}${references}${showOre(amount)};SEK;;;;PURCHASE;;${more}\n`;
    const [percentage = 0, fixed] = feesOf(index, amount);
    rows += `FEE${about}${references}${showOre(percentage)};SEK;;;;PURCHASE_FEE_PERCENTAGE;25;${showOre(vatOf(percentage))}${more}\n`;
    if (fixed !== undefined) {
      rows += `FEE${about}${references}${showOre(fixed)};SEK;;;;PURCHASE_FEE_FIXED;25;${showOre(vatOf(fixed))}${more}\n`;
    }
    yield rows;
  }
  for (let i = 0; i < plan.rest; i++) {
    yield `FEE;${captureTime(i)};;;;;;;${showOre(SERVICE_FEE)};SEK;;;;SERVICING_FEE;25;${showOre(vatOf(SERVICE_FEE))}${more}\n`;
  }
}

/** Those of the lines spread evenly among those that are never paid. */
function* receivableRows(
  plan: Plan,
  count: number,
  { from = 0 }: BulkOptions,
  seed: number,
): Generator<string> {
  yield "kind;number;order_number;order_id;capture_id;refund_id;currency;amount;date\n";
  const items = plan.blocks * ITEMS_PER_BLOCK;
  const others = count - plan.receivables;
  let written = 0;
  for (let index = 0; index < items; index++) {
    const until = Math.floor(((index + 1) * others) / items);
    for (; written < until; written++) yield neverPaid(written, from, seed);
    yield receivablesAt(itemAt(index, seed), from, seed);
  }
  for (; written < others; written++) yield neverPaid(written, from, seed);
}

function receivablesAt({ index, isReturn, path, amount }: Item, from: number, seed: number): string {
  const kind = isReturn ? "credit_note" : "invoice";
  const row = (number: string, orderId: string, event: string, ore: number) =>
    `${kind};${number};${orderNumber(index + from)};${orderId};${isReturn ? "" : event};${isReturn ? event : ""};SEK;${showOre(ore)};2026-02-27\n`;
  const number = String(orderNumber(index + from) + AHEAD);
  const orderId = idOf("order", index, seed);
  switch (path) {
    case "capture":
      return row(number, orderId, idOf("event", index, seed), amount);
    case "order":
      return row(number, orderId, "", amount);
    case "reference":
      return row(number, "", "", amount);
    case "overpaid":
      return row(number, orderId, "", amount - DIFFERENCE);
    case "partly_paid":
      return row(number, orderId, "", amount + DIFFERENCE);
    case "ambiguous":
      // one order number, two orders
      return (
        row(number, orderId, "", amount) +
        row(String(300_000_000 + index + from), idOf("twin", index, seed), "", amount)
      );
    case "no_receivable":
    case "no_credit_note":
      return "";
  }
}

function neverPaid(index: number, from: number, seed: number): string {
  const amount = showOre(oreOf(mix(index, seed), seed));
  return `invoice;${600_000_000 + index + from};${500_000_000 + index + from};${idOf("open", index, seed)};;;SEK;${amount};2026-02-20\n`;
}

function orderNumber(index: number): number {
  return 100_000_000 + index;
}

const CHUNK = 1 << 20;

/** In pieces of a megabyte, row by row into one buffer; every character is ASCII. Returns the number of bytes. */
async function writeInto(path: string, rows: Iterable<string>): Promise<number> {
  const file = await open(path, "w");
  const chunk = Buffer.allocUnsafe(CHUNK);
  let [filled, bytes] = [0, 0];
  try {
    const flush = async () => {
      await file.writeFile(chunk.subarray(0, filled));
      bytes += filled;
      filled = 0;
    };
    for (const row of rows) {
      if (filled + row.length > CHUNK) await flush();
      filled += chunk.write(row, filled, "latin1");
    }
    await flush();
    return bytes;
  } finally {
    await file.close();
  }
}
