import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { FastifyInstance, InjectOptions } from "fastify";
import { collectRun } from "../../../jobs/collect-run.ts";
import { select } from "../../setup/select.ts";
import { buildServer } from "../../../src/web/server.ts";
import { deviations, payouts, vouchers } from "../../../src/books/views.ts";
import { Scenario } from "../../matching/scenario.ts";
import { testHouse, type TestHouse } from "../app-context.ts";
import { signedIn } from "../signed-in.ts";
import { asDescribed, descriptionOf, type Description } from "./description.ts";
import { program } from "./programs.ts";

let place: TestHouse;
let server: FastifyInstance;
let described: Description;
let registered: string[];
let reads: Readonly<Record<string, string>>;
let decides: Readonly<Record<string, string>>;

beforeAll(async () => {
  place = await testHouse();
  server = buildServer({ ...place, kinds: [collectRun], maxBytes: 1_000 });
  registered = [];
  server.addHook("onRoute", ({ method, url }) => {
    for (const one of [method].flat())
      if (url.startsWith("/api/") && one !== "HEAD") registered.push(`${one.toLowerCase()} ${url}`);
  });
  const shop = new Scenario(place.app.books);
  await shop.receivables([
    { number: "F1", amount: 119_375, orderId: "o1" },
    { number: "F7", amount: 50_000 },
  ]);
  for (const day of [1, 2, 3])
    await shop.payout(
      [
        { amount: 119_375, orderId: day === 1 ? "o1" : `x${day}`, reference1: `100${day}` },
        { amount: 50_000, reference1: `200${day}` },
        { type: "FEE", amount: 1_000 },
      ],
      { reference: `P/${day}`, date: `2026-03-0${day}` },
    );
  await shop.night();
  reads = await program(place.app, "read");
  decides = await program(place.app, "decide", "the till");
  described = await descriptionOf(server);
});
afterAll(async () => {
  await server.close();
  await place.close();
});

function get(url: string, headers = reads) {
  return ask({ url, headers });
}

/** Asks a route that is found in the description by its path. */
function ask(request: InjectOptions & { url: string }) {
  const parts = request.url.split("?")[0]?.split("/") ?? [];
  const route = Object.keys(described.paths).find((path) => {
    const own = path.split("/");
    return own.length === parts.length && own.every((part, at) => part.startsWith("{") || part === parts[at]);
  });
  if (route === undefined) throw new Error(`${request.url} is not in the description`);
  return asDescribed(server, described, route, request);
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

async function all<T>(url: string): Promise<T[]> {
  const items: T[] = [];
  let after: string | null = null;
  do {
    const cursor: string = after === null ? "" : `&after=${encodeURIComponent(after)}`;
    const answer = await get(`${url}${cursor}`);
    expect(answer.statusCode).toBe(200);
    const found = answer.json<Page<T>>();
    expect(found.items.length).toBeLessThanOrEqual(1);
    items.push(...found.items);
    after = found.next;
  } while (after !== null);
  return items;
}

test("every route of the API is in its description, with a summary, and says who may ask", () => {
  expect(described.openapi).toBe("3.1.0");
  const there = Object.entries(described.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
  );
  expect(registered.length).toBeGreaterThan(10);
  expect(there.toSorted()).toEqual(registered.toSorted());
  for (const operations of Object.values(described.paths))
    for (const { summary } of Object.values(operations)) expect(summary).toMatch(/^[A-Z]/);
});

test("lists are read whole a page at a time, and have what the commands print", async () => {
  const { books } = place.app;
  const found = await all<{ paymentReference: string }>("/api/v1/payouts?limit=1");
  expect(found.map(({ paymentReference }) => paymentReference)).toEqual(["P/3", "P/2", "P/1"]);
  const [one] = await payouts(books, "P/3");
  expect(one).toMatchObject(found[0] ?? {});

  const open = await deviations(books);
  const listed = await all<{ id: number }>("/api/v1/deviations?limit=1");
  expect(listed.map(({ id }) => id)).toEqual(open.map(({ id }) => id).toReversed());
  expect(listed.length).toBe(5);

  const booked = await all<{ number: number; rows: object[]; rowCount: number }>("/api/v1/vouchers?limit=1");
  expect(booked.map(({ rows }) => rows)).toEqual((await vouchers(books)).map(({ rows }) => rows));
  expect(booked.map(({ rows, rowCount }) => rows.length - rowCount)).toEqual([0, 0, 0]);
  const lines = await all<{ row: number }>("/api/v1/payouts/K1/P%2F1/lines?limit=1");
  expect(lines.map(({ row }) => row)).toEqual([4, 5, 6]);
  const unmatched = await all<{ row: number }>("/api/v1/payouts/K1/P%2F1/lines?limit=1&only=open");
  expect(unmatched.map(({ row }) => row)).toEqual([5]);
  expect((await all<object>("/api/v1/runs?limit=1")).length).toBe(4);
});

test("the rows of a voucher are read a page at a time", async () => {
  const [one] = (await get("/api/v1/vouchers?limit=1")).json<Page<{ id: number; rows: object[] }>>().items;
  expect(await all(`/api/v1/vouchers/${one?.id}/rows?limit=1`)).toEqual(one?.rows);
  expect((await get("/api/v1/vouchers/999/rows")).statusCode).toBe(404);
});

test("lists are filtered by payout, code and state", async () => {
  const of = async (query: string) =>
    (await get(`/api/v1/deviations?${query}`)).json<Page<{ paymentReference: string }>>().items.length;
  expect(await of("payout=K1%2FP%2F1")).toBe(1);
  expect(await of("code=no_receivable")).toBe(5);
  expect(await of("code=ambiguous")).toBe(0);
  expect(await of("state=resolved")).toBe(0);
  const ofOne = await get("/api/v1/vouchers?payout=P%2F2");
  expect(ofOne.json<Page<object>>().items.length).toBe(1);
});

test("a decision is shown, made and taken back, in the name of the program", async () => {
  const { books } = place.app;
  const [first] = await deviations(books, { reference: "P/1" });
  const id = first?.id ?? 0;
  const post = (what: string, payload: object, headers = decides) =>
    ask({ method: "POST", url: `/api/v1/deviations/${id}/${what}`, headers, payload });
  const count = async () => (await vouchers(books)).length;
  const before = await count();

  const match = { match: [{ kind: "invoice", number: "F7" }] };
  const shown = await post("preview", match);
  const [preview] = shown.json<{ vouchers: { rows: { account: number; credit: string }[] }[] }>().vouchers;
  expect(preview?.rows).toContainEqual(expect.objectContaining({ account: 1510, credit: "500.00" }));
  expect(await count()).toBe(before);

  const made = await post("decide", { ...match, why: "by the order" });
  expect(made.statusCode).toBe(200);
  expect(made.json()).toMatchObject({ id, vouchers: 1, state: "resolved" });
  expect(await count()).toBe(before + 1);
  const whole = (await get(`/api/v1/deviations/${id}`)).json<{ history: object[] }>();
  expect(whole.history).toMatchObject([
    { actor: "the till", action: "match", why: "by the order", isInForce: true },
  ]);

  // a second time it is decided already; and what is not decided cannot be taken back
  expect((await post("decide", match)).statusCode).toBe(409);
  expect((await post("undo/preview", {})).json<{ vouchers: object[] }>().vouchers.length).toBe(1);
  expect((await post("undo", { why: "wrong order" })).json()).toMatchObject({ id, state: "open" });
  expect((await post("undo", {})).statusCode).toBe(409);
});

test("what is impossible changes nothing, and says what to do in the language that was asked for", async () => {
  const [first] = await deviations(place.app.books, { reference: "P/2" });
  const url = `/api/v1/deviations/${first?.id}/decide`;
  const decide = (payload: object, language: string) =>
    ask({ method: "POST", url, headers: { ...decides, "accept-language": language }, payload });
  const unknown = await decide({ match: [{ kind: "invoice", number: "F999" }] }, "en-GB,en;q=0.9");
  expect(unknown.statusCode).toBe(422);
  expect(unknown.json<{ says: string }>().says).toContain("F999");
  const swedish = await decide({ accept: true }, "sv");
  expect(swedish.json()).toEqual({ says: "Skäl saknas.", todo: expect.any(String) });
  const english = await decide({ accept: true }, "en");
  expect(english.json()).toEqual({ says: "The reason is missing.", todo: expect.any(String) });
  expect((await decide({}, "en")).json<{ says: string }>().says).toBe("No decision is named.");
  const wrong = await decide({ account: "many" }, "en");
  expect(wrong.statusCode).toBe(400);
  expect(wrong.json<{ says: string }>().says).toContain("/account");
  const [same] = await deviations(place.app.books, { id: first?.id ?? 0 });
  expect(same?.state).toBe("open");
});

test.each([
  "/api/v1/payouts/K1/none",
  "/api/v1/payouts/K2/P%2F1/lines",
  "/api/v1/deviations/99999",
  "/api/v1/runs/99999",
])("%s is not there, and says so", async (url) => {
  const answer = await get(url);
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toEqual({ says: expect.any(String), todo: expect.any(String) });
});

test.each(["/api/v1/payouts?after=x", "/api/v1/deviations?after=-1", "/api/v1/runs?limit=0"])(
  "%s is refused",
  async (url) => {
    expect((await get(url)).statusCode).toBe(400);
  },
);

test("the word before the token may be written in any case, as in RFC 9110", async () => {
  const headers = { ...reads, authorization: reads["authorization"]?.replace("Bearer", "bearer") ?? "" };
  expect((await get("/api/v1/me", headers)).statusCode).toBe(200);
});

test("a run is begun, queued, and followed", async () => {
  const begun = await ask({ method: "POST", url: "/api/v1/runs", headers: decides });
  expect(begun.statusCode).toBe(202);
  const { run } = begun.json<{ run: number }>();
  expect((await place.queues.counts(collectRun)).waiting).toBe(1);
  expect((await get(`/api/v1/runs/${run}`)).json()).toMatchObject({ run, state: "collecting", payouts: 0 });
});

test("files are sent byte for byte, and refused with what to do", async () => {
  const put = (path: string, payload: string | Buffer) =>
    ask({ method: "PUT", url: `/api/v1/${path}`, headers: decides, payload });
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x41, 0x00]);
  expect((await put("inbox/a.csv", bytes)).json()).toMatchObject({ name: "a.csv", size: 5 });
  expect(readFileSync(`${place.app.workspace.inbox}/a.csv`)).toEqual(bytes);
  expect((await put("receivables/f.csv", "kind;number")).statusCode).toBe(201);
  expect(readFileSync(`${place.app.workspace.receivables}/f.csv`, "utf8")).toBe("kind;number");
  expect((await put("inbox/x.part", "x")).statusCode).toBe(400);
  expect((await put("inbox/b.csv", "x".repeat(1_001))).statusCode).toBe(413);
});

test("nobody is told anything without a token, and a token does what its role may", async () => {
  for (const route of registered) {
    const [method = "", url = ""] = route.split(" ");
    if (url === "/api/v1/openapi.json") continue;
    const send = (headers: Readonly<Record<string, string>>) =>
      server.inject({
        method: method.toUpperCase() as "GET",
        url: url.replaceAll(/:\w+/g, "1"),
        headers,
      });
    // also where a browser asks: a program is never sent to a page
    for (const accept of ["*/*", "text/html"]) {
      const refused = await send({ host: "127.0.0.1", accept });
      expect([route, refused.statusCode]).toEqual([route, 401]);
      expect(refused.json()).toEqual({ says: expect.any(String), todo: expect.any(String) });
    }
    if (method !== "get") expect([route, (await send(reads)).statusCode]).toEqual([route, 403]);
  }
  await select(place.app.books, "update api_token set revoked_at = now() where name = 'the read program'");
  expect((await get("/api/v1/me")).statusCode).toBe(401);
});

test("who asks is told who it is: a program, or a person who has signed in", async () => {
  expect((await get("/api/v1/me", decides)).json()).toEqual({
    name: "the till",
    role: "decide",
    kind: "program",
  });
  const { headers } = await signedIn(place.app, "admin", "Ada");
  expect((await get("/api/v1/me", headers)).json()).toEqual({ name: "Ada", role: "admin", kind: "person" });
  const { "x-form-token": _left, ...without } = headers;
  const forged = await ask({ method: "POST", url: "/api/v1/runs", headers: without });
  expect(forged.statusCode).toBe(403);
});
