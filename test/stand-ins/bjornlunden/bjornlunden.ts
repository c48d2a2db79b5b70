/**
 * Stands in for Björn Lundén. What the specification leaves open is a habit, which tests set one way and the other; what it does not say at
 * all (pages of lists, an error inside the system for a key of no company) is as observed by others who connect to it.
 */
import type { Clock } from "../../../src/clock.ts";
import { systemClock } from "../../../src/clock.ts";
import { Company } from "../company.ts";
import { readSpec, Validator, type Corrections } from "../openapi/validator.ts";
import { StandIn } from "../stand-in.ts";
import { invoiceHandlers } from "./invoices.ts";
import { journalHandlers } from "./journal.ts";
import { CLIENT, error, KEYS, Tokens } from "./tokens.ts";

const CORRECTIONS: Corrections = {
  schemas: {},
  parameters: {
    // described of other lists only, and taken by these
    "GET /journal/entry/batch": ["page"],
    "GET /customerinvoice/batch": ["page"],
  },
};

/** One for all: compiling the schemas takes longer than most tests. */
const VALIDATOR = new Validator(readSpec("bjornlunden"), CORRECTIONS);

export interface BjornlundenOptions {
  readonly clock?: Clock;
  /** Nothing is published; this is what others keep to. */
  readonly limit?: { readonly most: number; readonly windowMs: number };
}

/** What is not documented: tests ask both ways. */
export interface Habits {
  /** A list can be asked for a page of its own. */
  hasPages: boolean;
  /** Rows of a list at most, however many are asked for. */
  rowsMost: number;
  /** A payment that shall have a voucher has one. */
  makesVouchers: boolean;
  /** A payment without a voucher lowers the invoice's balance. */
  unbookedLowersBalance: boolean;
  /** The rows of an invoice's sub-ledger have its payments; else only the invoice itself. */
  subLedgerHasPayments: boolean;
  /** The amount paid is kept on the invoice. */
  hasAmountPaid: boolean;
  /** A list has the days that it is asked for; else only those between. */
  hasItsDays: boolean;
  /** What is overdue is among the unpaid. */
  overdueIsUnpaid: boolean;
  /** A credit invoice is connected by the id of the other; else by its number. */
  connectsByEntity: boolean;
  /** What is not there is 404; else 400 with a named error. */
  missingIs404: boolean;
  /** Orders in which nobody has written the customer's own number. */
  ordersWithoutNumber: readonly number[];
  /** The day on which the ledger is asked. */
  today: string;
}

const HABITS: Habits = {
  hasPages: true,
  rowsMost: 10_000,
  makesVouchers: true,
  unbookedLowersBalance: false,
  subLedgerHasPayments: true,
  hasAmountPaid: true,
  hasItsDays: true,
  overdueIsUnpaid: false,
  connectsByEntity: true,
  missingIs404: false,
  ordersWithoutNumber: [],
  today: "2026-03-02",
};

export class Bjornlunden extends StandIn {
  readonly company: Company;
  readonly tokens: Tokens;
  readonly habits: Habits;

  private constructor(
    company: Company,
    tokens: Tokens,
    habits: Habits,
    clock: Clock,
    limit: { most: number; windowMs: number },
  ) {
    super({
      validator: VALIDATOR,
      handlers: { ...journalHandlers(company, habits, tokens), ...invoiceHandlers(company, habits) },
      others: { "POST /token": (asked) => tokens.answer(asked) },
      letIn: (headers, operation) => tokens.letIn(headers, operation),
      limit,
      clock,
      refusal: (status, says) => error(`${status}`, "NONE", says),
    });
    this.company = company;
    this.tokens = tokens;
    this.habits = habits;
  }

  static open({
    clock = systemClock,
    limit = { most: 10, windowMs: 1_000 },
  }: BjornlundenOptions = {}): Promise<Bjornlunden> {
    return new Bjornlunden(new Company(), new Tokens(clock), { ...HABITS }, clock, limit).listen();
  }

  /** As the settings have it. */
  get settings() {
    return { clientId: CLIENT.id, userKey: KEYS.own, url: this.url, signInUrl: this.url };
  }

  readonly secrets = { KVITT_BJORNLUNDEN_CLIENT_SECRET: CLIENT.secret } as const;
}
