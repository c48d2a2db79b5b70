/** The HTTP client against a server that misbehaves: what is repeated, what is not, and what a person reads. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { clockAt } from "../../../src/clock.ts";
import { HttpClient, type HttpClientOptions } from "../../../src/connectors/http/client.ts";
import { RateLimit } from "../../../src/connectors/http/rate-limit.ts";
import { AnswerLost, ConnectorFault } from "../../../src/connectors/fault.ts";
import { silentLog } from "../../../src/log.ts";
import { keepSecret } from "../../../src/secrets.ts";
import { DecimalNumber } from "../../../src/connectors/http/exact-json.ts";
import { minor } from "../../../src/money.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const START = "2026-03-02T03:15:00Z";
let server: Server;
let answers: Answer[] = [];
let seen: string[] = [];
let bodies: string[] = [];
let clock = clockAt(START);

beforeEach(async () => {
  [answers, seen, bodies, clock] = [[], [], [], clockAt(START)];
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ""}`.trim());
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      bodies.push(Buffer.concat(chunks).toString());
      (answers.shift() ?? json(200, {}))(request, response);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
const reset: Answer = (request) => request.socket.destroy();
const silence: Answer = () => undefined;

function client(own: Partial<HttpClientOptions> = {}): HttpClient {
  const { port } = server.address() as AddressInfo; // it listens on a port
  return new HttpClient({
    system: "Testbok",
    base: `http://127.0.0.1:${port}/3`,
    limit: new RateLimit(100, 1_000, clock),
    clock,
    log: silentLog,
    letIn: null,
    faultOf: (status, body) =>
      new ConnectorFault({
        system: "Testbok",
        kind: status >= 500 ? "busy" : "data",
        says: JSON.stringify(body),
      }),
    silentMs: 500,
    ...own,
  });
}
const signal = new AbortController().signal;
const passed = () => clock.now().getTime() - new Date(START).getTime();
const faultOf = async (calling: Promise<unknown>) => {
  const thrown: unknown = await calling.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof ConnectorFault)) throw new Error(`no fault: ${String(thrown)}`);
  return thrown;
};

test("429 is waited for as the answer says, also by a call that changes something", async () => {
  answers = [json(429, {}, { "retry-after": "7" }), json(201, { done: true })];
  const answer = await client().post("/vouchers", { json: { a: 1 }, signal });
  expect(answer.body).toEqual({ done: true });
  expect(passed()).toBe(7_000);
  expect(seen).toHaveLength(2);
});

test("without Retry-After the waits are 5, 15 and 30 seconds; then the queue has it", async () => {
  answers = [1, 2, 3, 4].map(() => json(429, {}));
  const fault = await faultOf(client().get("/vouchers", { signal }));
  expect(fault.kind).toBe("busy");
  expect(passed()).toBe(50_000);
  expect(seen).toHaveLength(4);
});

test("a Retry-After of an hour is not waited for here", async () => {
  answers = [json(429, {}, { "retry-after": "3600" })];
  const fault = await faultOf(client().get("/vouchers", { signal }));
  expect([fault.kind, fault.retryAfterMs, passed()]).toEqual(["busy", 3_600_000, 0]);
});

test.each([
  ["reset", reset],
  ["silent", silence],
  ["an error inside the system", json(503, {})],
  [
    "an answer that is no JSON",
    (_: IncomingMessage, response: ServerResponse) => void response.end("<html>"),
  ],
])("what changes something and has no answer (%s) is lost, and not sent again", async (_name, answer) => {
  answers = [answer];
  await expect(client().post("/vouchers", { json: {}, signal })).rejects.toBeInstanceOf(AnswerLost);
  expect(seen).toHaveLength(1);
});

test("what reads is tried again", async () => {
  answers = [reset, json(503, {}), json(200, { found: 1 })];
  expect((await client().get("/vouchers", { signal })).body).toEqual({ found: 1 });
  expect(seen).toHaveLength(3);
});

test("nobody listens: the call was never made, so it is busy and not lost", async () => {
  const closed = client();
  server.close();
  server.closeAllConnections();
  const fault = await faultOf(closed.post("/vouchers", { json: {}, signal }));
  expect(fault.kind).toBe("busy");
  expect(fault.say("sv")).toBe(
    "Testbok svarar inte just nu: ingen anslutning (ECONNREFUSED). Kvitt försöker igen av sig självt.",
  );
});

test("a redirection is not followed, and the token goes nowhere", async () => {
  answers = [json(302, {}, { location: "https://elsewhere.example/3/vouchers" })];
  const letIn = () => Promise.resolve(new Headers({ authorization: "Bearer t" }));
  const fault = await faultOf(client({ letIn }).get("/vouchers", { signal }));
  expect(fault.kind).toBe("config");
  expect(fault.problem.en).toContain("elsewhere.example");
  expect(seen).toEqual(["GET /3/vouchers Bearer t"]);
});

test("a token that is no longer taken is renewed once", async () => {
  answers = [json(401, {}), json(200, {}), json(401, {}), json(401, { message: "unauthorized" })];
  let tokens = 0;
  const letIn = (stale: Headers | null) =>
    Promise.resolve(new Headers({ authorization: `Bearer ${stale === null ? tokens : ++tokens}` }));
  await client({ letIn }).post("/vouchers", { json: {}, signal });
  await expect(client({ letIn }).post("/vouchers", { json: {}, signal })).rejects.toThrow("unauthorized");
  expect(seen.map((line) => line.slice(-1))).toEqual(["0", "1", "1", "2"]);
});

test("a long answer is cut off", async () => {
  answers = [json(200, { long: "x".repeat(10_000) })];
  const fault = await faultOf(client({ bytesMax: 5_000 }).get("/vouchers", { signal }));
  expect(fault.kind).toBe("data");
});

test("an answer that goes on coming is waited for", async () => {
  answers = [
    (_request, response) => {
      response.writeHead(200);
      let sent = 0;
      const timer = setInterval(() => {
        response.write(" ");
        if (++sent < 6) return;
        clearInterval(timer);
        response.end('{"whole":true}');
      }, 100);
    },
  ];
  expect((await client().get("/vouchers", { signal })).body).toEqual({ whole: true });
});

test("no more calls than the limit begin within its window", async () => {
  const limit = new RateLimit(4, 1_000, clock);
  const one = client({ limit });
  for (let call = 0; call < 9; call++) await one.get("/vouchers", { signal });
  expect(passed()).toBe(2_000);
});

test("amounts are exact, and a secret is in no error", async () => {
  keepSecret("a-very-secret-value");
  answers = [json(400, { said: "a-very-secret-value is wrong" })];
  const amount = DecimalNumber.of(minor(-123_456_789_012_345n), "SEK");
  const fault = await faultOf(
    client().post("/vouchers", { json: { amount, text: '"\u00010\u0001"' }, signal }),
  );
  expect(bodies).toEqual(['{"amount":-1234567890123.45,"text":"\\"0\\""}']);
  expect(fault.message).not.toContain("a-very-secret-value");
});
