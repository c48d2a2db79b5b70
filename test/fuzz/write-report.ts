/**
 * Writes payouts as a report file in any dialect and layout, and says what reading it must give back. Shares no code
 * with the reader but the definition of money.
 */
import { decimalsOf, minor } from "../../src/money.ts";
import type { ProvenPayout, ReadOptions, SettlementLine, Totals } from "../../src/reports/report.ts";
import {
  dateAsWritten,
  encode,
  randomDialect,
  writeAmount,
  writeDate,
  type WrittenDialect,
} from "./dialect.ts";
import { randomPayout, type PlannedLine, type PlannedPayout } from "./random-payout.ts";
import { random, type Random } from "./random.ts";

export type Layout =
  "summary, list" | "list, summary" | "list" | "summaries, one list" | "one list of several" | "summary";

export interface Expected {
  readonly payout: Pick<
    ProvenPayout,
    "merchantId" | "paymentReference" | "currency" | "payoutDate" | "settlementType" | "totals" | "lineCount"
  >;
  readonly lines: readonly SettlementLine[];
}

export interface WrittenReport {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly options: ReadOptions;
  readonly expected: readonly Expected[];
  readonly dialect: WrittenDialect;
  readonly layout: Layout;
}

export interface ReportWishes {
  readonly lines: number;
  readonly payouts: number;
  /** Every total is in the summary, the list has its VAT and currency: nothing can change without a sum noticing. */
  readonly watertight: boolean;
}

const TOTAL_NAMES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  sale: ["total_sale_amount", "total_sale"],
  return: ["total_return_amount"],
  reversal: ["total_reversal_amount"],
  fee: ["total_fee_amount", "total_fee"],
  feeCorrection: ["total_fee_correction_amount"],
  feeRefund: ["total_fee_refund_amount"],
  tax: ["total_tax_amount", "total_tax"],
  taxRefund: ["total_tax_refund_amount"],
  commission: ["total_commission_amount"],
  commissionReversal: ["total_commission_reversal_amount"],
  charge: ["total_charge_amount"],
  credit: ["total_credit_amount"],
  holdback: ["total_holdback_amount"],
  release: ["total_release_amount"],
  repay: ["total_repay_amount", "total_repayment_amount"],
  deposit: ["total_deposit_amount"],
  openingDebt: ["opening_debt_balance", "opening_debt_balance_amount", "total_opening_debt_balance_amount"],
  closingDebt: ["closing_debt_balance", "closing_debt_balance_amount"],
  settlement: ["total_settlement_amount", "total_settlement"],
};
const DEDUCTED: ReadonlySet<string> = new Set([
  "return",
  "reversal",
  "fee",
  "tax",
  "commissionReversal",
  "charge",
  "holdback",
  "repay",
]);

type Column = readonly [
  name: readonly [string, ...string[]],
  cell: (line: PlannedLine, payout: PlannedPayout, dialect: WrittenDialect) => string,
];
const text =
  (pick: (line: PlannedLine) => string | null): Column[1] =>
  (line) =>
    pick(line) ?? "";
const date =
  (pick: (line: PlannedLine) => number | null): Column[1] =>
  (line, _, dialect) => {
    const instant = pick(line);
    return instant === null ? "" : writeDate(instant, dialect.dates);
  };

const COLUMNS: Readonly<Record<string, Column>> = {
  type: [["type"], ({ type }) => type],
  amount: [
    ["amount"],
    (line, { currency }, dialect) =>
      writeAmount(dialect.signed ? BigInt(line.printed) * line.amount : line.amount, currency, dialect),
  ],
  currency: [["posting_currency", "currency_code", "currency"], (_, { currency }) => currency],
  vat: [
    ["vat_amount", "tax_amount"],
    ({ vat, printed }, { currency }, dialect) =>
      vat === null ? "" : writeAmount(dialect.signedTotals ? BigInt(printed) * vat : vat, currency, dialect),
  ],
  detailedType: [["detailed_type"], text(({ detailedType }) => detailedType)],
  saleDate: [["sale_date"], date(({ saleDate }) => saleDate)],
  captureDate: [["capture_date"], date(({ captureDate }) => captureDate)],
  orderId: [["order_id"], text(({ orderId }) => orderId)],
  shortOrderId: [["short_order_id"], text(({ shortOrderId }) => shortOrderId)],
  captureId: [["capture_id"], text(({ captureId }) => captureId)],
  refundId: [["refund_id"], text(({ refundId }) => refundId)],
  merchantReference1: [
    ["merchant_reference1", "merchant_reference_1"],
    text((line) => line.merchantReference1),
  ],
  merchantReference2: [["merchant_reference2"], text((line) => line.merchantReference2)],
  merchantCaptureReference: [["merchant_capture_reference"], text((line) => line.merchantCaptureReference)],
  merchantRefundReference: [["merchant_refund_reference"], text((line) => line.merchantRefundReference)],
  vatRate: [["vat_rate", "tax_rate"], ({ vatRate }, _, { mark }) => vatRate?.replace(".", mark) ?? ""],
  country: [["purchase_country"], text(({ country }) => country)],
  method: [["initial_payment_method_type"], text(({ method }) => method)],
  comment: [["klarna_comment"], text(({ comment }) => comment)],
  installments: [
    ["initial_number_of_installments", "initial_payment_method_number_of_installments"],
    text(({ installments }) => installments),
  ],
  reference: [["payment_reference"], (_, { reference }) => reference],
  merchant: [["merchant_id"], (_, { merchantId }) => merchantId],
  unknown: [["my_own_column"], () => "x"],
};
const OPTIONAL = Object.keys(COLUMNS).filter((name) => !["type", "amount", "reference"].includes(name));

/** One random report, and what reading it must give. */
export function writeReport(chance: Random, wishes: ReportWishes): WrittenReport {
  const dialect = randomDialect(chance);
  const several = wishes.payouts > 1;
  const layout: Layout = wishes.watertight
    ? chance.pick(["summary, list", "list, summary"])
    : several
      ? chance.pick(["summary, list", "list, summary", "summaries, one list", "one list of several"])
      : wishes.lines === 0
        ? chance.pick(["summary, list", "summary", "list, summary"])
        : chance.pick(["summary, list", "summary, list", "list, summary", "list"]);
  const hasSummary = layout !== "list" && layout !== "one list of several";
  const payouts = Array.from({ length: wishes.payouts }, () =>
    randomPayout(chance, {
      lines: layout === "one list of several" ? wishes.lines + 1 : wishes.lines,
      plain: !hasSummary || layout === "summary",
      signed: dialect.signed && layout !== "summary",
      alone: wishes.payouts === 1,
      watertight: wishes.watertight,
    }),
  );
  const byReference = layout === "summaries, one list" || layout === "one list of several";
  const must = new Set(["type", "amount"]);
  if (!hasSummary || wishes.watertight) for (const name of ["currency", "vat"]) must.add(name);
  if (byReference) must.add("reference");
  // Without signs, only the detailed type says that commission is taken back.
  if (!dialect.signed && payouts.some(({ totals }) => totals["commissionReversal"] !== 0n))
    must.add("detailedType");
  const columns = chance.shuffled(
    Object.keys(COLUMNS).filter((name) => must.has(name) || (OPTIONAL.includes(name) && chance.chance(0.7))),
  );
  if (!byReference && !wishes.watertight && chance.chance(0.2)) columns.push("reference");
  return new Writer(chance, dialect, layout, payouts, columns, wishes.watertight).write();
}

class Writer {
  readonly #chance: Random;
  readonly #dialect: WrittenDialect;
  readonly #layout: Layout;
  readonly #payouts: readonly PlannedPayout[];
  readonly #columns: readonly string[];
  readonly #watertight: boolean;
  readonly #names: ReadonlyMap<string, string>;
  readonly #rows: { cells: readonly string[]; of?: { payout: number; line: number } }[] = [];
  #expected: { payout: Expected["payout"]; lines: SettlementLine[] }[] = [];
  #noReference = false;

  constructor(
    chance: Random,
    dialect: WrittenDialect,
    layout: Layout,
    payouts: readonly PlannedPayout[],
    columns: readonly string[],
    watertight: boolean,
  ) {
    this.#chance = chance;
    this.#dialect = dialect;
    this.#layout = layout;
    this.#payouts = payouts;
    this.#columns = columns;
    this.#watertight = watertight;
    this.#names = new Map(columns.map((name) => [name, chance.pick(COLUMNS[name]?.[0] ?? [""])]));
  }

  write(): WrittenReport {
    const all = this.#payouts.map((payout, index) => ({ payout, index }));
    if (this.#layout === "summaries, one list") this.#summaries(all);
    if (this.#layout === "summaries, one list" || this.#layout === "one list of several") {
      const lines = all.flatMap(({ payout, index }) =>
        payout.lines.map((_, line) => ({ payout: index, line })),
      );
      if (this.#layout === "one list of several") this.#expect(all, []);
      this.#list(this.#chance.shuffled(lines));
    } else {
      for (const one of all) {
        const lines = one.payout.lines.map((_, line) => ({ payout: one.index, line }));
        if (this.#layout === "list") this.#expect([one], []);
        if (this.#layout === "summary, list" || this.#layout === "summary") this.#summaries([one]);
        if (this.#layout !== "summary") this.#list(lines);
        if (this.#layout === "list, summary") this.#summaries([one]);
      }
    }
    return this.#finish();
  }

  #summaries(payouts: readonly { payout: PlannedPayout; index: number }[]): void {
    const totals = Object.keys(TOTAL_NAMES).filter(
      (name) => !payouts.every(({ payout }) => this.#mayLeaveOut(name, payout)) || this.#chance.chance(0.6),
    );
    const facts = this.#factsOf(payouts.map(({ payout }) => payout));
    const fields = this.#chance.shuffled([...totals, ...facts]);
    const labels = fields.map((name) => this.#header(this.#chance.pick(TOTAL_NAMES[name] ?? [name])));
    const values = payouts.map(({ payout }) => fields.map((name) => this.#summaryValue(name, payout)));
    const vertical = payouts.length === 1 && this.#chance.chance(0.25);
    if (vertical)
      labels.forEach((label, index) => this.#rows.push({ cells: [label, values[0]?.[index] ?? ""] }));
    else {
      this.#rows.push({ cells: labels });
      for (const cells of values) this.#rows.push({ cells });
    }
    this.#blank();
    this.#expect(payouts, fields);
  }

  /** What the sums would still tell, or what is nothing anyway. */
  #mayLeaveOut(name: string, payout: PlannedPayout): boolean {
    if (this.#watertight || name === "settlement") return false;
    if (this.#invoiced(payout)) return ["deposit", "openingDebt", "closingDebt"].includes(name);
    const { totals } = payout;
    // Without a word of debt, a GROSS payout of nothing could have had its fees deducted, or not.
    if (name === "deposit" && payout.settlementType === "GROSS" && totals["settlement"] === 0n) return false;
    const zero = (totals[name] ?? 0n) === 0n;
    if (name === "openingDebt" || name === "closingDebt")
      return totals["repay"] === 0n && totals["deposit"] === 0n;
    if (name === "tax" || name === "taxRefund")
      return this.#columns.includes("vat") && (zero || payout.feesDeducted);
    if (name === "feeCorrection" || name === "repay" || name === "deposit") return zero;
    return zero || payout.feesDeducted;
  }

  #invoiced({ totals }: PlannedPayout): boolean {
    return (totals["invoiced"] ?? 0n) > 0n;
  }

  #factsOf(payouts: readonly PlannedPayout[]): string[] {
    const facts = [
      "payment_reference",
      "settlement_currency",
      "payout_date",
      "merchant_id",
      "merchant_settlement_type",
    ];
    const lists = payouts.every(({ lines }) => lines.length > 0) && this.#layout !== "summary";
    return facts.filter((name) => {
      if (this.#watertight || payouts.length > 1 || this.#chance.chance(0.8)) return true;
      if (name === "payment_reference") {
        if (this.#payouts.length > 1) return true;
        if (!(lists && this.#columns.includes("reference"))) this.#noReference = true;
        return false;
      }
      if (name === "settlement_currency")
        return (
          !(lists && this.#columns.includes("currency")) ||
          payouts.some(({ currency }) => decimalsOf(currency) !== 2)
        );
      if (name === "merchant_settlement_type")
        return payouts.some(({ settlementType }) => settlementType !== "NET");
      return false;
    });
  }

  #summaryValue(name: string, payout: PlannedPayout): string {
    if (name === "payment_reference") return payout.reference;
    if (name === "settlement_currency") return payout.currency;
    if (name === "payout_date") return writeDate(payout.payoutDate, this.#dialect.dates);
    if (name === "merchant_id") return payout.merchantId;
    if (name === "merchant_settlement_type") return payout.settlementType;
    let amount: bigint = payout.totals[name] ?? 0n;
    if (this.#invoiced(payout)) {
      if (name === "settlement") amount = payout.totals["invoiced"] ?? 0n;
      else if (["deposit", "openingDebt", "closingDebt"].includes(name)) amount = 0n;
    }
    if (this.#dialect.signedTotals && DEDUCTED.has(name)) amount = -amount;
    return writeAmount(amount, payout.currency, this.#dialect);
  }

  #list(lines: readonly { payout: number; line: number }[]): void {
    this.#rows.push({ cells: this.#columns.map((name) => this.#header(this.#names.get(name) ?? name)) });
    for (const of of lines) {
      const payout = this.#payouts[of.payout];
      const line = payout?.lines[of.line];
      if (!payout || !line) continue;
      this.#rows.push({
        of,
        cells: this.#columns.map((name) => COLUMNS[name]?.[1](line, payout, this.#dialect) ?? ""),
      });
    }
    this.#blank();
  }

  #blank(): void {
    if (this.#chance.chance(0.5)) this.#rows.push({ cells: this.#chance.pick([[""], ["", "", ""]]) });
  }

  #header(name: string): string {
    if (this.#dialect.headers === "upper") return name.toUpperCase();
    return this.#dialect.headers === "spaced" ? ` ${name.replaceAll("_", " ")} ` : name;
  }

  #expect(payouts: readonly { payout: PlannedPayout; index: number }[], fields: readonly string[]): void {
    for (const { payout, index } of payouts) {
      const has = (name: string) => fields.includes(name);
      const inList = (name: string) =>
        this.#columns.includes(name) && payout.lines.length > 0 && this.#layout !== "summary";
      const invoiced = this.#invoiced(payout);
      const debt = (name: "openingDebt" | "closingDebt") =>
        !has(name) ? null : invoiced ? minor(0n) : payout.totals[name];
      const { invoiced: _, ...totals } = payout.totals;
      this.#expected[index] = {
        payout: {
          merchantId: has("merchant_id") || inList("merchant") ? payout.merchantId : null,
          paymentReference: payout.reference,
          currency: payout.currency,
          payoutDate: has("payout_date") ? dateAsWritten(payout.payoutDate, this.#dialect.dates) : null,
          settlementType: payout.settlementType,
          // The names are the same; that none is missing is what the comparison will show.
          totals: {
            ...totals,
            openingDebt: debt("openingDebt"),
            closingDebt: debt("closingDebt"),
          } as unknown as Totals,
          lineCount: payout.lines.length,
        },
        lines: [],
      };
    }
  }

  #finish(): WrittenReport {
    const { delimiter, lineEnd, padded, hint, lastLineEnd } = this.#dialect;
    const width = Math.max(...this.#rows.map(({ cells }) => cells.length));
    let written = "";
    let line = 1;
    if (hint) {
      written = `sep=${delimiter}${lineEnd}`;
      line = 2;
    }
    this.#rows.forEach(({ cells, of }, index) => {
      if (of) this.#expectLine(of, line);
      const filled = padded ? [...cells, ...Array.from({ length: width - cells.length }, () => "")] : cells;
      const row = filled.map((value) => this.#cell(value)).join(delimiter);
      const last = index === this.#rows.length - 1;
      written += row + (last && !lastLineEnd ? "" : lineEnd);
      line += 1 + (row.match(/\n/g)?.length ?? 0);
    });
    const [first] = this.#payouts;
    const name =
      this.#noReference || this.#layout === "list" ? `settlement.${first?.reference}.csv` : "report.csv";
    return {
      text: written,
      bytes: encode(written, this.#dialect.encoding),
      options: { name, ...this.#settings(written) },
      expected: this.#inOrderOfAppearance(),
      dialect: this.#dialect,
      layout: this.#layout,
    };
  }

  /** The settings that a merchant would have to give where the file itself leaves it open. */
  #settings(written: string): Partial<ReadOptions> {
    const { dates, mark } = this.#dialect;
    const days = [...written.matchAll(/\b(\d\d)\/(\d\d)\/\d{4}/g)];
    const told = days.some(([, a = "", b = ""]) => Number(a) > 12 || Number(b) > 12);
    const dateOrder = (dates === "dmy" || dates === "mdy") && !told ? { dateOrder: dates } : {};
    // Amounts without decimals (ISK) that are grouped by the other mark look like three decimals.
    return this.#payouts.some(({ currency }) => decimalsOf(currency) === 0)
      ? { ...dateOrder, decimalMark: mark }
      : dateOrder;
  }

  #cell(value: string): string {
    const { delimiter, quoting } = this.#dialect;
    const needed = value.includes(delimiter) || /["\r\n]/.test(value);
    if (quoting === "all" || needed || (quoting === "some" && this.#chance.chance(0.3)))
      return `"${value.replaceAll('"', '""')}"`;
    return value;
  }

  #expectLine(of: { payout: number; line: number }, row: number): void {
    const payout = this.#payouts[of.payout];
    const line = payout?.lines[of.line];
    if (!payout || !line) return;
    const has = (name: string) => this.#columns.includes(name);
    const given = <T>(name: string, value: T): T | null => (has(name) ? value : null);
    const dated = (name: string, instant: number | null) =>
      has(name) && instant !== null ? dateAsWritten(instant, this.#dialect.dates) : null;
    const extra = {
      ...(has("comment") && line.comment ? { klarna_comment: line.comment } : {}),
      ...(has("installments") && line.installments
        ? { initial_number_of_installments: line.installments }
        : {}),
      ...(has("unknown") ? { my_own_column: "x" } : {}),
    };
    this.#expected[of.payout]?.lines.push({
      row,
      type: line.type,
      detailedType: given("detailedType", line.detailedType),
      saleDate: dated("saleDate", line.saleDate),
      captureDate: dated("captureDate", line.captureDate),
      orderId: given("orderId", line.orderId),
      shortOrderId: given("shortOrderId", line.shortOrderId),
      captureId: given("captureId", line.captureId),
      refundId: given("refundId", line.refundId),
      merchantReference1: given("merchantReference1", line.merchantReference1),
      merchantReference2: given("merchantReference2", line.merchantReference2),
      merchantCaptureReference: given("merchantCaptureReference", line.merchantCaptureReference),
      merchantRefundReference: given("merchantRefundReference", line.merchantRefundReference),
      amount: minor(line.amount),
      effect: minor(line.effect),
      feeVat: given("vat", line.vat === null ? null : minor(line.vat)),
      feeVatRate: given("vatRate", line.vatRate),
      purchaseCountry: given("country", line.country),
      paymentMethod: given("method", line.method),
      extra: Object.keys(extra).length > 0 ? extra : null,
    });
  }

  #inOrderOfAppearance(): Expected[] {
    if (this.#layout !== "one list of several") return this.#expected;
    const firstRow = ({ lines }: Expected) => Math.min(...lines.map(({ row }) => row));
    return this.#expected.sort((a, b) => firstRow(a) - firstRow(b));
  }
}

/** Payouts with everything there is, one block each, in the portal's own dialect. */
export function writePlanned(payouts: readonly PlannedPayout[]): Uint8Array {
  const chance = random(1);
  const columns = Object.keys(COLUMNS).filter((name) => !["unknown", "reference", "merchant"].includes(name));
  const writer = new Writer(chance, PORTAL_DIALECT, "summary, list", payouts, columns, true);
  return writer.write().bytes;
}

const PORTAL_DIALECT: WrittenDialect = {
  delimiter: ";",
  mark: ".",
  gap: "",
  minus: "-",
  signed: false,
  signedTotals: false,
  trimmed: false,
  encoding: "utf-8",
  lineEnd: "\n",
  quoting: "needed",
  dates: "instant",
  headers: "plain",
  padded: false,
  lastLineEnd: true,
  hint: false,
};
