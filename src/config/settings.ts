/**
 * The schema of the settings in `kvitt.config.yaml`. Every key has a default, so no file at all is a valid configuration; an
 * unknown key is refused, since it is most often misspelt. All problems are reported at once, each with its place.
 */
import { messages } from "./messages.ts";
import { z } from "zod";
import { CONNECTORS, CONNECTOR_TARGETS, paymentsTarget, type ConnectorTarget } from "./connectors.ts";
import { ACCOUNT_CHARTS, ACCOUNT_PRESETS, ACCOUNT_ROLES, type Accounts } from "./accounts.ts";
import { RECEIVABLE_COLUMNS, RECEIVABLES_PRESETS } from "../receivable-columns.ts";
import { minor, parsePlain, type Minor } from "../money.ts";
import { rule } from "./settings-messages.ts";
import {
  isSieTarget,
  SIE_TARGETS,
  sieFiles,
  sieNumbers,
  type SieFiles,
  type SieNumbers,
} from "./sie-files.ts";
import { LANGUAGES, type Language } from "../message.ts";

const FOUR_DIGITS = rule(messages.writeAccount);
const account = z.int(FOUR_DIGITS).min(1000, FOUR_DIGITS).max(9999, FOUR_DIGITS);
const accounts = z.partialRecord(z.enum(ACCOUNT_ROLES), account);

const amount = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => parsePlain(text, "SEK") !== null, rule(messages.writeAmount))
  .transform((text): Minor => parsePlain(text, "SEK") ?? minor(0n));
const isoDate = z.iso.date(rule(messages.writeDate));
const timeOfDay = z.iso.time({ precision: -1, error: rule(messages.writeTimeOfDay) });
const currency = z.string().regex(/^[A-Z]{3}$/, rule(messages.writeCurrency));
const address = z.email(rule(messages.writeMailAddress));
const addresses = z.union([address.transform((one) => [one]), z.array(address)]);
const timeZone = z.string().refine(isTimeZone, rule(messages.writeTimeZone));
const webAddress = z.url({ protocol: /^https?$/, error: rule(messages.writeWebAddress) });
const series = z.string().regex(/^[A-Za-z0-9]{1,4}$/, rule(messages.writeSeries));
/** A decimal number or percentage as text, "2.99": made into exact integers where it is used. */
const decimal = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => /^\d{1,9}(\.\d{1,10})?$/.test(text), rule(messages.writeDecimal));

/** The agreed price of a payment method over a time: percent of the sale plus a fixed sum per sale. */
const feeRate = z.strictObject({
  /** Klarna's `initial_payment_method_type`, or "*" for all that have no entry of their own. */
  method: z.string().default("*"),
  percent: decimal.default("0"),
  fixed: amount.default(minor(0n)),
  currency: currency.default("SEK"),
  from: isoDate.optional(),
  to: isoDate.optional(),
});

const voucher = z.strictObject({
  series: series.default("K"),
  /** A row for each matched or unmatched line, or one sum per account. */
  rows: z.enum(["line", "account"]).default("line"),
  /** One voucher for the whole payout, or the matched lines in a further voucher for each capture day or order. */
  per: z.enum(["payout", "day", "order"]).default("payout"),
  feeVat: z.enum(["normal", "reverse", "exempt"]).default("normal"),
  /** The date of vouchers that are made after the payout's: the day they are made, or the payout's. */
  lateDate: z.enum(["made", "payout"]).default("made"),
  /** Periods up to and including this date are closed: a voucher gets the first open day, and its text says so. */
  closedThrough: isoDate.optional(),
});

/** What the shop sends in Klarna's merchant_reference1 and merchant_reference2 (CONTRACT §5). */
const references = z.strictObject({
  first: z.enum(["order_number", "number"]).default("order_number"),
  second: z.enum(["order_number", "number", "ignore"]).optional(),
});

const merchant = z.strictObject({
  name: z.string().optional(),
  accounts: accounts.default({}),
  /** Accounts for line types: "CHARGE" or, finer, "CHARGE/PAYMENT_REMINDER". Not for what matching books. */
  lineAccounts: z.record(z.string(), account).default({}),
  nightlyAt: timeOfDay.optional(),
  costCentre: z.string().optional(),
  project: z.string().optional(),
  series: series.optional(),
  /** Renamed report columns: the header in the file -> the field's standard name. */
  headers: z.record(z.string(), z.string()).default({}),
  references: references.prefault({}),
  decimalMark: z.enum([".", ","]).optional(),
  dateOrder: z.enum(["dmy", "mdy"]).optional(),
  /** Where a merchant id has payouts of both issuers: how the payment references of Kustom begin. */
  kustomReferences: z.array(z.string().min(1)).optional(),
  fees: z.array(feeRate).default([]),
  /** "none": sales are booked as daily sums, so its lines are booked on the clearing account and not matched. */
  receivables: z.enum(["each", "none"]).default("each"),
  /** The most days between payouts; without it, it is learnt from the payouts that came. */
  payoutEveryDays: z.int().min(1).max(60).optional(),
});

/** How an export with headers of its own is read as a receivables list (CONTRACT §4). */
const receivablesMap = z.strictObject({
  /** An export that Kvitt knows; the keys beside it override it. */
  preset: z.enum(RECEIVABLES_PRESETS).optional(),
  /** Kvitt's column -> the header in the file. */
  columns: z.partialRecord(z.enum(RECEIVABLE_COLUMNS), z.string()).default({}),
  /** Kvitt's column -> its value in every row that has none. */
  fixed: z
    .partialRecord(z.enum(RECEIVABLE_COLUMNS), z.union([z.string(), z.number()]).transform(String))
    .default({}),
  /** What an invoice below zero is. */
  negative: z.enum(["refuse", "credit_note"]).optional(),
  /** Header in the file -> values of rows to leave out. */
  leaveOut: z
    .record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String)))
    .default({}),
});

export const SettingsSchema = z.strictObject({
  company: z
    .strictObject({
      name: z.string().default("Företaget"),
      /** Of the chart's country, or with the letters of another: 556334-3689, 923609016, 12345678, 1234567-8. */
      orgNumber: z.union([z.string(), z.int()]).transform(String).optional(),
      currency: currency.default("SEK"),
      /** First month of the fiscal year, 1-12. */
      fiscalYearStart: z.int().min(1).max(12).default(1),
      /** A SIE file from the accounting program, relative to the workspace: its #KONTO are the accounts that exist. */
      chartFile: z.string().optional(),
      /** Years longer or shorter than twelve months, next to each other. */
      fiscalYears: z.array(z.strictObject({ from: isoDate, to: isoDate })).default([]),
    })
    .prefault({}),
  language: z.enum(LANGUAGES).default("sv"),
  timeZone: timeZone.default("Europe/Stockholm"),
  nightlyAt: timeOfDay.default("03:15"),
  chart: z.enum(ACCOUNT_PRESETS).default("SE"),
  accounts: accounts.default({}),
  lineAccounts: z.record(z.string(), account).default({}),
  /** The accounts that a person may name, where there is no chart file. */
  accountsInUse: z.array(account).default([]),
  voucher: voucher.prefault({}),
  /** The largest difference between a line and its only receivable that is rounding, per currency. */
  tolerance: z.record(z.union([currency, z.literal("other")]), amount).default({}),
  /** Units of the book currency for one unit of the foreign one, by date: { EUR: { "2026-01-02": "11.4523" } }. */
  rates: z.record(currency, z.record(isoDate, decimal)).default({}),
  /** A CSV file with date;currency;rate, relative to the workspace. */
  ratesFile: z.string().optional(),
  mail: z
    .strictObject({
      from: address.default("kvitt@localhost.localdomain"),
      to: addresses.default([]),
      language: z.enum(LANGUAGES).optional(),
    })
    .prefault({}),
  targets: z.array(z.enum([...SIE_TARGETS, ...CONNECTOR_TARGETS])).default(["sie"]),
  /** The files in the folder `sie/`. */
  sie: z
    .strictObject({ files: sieFiles.default("voucher"), numbers: sieNumbers.default("own") })
    .prefault({}),
  /** Outside systems that Kvitt is connected with. */
  connectors: CONNECTORS.prefault({}),
  people: z
    .object({
      /** A decision about more needs a second person, in the book currency; without it, none does. */
      fourEyesAbove: amount.optional(),
    })
    /** The largest amount that each person may write off, in the book currency. */
    .catchall(z.strictObject({ writeOffLimit: amount }))
    .prefault({}),
  /** Seconds that a file in the inbox must be unchanged before it is claimed. */
  settleSeconds: z.number().min(0).max(3600).default(2),
  /** Days without any report after which people are told; 0: never. */
  quietDays: z.int().min(0).max(365).default(10),
  web: z
    .strictObject({
      port: z.int().min(0).max(65535).default(8080),
      host: z.string().default("127.0.0.1"),
      /** Names that a proxy in front of Kvitt is called by: it answers to no other. */
      names: z.array(z.string()).default([]),
      /** Where people reach the page, behind whatever proxy: letters link to it. */
      url: webAddress.optional(),
      /** Signing in by an OpenID Connect provider, beside passwords or instead of them. */
      signIn: z
        .strictObject({
          issuer: webAddress.optional(),
          clientId: z.string().min(1).optional(),
          /** What people call the provider. */
          name: z.string().min(1).max(60).optional(),
          /** An address counts as verified although the provider does not say so. Never where it says that it is not. */
          trustEmails: z.boolean().default(false),
          passwords: z.boolean().default(true),
        })
        .prefault({}),
    })
    .prefault({}),
  /** Signs of life, so that silence is an alarm. */
  heartbeat: z
    .strictObject({
      /** Fetched after each nightly run that is done. */
      url: webAddress.optional(),
      /** A letter also after a nightly run without news. */
      letter: z.boolean().default(false),
      /** A nightly run that has not begun so long after its time is late. */
      lateMinutes: z.int().min(1).max(1440).default(15),
      /** A nightly run should be done so long after it began. */
      nightMinutes: z.int().min(1).max(1440).default(180),
    })
    .prefault({}),
  merchants: z.record(z.string(), merchant).default({}),
  receivables: z.strictObject({ headers: z.record(z.string(), receivablesMap).default({}) }).prefault({}),
});

export type Settings = z.infer<typeof SettingsSchema>;
export type MerchantSettings = z.infer<typeof merchant>;
export const DEFAULT_SETTINGS: Settings = SettingsSchema.parse({});

const NO_MERCHANT: MerchantSettings = merchant.parse({});

/** A merchant's own settings; all defaults for one that the file does not name. */
export function merchantSettings(settings: Settings, merchantId: string): MerchantSettings {
  return Object.hasOwn(settings.merchants, merchantId)
    ? (settings.merchants[merchantId] ?? NO_MERCHANT)
    : NO_MERCHANT;
}

/** The accounts a merchant's vouchers use: the chart's, then the company's overrides, then the merchant's own. */
export function accountsOf(settings: Settings, merchantId: string): Accounts {
  const chart = ACCOUNT_CHARTS[settings.chart];
  const own = merchantSettings(settings, merchantId).accounts;
  return { ...chart, ...defined(settings.accounts), ...defined(own) };
}

/** What each voucher is delivered to: the targets, and before each the payments of its invoices there, where they are made. */
export function postingTargets({ targets, connectors }: Settings): readonly string[] {
  return targets.flatMap((target) =>
    !isSieTarget(target) && paysInvoices(connectors[target]) ? [paymentsTarget(target), target] : [target],
  );
}

function paysInvoices(own: Settings["connectors"][ConnectorTarget]): boolean {
  return own !== undefined && own.payments !== "none";
}

/** How the vouchers of a target are put into files; null: it is given none, or is not connected. */
export function sieFilesOf(
  { sie, connectors }: Settings,
  target: string,
): { readonly files: SieFiles; readonly numbers: SieNumbers } | null {
  if (!isSieTarget(target)) return null;
  return target === "sie" ? sie : (connectors.mail ?? null);
}

/** Targets whose vouchers wait until they are put into a file together. */
export function gatheringTargets(settings: Settings): readonly string[] {
  return SIE_TARGETS.filter((target) => (sieFilesOf(settings, target)?.files ?? "voucher") !== "voucher");
}

/** Merchants whose sales are booked as daily sums (CONTRACT §5), in the order of their ids. */
export function merchantsWithoutReceivables({ merchants }: Settings): readonly string[] {
  return Object.keys(merchants)
    .filter((id) => merchants[id]?.receivables === "none")
    .sort();
}

/** The account set for exactly this key, "CHARGE" or "CHARGE/PAYMENT_REMINDER": the merchant's, else the company's, else null. */
export function lineAccountAt(settings: Settings, merchantId: string, key: string): number | null {
  for (const map of [merchantSettings(settings, merchantId).lineAccounts, settings.lineAccounts]) {
    const found = Object.hasOwn(map, key) ? map[key] : undefined;
    if (found !== undefined) return found;
  }
  return null;
}

const TOLERANCE: Readonly<Record<string, Minor>> = { SEK: minor(100n), NOK: minor(100n), DKK: minor(100n) };

/** CONTRACT §5: 1.00 for SEK, NOK, DKK; 0.05 for EUR and others; minor units. */
export function toleranceOf(settings: Settings, code: string): Minor {
  return settings.tolerance[code] ?? TOLERANCE[code] ?? settings.tolerance["other"] ?? minor(5n);
}

export function mailLanguage(settings: Settings): Language {
  return settings.mail.language ?? settings.language;
}

function defined<T extends object>(some: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // exactOptionalPropertyTypes: zod's partial record may say "undefined"; a spread must not erase a default with it
  return Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
