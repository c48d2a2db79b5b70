/** What a voucher stands on in Björn Lundén: the company itself, years, locked periods, accounts. */
import type { Clock } from "../../clock.ts";
import type { BjornlundenSettings } from "../../config/connectors/bjornlunden.ts";
import type { Settings } from "../../config/settings.ts";
import { openDay } from "../../ledger/voucher-date.ts";
import { ConnectorFault } from "../fault.ts";
import { Kept } from "../kept.ts";
import { messages as shared } from "../messages.ts";
import type { BjornlundenApi, YearOfCompany } from "./api.ts";
import { TITLE } from "./faults.ts";
import { messages } from "./messages.ts";

export interface GroundOptions {
  readonly api: BjornlundenApi;
  readonly settings: Settings;
  readonly own: BjornlundenSettings;
  readonly clock: Clock;
}

export interface OpenDay {
  readonly date: string;
  readonly year: YearOfCompany;
  readonly moved: boolean;
}

export class Ground {
  readonly #options: GroundOptions;
  readonly #kept: Kept;

  constructor(options: GroundOptions) {
    this.#options = options;
    this.#kept = new Kept(options.clock);
  }

  /** What was looked up is asked again. */
  forget(): void {
    this.#kept.forget();
  }

  /**
   * The company's name. Throws a ConnectorFault where the key is of no company that the integration is activated for (other calls answer
   * that with an error inside the system), or of another company than the settings.
   */
  company(signal: AbortSignal): Promise<string> {
    const { api, settings, own } = this.#options;
    return this.#kept.once("company", async () => {
      const companies = await api.companies(signal);
      const key = own.userKey.toLowerCase();
      const found = companies.find(({ publicKey }) => publicKey.toLowerCase() === key);
      if (found === undefined) {
        const names = companies.map(({ name }) => name).slice(0, NAMED_MAX);
        const says = names.length === 0 ? messages.companyNone : messages.companyMissing(names.join(", "));
        throw fault("config", says, messages.setUserKey);
      }
      const wanted = settings.company.orgNumber;
      if (wanted === undefined) return found.name;
      const { name, orgNumber } = await api.details(signal);
      if (isOther(orgNumber, wanted))
        throw fault("config", messages.otherCompany({ name, found: orgNumber, wanted }), messages.setCompany);
      return name;
    });
  }

  years(signal: AbortSignal): Promise<readonly YearOfCompany[]> {
    return this.#kept.once("years", () => this.#options.api.years(signal));
  }

  /** The day itself, or what the settings say where it is locked. Throws a ConnectorFault where no year has it. */
  async dayOf(wanted: string, signal: AbortSignal): Promise<OpenDay> {
    const years = await this.years(signal);
    let date = wanted;
    for (;;) {
      const year = years.find(({ fromDate, toDate }) => fromDate <= date && date <= toDate);
      if (year === undefined) throw fault("period", shared.yearMissing(date), messages.addYear);
      const through = lockedThrough(year);
      const open = openDay(date, through ?? undefined);
      if (!open.moved || through === null) return { date, year, moved: date !== wanted };
      if (this.#options.own.lockedPeriod === "wait")
        throw fault("period", shared.periodLocked({ date, through }), messages.openPeriod);
      date = open.date;
    }
  }

  /** Throws a ConnectorFault that names all accounts that cannot be used: nothing is posted until every one is there. */
  async checkAccounts(accounts: readonly number[], signal: AbortSignal): Promise<void> {
    const wrong: number[] = [];
    for (const account of accounts) {
      const found = await this.#kept.once(`account ${account}`, () =>
        this.#options.api.account(account, signal),
      );
      if (found?.isOpen !== true) wrong.push(account);
    }
    if (wrong.length > 0)
      throw fault("config", shared.accountsMissing(wrong.join(", ")), messages.addAccount);
  }
}

const NAMED_MAX = 5;

/** Locked up to and including this day, of days of the year; null: nothing is. */
function lockedThrough({ open, fromDate, toDate, firstOpenPeriod }: YearOfCompany): string | null {
  if (open === false) return toDate;
  const [, year, month] = /^(\d{4})-?(\d{2})$/.exec(firstOpenPeriod) ?? [];
  if (year === undefined || month === undefined) return null;
  const before = new Date(Date.UTC(Number(year), Number(month) - 1, 0)).toISOString().slice(0, 10);
  return before < fromDate ? null : before;
}

/** Whether two organisation numbers are of two companies. One may have a century before it, or zeros after it. */
function isOther(found: string, wanted: string): boolean {
  const [one, other] = [found, wanted].map((text) => text.replace(/\D/g, ""));
  if (one === undefined || other === undefined || one.length < 10 || other.length < 10) return false;
  return !one.includes(other) && !other.includes(one);
}

export function fault(
  kind: ConnectorFault["kind"],
  says: typeof messages.addYear,
  todo: typeof messages.addYear,
): ConnectorFault {
  return new ConnectorFault({ system: TITLE, kind, says, todo });
}
