/**
 * A client for a JSON API: every system's calls go through it. It keeps the limits of the tenant, renews an access token that is no
 * longer taken, and repeats a call only where that is safe: one that reads, one that never left, one that was answered 429 or 401.
 * What else was sent and not answered is `AnswerLost`, and is for the caller to look up.
 */
import type { Clock } from "../../clock.ts";
import { isError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { cleanError } from "../../secrets.ts";
import type { Message } from "../../message.ts";
import { AnswerLost, ConnectorFault } from "../fault.ts";
import { messages } from "../messages.ts";
import type { RateLimit } from "./rate-limit.ts";
import { textOfJson } from "./exact-json.ts";
import { request, type Call, type Ended } from "./request.ts";
import { retryAfterMs } from "./retry-after.ts";

export interface HttpClientOptions {
  /** As people call the system. */
  readonly system: string;
  /** "https://api.example.com/v3": paths are put behind it. */
  readonly base: string;
  readonly limit: RateLimit;
  readonly clock: Clock;
  readonly log: Log;
  /** The headers that let a call in; null where it needs none. `stale`: those that were not taken, so that others are got. */
  readonly letIn: ((stale: Headers | null, signal: AbortSignal) => Promise<Headers>) | null;
  /** What the system means by an answer that is no success. Never called with 429. */
  readonly faultOf: (status: number, body: unknown) => ConnectorFault;
  /** What an answer to a reading call means that is no JSON, though it says success; else the system is busy. */
  readonly notJson?: () => ConnectorFault;
  readonly silentMs?: number;
  readonly bytesMax?: number;
}

export interface Ask {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>> | FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** null: the answer was empty. */
  readonly body: unknown;
  /** As it came: numbers as they were written. */
  readonly text: string;
}

/** Where a system gives no `Retry-After`. */
const WAITS_MS = [5_000, 15_000, 30_000] as const;
/** A job waits no longer than this; it is put back into the queue instead. */
const WAIT_MS_MAX = 60_000;
const SILENT_MS = 30_000;
const BYTES_MAX = 16 * 1024 ** 2;

export class HttpClient {
  readonly #options: HttpClientOptions;

  constructor(options: HttpClientOptions) {
    this.#options = options;
  }

  /** Reads. Throws a ConnectorFault. */
  get(path: string, ask: Ask): Promise<JsonAnswer> {
    return this.#made("GET", path, ask);
  }

  /** A POST that changes nothing, and is repeated as what reads. */
  ask(path: string, ask: Ask): Promise<JsonAnswer> {
    return this.#made("POST", path, ask, true);
  }

  /** Changes something: throws a ConnectorFault where nothing was changed, and AnswerLost where that is not known. */
  post(path: string, ask: Ask): Promise<JsonAnswer> {
    return this.#made("POST", path, ask);
  }

  put(path: string, ask: Ask): Promise<JsonAnswer> {
    return this.#made("PUT", path, ask);
  }

  delete(path: string, ask: Ask): Promise<JsonAnswer> {
    return this.#made("DELETE", path, ask);
  }

  async #made(method: Call["method"], path: string, ask: Ask, reads = method === "GET"): Promise<JsonAnswer> {
    const { letIn, limit, clock, log, system, base } = this.#options;
    const url = urlOf(base, path, ask.query);
    let pass = letIn === null ? null : await letIn(null, ask.signal);
    let wasRenewed = false;
    for (let attempt = 0; ; attempt++) {
      await limit.pass(ask.signal);
      const begun = clock.now().getTime();
      const ended = await this.#once({ method, url, ...sent(ask, pass) }, ask.signal);
      // never the query: it may name a customer
      const facts = { system, method, path, ms: clock.now().getTime() - begun };
      log.debug({ ...facts, ended: ended.kind === "answered" ? ended.status : ended.kind }, "called");
      if (ended.kind === "answered" && ended.status === 401 && letIn !== null && !wasRenewed) {
        wasRenewed = true;
        pass = await letIn(pass, ask.signal);
        continue;
      }
      const judged = this.#judge(reads, ended);
      if ("body" in judged) return judged;
      if (!(judged instanceof ConnectorFault) || judged.kind !== "busy") throw cleanError(judged);
      const wait = judged.retryAfterMs ?? WAITS_MS[attempt];
      if (wait === undefined || wait > WAIT_MS_MAX || attempt >= WAITS_MS.length) throw cleanError(judged);
      log.warn({ ...facts, waits: wait }, "the system is busy; the call is made again");
      if (ended.kind === "answered" && ended.status === 429) limit.hold(wait);
      await clock.sleep(wait, ask.signal);
    }
  }

  #once(call: Call, signal: AbortSignal): Promise<Ended> {
    const { silentMs = SILENT_MS, bytesMax = BYTES_MAX } = this.#options;
    return request(call, { silentMs, bytesMax }, signal);
  }

  /** The answer, or what to throw. Busy means here: this very call may be made again. */
  #judge(reads: boolean, ended: Ended): JsonAnswer | Error {
    switch (ended.kind) {
      case "not_sent":
        return this.#busy(messages.noConnection(ended.why), { cause: ended.cause });
      case "lost": {
        const says = this.#wordsOfLoss(ended.why);
        if (!reads) return lost(this.#options.system, says, ended.cause);
        return ended.why === "too_long"
          ? new ConnectorFault({ system: this.#options.system, kind: "data", says })
          : this.#busy(says, { cause: ended.cause });
      }
      case "answered":
        return this.#judgeAnswer(reads, ended);
    }
  }

  #judgeAnswer(
    reads: boolean,
    { status, headers, text }: Extract<Ended, { kind: "answered" }>,
  ): JsonAnswer | Error {
    const { system, clock, faultOf } = this.#options;
    const body = parsed(text);
    if (status >= 200 && status < 300) {
      if (body !== UNREADABLE) return { status, headers, body, text };
      return reads
        ? (this.#options.notJson?.() ?? this.#busy(messages.answerUnreadable))
        : lost(system, messages.answerUnreadable, text.slice(0, 200));
    }
    if (status === 429)
      return this.#busy(messages.tooManyCalls, {
        retryAfterMs: retryAfterMs(headers, clock.now()) ?? undefined,
      });
    if (status >= 300 && status < 400) {
      const host = hostOf(headers.get("location") ?? "", this.#options.base);
      return new ConnectorFault({ system, kind: "config", says: messages.pointsElsewhere(host) });
    }
    const fault = faultOf(status, body === UNREADABLE ? null : body);
    // whether a call that failed inside the system has changed something there is known to nobody
    if (fault.kind === "busy" && !reads) return lost(system, messages.serverError(status), fault);
    return fault;
  }

  #wordsOfLoss(why: Extract<Ended, { kind: "lost" }>["why"]): Message {
    const { silentMs = SILENT_MS, bytesMax = BYTES_MAX } = this.#options;
    if (why === "silent") return messages.noAnswer(silentMs / 1000);
    return why === "too_long" ? messages.answerTooLong(bytesMax) : messages.noConnection("ECONNRESET");
  }

  #busy(says: Message, more: { readonly cause?: unknown; readonly retryAfterMs?: number | undefined } = {}) {
    const { system } = this.#options;
    return new ConnectorFault(
      { system, kind: "busy", says, retryAfterMs: more.retryAfterMs },
      { cause: more.cause },
    );
  }
}

function lost(system: string, says: Message, cause: unknown): AnswerLost {
  return new AnswerLost(`${system}: ${says.en}`, { cause: isError(cause) ? cleanError(cause) : cause });
}

function urlOf(base: string, path: string, query: Ask["query"] = {}): URL {
  const url = new URL(`${base}${path}`);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}

function sent({ json, form, headers = {} }: Ask, pass: Headers | null): Pick<Call, "headers" | "body"> {
  const own = { accept: "application/json", ...headers, ...Object.fromEntries(pass ?? []) };
  // fetch writes the boundary of a multipart body itself
  if (form instanceof FormData) return { headers: own, body: form };
  if (form !== undefined)
    return {
      headers: { ...own, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    };
  if (json === undefined) return { headers: own };
  return { headers: { ...own, "content-type": "application/json" }, body: textOfJson(json) };
}

const UNREADABLE = Symbol("not JSON");

function parsed(text: string): unknown {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return UNREADABLE;
  }
}

function hostOf(location: string, base: string): string {
  return URL.canParse(location, base) ? new URL(location, base).host : location.slice(0, 100);
}
