/**
 * Receivables out of Fortnox: invoices and credit invoices with their order numbers and balances. The whole list of what is not paid is
 * read so often as the settings say; each night also what was changed since the last one, so that what others have paid is known.
 *
 * The list has the external reference, and not the customer's order number: an invoice without the one is read by itself for the other,
 * once, when it is new or changed.
 */
import { dateIn, timeIn, type Clock } from "../../clock.ts";
import type { FortnoxSettings } from "../../config/connectors/fortnox.ts";
import type { Settings } from "../../config/settings.ts";
import { absolute, ZERO } from "../../money.ts";
import { z } from "zod";
import type { Brought, FileSource } from "../connector.ts";
import { receivablesFiles, type BroughtReceivable } from "../receivables-file.ts";
import type { FortnoxApi, InvoiceItem } from "./api.ts";

/** Changes are asked for from before the last time: what was saved while the list was read must not fall between. */
const OVERLAP_MS = 900_000;
const DAY_MS = 86_400_000;

const Cursor = z.object({ full: z.coerce.date(), since: z.coerce.date() });

export interface ReceivablesOptions {
  readonly api: FortnoxApi;
  readonly settings: Settings;
  readonly own: FortnoxSettings;
  readonly clock: Clock;
}

export function fortnoxReceivables({ api, settings, own, clock }: ReceivablesOptions): FileSource {
  return {
    async bring(cursor, signal): Promise<Brought> {
      const now = clock.now();
      const before = cursorOf(cursor);
      // half a day of grace: nights are not exactly a day apart
      const fullEvery = own.fullListDays * DAY_MS - DAY_MS / 2;
      const isFull = before === null || now.getTime() - before.full.getTime() >= fullEvery;
      const found = new Map<string, { readonly item: InvoiceItem; readonly isChanged: boolean }>();
      if (isFull)
        for (const item of await api.invoices({ filter: "unpaid" }, signal))
          found.set(item.DocumentNumber, { item, isChanged: before === null });
      if (before !== null) {
        const from = new Date(before.since.getTime() - OVERLAP_MS);
        const lastmodified = `${dateIn(settings.timeZone, from)} ${timeIn(settings.timeZone, from)}`;
        for (const item of await api.invoices({ lastmodified }, signal))
          found.set(item.DocumentNumber, { item, isChanged: true });
      }
      const receivables: BroughtReceivable[] = [];
      for (const { item, isChanged } of found.values()) {
        if (item.Total === 0n) continue;
        receivables.push(await receivableOf(item, isChanged, api, signal));
      }
      return {
        files: receivablesFiles("fortnox", now, receivables),
        cursor: JSON.stringify({ full: isFull ? now : before.full, since: now }),
        more: false,
      };
    },
  };
}

async function receivableOf(
  item: InvoiceItem,
  isChanged: boolean,
  api: FortnoxApi,
  signal: AbortSignal,
): Promise<BroughtReceivable> {
  const isCredit = item.Total < 0n;
  const facts: BroughtReceivable = {
    kind: isCredit ? "credit_note" : "invoice",
    number: item.DocumentNumber,
    currency: item.Currency,
    amount: absolute(item.Total),
    // what is cancelled is owed by nobody
    openAmount: item.Cancelled ? ZERO : absolute(item.Balance),
    date: item.InvoiceDate,
  };
  const external = orderNumberIn(item.ExternalInvoiceReference1);
  const known = external === null ? facts : { ...facts, orderNumber: external };
  // an invoice that has its order number, or has not changed since it was read by itself
  if (!isChanged || (external !== null && !isCredit)) return known;
  const whole = await api.invoice(item.DocumentNumber, signal);
  return {
    ...facts,
    orderNumber: external ?? orderNumberIn(whole?.YourOrderNumber ?? ""),
    credits: isCredit ? creditsOf(whole?.CreditInvoiceReference ?? "") : null,
  };
}

/** Some shops' connections write "1001:costcentre:project" there. */
function orderNumberIn(reference: string): string | null {
  const [number = ""] = reference.split(":", 1);
  return number.trim() === "" ? null : number.trim();
}

/** "0" and "" are none. */
function creditsOf(reference: string): string | null {
  return /^[1-9]\d*$/.test(reference) ? reference : null;
}

function cursorOf(cursor: string | null): z.infer<typeof Cursor> | null {
  if (cursor === null) return null;
  // written by this file; one of another version begins anew
  const read = Cursor.safeParse(JSON.parse(cursor));
  return read.success ? read.data : null;
}
