/**
 * A target that is an outside system whose vouchers carry Kvitt's marker: found by it before anything is sent, and compared on every
 * account; sent in the book currency, and without what payments of invoices book. How each of these is done there is the connector's.
 */
import { accountsOf, type Settings } from "../../config/settings.ts";
import { inBookCurrency } from "../../delivery/currency.ts";
import { markerOf } from "../../delivery/marker.ts";
import { movesNothing, withoutPaid, type RowOfVoucher } from "../../delivery/paid-rows.ts";
import type { Rate } from "../../delivery/rates-file.ts";
import type { Rates } from "../../delivery/rates.ts";
import type { Delivered, Delivery, DeliveryTarget } from "../../delivery/target.ts";
import type { VoucherSource } from "../../delivery/voucher-source.ts";
import { UserError } from "../../errors.ts";
import type { VoucherRow } from "../../ledger/voucher.ts";
import { AnswerLost, ConnectorFault } from "../fault.ts";
import { forgettingWhenRefused } from "../kept.ts";
import { messages } from "../messages.ts";
import { areSame, sumsOf } from "./sums.ts";

/** So long after a call may what it made not be in the list yet; longer than a call may take. */
export const READ_LAG_MS = 120_000;

export interface FoundVoucher {
  /** The system's own name for it, "K 12 (2026-03-02)". */
  readonly reference: string;
  /** What it comes to on each account, debit above zero. */
  sums(): Promise<ReadonlyMap<number, bigint>>;
}

export interface VoucherToSend {
  readonly voucher: VoucherSource;
  readonly marker: string;
  /** In the book currency. */
  readonly text: string;
  readonly rows: readonly VoucherRow[];
}

/** A system that vouchers are kept in. */
export interface VoucherLedger {
  /** As in `targets`. */
  readonly name: string;
  /** As people call it. */
  readonly system: string;
  /** All that have exactly this marker, wherever a locked period may have moved them: from the voucher's own day on. */
  find(voucher: VoucherSource, marker: string, signal: AbortSignal): Promise<readonly FoundVoucher[]>;
  /** Checks what it stands on, sends it once, and returns its reference. Throws a ConnectorFault, or AnswerLost. */
  send(given: VoucherToSend, signal: AbortSignal): Promise<string>;
  /** What was looked up is asked again: something was refused, perhaps because of it. */
  forget(): void;
}

type Prepared =
  | {
      readonly kind: "ready";
      readonly rows: readonly VoucherRow[];
      readonly rates: readonly Rate[];
      readonly text: string;
    }
  | { readonly kind: "nothing" }
  | Extract<Delivery, { kind: "waits" }>;

export function markedTarget(ledger: VoucherLedger, settings: Settings, rates: Rates): DeliveryTarget {
  const { name, system } = ledger;
  const language = settings.language;

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
        system,
        kind: "config",
        says: messages.paidDoNotFit,
        todo: messages.paidDoNotFitRemedy,
      });
    return movesNothing(left)
      ? { kind: "nothing" }
      : { kind: "ready", rows: left, rates: booked.rates, text };
  }

  return {
    name,
    readLagMs: READ_LAG_MS,

    async lookUp(voucher, _key, signal): Promise<Delivered | null> {
      const prepared = await prepare(voucher);
      if (prepared.kind !== "ready") return null;
      const marker = markerOf(voucher);
      const [first, ...others] = await ledger.find(voucher, marker, signal);
      if (first === undefined) return null;
      if (others.length > 0) {
        const references = [first, ...others].map(({ reference }) => reference).join(", ");
        throw new UserError(
          messages.severalFound({ system, marker, references }),
          messages.severalRemedy(system),
        );
      }
      const { reference } = first;
      if (!areSame(await first.sums(), sumsOf(prepared.rows)))
        throw new UserError(
          messages.otherContent({ system, marker, reference }),
          messages.otherContentRemedy(system),
        );
      return { reference, rates: prepared.rates };
    },

    async deliver(voucher, _key, signal): Promise<Delivery> {
      const prepared = await prepare(voucher);
      if (prepared.kind === "nothing")
        return { kind: "delivered", reference: messages.byPayments[language], rates: [] };
      if (prepared.kind !== "ready") return prepared;
      const { rows, text } = prepared;
      try {
        checkCurrency(ledger, settings);
        const given = { voucher, marker: markerOf(voucher), text, rows };
        const reference = await forgettingWhenRefused(ledger, () => ledger.send(given, signal));
        return { kind: "delivered", reference, rates: prepared.rates };
      } catch (thrown) {
        if (thrown instanceof AnswerLost) return { kind: "unsure", cause: thrown };
        throw thrown;
      }
    },
  };
}

/** "K 12 (2026-03-02)": the system's own number, of the year of the day. */
export function referenceOf(series: string, number: number, date: string): string {
  return `${series} ${number} (${date})`;
}

/** Swedish systems book in kronor. */
function checkCurrency({ system, name }: VoucherLedger, { company }: Settings): void {
  if (company.currency === "SEK") return;
  throw new ConnectorFault({
    system,
    kind: "config",
    says: messages.currencyDiffers({ system, currency: company.currency }),
    todo: messages.setCurrency(name),
  });
}
