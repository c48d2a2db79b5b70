/** The systems that Kvitt knows: a line each. Taking one out is deleting its line, its folder and its settings. */
import type { Connector, Surroundings, System } from "./connector.ts";
import { bjornlunden } from "./bjornlunden/bjornlunden.ts";
import { fortnox } from "./fortnox/fortnox.ts";
import { klarnaApi } from "./klarna-api/klarna-api.ts";
import { mail } from "./mail/mail.ts";
import { sftp } from "./sftp/sftp.ts";
import { woocommerce } from "./woocommerce/woocommerce.ts";

export const SYSTEMS: readonly System[] = [bjornlunden, fortnox, klarnaApi, mail, sftp, woocommerce];

/** Those that the settings connect, in the order above. Throws a ConnectorFault for one whose settings are not enough. */
export function openConnectors(around: Surroundings): readonly Connector[] {
  return SYSTEMS.flatMap((system) => system.open(around) ?? []);
}
