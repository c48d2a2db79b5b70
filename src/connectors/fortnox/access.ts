/**
 * The access token, by client credentials for the customer's service account: no refresh token that two processes could use up under
 * each other. One call gets it for all that wait; it is got anew before it ends, and where Fortnox does not take it any more.
 */
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { keepSecret } from "../../secrets.ts";
import { ConnectorFault } from "../fault.ts";
import type { HttpClient } from "../http/client.ts";
import { TITLE } from "./faults.ts";
import { messages } from "./messages.ts";

const Given = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().default(3_600) });
/** A token that ends while a call is on its way is of no use. */
const EARLIER_MS = 120_000;

export interface AccessOptions {
  readonly http: HttpClient;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tenantId: string;
  readonly clock: Clock;
}

export class Access {
  readonly #options: AccessOptions;
  #held: { readonly pass: Headers; readonly until: number } | null = null;
  #getting: Promise<Headers> | null = null;

  constructor(options: AccessOptions) {
    this.#options = options;
  }

  /** `stale`: what was not taken. Whoever has it as well as others gets the one that was got meanwhile. */
  async letIn(stale: Headers | null, signal: AbortSignal): Promise<Headers> {
    const held = this.#held;
    const isGood = held !== null && held.pass !== stale && held.until > this.#options.clock.now().getTime();
    if (isGood) return held.pass;
    this.#getting ??= this.#get(signal).finally(() => (this.#getting = null));
    return this.#getting;
  }

  async #get(signal: AbortSignal): Promise<Headers> {
    const { http, clientId, clientSecret, tenantId, clock } = this.#options;
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
    keepSecret(basic);
    // a second token is no harm: asking for one changes nothing at Fortnox, so it is repeated as what reads is
    const { body } = await http.ask("/oauth-v1/token", {
      form: { grant_type: "client_credentials" },
      headers: { authorization: `Basic ${basic}`, TenantId: tenantId },
      signal,
    });
    const read = Given.safeParse(body);
    if (!read.success)
      throw new ConnectorFault({ system: TITLE, kind: "data", says: messages.tokenUnreadable });
    keepSecret(read.data.access_token);
    const pass = new Headers({ authorization: `Bearer ${read.data.access_token}` });
    const life = Math.max(read.data.expires_in * 1000 - EARLIER_MS, 30_000);
    this.#held = { pass, until: clock.now().getTime() + life };
    return pass;
  }
}

/** Whatever the token's address refuses is a matter of being let in. */
export function accessFault(status: number, says: string): ConnectorFault {
  return new ConnectorFault({
    system: TITLE,
    kind: status === 429 || status >= 500 ? "busy" : "auth",
    says,
    todo: status >= 500 ? undefined : messages.connectAgain,
  });
}
