/**
 * What a connector is: one outside system, with the roles it plays. A system is a folder beside this file and a line in
 * `registry.ts`; its settings are a file in `src/config/connectors/`. It knows no database: what must be remembered between two
 * calls is given to it by who calls (the pipeline).
 */
import type { Clock } from "../clock.ts";
import type { Settings } from "../config/settings.ts";
import type { Secrets } from "../config/secret-addresses.ts";
import type { Rates } from "../delivery/rates.ts";
import type { PaymentTarget } from "../delivery/payment-target.ts";
import type { DeliveryTarget } from "../delivery/target.ts";
import type { Log } from "../log.ts";
import type { Message } from "../message.ts";

/** The clock decides all waits, so that a test waits for nothing. */
export interface Surroundings {
  readonly settings: Settings;
  /** The home folder, which paths in the settings are relative to. */
  readonly folder: string;
  /** By the name of their variable; only those that are set. */
  readonly secrets: Secrets;
  /** Where letters go: the mail server, null for none, and the folder that has them instead. Only tests leave it out. */
  readonly letters?: { readonly smtpUrl: string | null; readonly folder: string };
  readonly clock: Clock;
  readonly log: Log;
  /** How long a system may be silent within a call; only tests set it. */
  readonly silentMs?: number;
}

/** A system that Kvitt knows. */
export interface System {
  /** Its folder, its key under `connectors` in the settings, and its name in `targets`. */
  readonly name: string;
  /** As people call it. */
  readonly title: string;
  /**
   * Without a call: one for each account that the settings have; null or none where they have none. Throws a ConnectorFault where
   * they are not enough.
   */
  open(around: Surroundings): Connector | readonly Connector[] | null;
}

/** A system that the settings connect. Made once a process, since its limits and its access token are shared by all calls. */
export interface Connector {
  readonly name: string;
  readonly title: string;
  /** Vouchers, and payments of invoices, go there. */
  target?(given: TargetGiven): DeliveryTarget;
  /** Invoices are paid in its customer ledger; null: the settings leave that alone. */
  payments?(): PaymentTarget | null;
  /** Open invoices and credit notes come from there. */
  readonly receivables?: FileSource;
  /** Settlement reports come from there. */
  readonly reports?: FileSource;
  /** What `kvitt connectors` and doctor ask: is it let in, and is everything there that its roles need? Changes nothing. Never throws a ConnectorFault. */
  check(signal: AbortSignal): Promise<readonly ConnectorFinding[]>;
}

/** One thing that a check has looked at. */
export interface ConnectorFinding {
  readonly state: "works" | "attention" | "broken";
  readonly says: Message;
  /** What to do; null where it works. */
  readonly todo: Message | null;
}

export interface TargetGiven {
  readonly rates: Rates;
}

/**
 * A role that brings files in. They go into the same folders as those that people put there, and so are claimed, proven, archived
 * and recomputed from by the same code.
 */
export interface FileSource {
  /**
   * What is new since `cursor`, which is whatever the source returned the last time; null the first time. A file is complete or is
   * not handed on. Bringing the same again is harmless.
   */
  bring(cursor: string | null, signal: AbortSignal): Promise<Brought>;
}

/** What a source brings at a time, beyond a first file: so much is in memory, and the rest is asked for at once. */
export const TOGETHER_BYTES = 16_000_000;

export interface Brought {
  readonly files: readonly BroughtFile[];
  /** Kept when all files are in their folder. */
  readonly cursor: string;
  /** There is more than is brought at a time: it is asked for again at once. */
  readonly more: boolean;
}

export interface BroughtFile {
  /** In its folder, without folders of its own. */
  readonly name: string;
  readonly bytes: Uint8Array;
}
