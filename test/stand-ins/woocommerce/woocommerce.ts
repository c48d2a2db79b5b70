/** Stands in for a WooCommerce shop with Klarna's plugin: orders and refunds, by pages, for one REST key. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock, type Clock } from "../../../src/clock.ts";
import { runFolder } from "../../setup/run.ts";
import { readSpec, Validator } from "../openapi/validator.ts";
import { Refused, StandIn, type Answer } from "../stand-in.ts";

/** One for all: compiling the schemas takes longer than most tests. */
const VALIDATOR = new Validator(readSpec("woocommerce"), { schemas: {}, parameters: {} });

export const KEY = "ck_0123456789abcdef";
export const SECRET = "cs_fedcba9876543210";

export interface WooRefund {
  readonly id: number;
  readonly created: string;
  /** "30.00" */
  readonly amount: string;
}

export interface WooOrder {
  readonly id: number;
  readonly number: string;
  status: string;
  readonly currency: string;
  total: string;
  readonly created: string;
  modified: string;
  paid: string | null;
  readonly method: string;
  readonly transactionId: string;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly refunds: WooRefund[];
}

export class Woocommerce extends StandIn {
  readonly orders: WooOrder[];
  /** What is changed is changed then; the shop's own clock. */
  now = new Date("2026-03-01T11:00:00Z");
  /** What the key may do. */
  permission: "read" | "write" | "revoked" = "read";
  readonly secretFile = join(mkdtempSync(join(runFolder(), "woo-")), "secret");

  private constructor(orders: WooOrder[], letIn: (authorization: string) => void, clock: Clock) {
    super({
      validator: VALIDATOR,
      handlers: {
        "GET /wp-json/wc/v3/orders": ({ query }) => {
          const found = orders.filter(
            ({ created, modified, status }) =>
              status !== "trash" &&
              created > (query.get("after") ?? "") &&
              modified > (query.get("modified_after") ?? ""),
          );
          return pageOf(found.map(shownOrder), query);
        },
        "GET /wp-json/wc/v3/orders/{order_id}/refunds": ({ query, values }) => {
          const order = orders.find(({ id }) => String(id) === values["order_id"]);
          if (order === undefined)
            throw refused(404, "woocommerce_rest_invalid_order_id", "Invalid order ID.");
          return pageOf(order.refunds.map(shownRefund), query);
        },
      },
      letIn: ({ authorization = "" }) => {
        letIn(authorization);
        return KEY;
      },
      // none is published: so much a small web host bears
      limit: { most: 5, windowMs: 1_000 },
      clock,
      refusal: (status, says) => refusal(status, `http_${status}`, says),
    });
    this.orders = orders;
    writeFileSync(this.secretFile, `${SECRET}\n`, { mode: 0o600 });
  }

  static open(clock: Clock = systemClock): Promise<Woocommerce> {
    const shops: Woocommerce[] = [];
    const letIn = (authorization: string) => shops[0]?.letInBy(authorization);
    const shop = new Woocommerce([], letIn, clock);
    shops.push(shop);
    return shop.listen();
  }

  /** Its block under `connectors`. */
  settings(own: object = {}): readonly object[] {
    return [{ name: "shop", url: this.url, consumerKey: KEY, consumerSecretFile: this.secretFile, ...own }];
  }

  /** An order that Klarna has captured; what differs is in `own`. */
  sell(number: string, total: string, own: Partial<WooOrder> = {}): WooOrder {
    const id = own.id ?? 50_000 + this.orders.length;
    const klarna = klarnaIdOf(id);
    const order: WooOrder = {
      id,
      number,
      status: "completed",
      currency: "SEK",
      total,
      created: "2026-02-20T10:00:00",
      modified: gmt(this.now),
      paid: "2026-02-20T10:01:00",
      method: "kco",
      transactionId: klarna,
      meta: {
        _wc_klarna_order_id: klarna,
        _wc_klarna_capture_id: captureIdOf(id),
        _kco_kss_data: { a: [1] },
      },
      refunds: [],
      ...own,
    };
    this.orders.push(order);
    return order;
  }

  refund(number: string, id: number, amount: string, created = gmt(this.now)): void {
    const order = this.order(number);
    order.refunds.push({ id, created, amount });
    order.modified = gmt(this.now);
  }

  set(number: string, own: Partial<Pick<WooOrder, "status" | "total" | "paid">>): void {
    Object.assign(this.order(number), own, { modified: gmt(this.now) });
  }

  order(number: string): WooOrder {
    const found = this.orders.find((one) => one.number === number);
    if (found === undefined) throw new Error(`no order ${number}`);
    return found;
  }

  private letInBy(authorization: string): void {
    const expected = `Basic ${Buffer.from(`${KEY}:${SECRET}`).toString("base64")}`;
    if (authorization !== expected || this.permission === "revoked")
      throw refused(401, "woocommerce_rest_authentication_error", "Consumer key is invalid.");
    if (this.permission === "write")
      throw refused(
        401,
        "woocommerce_rest_authentication_error",
        "The API key provided does not have read permissions.",
      );
  }
}

export const klarnaIdOf = (id: number) => `00000000-0000-4000-8000-${String(id).padStart(12, "0")}`;
export const captureIdOf = (id: number) => `20000000-0000-4000-8000-${String(id).padStart(12, "0")}`;

function gmt(at: Date): string {
  return at.toISOString().slice(0, 19);
}

function shownOrder(order: WooOrder) {
  return {
    id: order.id,
    number: order.number,
    status: order.status,
    currency: order.currency,
    date_created_gmt: order.created,
    date_modified_gmt: order.modified,
    date_paid_gmt: order.paid,
    total: order.total,
    payment_method: order.method,
    payment_method_title: "Klarna",
    transaction_id: order.transactionId,
    billing: { first_name: "Astrid", email: "astrid@example.com" },
    meta_data: metaData(order.meta),
    refunds: order.refunds.map(({ id, amount }) => ({ id, reason: "", total: `-${amount}` })),
  };
}

function shownRefund({ id, created, amount }: WooRefund) {
  return {
    id,
    date_created_gmt: created,
    amount,
    reason: "",
    refunded_by: 1,
    refunded_payment: true,
    meta_data: metaData({}),
  };
}

function metaData(meta: Readonly<Record<string, unknown>>) {
  return Object.entries(meta).map(([key, value], place) => ({ id: place + 1, key, value }));
}

/** As documented: 10 unless asked otherwise, at most 100, counted in headers; only the fields that were asked for. */
function pageOf(all: readonly Readonly<Record<string, unknown>>[], query: URLSearchParams): Answer {
  if (query.get("dates_are_gmt") !== "true" && (query.has("after") || query.has("modified_after")))
    throw refused(400, "stand_in", "the shop's own time zone is not known to whoever asks");
  const size = Number(query.get("per_page") ?? 10);
  const first = (Number(query.get("page") ?? 1) - 1) * size;
  const fields = query.get("_fields")?.split(",");
  const ordered = query.get("order") === "asc" ? all : all.toReversed();
  return {
    status: 200,
    body: ordered
      .slice(first, first + size)
      .map((one) =>
        Object.fromEntries(Object.entries(one).filter(([name]) => fields?.includes(name) ?? true)),
      ),
    headers: {
      "x-wp-total": String(all.length),
      "x-wp-totalpages": String(Math.ceil(all.length / size)),
    },
  };
}

function refused(status: number, code: string, says: string): Refused {
  return new Refused({ status, body: refusal(status, code, says) });
}

function refusal(status: number, code: string, says: string) {
  return { code, message: says, data: { status } };
}
