/**
 * A server that stands in for an outside system: over TCP, with a state, held against the vendor's specification on every request
 * and every answer, with the limits that are documented, and with faults that a test asks for.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../src/clock.ts";
import type { Validator } from "./openapi/validator.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  /** Values of the path's template. */
  readonly values: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  /** JSON, or the text of another body; undefined without one. */
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Refused by the system's own rules: nothing is changed. */
export class Refused extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(JSON.stringify(answer.body));
    this.answer = answer;
  }
}

export type Fault =
  /** Answered so, and nothing is done. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Nothing is done and nothing is answered. */
  | { readonly kind: "silent" }
  /** Nothing is done, and the connection is cut. */
  | { readonly kind: "reset" }
  /** It is done, and the answer is lost: the connection is cut. */
  | { readonly kind: "done_then_reset" }
  | { readonly kind: "done_then_silent" }
  | { readonly kind: "done_then_status"; readonly status: number }
  /** It is done, and the answer says something else. */
  | { readonly kind: "done_then_body"; readonly body: unknown };

export type Handler = (asked: Asked) => Answer;

export interface StandInOptions {
  readonly validator: Validator;
  /** "POST /3/vouchers" -> what it does. */
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Addresses outside the specification, such as the token's; not counted by the limit. */
  readonly others?: Readonly<Record<string, Handler>>;
  /** Whether the caller is let in; the key that its limit is counted by. Throws Refused. */
  readonly letIn: (headers: IncomingMessage["headers"], operation: string) => string;
  readonly limit: { readonly most: number; readonly windowMs: number };
  /** Time, for the limit. */
  readonly clock: Clock;
  /** An error in the system's own form. */
  readonly refusal: (status: number, says: string) => unknown;
}

interface Planned {
  readonly operation: string;
  readonly fault: Fault;
  left: number;
  after: number;
}

export class StandIn {
  /** "POST /3/vouchers", in order, refused and faulty ones included. */
  readonly calls: string[] = [];
  /** Where the specification was broken, by Kvitt or by the stand-in. Empty, or the test is wrong. */
  readonly violations: string[] = [];
  /** How often the limit was exceeded. */
  exceeded = 0;
  /** Is told of each call, before it is done and after, before it is answered. */
  watch: (operation: string, when: "before" | "after") => void = () => undefined;
  readonly #options: StandInOptions;
  readonly #server: Server;
  readonly #begun = new Map<string, number[]>();
  #planned: Planned[] = [];

  protected constructor(options: StandInOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async listen(): Promise<this> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return this;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo; // it listens on a port
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  /** The next `times` calls of an operation have the fault, after `after` that have none. */
  fail(operation: string, fault: Fault, { times = 1, after = 0 } = {}): void {
    this.#planned.push({ operation, fault, left: times, after });
  }

  /** No fault any more. */
  heal(): void {
    this.#planned = [];
  }

  count(operation: string): number {
    return this.calls.filter((call) => call === operation).length;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // a request is read as bytes
    const url = new URL(request.url ?? "/", "http://stand-in");
    const method = request.method ?? "GET";
    const { answer, fault } = this.#decide(method, url, request, Buffer.concat(chunks));
    if (fault?.kind === "silent" || fault?.kind === "done_then_silent") return;
    if (fault?.kind === "reset" || fault?.kind === "done_then_reset") {
      request.socket.destroy();
      return;
    }
    const { status, body, headers = {} } = answer;
    response.writeHead(status, { "content-type": "application/json", ...headers });
    const isText = typeof body === "string" && headers["content-type"] !== undefined;
    response.end(body === undefined ? "" : isText ? body : JSON.stringify(body));
  }

  #decide(
    method: string,
    url: URL,
    request: IncomingMessage,
    bytes: Buffer,
  ): { answer: Answer; fault: Fault | null } {
    const { validator, handlers, others = {}, refusal } = this.#options;
    const other = others[`${method} ${url.pathname}`];
    const found = other === undefined ? validator.find(method, url.pathname) : null;
    const operation = `${method} ${found?.template ?? url.pathname}`;
    this.calls.push(operation);
    const fault = this.#faultOf(operation);
    if (fault?.kind === "silent" || fault?.kind === "reset") return { answer: { status: 0 }, fault };
    if (fault?.kind === "status") return { answer: fault, fault };
    const handler = other ?? handlers[operation];
    if (handler === undefined) {
      this.violations.push(`nobody answers ${operation}`);
      return { answer: { status: 404, body: refusal(404, `no route ${operation}`) }, fault };
    }
    const asked: Asked = {
      method,
      path: url.pathname,
      values: found?.values ?? {},
      query: url.searchParams,
      headers: request.headers,
      body: bodyOf(request, bytes),
    };
    try {
      if (found !== null) {
        this.#keepLimit(this.#options.letIn(request.headers, operation));
        const isJson = (request.headers["content-type"] ?? "").includes("json");
        const wrong = validator.request(
          method,
          found.template,
          url.searchParams,
          isJson ? asked.body : undefined,
        );
        if (wrong.length > 0) {
          this.violations.push(...wrong);
          throw new Refused({ status: 400, body: refusal(400, wrong.join("; ")) });
        }
      }
      this.watch(operation, "before");
      const answer = handler(asked);
      this.watch(operation, "after");
      if (found !== null)
        this.violations.push(...validator.answer(method, found.template, answer.status, answer.body));
      if (fault?.kind === "done_then_status")
        return { answer: { status: fault.status, body: refusal(fault.status, "an error") }, fault };
      if (fault?.kind === "done_then_body") return { answer: { ...answer, body: fault.body }, fault };
      return { answer, fault };
    } catch (thrown) {
      if (!(thrown instanceof Refused)) {
        this.violations.push(`${operation}: ${String(thrown)}`);
        return { answer: { status: 500, body: refusal(500, String(thrown)) }, fault: null };
      }
      return { answer: thrown.answer, fault: null };
    }
  }

  #faultOf(operation: string): Fault | null {
    const planned = this.#planned.find((one) => one.operation === operation && one.left > 0);
    if (planned === undefined) return null;
    if (planned.after > 0) {
      planned.after--;
      return null;
    }
    planned.left--;
    return planned.fault;
  }

  #keepLimit(key: string): void {
    const { limit, clock, refusal } = this.#options;
    const now = clock.now().getTime();
    const begun = (this.#begun.get(key) ?? []).filter((at) => at > now - limit.windowMs);
    this.#begun.set(key, begun);
    if (begun.length >= limit.most) {
      this.exceeded++;
      throw new Refused({ status: 429, body: refusal(429, "too many requests") });
    }
    begun.push(now);
  }
}

function bodyOf(request: IncomingMessage, bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const type = request.headers["content-type"] ?? "";
  if (type.includes("json")) return JSON.parse(bytes.toString()) as unknown;
  return bytes.toString("latin1");
}
