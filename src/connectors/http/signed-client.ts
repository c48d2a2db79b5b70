/** A client for a system that lets calls in by an access token: one for its token address, and one for everything else. */
import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import type { Message } from "../../message.ts";
import { Access, accessFault, type AccessOptions } from "./access.ts";
import { HttpClient, type HttpClientOptions } from "./client.ts";
import { RateLimit } from "./rate-limit.ts";

export interface SignedClientOptions {
  readonly system: string;
  /** Paths are put behind it. */
  readonly base: string;
  readonly signIn: {
    readonly base: string;
    /** What to do where Kvitt is not let in. */
    readonly todo: Message;
  } & Pick<AccessOptions, "path" | "shown" | "beside">;
  /** The most within a second, for either. */
  readonly callsASecond: number;
  readonly faultOf: HttpClientOptions["faultOf"];
  readonly clock: Clock;
  readonly log: Log;
  readonly silentMs?: number | undefined;
}

const SECOND_MS = 1_000;

export function signedClient(options: SignedClientOptions): HttpClient {
  const { system, base, signIn, callsASecond, faultOf, clock, log, silentMs } = options;
  const common = { system, clock, log, ...(silentMs === undefined ? {} : { silentMs }) };
  const http = new HttpClient({
    ...common,
    base: signIn.base,
    limit: new RateLimit(callsASecond, SECOND_MS, clock),
    letIn: null,
    faultOf: (status, body) => accessFault({ system, status, body, todo: signIn.todo }),
  });
  const access = new Access({ ...signIn, http, system, clock });
  return new HttpClient({
    ...common,
    base,
    limit: new RateLimit(callsASecond, SECOND_MS, clock),
    letIn: (stale, signal) => access.letIn(stale, signal),
    faultOf,
  });
}
