/**
 * WooCommerce's REST API (v3) as far as Kvitt uses it: orders and their refunds, checked, to the last page. Only named fields are asked
 * for, so that no customer's name or address is fetched.
 */
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import { ConnectorFault } from "../fault.ts";
import { HttpClient, type HttpClientOptions } from "../http/client.ts";
import { RateLimit } from "../http/rate-limit.ts";
import { answerDiffers, readAs } from "../http/shapes.ts";
import { faultOf, noApi } from "./faults.ts";
import { messages } from "./messages.ts";

/** No limit is published; a shop on a small web host also serves its customers. */
const CALLS = 4;
const WINDOW_MS = 1_000;
/** The most that a page may have. */
const PAGE = 100;
/** A list from which something was removed while it was read is read again. */
const TRIES = 3;

const id = z.int().positive();
const gmt = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
const MetaData = z.array(z.object({ key: z.string(), value: z.unknown() })).default([]);

const Order = z.object({
  id,
  /** As customers and Klarna see it: a plugin may have given it a prefix, or a series of its own. */
  number: z.string().min(1),
  status: z.string(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  total: z.string(),
  date_created_gmt: gmt,
  date_paid_gmt: gmt.nullish(),
  payment_method: z.string(),
  transaction_id: z.string().default(""),
  meta_data: MetaData,
  refunds: z.array(z.object({ id })).default([]),
});
const Refund = z.object({ id, date_created_gmt: gmt, amount: z.string() });

export type WooOrder = z.infer<typeof Order>;
export type WooRefund = z.infer<typeof Refund>;

const FIELDS = { order: Object.keys(Order.shape).join(), refund: Object.keys(Refund.shape).join() };

export interface WooApiOptions {
  readonly system: string;
  readonly url: string;
  /** The headers that let a call in; again, where those were not taken. */
  readonly letIn: NonNullable<HttpClientOptions["letIn"]>;
  readonly clock: Clock;
  readonly log: Log;
  readonly silentMs?: number | undefined;
}

export class WooApi {
  readonly #http: HttpClient;
  readonly #system: string;

  constructor({ system, url, letIn, clock, log, silentMs }: WooApiOptions) {
    this.#system = system;
    this.#http = new HttpClient({
      system,
      base: `${url}/wp-json/wc/v3`,
      limit: new RateLimit(CALLS, WINDOW_MS, clock),
      clock,
      log,
      letIn,
      faultOf: (status, body) => faultOf(system, status, body),
      notJson: () => noApi(system),
      ...(silentMs === undefined ? {} : { silentMs }),
    });
  }

  /** Orders of every status but those in the bin. `when`: "2026-03-02T03:15:00", in UTC. */
  orders(
    when: { readonly after: string } | { readonly modified_after: string },
    signal: AbortSignal,
  ): Promise<readonly WooOrder[]> {
    const query = { ...when, dates_are_gmt: "true", orderby: "id", order: "asc", _fields: FIELDS.order };
    return this.#all("/orders", query, Order, signal);
  }

  refunds(order: number, signal: AbortSignal): Promise<readonly WooRefund[]> {
    const query = { orderby: "id", order: "asc", _fields: FIELDS.refund };
    return this.#all(`/orders/${order}/refunds`, query, Refund, signal);
  }

  /** Is the key let in, and may it read? */
  async look(signal: AbortSignal): Promise<void> {
    const { body } = await this.#http.get("/orders", { query: { per_page: 1, _fields: "id" }, signal });
    readAs(this.#system, "GET /orders", z.array(z.object({ id })), body);
  }

  async #all<T>(
    path: string,
    query: Readonly<Record<string, string>>,
    shape: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<readonly T[]> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const found = await this.#pages(path, query, shape, signal);
      if (found !== null) return found;
    }
    throw new ConnectorFault({ system: this.#system, kind: "busy", says: messages.listMoves });
  }

  /** null: something was removed meanwhile, so that what came after it has moved, perhaps past the page that was read. */
  async #pages<T>(
    path: string,
    query: Readonly<Record<string, string>>,
    shape: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<readonly T[] | null> {
    const found: T[] = [];
    let before = 0;
    for (let page = 1; ; page += 1) {
      const { body, headers } = await this.#http.get(path, {
        query: { ...query, page, per_page: PAGE },
        signal,
      });
      const total = this.#count(path, headers, "x-wp-total");
      const pages = this.#count(path, headers, "x-wp-totalpages");
      if (total < before) return null;
      before = total;
      found.push(...readAs(this.#system, `GET ${path}`, z.array(shape), body));
      if (page >= pages) return found;
    }
  }

  #count(path: string, headers: Headers, name: string): number {
    const text = headers.get(name) ?? "";
    // without it nobody knows whether this is all: a proxy that drops headers is told, not believed
    if (/^\d{1,9}$/.test(text)) return Number(text);
    throw answerDiffers(this.#system, `GET ${path}`, name);
  }
}
