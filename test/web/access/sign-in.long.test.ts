import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { FastifyInstance } from "fastify";
import { people } from "../../../src/books/people.ts";
import { firstAdministratorPath, invite } from "../../../src/web/access/sign-in.ts";
import { buildServer } from "../../../src/web/server.ts";
import { testHouse, type TestHouse } from "../app-context.ts";
import { signedIn } from "../signed-in.ts";

// each password costs a tenth of a second of computing, on purpose
jest.setTimeout(60_000);

const PAGE = { host: "127.0.0.1:8080", accept: "text/html" };
const PASSWORD = "korrekt häst batteri";
let place: TestHouse;
let server: FastifyInstance;

beforeAll(async () => {
  place = await testHouse();
  server = buildServer({ ...place, kinds: [] });
}, 60_000);
afterAll(async () => {
  await server.close();
  await place.close();
});

/** As a browser sends a form. */
function post(
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
) {
  return server.inject({
    method: "POST",
    url,
    headers: { ...PAGE, "content-type": "application/x-www-form-urlencoded", ...headers },
    payload: new URLSearchParams(fields).toString(),
  });
}

const signInAs = (email: string, password: string) => post("/sign-in", { email, password, to: "/payouts" });

describe("the first administrator", () => {
  test("comes in by the link once, chooses a password, and is the only one it lets in", async () => {
    const link = (await firstAdministratorPath(place.app)) ?? "";
    expect((await server.inject({ url: link, headers: PAGE })).body).toContain("Välkommen till Kvitt");
    const person = { name: "Anna", email: "Anna@Example.com", password: PASSWORD };
    expect((await post(link, { ...person, password: "kort" })).statusCode).toBe(400);
    const first = await post(link, person);
    expect(first.statusCode).toBe(303);
    expect(first.headers["set-cookie"]).toMatch(/^kvitt=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await post(link, { ...person, email: "eva@example.com" })).statusCode).toBe(410);
    expect(await firstAdministratorPath(place.app)).toBeNull();
    expect(await people(place.app.books)).toMatchObject([{ email: "anna@example.com", role: "admin" }]);
  });

  test("has a password that is kept as a hash, and a session that is kept as one", async () => {
    const [anna] = await people(place.app.books);
    expect(anna?.password).toMatch(/^scrypt\$131072\$8\$1\$/);
    const { headers } = await signInAs("anna@example.com", PASSWORD);
    const token = /kvitt=([\w-]+)/.exec(String(headers["set-cookie"]))?.[1] ?? "";
    const kept = await place.app.books.raw("select encode(token_hash, 'escape') as hash from web_session");
    expect(JSON.stringify(kept.rows)).not.toContain(token);
  });
});

describe("signing in", () => {
  test("leads to the page that was asked for, and never to another site", async () => {
    expect((await signInAs("ANNA@example.com ", PASSWORD)).headers.location).toBe("/payouts");
    for (const to of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]) {
      const sent = await post("/sign-in", { email: "anna@example.com", password: PASSWORD, to });
      expect(sent.headers.location).toBe("/");
    }
  });

  test("gives a new token each time, so that a planted one is worth nothing", async () => {
    const planted = "a".repeat(43);
    const sent = await post(
      "/sign-in",
      { email: "anna@example.com", password: PASSWORD },
      { cookie: `kvitt=${planted}` },
    );
    expect(sent.headers["set-cookie"]).not.toContain(planted);
    const asked = await server.inject({ url: "/", headers: { ...PAGE, cookie: `kvitt=${planted}` } });
    expect(asked.headers.location).toMatch(/^\/sign-in/);
  });

  test("says the same of a wrong name and a wrong password", async () => {
    const wrongName = await signInAs("nobody@example.com", PASSWORD);
    const wrongPassword = await signInAs("anna@example.com", "fel lösenord");
    expect([wrongName.statusCode, wrongPassword.statusCode]).toEqual([401, 401]);
    expect(wrongPassword.body).toContain("Mejladressen eller lösenordet är fel.");
    expect(wrongName.body).toContain("Mejladressen eller lösenordet är fel.");
  });

  test("is locked for a quarter after five wrong passwords, also for the right one", async () => {
    await invite(place.app, { email: "per@example.com", name: "Per", role: "read" }, "Anna").then((link) =>
      post(link, { password: PASSWORD }),
    );
    for (let n = 0; n < 5; n += 1) await signInAs("per@example.com", "fel");
    const locked = await signInAs("per@example.com", PASSWORD);
    expect(locked.statusCode).toBe(429);
    expect(locked.body).toContain("Vänta en kvart");
  });

  test("ends by signing out: the old cookie opens nothing", async () => {
    const { headers } = await signedIn(place.app, "read", "Ulla");
    expect((await server.inject({ url: "/", headers })).statusCode).toBe(200);
    await server.inject({ method: "POST", url: "/sign-out", headers });
    expect((await server.inject({ url: "/", headers })).statusCode).toBe(303);
  });
});

describe("a form", () => {
  test("without the token of its session, or from another site, does nothing", async () => {
    const { headers, form } = await signedIn(place.app, "decide", "Olle");
    const { "x-form-token": _, ...bare } = headers;
    const preview = (fields: Record<string, string>, more: Record<string, string> = {}) =>
      post("/deviations/1/preview", { do: "accept", why: "x", ...fields }, { ...bare, ...more });
    expect((await preview({})).statusCode).toBe(403);
    expect((await preview({ form: "a".repeat(43) })).statusCode).toBe(403);
    expect((await preview({ form }, { "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
    // with it, the request reaches the rules: there is no such deviation
    expect((await preview({ form })).statusCode).toBe(400);
  });

  test("of somebody who may only look decides nothing", async () => {
    const { headers, form } = await signedIn(place.app, "read", "Nils");
    const sent = await post("/deviations/1/decide", { do: "accept", why: "x", form }, headers);
    expect(sent.statusCode).toBe(403);
    expect(sent.body).toContain("Det får inte du göra.");
  });
});
