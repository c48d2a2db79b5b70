/** Every route with every role and with none: who may not see something is told nothing of it. */
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { FastifyInstance } from "fastify";
import {
  addApiToken,
  addPerson,
  addSession,
  PERSON_ROLES,
  revokeApiToken,
  type PersonRole,
} from "../../../src/books/people.ts";
import { mayDo } from "../../../src/web/access/access.ts";
import { hashToken, newToken } from "../../../src/web/access/sign-in.ts";
import { Scenario } from "../../matching/scenario.ts";
import { select } from "../../setup/select.ts";
import { testHouse, type TestHouse } from "../app-context.ts";
import { signedIn } from "../signed-in.ts";
import { filled, serverAndRoutes, type KnownRoute } from "./every-route.ts";

jest.setTimeout(240_000);

/** Routes that answer without asking who it is. A new one is put here on purpose or not at all. */
const OPEN: ReadonlySet<string> = new Set([
  "/sign-in",
  "/sign-in/provider",
  "/sign-in/callback",
  "/sign-out",
  "/welcome/:token",
  "/language/:code",
  "/livez",
  "/readyz",
  "/metrics",
  "/api/v1/openapi.json",
]);
const ASSET = /^\/[\w-]+\.(?:css|js|svg|png|webmanifest)$/;
/** What stands in the books, and in no answer to who may not see it. */
const SECRETS = ["HEMLIG-REF-1", "HEMLIG-ORDER-1", "F-HEMLIG-1", "HEMLIG-PAYOUT"] as const;

let place: TestHouse;
let server: FastifyInstance;
let routes: readonly KnownRoute[];
let origin: string;

beforeAll(async () => {
  place = await testHouse();
  ({ server, routes } = await serverAndRoutes({ ...place, kinds: [] }));
  const shop = new Scenario(place.app.books);
  await shop.receivables([{ number: "F-HEMLIG-1", amount: 100, orderId: "HEMLIG-ORDER-1" }]);
  await shop.payout(
    [
      { amount: 100, orderId: "HEMLIG-ORDER-1" },
      { amount: 55, reference1: "HEMLIG-REF-1" },
    ],
    { reference: "HEMLIG-PAYOUT" },
  );
  await shop.night();
  // a stream of events is never at its end: only a real connection tells its status
  origin = await server.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await server.close();
  await place.close();
});

interface Answer {
  readonly status: number;
  readonly location: string;
  readonly body: string;
}

/** What is answered; of what goes on for ever, its beginning. */
async function ask(
  { method, url }: { readonly method: string; readonly url: string },
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const stop = new AbortController();
  const { host: _, ...sent } = headers;
  const answer = await fetch(origin + url, {
    method,
    redirect: "manual",
    headers: { accept: "text/html", ...sent },
    signal: stop.signal,
  });
  const { status } = answer;
  const timer = setTimeout(() => stop.abort(), 2_000);
  const body = await answer.text().catch(() => "");
  clearTimeout(timer);
  return { status, location: answer.headers.get("location") ?? "", body };
}

const REAL = { id: "1", month: "2026-03", merchant: "K1", reference: "HEMLIG-PAYOUT", name: "f.se" };
const ABSENT = { id: "999999", merchant: "K9", reference: "NOPE", name: "nope.se" };

function guarded(): readonly KnownRoute[] {
  return routes.filter(({ url }) => !OPEN.has(url) && !ASSET.test(url));
}

async function token(role: PersonRole, { revoked = false } = {}): Promise<Readonly<Record<string, string>>> {
  const { books, clock } = place.app;
  const secret = newToken();
  const maker = { email: `${newToken()}@example.com`, name: "maker", role: "admin" } as const;
  const createdBy = await addPerson(books, maker, clock.now());
  if (createdBy === null) throw new Error("two people of the test have one address");
  const added = { name: `program ${newToken()}`, role, tokenHash: hashToken(secret), createdBy };
  const id = await addApiToken(books, added, clock.now());
  if (revoked) await revokeApiToken(books, id, clock.now());
  return { authorization: `Bearer ${secret}` };
}

test("there are routes, and only those that are known as open ask nobody who it is", () => {
  expect(guarded().length).toBeGreaterThan(10);
  const unasked = routes.filter(({ access }) => access === "machine" || access === "everyone");
  expect(unasked.filter(({ url }) => !OPEN.has(url) && !ASSET.test(url))).toEqual([]);
  // what changes something needs more than the right to look
  const changing = guarded().filter(({ method }) => method !== "GET" && method !== "HEAD");
  expect(changing.filter(({ access }) => access === "read")).toEqual([]);
});

describe("who is nobody here", () => {
  const nobodies: readonly (readonly [string, () => Promise<Readonly<Record<string, string>>>])[] = [
    ["without a cookie", () => Promise.resolve({})],
    ["with a cookie that somebody made up", () => Promise.resolve({ cookie: `kvitt=${newToken()}` })],
    ["with a cookie of SQL", () => Promise.resolve({ cookie: "kvitt=' or true --" })],
    ["with a token that somebody made up", () => Promise.resolve({ authorization: `Bearer ${newToken()}` })],
    ["with a token that was revoked", () => token("admin", { revoked: true })],
    ["disabled", () => ended("update person set disabled_at = now() where name = 'ended'")],
    [
      "with a session that has expired",
      async () => {
        const { headers } = await signedIn(place.app, "admin", "expired");
        const { books, clock } = place.app;
        const token = newToken();
        const [maker] = await select(books, "select id from person where name = 'expired'");
        const personId = BigInt(String(maker?.["id"]));
        const [at, expiresAt] = [clock.now(), new Date(clock.now().getTime() - 1_000)];
        await addSession(books, { tokenHash: hashToken(token), personId, formToken: "x", at, expiresAt });
        return { ...headers, cookie: `kvitt=${token}` };
      },
    ],
    ["idle for long", () => ended("update web_session set seen_at = now() - interval '3 h'")],
  ];

  async function ended(sql: string): Promise<Readonly<Record<string, string>>> {
    const { headers } = await signedIn(place.app, "admin", "ended");
    await select(place.app.books, sql);
    return headers;
  }

  test.each(nobodies)(
    "%s sees nothing on any route, and not whether something is there",
    async (_who, headersOf) => {
      const headers = await headersOf();
      for (const route of guarded()) {
        const asked = { ...route, url: filled(route.url, REAL) };
        const answer = await ask(asked, headers);
        // a program is never sent to a page
        const isApi = asked.url.startsWith("/api/");
        expect({ ...asked, status: answer.status }).toEqual({ ...asked, status: isApi ? 401 : 303 });
        expect(answer.location).toBe(isApi ? "" : `/sign-in?to=${encodeURIComponent(asked.url)}`);
        for (const secret of SECRETS) expect(answer.body).not.toContain(secret);
        const absent = await ask({ ...route, url: filled(route.url, ABSENT) }, headers);
        expect(absent.status).toBe(answer.status);
        const program = await ask(asked, { ...headers, accept: "application/json" });
        expect({ ...asked, status: program.status }).toEqual({ ...asked, status: 401 });
      }
    },
  );
});

describe.each(PERSON_ROLES)("somebody with the role %s", (role) => {
  test.each(["in a browser", "by a token"])("%s gets what the role may, and nothing else", async (how) => {
    for (const route of guarded()) {
      const { access, method } = route;
      // each route anew, as one of them may end the session
      const headers = how === "in a browser" ? (await signedIn(place.app, role)).headers : await token(role);
      const may = access !== "machine" && access !== "everyone" && mayDo(role, access);
      const answer = await ask({ method, url: filled(route.url, REAL) }, headers);
      const said = { method, url: route.url, refused: answer.status === 401 || answer.status === 403 };
      expect(said).toEqual({ method, url: route.url, refused: !may });
      if (!may) {
        for (const secret of SECRETS) expect(answer.body).not.toContain(secret);
        const absent = await ask({ method, url: filled(route.url, ABSENT) }, headers);
        expect(absent.status).toBe(403);
      } else expect({ ...said, broken: answer.status >= 500 }).toEqual({ ...said, broken: false });
    }
  });
});

test("no route that changes something does so without its session's form token, or when sent from another site", async () => {
  const { headers } = await signedIn(place.app, "admin");
  const other = await signedIn(place.app, "admin");
  const { "x-form-token": _, ...bare } = headers;
  const changing = routes.filter(({ method }) => method !== "GET" && method !== "HEAD");
  expect(changing.length).toBeGreaterThan(4);
  for (const { method, url } of changing) {
    const asked = { method, url: filled(url, { ...REAL, name: "forged.csv" }) };
    const sent = [
      bare,
      { ...bare, "x-form-token": other.form },
      { ...bare, "x-form-token": "" },
      { ...headers, "sec-fetch-site": "cross-site" },
      { ...headers, "sec-fetch-site": "same-site" },
    ];
    for (const one of sent) {
      const { status } = await ask(asked, one);
      expect({ ...asked, status }).toEqual({ ...asked, status: 403 });
    }
  }
  expect((await ask({ method: "GET", url: "/" }, headers)).status).toBe(200);
});
