/**
 * What a voucher stands on in Fortnox: years, the locked period, series, accounts, the mode of payment. Looked up once and kept for some
 * minutes, so that a night of vouchers asks once; forgotten as soon as Fortnox refuses something because of them.
 */
import type { Clock } from "../../clock.ts";
import { ConnectorFault } from "../fault.ts";
import { Kept } from "../kept.ts";
import { messages as shared } from "../messages.ts";
import type { FiscalYearOfFortnox, FortnoxApi } from "./api.ts";
import { TITLE } from "./faults.ts";
import { messages } from "./messages.ts";

export class Ground {
  readonly #api: FortnoxApi;
  readonly #kept: Kept;

  constructor(api: FortnoxApi, clock: Clock) {
    this.#api = api;
    this.#kept = new Kept(clock);
  }

  /** What was looked up is asked again. */
  forget(): void {
    this.#kept.forget();
  }

  years(signal: AbortSignal): Promise<readonly FiscalYearOfFortnox[]> {
    return this.#kept.once("years", () => this.#api.years(signal));
  }

  /** Throws a ConnectorFault where no year has the day. */
  async yearOf(date: string, signal: AbortSignal): Promise<FiscalYearOfFortnox> {
    const year = (await this.years(signal)).find(
      ({ FromDate, ToDate }) => FromDate <= date && date <= ToDate,
    );
    if (year !== undefined) return year;
    throw new ConnectorFault({
      system: TITLE,
      kind: "period",
      says: shared.yearMissing(date),
      todo: messages.addYear,
    });
  }

  lockedThrough(signal: AbortSignal): Promise<string | null> {
    return this.#kept.once("locked", () => this.#api.lockedThrough(signal));
  }

  /** The account of a mode of payment, or null. */
  modeOfPayment(code: string, signal: AbortSignal): Promise<number | null> {
    return this.#kept.once(`mode ${code}`, () => this.#api.modeOfPayment(code, signal));
  }

  /** Throws a ConnectorFault where the series cannot take vouchers of others. */
  async checkSeries(series: string, year: number, signal: AbortSignal): Promise<void> {
    const isManual = await this.#kept.once(`series ${series} ${year}`, () =>
      this.#api.isManualSeries(series, year, signal),
    );
    if (isManual === true) return;
    const says = isManual === null ? messages.seriesMissing(series) : messages.seriesNotManual(series);
    throw new ConnectorFault({ system: TITLE, kind: "config", says, todo: messages.addSeries });
  }

  /** Throws a ConnectorFault that names all accounts that cannot be used: nothing is posted until every one is there. */
  async checkAccounts(accounts: readonly number[], year: number, signal: AbortSignal): Promise<void> {
    const wrong: number[] = [];
    for (const account of accounts) {
      const found = await this.#kept.once(`account ${account} ${year}`, () =>
        this.#api.account(account, year, signal),
      );
      if (found?.isActive !== true) wrong.push(account);
    }
    if (wrong.length === 0) return;
    throw new ConnectorFault({
      system: TITLE,
      kind: "config",
      says: shared.accountsMissing(wrong.join(", ")),
      todo: messages.addAccount,
    });
  }
}
