/**
 * How a shop numbers its documents, and what it sends to Klarna, drawn so that a right answer always exists. Every document
 * differs from another order's in something that the report's lines have too; what that is differs from shop to shop. Where
 * it is only a number, as in a shop that sends its invoice numbers, no other series has numbers that a line could match.
 */
import { minor, type Minor } from "../../src/money.ts";
import { has } from "./features.ts";
import type { References } from "./plain/keys.ts";
import type { Random } from "./random.ts";
import { besides, startSeries, type Series } from "./series.ts";

export type Holds = "nothing" | "text" | "order number" | "invoice number" | "internal id";

export interface Habits {
  readonly merchantId: string;
  readonly references: References;
  readonly books: "invoices" | "orders" | "both";
  /** What `merchant_reference1` and `merchant_reference2` hold. */
  readonly first: Holds;
  readonly second: Holds;
  /** Columns that the report has. */
  readonly sends: { readonly orderId: boolean; readonly eventIds: boolean };
  /** What every document carries; the others it carries now and then, where `sends` has them. */
  readonly carries: { readonly orderNumber: boolean; readonly orderId: boolean; readonly eventId: boolean };
  readonly ownCapture: "nothing" | "invoice number" | "delivery number";
  readonly ownRefund: "nothing" | "credit note number" | "refund number" | "ORDER|REFUND";
  /** null: any amount. */
  readonly prices: readonly Minor[] | null;
  /** Whether its receivables say whose they are. */
  readonly namesMerchant: "always" | "now and then" | "never";
  readonly prefix: string;
  /** The books write order numbers with leading zeros up to this length; the report does not. */
  readonly padded: number;
  readonly orders: Series;
  readonly invoices: Series;
  readonly creditNotes: Series;
  readonly refunds: Series;
  readonly deliveries: Series;
  readonly internal: Series;
}

/** One company: one to three shops, some of them counting from the same number. */
export function drawCompany(random: Random): readonly Habits[] {
  const count = has("merchantId") ? random.pick([1, 1, 1, 2, 2, 3]) : 1;
  const base = random.pick([1, 7, 95, 995, 1_001, 4_700, 10_401, 99_990]);
  const companyInvoices = startSeries(besides(random, base));
  const oneInvoiceSeries = random.chance(0.5);
  const withoutNames = random.chance(0.4);
  return Array.from({ length: count }, (_, index) =>
    drawHabits(random, {
      merchantId: `K${random.between(100_000, 999_999)}`,
      base: index === 0 || random.chance(0.6) ? base : besides(random, base),
      alone: count === 1,
      withoutNames,
      invoices: oneInvoiceSeries ? companyInvoices : null,
    }),
  );
}

interface Company {
  readonly merchantId: string;
  readonly base: number;
  readonly alone: boolean;
  /** Not all documents say whose they are. Then all shops send Klarna's ids, and the documents have them. */
  readonly withoutNames: boolean;
  /** The series that all shops share; null: each has its own. */
  readonly invoices: Series | null;
}

function drawHabits(random: Random, company: Company): Habits {
  const { references, first, second } = drawReferences(random);
  const byInvoice = first === "invoice number";
  const idsOnly = !company.alone && company.withoutNames;
  const orderIds = idsOnly || random.chance(0.7);
  const eventIds = random.chance(0.7);
  const carries = {
    orderNumber:
      second === "order number" ? byInvoice || random.chance(0.7) : !byInvoice && random.chance(0.7),
    orderId: idsOnly || (orderIds && random.chance(0.5)),
    eventId: eventIds && random.chance(0.3),
  };
  // something must identify the order: where the numbers are invoice numbers, they do
  const told = carries.orderNumber || carries.orderId || carries.eventId || byInvoice;
  const sure = { ...carries, orderNumber: carries.orderNumber || !told };
  // several shops without names can only be told apart by Klarna's own ids
  const byId = orderIds && sure.orderId;
  const namesMerchant = company.alone
    ? has("merchantId")
      ? random.pick(["always", "never", "now and then"] as const)
      : "never"
    : idsOnly && company.invoices
      ? "now and then"
      : "always";
  const { base } = company;
  const prefix = random.pick(["", "", "", "NB-", "Ö-"]);
  const series = () => startSeries(besides(random, base));
  const invoices = company.invoices ?? series();
  return {
    merchantId: company.merchantId,
    references,
    books: byInvoice ? "invoices" : random.pick(["invoices", "orders", "both"] as const),
    first,
    second,
    sends: { orderId: orderIds, eventIds },
    carries: sure,
    ownCapture:
      // an invoice that is paid another way has nothing but its number: no delivery may be numbered like it
      byInvoice
        ? random.pick(["nothing", "invoice number"] as const)
        : random.pick(["nothing", "nothing", "invoice number", "delivery number"] as const),
    ownRefund:
      byInvoice && !byId
        ? random.pick(["nothing", "credit note number"] as const)
        : random.pick(["nothing", "credit note number", "refund number", "ORDER|REFUND"] as const),
    prices: random.chance(0.5)
      ? Array.from({ length: random.between(1, 3) }, () => minor(BigInt(random.between(50, 900)) * 100n))
      : null,
    namesMerchant,
    prefix,
    padded: prefix === "" && random.chance(0.15) ? 8 : 0,
    orders: startSeries(base, () => random.pick([1, 1, 1, 2])),
    invoices,
    creditNotes: byInvoice && !byId ? invoices : random.chance(0.5) ? invoices : series(),
    refunds: series(),
    deliveries: series(),
    internal: series(),
  };
}

/** What the two references hold, and the setting that a shop with such references needs. */
function drawReferences(random: Random): Pick<Habits, "references" | "first" | "second"> {
  const usual: Pick<Habits, "references" | "first" | "second">[] = [
    {
      references: {},
      first: "order number",
      second: random.pick(["nothing", "text", "internal id", "invoice number"]),
    },
    { references: {}, first: "invoice number", second: random.pick(["nothing", "text"]) },
  ];
  const set: Pick<Habits, "references" | "first" | "second">[] = [
    { references: { second: "ignore" }, first: "order number", second: "internal id" },
    { references: { second: "number" }, first: "order number", second: "invoice number" },
    {
      references: { second: "order_number" },
      first: random.pick(["nothing", "text"]),
      second: "order number",
    },
    { references: { first: "number" }, first: "invoice number", second: random.pick(["nothing", "text"]) },
    { references: { first: "number", second: "ignore" }, first: "invoice number", second: "internal id" },
    { references: { first: "number", second: "order_number" }, first: "internal id", second: "order number" },
    {
      references: { first: "number", second: "order_number" },
      first: "invoice number",
      second: "order number",
    },
  ];
  return random.pick(
    has("references") ? [...usual, usual[0] ?? set[0], ...set].filter((one) => one !== undefined) : usual,
  );
}
