/** What WooCommerce's errors mean, in the five classes. What stands before a shop (a cache, a firewall) answers too, in HTML. */
import { z } from "zod";
import { ConnectorFault } from "../fault.ts";
import { messages } from "./messages.ts";

const Refusal = z.object({ code: z.union([z.string(), z.number()]).transform(String), message: z.string() });

/** Of an answer that is no success; `body` is null where it is no JSON. */
export function faultOf(system: string, status: number, body: unknown): ConnectorFault {
  const read = Refusal.safeParse(body);
  const { code, message = "" } = read.success ? read.data : {};
  const facts = {
    system,
    status,
    code,
    // WordPress writes some of its messages in HTML
    says: [`HTTP ${status}`, message.replace(/<[^>]*>/g, "")].filter((part) => part !== "").join(", "),
  };
  const isUnread = status === 401 && /does not have read permissions/i.test(message);
  if (isUnread || (status === 403 && code !== undefined))
    return new ConnectorFault({ ...facts, kind: "config", todo: messages.grantRead });
  if (status === 401) return new ConnectorFault({ ...facts, kind: "auth", todo: messages.newKey });
  if (status === 403)
    return new ConnectorFault({
      ...facts,
      kind: "config",
      says: messages.blocked,
      todo: messages.letThrough,
    });
  if (status === 404) return noApi(system, status, code);
  return new ConnectorFault({ ...facts, kind: status >= 500 || status === 408 ? "busy" : "data" });
}

/** A page for people where the API should be. */
export function noApi(system: string, status?: number, code?: string): ConnectorFault {
  const says = messages.noApi;
  return new ConnectorFault({ system, kind: "config", says, status, code, todo: messages.checkAddress });
}
