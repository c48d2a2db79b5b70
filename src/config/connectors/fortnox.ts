/** The settings of Fortnox. Its client secret comes from the environment or a file, never from here. */
import { z } from "zod";
import { outsideAddress } from "./outside-address.ts";

export const FORTNOX_SECRETS = ["KVITT_FORTNOX_CLIENT_SECRET"] as const;

export const fortnoxSettings = z.strictObject({
  /** Of the app that is registered at Fortnox. */
  clientId: z.string().min(1),
  /** The company's number at Fortnox, for which the app was let in. */
  tenantId: z.union([z.string().regex(/^\d{1,15}$/), z.int().positive()]).transform(String),
  /** Where vouchers are numbered; else `voucher.series`. Made in Fortnox, for manual vouchers. */
  series: z.string().min(1).max(10).optional(),
  /** A period that is locked in Fortnox: wait for a person, or the first open day with the true date in the text. */
  lockedPeriod: z.enum(["wait", "first-open-day"]).default("wait"),
  /** "none": the customer ledger is left alone, and vouchers have the receivables' account. */
  payments: z.enum(["none", "book", "leave"]).default("none"),
  /** The mode of payment whose account is the clearing account, as Fortnox calls it. */
  modeOfPayment: z.string().min(1).max(20).optional(),
  /** Invoices and credit invoices are fetched before each night. */
  receivables: z.boolean().default(false),
  /** The whole list is read again so often; in between, only what has changed. */
  fullListDays: z.int().min(1).max(31).default(1),
  url: outsideAddress("https://api.fortnox.se"),
  signInUrl: outsideAddress("https://apps.fortnox.se"),
});

export type FortnoxSettings = z.infer<typeof fortnoxSettings>;
