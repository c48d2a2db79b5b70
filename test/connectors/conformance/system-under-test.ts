/** What a connector's test hands to the conformance suites: its stand-in, as all suites ask it. Amounts are in öre. */
import type { System } from "../../../src/connectors/connector.ts";
import type { Secrets } from "../../../src/config/secret-addresses.ts";
import type { Clock } from "../../../src/clock.ts";
import type { StandIn } from "../../stand-ins/stand-in.ts";

export interface StoodVoucher {
  readonly date: string;
  readonly marker: string;
  readonly text: string;
  /** Account -> what it comes to, debit above zero. */
  readonly sums: ReadonlyMap<number, bigint>;
}

export interface StoodPayment {
  readonly amount: bigint;
  readonly booked: boolean;
}

/** A system that receivables come from. */
export interface SourceUnderTest {
  readonly system: System;
  readonly server: StandIn;
  readonly secrets: Secrets;
  /** Its block under `connectors`. */
  settings(own?: object): unknown;
  readonly operations: { readonly invoices: string };
  sell(number: number, amount: bigint, own?: SoldOwn): void;
  /** What is changed from now on was changed then: "2026-03-02 04:15" in Swedish time. */
  changeAt(time: string): void;
  /** Somebody else pays; in a shop, which does not know of that, the order is called off. */
  payElsewhere(invoice: number, amount: bigint, booked: boolean): void;
  revoke(): void;
  consent(): void;
}

export interface TargetUnderTest extends SourceUnderTest {
  /** The calls as the stand-in names them. */
  readonly operations: {
    readonly post: string;
    readonly pay: string;
    /** null: a payment is booked by the call that makes it. */
    readonly book: string | null;
    readonly list: string;
    readonly invoices: string;
  };
  vouchers(): readonly StoodVoucher[];
  /** Vouchers of others in the same series and on the same day. */
  addVouchers(markers: readonly string[], date: string): void;
  balance(account: number): bigint;
  payments(invoice: number): readonly StoodPayment[];
  /** A person removes payments that are not booked. */
  removePayments(invoice: number): void;
  /** A person takes a booked payment back. */
  cancelPayments(invoice: number): void;
  openOf(invoice: number): bigint;
  lockThrough(date: string | null): void;
  withoutYears(): void;
  deactivate(account: number): void;
  remove(account: number): void;
  addAccount(account: number): void;
  expireTokens(): void;
}

export interface SoldOwn {
  readonly orderNumber?: string;
  /** Below zero: of a credit note, the invoice. */
  readonly credits?: string;
  readonly date?: string;
}

export type OpenSystem<T extends SourceUnderTest> = (clock: Clock) => Promise<T>;
export type OpenTarget = OpenSystem<TargetUnderTest>;
