/** The settings under `connectors`: a line for each system in every list. What a system's keys mean stands in its own file. */
import { z } from "zod";
import { BJORNLUNDEN_SECRETS, bjornlundenSettings } from "./connectors/bjornlunden.ts";
import { FORTNOX_SECRETS, fortnoxSettings } from "./connectors/fortnox.ts";
import { klarnaApiSettings } from "./connectors/klarna-api.ts";
import { mailSettings } from "./connectors/mail.ts";
import { sftpSettings } from "./connectors/sftp.ts";
import { woocommerceSettings } from "./connectors/woocommerce.ts";

export const CONNECTORS = z.strictObject({
  bjornlunden: bjornlundenSettings.optional(),
  fortnox: fortnoxSettings.optional(),
  klarnaApi: klarnaApiSettings.optional(),
  mail: mailSettings.optional(),
  sftp: sftpSettings.optional(),
  woocommerce: woocommerceSettings.optional(),
});

/** Those that vouchers can be delivered to one by one; SIE files: `SIE_TARGETS`. */
export const CONNECTOR_TARGETS = ["fortnox", "bjornlunden"] as const;
export type ConnectorTarget = (typeof CONNECTOR_TARGETS)[number];

/** The name of a target's payments of invoices, as a delivery of their own. */
export const paymentsTarget = (target: string): string => `${target}-payments`;

/** Variables of the environment, each with one of the same name and `_FILE`; also to be named in workspace.ts. */
export const CONNECTOR_SECRETS = [...BJORNLUNDEN_SECRETS, ...FORTNOX_SECRETS] as const;
export type ConnectorSecret = (typeof CONNECTOR_SECRETS)[number];
