/**
 * Reads the books as plain rows, with SQL of its own on the schema in `migrations/`, so that no code of Kvitt is between the
 * tables and the checkers. Ids are text, amounts bigint.
 */
import { lineKey, payoutKey, receivableKey } from "./known.ts";

export interface FoundPayout {
  readonly id: string;
  readonly key: string;
  readonly merchantId: string;
  readonly paymentReference: string;
  readonly currency: string;
  readonly date: string;
  readonly settlementAmount: bigint;
}

export interface FoundLine {
  readonly id: string;
  readonly payoutId: string;
  readonly key: string;
  readonly type: string;
  readonly detailedType: string;
  readonly amount: bigint;
}

export interface FoundReceivable {
  readonly id: string;
  readonly key: string;
  readonly openAmount: bigint;
  /** What an order had received before its first import; it can be paid back too. */
  readonly receivedBefore: bigint;
  readonly currency: string;
}

/** An allocation; a reversal has negative amounts. */
export interface FoundAllocation {
  readonly lineId: string;
  /** null: allocated to an account by a person. */
  readonly receivableId: string | null;
  readonly effect: string;
  readonly lineAmount: bigint;
  readonly receivableAmount: bigint;
  readonly rung: number | null;
}

export interface FoundDeviation {
  readonly code: string;
  readonly state: string;
  /** The line's key, the payout's key, or the name of the file. */
  readonly about: string;
}

export interface FoundVoucher {
  readonly id: string;
  readonly payoutId: string;
  readonly cause: string;
  readonly date: string;
  readonly currency: string;
}

export interface FoundVoucherRow {
  readonly voucherId: string;
  readonly account: number;
  readonly debit: bigint;
  readonly credit: bigint;
}

export interface Books {
  readonly payouts: readonly FoundPayout[];
  readonly lines: readonly FoundLine[];
  readonly receivables: readonly FoundReceivable[];
  readonly allocations: readonly FoundAllocation[];
  readonly deviations: readonly FoundDeviation[];
  readonly vouchers: readonly FoundVoucher[];
  readonly voucherRows: readonly FoundVoucherRow[];
}

/** A `pg` client or pool, or anything else that answers a query with rows. */
export interface Connection {
  query(sql: string): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
}

/** Every value is read as text, so that the connection's type parsers do not matter. */
export async function readBooks(connection: Connection, schema = "kvitt"): Promise<Books> {
  if (!/^[a-z_][a-z0-9_]*$/.test(schema)) throw new Error(`"${schema}" is no plain schema name`);
  const ask = async (sql: string) =>
    (await connection.query(sql.replaceAll("kvitt.", `${schema}.`))).rows.map(read);
  const payouts = await ask(
    `select id::text, merchant_id, payment_reference, currency, date::text, settlement_amount::text as amount from kvitt.payout`,
  );
  const lines = await ask(
    `select l.id::text, l.payout_id::text, p.merchant_id, p.payment_reference, l.row::text, l.type, l.detailed_type, l.amount::text
       from kvitt.line l join kvitt.payout p on p.id = l.payout_id`,
  );
  const receivables = await ask(
    `select id::text, merchant_id, kind, number, currency, open_amount::text as amount, received_before::text
       from kvitt.receivable`,
  );
  const allocations = await ask(
    `select line_id::text, receivable_id::text, effect, line_amount::text, receivable_amount::text, rung::text
       from kvitt.allocation`,
  );
  const deviations = await ask(
    `select d.code, d.state, d.line_id::text, l.row::text, f.name,
            coalesce(p.merchant_id, o.merchant_id, d.merchant_id) as merchant_id,
            coalesce(p.payment_reference, o.payment_reference, d.payment_reference) as payment_reference
       from kvitt.deviation d
       left join kvitt.line l on l.id = d.line_id
       left join kvitt.payout p on p.id = l.payout_id
       left join kvitt.payout o on o.id = d.payout_id
       left join kvitt.report_file f on f.id = d.report_file_id`,
  );
  // a refused file has a deviation or is in quarantine: it counts once either way
  const quarantined = await ask(
    `select f.reason -> 0 ->> 'code' as code, f.name from kvitt.report_file f
      where f.state = 'quarantined' and not exists (select from kvitt.deviation d where d.report_file_id = f.id)`,
  );
  const vouchers = await ask(
    `select id::text, payout_id::text, cause, date::text, currency from kvitt.voucher`,
  );
  const voucherRows = await ask(
    `select voucher_id::text, account::text, debit::text, credit::text from kvitt.voucher_row`,
  );
  return {
    payouts: payouts.map((row) => ({
      id: row.text("id"),
      key: payoutKey(row.text("merchant_id"), row.text("payment_reference")),
      merchantId: row.text("merchant_id"),
      paymentReference: row.text("payment_reference"),
      currency: row.text("currency"),
      date: row.text("date"),
      settlementAmount: BigInt(row.text("amount")),
    })),
    lines: lines.map((row) => ({
      id: row.text("id"),
      payoutId: row.text("payout_id"),
      key: lineKey(row.text("merchant_id"), row.text("payment_reference"), Number(row.text("row"))),
      type: row.text("type"),
      detailedType: row.maybe("detailed_type") ?? "",
      amount: BigInt(row.text("amount")),
    })),
    receivables: receivables.map((row) => ({
      id: row.text("id"),
      key: receivableKey({
        kind: row.text("kind"),
        number: row.text("number"),
        merchantId: row.text("merchant_id"),
      }),
      openAmount: BigInt(row.text("amount")),
      receivedBefore: BigInt(row.text("received_before")),
      currency: row.text("currency"),
    })),
    allocations: allocations.map((row) => ({
      lineId: row.text("line_id"),
      receivableId: row.maybe("receivable_id"),
      effect: row.text("effect"),
      lineAmount: BigInt(row.text("line_amount")),
      receivableAmount: BigInt(row.text("receivable_amount")),
      rung: row.maybe("rung") === null ? null : Number(row.text("rung")),
    })),
    deviations: [
      ...deviations.map((row) => ({
        code: row.text("code"),
        state: row.text("state"),
        about: aboutWhat(row),
      })),
      ...quarantined.map((row) => ({ code: row.text("code"), state: "open", about: row.text("name") })),
    ],
    vouchers: vouchers.map((row) => ({
      id: row.text("id"),
      payoutId: row.text("payout_id"),
      cause: row.text("cause"),
      date: row.text("date"),
      currency: row.text("currency"),
    })),
    voucherRows: voucherRows.map((row) => ({
      voucherId: row.text("voucher_id"),
      account: Number(row.text("account")),
      debit: BigInt(row.text("debit")),
      credit: BigInt(row.text("credit")),
    })),
  };
}

/** Codes of files that are refused whole, so that there is no payout. */
const OF_FILES: ReadonlySet<string> = new Set(["totals_differ", "unknown_type", "unreadable"]);

function aboutWhat(row: Row): string {
  if (OF_FILES.has(row.text("code"))) return row.maybe("name") ?? "a file without a name";
  const payout = payoutKey(row.maybe("merchant_id") ?? "?", row.maybe("payment_reference") ?? "?");
  return row.maybe("line_id") === null ? payout : `${payout} row ${row.maybe("row") ?? "?"}`;
}

interface Row {
  text(name: string): string;
  maybe(name: string): string | null;
}

function read(raw: Record<string, unknown>): Row {
  const maybe = (name: string) => {
    const value = raw[name];
    if (value === null || value === undefined) return null;
    if (typeof value !== "string") throw new Error(`column ${name} is not text but ${typeof value}`);
    return value;
  };
  return {
    maybe,
    text: (name) => {
      const value = maybe(name);
      if (value === null) throw new Error(`column ${name} is null`);
      return value;
    },
  };
}
