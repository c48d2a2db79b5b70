/**
 * Vouchers to Björn Lundén, by its journal. Its text begins with the marker; it gets a number of its own there. Every row is sent as it is
 * booked, VAT among them. What would be refused is looked up before: company, year, locked period, accounts.
 *
 * Not by its import of SIE files: that answers with a log of no stated form and no number, may add the file's accounts to the chart, and
 * the texts of our files are as short as the marker.
 */
import type { BjornlundenSettings } from "../../config/connectors/bjornlunden.ts";
import { dayAfter } from "../../config/fiscal-year.ts";
import type { Settings } from "../../config/settings.ts";
import type { Rates } from "../../delivery/rates.ts";
import type { DeliveryTarget } from "../../delivery/target.ts";
import { DecimalNumber } from "../http/exact-json.ts";
import { messages as shared } from "../messages.ts";
import {
  markedTarget,
  referenceOf,
  type FoundVoucher,
  type VoucherLedger,
  type VoucherToSend,
} from "../vouchers/marked-target.ts";
import { fewRows } from "../vouchers/sums.ts";
import type { BjornlundenApi, JournalEntry } from "./api.ts";
import { TITLE } from "./faults.ts";
import { fault, type Ground } from "./ground.ts";
import { messages } from "./messages.ts";

const TEXT_MAX = 200;
const ROW_TEXT_MAX = 100;

export interface VoucherTargetOptions {
  readonly api: BjornlundenApi;
  readonly ground: Ground;
  readonly settings: Settings;
  readonly own: BjornlundenSettings;
  readonly rates: Rates;
}

export function bjornlundenVouchers(options: VoucherTargetOptions): DeliveryTarget {
  const { api, ground, settings, own, rates } = options;

  async function send({ voucher, marker, text, rows }: VoucherToSend, signal: AbortSignal): Promise<string> {
    await ground.company(signal);
    const journalId = seriesOf(own, voucher.series);
    const { date, year, moved } = await ground.dayOf(voucher.date, signal);
    await ground.checkAccounts([...new Set(rows.map(({ account }) => account))], signal);
    const forDay = moved ? ` ${shared.forDay(voucher.date)[settings.language]}` : "";
    const ending = `${forDay} (Kvitt ${voucher.series} ${voucher.number})`;
    const made = await api.postEntry(
      {
        journalId,
        journalEntryDate: date,
        journalEntryText: `${marker} ${oneLine(text, TEXT_MAX - marker.length - 1 - ending.length)}${ending}`,
        financialYearId: year.id,
        ledgerEntries: fewRows(rows).map((row) => ({
          accountId: String(row.account),
          amount: DecimalNumber.of(row.debit - row.credit, "SEK"),
          text: oneLine(row.text, ROW_TEXT_MAX),
          ...(row.costCentre === null ? {} : { costCenterId: row.costCentre }),
          ...(row.project === null ? {} : { projectId: row.project }),
        })),
      },
      signal,
    );
    return nameOf(made);
  }

  const ledger: VoucherLedger = {
    name: "bjornlunden",
    system: TITLE,
    forget: () => ground.forget(),
    send,

    async find(voucher, marker, signal): Promise<FoundVoucher[]> {
      await ground.company(signal);
      const series = seriesOf(own, voucher.series);
      const last = (await ground.years(signal))
        .map(({ toDate }) => toDate)
        .sort()
        .at(-1);
      if (last === undefined || last < voucher.date) return [];
      // whether the days are among those that are asked for is not documented
      const entries = await api.entries(series, dayAfter(voucher.date, -1), dayAfter(last, 1), signal);
      return entries
        .filter((one) => one.journalId === series && markerIn(one) === marker)
        .map((one) => ({ reference: nameOf(one), sums: () => api.entrySums(one, signal) }));
    },
  };
  return markedTarget(ledger, settings, rates);
}

/** A series is one character there. Throws a ConnectorFault for another. */
export function seriesOf({ series }: BjornlundenSettings, usual: string): string {
  const code = series ?? usual;
  if ([...code].length === 1) return code;
  throw fault("config", messages.seriesTooLong(code), messages.addSeries);
}

/** The first word, whole: the marker of another may have ours as a part of its own. */
function markerIn({ journalEntryText }: JournalEntry): string {
  return journalEntryText.trim().split(/\s/, 1)[0] ?? "";
}

function nameOf({ journalId, journalEntryId, journalEntryDate }: JournalEntry): string {
  return referenceOf(journalId, journalEntryId, journalEntryDate);
}

function oneLine(text: string, most: number): string {
  return text
    .normalize("NFC")
    .replace(/[\s\p{C}]+/gu, " ")
    .trim()
    .slice(0, Math.max(0, most))
    .trim();
}
