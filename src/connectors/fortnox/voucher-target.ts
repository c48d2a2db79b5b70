/**
 * Vouchers to Fortnox. Its comment carries the marker, by which it is found before anything is sent; Fortnox gives it a number of its
 * own. Every row is sent as it is booked, VAT among them, and nothing is left to a default of an account. What Fortnox would refuse is
 * looked up before: year, locked period, series, accounts.
 */
import { accountsOf, type Settings } from "../../config/settings.ts";
import type { FortnoxSettings } from "../../config/connectors/fortnox.ts";
import { inBookCurrency } from "../../delivery/currency.ts";
import { markerOf } from "../../delivery/marker.ts";
import { movesNothing, withoutPaid, type RowOfVoucher } from "../../delivery/paid-rows.ts";
import type { Rate } from "../../delivery/rates-file.ts";
import type { Rates } from "../../delivery/rates.ts";
import type { Delivered, Delivery, DeliveryTarget } from "../../delivery/target.ts";
import type { VoucherSource } from "../../delivery/voucher-source.ts";
import { UserError } from "../../errors.ts";
import { openDay } from "../../ledger/voucher-date.ts";
import type { VoucherRow } from "../../ledger/voucher.ts";
import { AnswerLost, ConnectorFault } from "../fault.ts";
import type { FortnoxApi, VoucherItem } from "./api.ts";
import { TITLE } from "./faults.ts";
import type { Ground } from "./ground.ts";
import { messages } from "./messages.ts";
import { areSame, sumsOf, voucherBody } from "./voucher-body.ts";

/** So long after a call may a voucher that it made not be in the list yet; longer than a call may take. */
export const READ_LAG_MS = 120_000;

export interface VoucherTargetOptions {
  readonly api: FortnoxApi;
  readonly ground: Ground;
  readonly settings: Settings;
  readonly own: FortnoxSettings;
  readonly rates: Rates;
}

/** What is sent: in the book currency, and without what payments of invoices book. */
type Prepared =
  | {
      readonly kind: "ready";
      readonly rows: readonly VoucherRow[];
      readonly rates: readonly Rate[];
      readonly text: string;
    }
  | { readonly kind: "nothing" }
  | Extract<Delivery, { kind: "waits" }>;

export function fortnoxVouchers({ api, ground, settings, own, rates }: VoucherTargetOptions): DeliveryTarget {
  const language = settings.language;
  const seriesOf = (voucher: VoucherSource) => own.series ?? voucher.series;

  async function prepare(voucher: VoucherSource): Promise<Prepared> {
    const accounts = accountsOf(settings, voucher.merchantId);
    const booked = inBookCurrency(
      voucher,
      { currency: settings.company.currency, accounts, language },
      rates,
    );
    if (booked.kind === "needs_rate")
      return { kind: "waits", waitsFor: "needs_rate", currency: booked.currency, date: booked.date };
    const rows: RowOfVoucher[] = [];
    for await (const batch of booked.voucher.batches()) rows.push(...batch);
    const { paid } = voucher;
    const { text } = booked.voucher;
    if (paid === null || paid === undefined) return { kind: "ready", rows, rates: booked.rates, text };
    const left = withoutPaid(rows, paid);
    if (left === null)
      throw new ConnectorFault({
        system: TITLE,
        kind: "config",
        says: messages.paidDoNotFit,
        todo: messages.paidDoNotFitRemedy,
      });
    return movesNothing(left)
      ? { kind: "nothing" }
      : { kind: "ready", rows: left, rates: booked.rates, text };
  }

  /** All vouchers with the marker, wherever the locked period may have moved them: from the voucher's own day on. */
  async function found(voucher: VoucherSource, signal: AbortSignal) {
    const marker = markerOf(voucher);
    const series = seriesOf(voucher);
    const same: { readonly item: VoucherItem; readonly year: number }[] = [];
    for (const { Id: year, FromDate, ToDate } of await ground.years(signal)) {
      if (ToDate < voucher.date) continue;
      const from = FromDate > voucher.date ? FromDate : voucher.date;
      for (const item of await api.vouchers(series, year, from, signal))
        if (item.Comments.trim() === marker && item.VoucherSeries === series) same.push({ item, year });
    }
    return same;
  }

  return {
    name: "fortnox",
    readLagMs: READ_LAG_MS,

    async lookUp(voucher, _key, signal): Promise<Delivered | null> {
      const prepared = await prepare(voucher);
      if (prepared.kind !== "ready") return null;
      const [first, ...others] = await found(voucher, signal);
      if (first === undefined) return null;
      const marker = markerOf(voucher);
      if (others.length > 0) {
        const references = [first, ...others].map(({ item }) => referenceOf(item)).join(", ");
        throw new UserError(messages.severalFound({ marker, references }), messages.severalRemedy);
      }
      const reference = referenceOf(first.item);
      if (!areSame(await api.voucherSums(first.item, first.year, signal), sumsOf(prepared.rows)))
        throw new UserError(messages.otherContent({ marker, reference }), messages.otherContentRemedy);
      return { reference, rates: prepared.rates };
    },

    async deliver(voucher, _key, signal): Promise<Delivery> {
      const prepared = await prepare(voucher);
      if (prepared.kind === "nothing")
        return { kind: "delivered", reference: messages.byPayments[language], rates: [] };
      if (prepared.kind !== "ready") return prepared;
      const { rows } = prepared;
      try {
        checkCurrency(settings);
        const { date, moved } = await dayOf(voucher.date, own, ground, signal);
        const series = seriesOf(voucher);
        const { Id: year } = await ground.yearOf(date, signal);
        await ground.checkSeries(series, year, signal);
        await ground.checkAccounts([...new Set(rows.map(({ account }) => account))], year, signal);
        const text = moved ? `${prepared.text} ${messages.forDay(voucher.date)[language]}` : prepared.text;
        const body = voucherBody({
          series,
          date,
          marker: markerOf(voucher),
          text,
          own: `${voucher.series} ${voucher.number}`,
          rows,
        });
        const made = await api.postVoucher(body, year, signal);
        return { kind: "delivered", reference: referenceOf(made), rates: prepared.rates };
      } catch (thrown) {
        if (thrown instanceof AnswerLost) return { kind: "unsure", cause: thrown };
        if (!(thrown instanceof ConnectorFault) || thrown.kind === "busy") throw thrown;
        ground.forget();
        throw thrown;
      }
    },
  };
}

/** "K 12 (2026-03-02)": Fortnox's own number, of the year of the day. */
function referenceOf({ VoucherSeries, VoucherNumber, TransactionDate }: VoucherItem): string {
  return `${VoucherSeries} ${VoucherNumber} (${TransactionDate})`;
}

function checkCurrency({ company }: Settings): void {
  if (company.currency === "SEK") return;
  throw new ConnectorFault({
    system: TITLE,
    kind: "config",
    says: messages.currencyDiffers(company.currency),
    todo: messages.setCurrency,
  });
}

/** The day itself, or what the settings say where Fortnox has locked it. */
export async function dayOf(
  date: string,
  { lockedPeriod }: FortnoxSettings,
  ground: Ground,
  signal: AbortSignal,
): Promise<{ readonly date: string; readonly moved: boolean }> {
  const through = await ground.lockedThrough(signal);
  const open = openDay(date, through ?? undefined);
  if (!open.moved || through === null || lockedPeriod === "first-open-day") return open;
  throw new ConnectorFault({
    system: TITLE,
    kind: "period",
    says: messages.periodLocked({ date, through }),
    todo: messages.openPeriod,
  });
}
