/**
 * Receivables out of WooCommerce: the orders that Klarna pays, with Klarna's ids as its plugins keep them, and refunds as credit notes.
 * All orders since a day the first time; then those that were changed since the last time, which a refund does too.
 */
import { z } from "zod";
import { dateIn, type Clock } from "../../clock.ts";
import type { WoocommerceShop } from "../../config/connectors/woocommerce.ts";
import { minor, parsePlain, ZERO, decimalsOf, type Minor } from "../../money.ts";
import type { Brought, FileSource } from "../connector.ts";
import { answerDiffers } from "../http/shapes.ts";
import { receivablesFiles, type BroughtReceivable } from "../receivables-file.ts";
import type { WooApi, WooOrder } from "./api.ts";

/** Changes are asked for from before the last time: what was saved while the list was read must not fall between. */
const OVERLAP_MS = 900_000;
const DAY_MS = 86_400_000;
/** How far back the first list goes, where the settings do not say; as far as reports go back. */
const DAYS = 90;

/** Nothing is owed through Klarna. An order that was paid before it came to this was known to Kvitt, and is closed. */
const UNPAID: ReadonlySet<string> = new Set(["pending", "failed", "cancelled", "checkout-draft", "trash"]);

/** What a plugin writes for the free trial of a subscription, where nothing was captured. */
const NO_CAPTURE = "trial";

const Cursor = z.object({ since: z.coerce.date() });

export interface ReceivablesOptions {
  readonly api: WooApi;
  readonly system: string;
  readonly shop: WoocommerceShop;
  readonly timeZone: string;
  readonly clock: Clock;
}

export function woocommerceReceivables(options: ReceivablesOptions): FileSource {
  const { api, shop, clock } = options;
  return {
    async bring(cursor, signal): Promise<Brought> {
      const now = clock.now();
      const since = sinceOf(cursor);
      const from = earliest(shop.from, now);
      const orders = await api.orders(
        since === null ? { after: from } : { modified_after: gmtOf(since.getTime() - OVERLAP_MS) },
        signal,
      );
      const receivables: BroughtReceivable[] = [];
      for (const order of orders) {
        if (shop.from !== undefined && order.date_created_gmt < from) continue;
        if (!isKlarnas(order, shop)) continue;
        receivables.push(...(await receivablesOf(order, options, signal)));
      }
      return {
        files: receivablesFiles(`woocommerce ${shop.name}`, now, receivables),
        cursor: JSON.stringify({ since: now }),
        more: false,
      };
    },
  };
}

async function receivablesOf(
  order: WooOrder,
  { api, system, shop, timeZone }: ReceivablesOptions,
  signal: AbortSignal,
): Promise<readonly BroughtReceivable[]> {
  const isUnpaid = UNPAID.has(order.status);
  if (isUnpaid && (order.date_paid_gmt ?? null) === null) return [];
  const amountOf = (text: string, where: string): Minor => {
    const read = roundedAmount(text, order.currency);
    if (read !== null) return read;
    throw answerDiffers(system, `GET /orders/${order.id}`, where);
  };
  const day = (gmt: string) => dateIn(timeZone, new Date(`${gmt}Z`));
  const common = {
    currency: order.currency,
    orderId: klarnaIdOf(order),
    ...(shop.merchantId === undefined ? {} : { merchantId: shop.merchantId }),
  };
  const amount = amountOf(order.total, "total");
  if (amount === ZERO) return [];
  const own: BroughtReceivable = {
    ...common,
    kind: "order",
    number: order.number,
    amount,
    ...(isUnpaid ? { openAmount: ZERO } : {}),
    date: day(order.date_created_gmt),
    captureId: captureIdOf(order),
  };
  if (order.refunds.length === 0) return [own];
  const refunds = await api.refunds(order.id, signal);
  const credits = refunds.map((refund): BroughtReceivable => ({
    ...common,
    kind: "credit_note",
    // what the plugin sends to Klarna is "order number|refund id"
    number: String(refund.id),
    amount: amountOf(refund.amount, `refunds.${refund.id}.amount`),
    date: day(refund.date_created_gmt),
    orderNumber: order.number,
    credits: order.number,
  }));
  return [own, ...credits.filter((credit) => credit.amount > ZERO)];
}

function isKlarnas(order: WooOrder, { paymentMethods }: WoocommerceShop): boolean {
  return paymentMethods.includes(order.payment_method) || metaOf(order, "_wc_klarna_order_id") !== null;
}

function klarnaIdOf(order: WooOrder): string | null {
  const transaction = order.transaction_id.trim();
  return metaOf(order, "_wc_klarna_order_id") ?? (transaction === "" ? null : transaction);
}

function captureIdOf(order: WooOrder): string | null {
  const capture = metaOf(order, "_wc_klarna_capture_id");
  return capture === NO_CAPTURE ? null : capture;
}

function metaOf({ meta_data: all }: WooOrder, key: string): string | null {
  const value = all.find((one) => one.key === key)?.value;
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/**
 * An amount in the currency's minor units. A shop may count with more decimals than its currency has; what is charged is then rounded
 * half up, as its plugin for Klarna does. null: it is no amount.
 */
function roundedAmount(text: string, currency: string): Minor | null {
  const exact = parsePlain(text, currency);
  if (exact !== null) return exact;
  const parts = /^(\d{1,15})\.(\d{1,10})$/.exec(text.trim());
  if (!parts) return null;
  const [, whole = "", fraction = ""] = parts;
  const decimals = decimalsOf(currency);
  const tenths = BigInt(whole + fraction.padEnd(decimals + 1, "0").slice(0, decimals + 1));
  return minor((tenths + 5n) / 10n);
}

/** "2026-03-02T03:15:00", in UTC. */
function gmtOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

function earliest(from: string | undefined, now: Date): string {
  return from === undefined ? gmtOf(now.getTime() - DAYS * DAY_MS) : `${from}T00:00:00`;
}

function sinceOf(cursor: string | null): Date | null {
  if (cursor === null) return null;
  // written by this file; one of another version begins anew
  const read = Cursor.safeParse(JSON.parse(cursor));
  return read.success ? read.data.since : null;
}
