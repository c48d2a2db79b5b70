/**
 * Vouchers to Fortnox. Its comment carries the marker; Fortnox gives it a number of its own. Every row is sent as it is booked, VAT among
 * them, and nothing is left to a default of an account. What Fortnox would refuse is looked up before: year, locked period, series,
 * accounts.
 */
import type { Settings } from "../../config/settings.ts";
import type { FortnoxSettings } from "../../config/connectors/fortnox.ts";
import type { Rates } from "../../delivery/rates.ts";
import type { DeliveryTarget } from "../../delivery/target.ts";
import type { VoucherSource } from "../../delivery/voucher-source.ts";
import { openDay } from "../../ledger/voucher-date.ts";
import { ConnectorFault } from "../fault.ts";
import { messages as shared } from "../messages.ts";
import {
  markedTarget,
  referenceOf,
  type FoundVoucher,
  type VoucherToSend,
} from "../vouchers/marked-target.ts";
import type { FortnoxApi } from "./api.ts";
import { TITLE } from "./faults.ts";
import type { Ground } from "./ground.ts";
import { messages } from "./messages.ts";
import { voucherBody } from "./voucher-body.ts";

export interface VoucherTargetOptions {
  readonly api: FortnoxApi;
  readonly ground: Ground;
  readonly settings: Settings;
  readonly own: FortnoxSettings;
  readonly rates: Rates;
}

export function fortnoxVouchers({ api, ground, settings, own, rates }: VoucherTargetOptions): DeliveryTarget {
  const seriesOf = (voucher: VoucherSource) => own.series ?? voucher.series;
  const ledger = {
    name: "fortnox",
    system: TITLE,
    forget: () => ground.forget(),

    async find(voucher: VoucherSource, marker: string, signal: AbortSignal): Promise<FoundVoucher[]> {
      const series = seriesOf(voucher);
      const found: FoundVoucher[] = [];
      for (const { Id: year, FromDate, ToDate } of await ground.years(signal)) {
        if (ToDate < voucher.date) continue;
        const from = FromDate > voucher.date ? FromDate : voucher.date;
        for (const item of await api.vouchers(series, year, from, signal))
          if (item.Comments.trim() === marker && item.VoucherSeries === series)
            found.push({
              reference: referenceOf(item.VoucherSeries, item.VoucherNumber, item.TransactionDate),
              sums: () => api.voucherSums(item, year, signal),
            });
      }
      return found;
    },

    async send({ voucher, marker, text, rows }: VoucherToSend, signal: AbortSignal): Promise<string> {
      const { date, moved } = await dayOf(voucher.date, own, ground, signal);
      const series = seriesOf(voucher);
      const { Id: year } = await ground.yearOf(date, signal);
      await ground.checkSeries(series, year, signal);
      await ground.checkAccounts([...new Set(rows.map(({ account }) => account))], year, signal);
      const body = voucherBody({
        series,
        date,
        marker,
        text: moved ? `${text} ${shared.forDay(voucher.date)[settings.language]}` : text,
        own: `${voucher.series} ${voucher.number}`,
        rows,
      });
      const made = await api.postVoucher(body, year, signal);
      return referenceOf(made.VoucherSeries, made.VoucherNumber, made.TransactionDate);
    },
  };
  return markedTarget(ledger, settings, rates);
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
    says: shared.periodLocked({ date, through }),
    todo: messages.openPeriod,
  });
}
