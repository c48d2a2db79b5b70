/** The settings of Björn Lundén (BL Administration in the cloud, Lundify). Its client secret comes from the environment or a file, never from here. */
import { z } from "zod";
import { outsideAddress } from "./outside-address.ts";

export const BJORNLUNDEN_SECRETS = ["KVITT_BJORNLUNDEN_CLIENT_SECRET"] as const;

export const bjornlundenSettings = z.strictObject({
  /** Of the integration that is registered at Björn Lundén. */
  clientId: z.string().min(1).max(255),
  /** The company's key (GUID), which names it in every call. */
  userKey: z.string().regex(/^[0-9A-Fa-f-]{32,40}$/),
  /** Where vouchers are numbered; else `voucher.series`. One letter there. */
  series: z
    .string()
    .regex(/^[A-Za-zÅÄÖåäö0-9]$/)
    .optional(),
  /** A period that is locked there: wait for a person, or the first open day with the true date in the text. */
  lockedPeriod: z.enum(["wait", "first-open-day"]).default("wait"),
  /** "none": the customer ledger is left alone, and vouchers have the receivables' account. */
  payments: z.enum(["none", "book", "leave"]).default("none"),
  /** The series of the payments' own vouchers; else Björn Lundén chooses. */
  paymentSeries: z
    .string()
    .regex(/^[A-Za-zÅÄÖåäö0-9]$/)
    .optional(),
  /** Invoices and credit invoices are fetched before each night. */
  receivables: z.boolean().default(false),
  url: outsideAddress("https://apigateway.blinfo.se/bla-api/v1/sp"),
  signInUrl: outsideAddress("https://apigateway.blinfo.se/auth/oauth/v2"),
});

export type BjornlundenSettings = z.infer<typeof bjornlundenSettings>;
