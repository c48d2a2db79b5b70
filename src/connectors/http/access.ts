/**
 * An access token by client credentials: no refresh token that two processes could use up under each other. One call gets it for all
 * that wait; it is got anew before it ends, and where the system does not take it any more.
 */
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { Message } from "../../message.ts";
import { keepSecret } from "../../secrets.ts";
import { ConnectorFault } from "../fault.ts";
import { messages } from "../messages.ts";
import type { Ask, HttpClient } from "./client.ts";

const Given = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().default(3_600) });
/** A token that ends while a call is on its way is of no use. */
const EARLIER_MS = 120_000;

export interface AccessOptions {
  readonly http: HttpClient;
  /** As people call the system. */
  readonly system: string;
  /** The token's address. */
  readonly path: string;
  /** What is shown there: the client's id and secret, in whichever part the system wants them. */
  readonly shown: Pick<Ask, "headers"> & { readonly form: Readonly<Record<string, string>> };
  /** What each call carries beside the token. */
  readonly beside?: Readonly<Record<string, string>>;
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
    const { http, system, path, shown, beside = {}, clock } = this.#options;
    // a second token is no harm: asking for one changes nothing in the system, so it is repeated as what reads is
    const { body } = await http.ask(path, { ...shown, signal });
    const read = Given.safeParse(body);
    if (!read.success) throw new ConnectorFault({ system, kind: "data", says: messages.tokenUnreadable });
    keepSecret(read.data.access_token);
    const pass = new Headers({ ...beside, authorization: `Bearer ${read.data.access_token}` });
    const life = Math.max(read.data.expires_in * 1000 - EARLIER_MS, 30_000);
    this.#held = { pass, until: clock.now().getTime() + life };
    return pass;
  }
}

export interface Refusal {
  readonly system: string;
  readonly status: number;
  readonly body: unknown;
  /** What to do where Kvitt is not let in. */
  readonly todo: Message;
}

/** Whatever the token's address refuses is a matter of being let in. */
export function accessFault({ system, status, body, todo }: Refusal): ConnectorFault {
  const isBusy = status === 429 || status >= 500;
  return new ConnectorFault({
    system,
    kind: isBusy ? "busy" : "auth",
    says: wordsOf(body) ?? `HTTP ${status}`,
    todo: isBusy ? undefined : todo,
  });
}

const Said = z.object({ error: z.string().optional(), error_description: z.string().optional() });

/** An error of OAuth 2 (RFC 6749 §5.2). */
function wordsOf(body: unknown): string | null {
  const read = Said.safeParse(body);
  return read.success ? (read.data.error_description ?? read.data.error ?? null) : null;
}
