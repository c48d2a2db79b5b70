/** Stands in for the Settlements API: payouts and their transactions, by pages, for one merchant. */
import { systemClock, type Clock } from "../../../src/clock.ts";
import { readSpec, Validator } from "../openapi/validator.ts";
import { Refused, StandIn, type Asked } from "../stand-in.ts";

/** One for all: compiling the schemas takes longer than most tests. */
const VALIDATOR = new Validator(readSpec("klarna"), { schemas: {}, parameters: {} });

export const USER = "K123456_abcdef";
export const PASSWORD = "shared & s3cret";

export interface Payout {
  readonly payment_reference: string;
  readonly payout_date: string;
  readonly currency_code: string;
  readonly merchant_settlement_type: string;
  readonly merchant_id: string;
  readonly totals: Readonly<Record<string, number>>;
}

export type Transaction = Readonly<Record<string, string | number>>;

export class Klarna extends StandIn {
  readonly payouts: Payout[];
  readonly transactions: Map<string, Transaction[]>;

  private constructor(payouts: Payout[], transactions: Map<string, Transaction[]>, clock: Clock) {
    super({
      validator: VALIDATOR,
      handlers: {
        "GET /payouts": ({ query }) => {
          const [start, end] = [query.get("start_date") ?? "", query.get("end_date") ?? "9999"];
          const found = payouts.filter(({ payout_date: at }) => at >= start && at <= end);
          return { status: 200, body: pageOf("payouts", found, query) };
        },
        "GET /payouts/{payment_reference}": ({ values }) => ({
          status: 200,
          body: payoutOf(payouts, values),
        }),
        "GET /transactions": ({ query }) => {
          const of = transactions.get(query.get("payment_reference") ?? "") ?? [];
          return { status: 200, body: pageOf("transactions", of, query) };
        },
      },
      letIn: ({ authorization }) => {
        const expected = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString("base64")}`;
        if (authorization === expected) return USER;
        throw new Refused({ status: 401, body: refusal("UNAUTHORIZED", "Invalid credentials") });
      },
      limit: { most: 10, windowMs: 1_000 },
      clock,
      refusal: (status, says) => refusal(`HTTP_${status}`, says),
    });
    this.payouts = payouts;
    this.transactions = transactions;
  }

  static open(clock: Clock = systemClock): Promise<Klarna> {
    return new Klarna([], new Map(), clock).listen();
  }

  /** A payout of so many sales of 100.00 each. */
  pay(reference: string, date: string, sales: number): void {
    this.payLines(
      reference,
      date,
      Array.from({ length: sales }, (_, index) => ({
        type: "SALE",
        amount: 10_000,
        order: index,
        reference1: `${reference}-${index}`,
      })),
    );
  }

  /** A payout of these lines; amounts in minor units. VAT of 25 % comes on top of a fee. */
  payLines(reference: string, date: string, lines: readonly Line[]): void {
    const sum = (type: Line["type"]) =>
      lines.filter((one) => one.type === type).reduce((total, { amount }) => total + amount, 0);
    const [sale, returned, fee] = [sum("SALE"), sum("RETURN"), sum("FEE")];
    const tax = fee / 4;
    this.payouts.push({
      payment_reference: reference,
      payout_date: `${date}T07:45:00Z`,
      currency_code: "SEK",
      merchant_settlement_type: "NET",
      merchant_id: "K123456",
      totals: {
        ...Object.fromEntries(TOTALS.map((name) => [`${name}_amount`, 0])),
        sale_amount: sale,
        return_amount: returned,
        fee_amount: fee,
        tax_amount: tax,
        settlement_amount: sale - returned - fee - tax,
      },
    });
    this.transactions.set(
      reference,
      lines.map(({ type, amount, order, reference1 }) => ({
        type,
        detailed_type: DETAILED[type],
        amount,
        ...(type === "FEE" ? { vat_amount: amount / 4, vat_rate: 2500 } : {}),
        ...(type === "RETURN" ? { refund_id: `10000000-0000-4000-8000-${padded(order)}` } : {}),
        currency_code: "SEK",
        purchase_country: "SE",
        payment_reference: reference,
        sale_date: `${date}T01:00:00Z`,
        capture_date: `${date}T02:00:00Z`,
        order_id: `00000000-0000-4000-8000-${padded(order)}`,
        merchant_reference1: reference1,
      })),
    );
  }
}

export interface Line {
  readonly type: "SALE" | "RETURN" | "FEE";
  readonly amount: number;
  /** Makes the order's id at Klarna. */
  readonly order: number;
  /** The shop's order number. */
  readonly reference1: string;
}

const DETAILED = {
  SALE: "PURCHASE",
  RETURN: "PURCHASE_RETURN",
  FEE: "PURCHASE_FEE_PERCENTAGE",
} as const;

function padded(order: number): string {
  return String(order).padStart(12, "0");
}

const TOTALS = (
  "commission repay sale holdback tax settlement fee_correction reversal release return fee charge credit fee_refund " +
  "tax_refund deposit opening_debt_balance closing_debt_balance"
).split(" ");

function payoutOf(
  payouts: readonly Payout[],
  { payment_reference: reference = "" }: Asked["values"],
): Payout {
  const found = payouts.find((one) => one.payment_reference === reference);
  if (found !== undefined) return found;
  throw new Refused({ status: 404, body: refusal("NOT_FOUND", `No payout ${reference}`) });
}

/** As documented: 20 unless asked otherwise, at most 500, and where the next page is. */
function pageOf(name: string, all: readonly unknown[], query: URLSearchParams) {
  const size = Number(query.get("size") ?? 20);
  const offset = Number(query.get("offset") ?? 0);
  if (size > 500) throw new Refused({ status: 400, body: refusal("BAD_REQUEST", "size is at most 500") });
  const page = all.slice(offset, offset + size);
  const next =
    offset + page.length < all.length ? { next: `https://elsewhere.example/?offset=${offset + size}` } : {};
  return { [name]: page, pagination: { count: page.length, total: all.length, offset, ...next } };
}

function refusal(code: string, says: string) {
  return { error_code: code, error_messages: [says], correlation_id: "2fe0311b-adc5-45e5-ac2b-963dac83c88b" };
}
