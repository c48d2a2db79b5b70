/**
 * Settlement reports out of the Settlements API: each payout with its totals, and all its transactions, in one file. It does not
 * depend on which columns the portal is set to show. What is read stands in the file as it came; the proof is the reader's.
 */
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { TOGETHER_BYTES, type Brought, type BroughtFile, type FileSource } from "../connector.ts";
import { ConnectorFault } from "../fault.ts";
import type { HttpClient } from "../http/client.ts";
import { messages } from "./messages.ts";

/** As many rows as the API gives at most. */
const PAGE = 500;
/** How far back payouts are asked for; also what SFTP keeps. */
const DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Payouts, however small, in one part. */
const TOGETHER_MAX = 100;

const Cursor = z.strictObject({
  /** Payment references of what was brought, as long as the API lists them. */
  seen: z.array(z.string()),
});

const Pagination = z.object({ count: z.int().min(0), total: z.int().min(0).optional() });
const Payouts = z.object({
  payouts: z.array(z.object({ payment_reference: z.string().regex(/^[\w-]{1,64}$/) })),
  pagination: Pagination,
});
const Transactions = z.object({
  transactions: z.array(z.object({ payment_reference: z.string().optional() })),
  pagination: Pagination,
});

interface Given {
  readonly http: HttpClient;
  readonly system: string;
  /** "2026-11-01" */
  readonly from: string | undefined;
  readonly clock: Clock;
}

export function klarnaReports({ http, system, from, clock }: Given): FileSource {
  const unexpected = (what: string) =>
    new ConnectorFault({ system, kind: "data", says: messages.unexpected(what) });

  /** Every page of a list, in order, each as it came. */
  async function pagesOf<T extends typeof Payouts | typeof Transactions>(
    path: string,
    query: Readonly<Record<string, string>>,
    shape: T,
    signal: AbortSignal,
  ): Promise<{ readonly text: string; readonly content: z.infer<T> }[]> {
    const pages: { text: string; content: z.infer<T> }[] = [];
    for (let offset = 0; ;) {
      // `next` leads where the server says; the offset stays at this one
      const { body, text } = await http.get(path, { query: { ...query, size: PAGE, offset }, signal });
      const read = shape.safeParse(body);
      if (!read.success) throw unexpected(`GET ${path}`);
      const { count, total } = read.data.pagination;
      pages.push({ text, content: read.data as z.infer<T> }); // what the shape itself has read
      offset += count;
      if (count === 0 || (total === undefined ? count < PAGE : offset >= total)) return pages;
    }
  }

  async function payoutFile(reference: string, signal: AbortSignal): Promise<BroughtFile> {
    const { text } = await http.get(`/payouts/${reference}`, { signal });
    const pages = await pagesOf("/transactions", { payment_reference: reference }, Transactions, signal);
    const strange = pages
      .flatMap(({ content }) => content.transactions)
      .some(({ payment_reference: own }) => own !== undefined && own !== reference);
    if (strange) throw unexpected(`GET /transactions?payment_reference=${reference}`);
    const whole = `{"payouts":[${text.trim()}],\n"pages":[${pages.map((page) => page.text.trim()).join(",\n")}]}\n`;
    return { name: `settlement.${reference}.json`, bytes: Buffer.from(whole) };
  }

  return {
    async bring(cursor, signal): Promise<Brought> {
      const seen = new Set(cursor === null ? [] : Cursor.parse(JSON.parse(cursor)).seen);
      const now = clock.now().getTime();
      const earliest = new Date(now - DAYS * DAY_MS).toISOString().slice(0, 10);
      const start = from !== undefined && from > earliest ? from : earliest;
      // a date without a time is the day's first second
      const window = {
        start_date: `${start}T00:00:00Z`,
        end_date: `${new Date(now + DAY_MS).toISOString().slice(0, 10)}T23:59:59Z`,
      };
      const pages = await pagesOf("/payouts", window, Payouts, signal);
      const listed = [
        ...new Set(pages.flatMap(({ content }) => content.payouts.map((one) => one.payment_reference))),
      ];
      const kept = listed.filter((reference) => seen.has(reference));
      const files: BroughtFile[] = [];
      const wanted = listed.filter((one) => !seen.has(one));
      let bytes = 0;
      for (const reference of wanted) {
        if (files.length === TOGETHER_MAX || bytes > TOGETHER_BYTES) break;
        const file = await payoutFile(reference, signal);
        files.push(file);
        kept.push(reference);
        bytes += file.bytes.length;
      }
      return { files, cursor: JSON.stringify({ seen: kept }), more: files.length < wanted.length };
    },
  };
}
