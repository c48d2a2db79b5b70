/** The settings of accounts at the Settlements API: Klarna's, or Kustom's, which has the same resources at another address. */
import { z } from "zod";
import { accountName, accountsOf } from "./accounts.ts";
import { outsideAddress } from "./outside-address.ts";

const klarnaApiAccount = z.strictObject({
  name: accountName,
  /** "K123456_abcdef", of the API credentials. */
  user: z.string().min(1).max(255),
  /** A file that holds their password, relative to the home folder. */
  passwordFile: z.string().min(1),
  /** Payouts of that day and later; those before are left alone. Never more than 90 days back. */
  from: z.iso.date().optional(),
  url: outsideAddress("https://api.klarna.com/settlements/v1"),
});

export const klarnaApiSettings = accountsOf(klarnaApiAccount);

export type KlarnaApiAccount = z.infer<typeof klarnaApiAccount>;
