/** Signing in by a provider, at a real one that runs here. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { writeFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import type { JWTPayload } from "jose";
import {
  addPerson,
  hasAdministrator,
  people,
  personByEmail,
  setDisabled,
} from "../../../src/books/people.ts";
import { addAttempt, takeAttempt } from "../../../src/books/identities.ts";
import { openWorkspace } from "../../../src/config/workspace.ts";
import { pino } from "pino";
import { firstAdministratorPath, hashToken } from "../../../src/web/access/sign-in.ts";
import { buildServer } from "../../../src/web/server.ts";
import { CLIENT, openProvider, type TestProvider } from "../../openid/test-provider.ts";
import { select } from "../../setup/select.ts";
import { testHouse, type TestHouse } from "../app-context.ts";
import { signedIn } from "../signed-in.ts";

jest.setTimeout(60_000);

const ORIGIN = "http://127.0.0.1:8080";
const PAGE = { host: "127.0.0.1:8080", accept: "text/html" };
let place: TestHouse;
let provider: TestProvider;
let server: FastifyInstance;
let logged: string[];

beforeAll(async () => {
  place = await testHouse();
  const { books, clock } = place.app;
  for (const [name, role] of [
    ["anna", "decide"],
    ["bo", "admin"],
    ["eva", "read"],
  ] as const)
    await addPerson(books, { name, email: `${name}@example.com`, role }, clock.now());
}, 60_000);
afterAll(() => place.close());

beforeEach(async () => {
  provider = await openProvider(`${ORIGIN}/sign-in/callback`);
  provider.accounts.set("anna-sub", { email: "Anna@example.com", email_verified: true });
  provider.accounts.set("bo-sub", { email: "bo@example.com", email_verified: true });
  server = serverWith({});
});
afterEach(async () => {
  await server.close();
  await provider.close();
  await select(place.app.books, "delete from person_identity");
});

function serverWith(
  more: Readonly<Record<string, unknown>>,
  { secret = CLIENT.secret as string, issuer = provider.issuer } = {},
): FastifyInstance {
  const signIn = { issuer, clientId: CLIENT.id, name: "Nordljus", ...more };
  const { folder, config } = place.app.workspace;
  writeFileSync(config, JSON.stringify({ language: "en", web: { url: ORIGIN, signIn } }));
  const env = { KVITT_HOME: folder, KVITT_OIDC_CLIENT_SECRET: secret };
  logged = [];
  const log = pino({ level: "warn" }, { write: (line: string) => void logged.push(line) });
  const app = { ...place.app, log, workspace: openWorkspace(env, "/") };
  return buildServer({ ...place, app, kinds: [] });
}

const get = (url: string, cookie = "") => server.inject({ url, headers: { ...PAGE, cookie } });
type Answer = Awaited<ReturnType<typeof get>>;
const cookieOf = (answer: Answer, name: string) =>
  answer.cookies.find((one) => one.name === name && one.value !== "")?.value;
const says = ({ body }: Answer) => /role="alert">([^<]*)/.exec(body)?.[1] ?? "";

interface Begun {
  /** At the provider. */
  readonly address: string;
  readonly cookie: string;
}

async function begin(to = "/payouts"): Promise<Begun> {
  const sent = await get(`/sign-in/provider?to=${encodeURIComponent(to)}`);
  expect([sent.statusCode, says(sent)]).toEqual([303, ""]);
  return {
    address: String(sent.headers.location),
    cookie: `kvitt_sign_in=${cookieOf(sent, "kvitt_sign_in")}`,
  };
}

/** The path and query that the provider sends the browser back to. */
async function goThere(subject: string, { address }: Begun): Promise<string> {
  provider.signedInAs = subject;
  const back = await provider.visit(address);
  expect(back.startsWith(`${ORIGIN}/sign-in/callback?`)).toBe(true);
  return back.slice(ORIGIN.length);
}

async function signInAs(subject: string, to?: string): Promise<Answer> {
  const begun = await begin(to);
  return get(await goThere(subject, begun), begun.cookie);
}

/** Refused in these words, without a session, and with this in the log, where no address is. */
async function expectRefused(answer: Answer, status: number, words: RegExp, why: string): Promise<void> {
  expect([answer.statusCode, says(answer)]).toEqual([status, expect.stringMatching(words)]);
  expect(cookieOf(answer, "kvitt")).toBeUndefined();
  expect(logged.join("")).toContain(`"why":"${why}"`);
  expect(logged.join("")).not.toMatch(/@example|hemlighet/);
  expect(await select(place.app.books, "select from web_session")).toEqual([]);
}

describe("who is in Kvitt", () => {
  afterEach(() => select(place.app.books, "delete from web_session"));

  test("comes in by the verified address, with a new session, and the binding is in the audit trail", async () => {
    const begun = await begin();
    const planted = "a".repeat(43);
    const entered = await get(await goThere("anna-sub", begun), `${begun.cookie}; kvitt=${planted}`);
    expect([entered.statusCode, entered.headers.location]).toEqual([303, "/payouts"]);
    const session = cookieOf(entered, "kvitt");
    expect(session).toMatch(/^[\w-]{43}$/);
    expect(session).not.toBe(planted);
    const seen = await get("/", `kvitt=${session}`);
    expect([seen.statusCode, seen.body.includes("<span>anna</span>")]).toEqual([200, true]);
    const [entry] = await select(
      place.app.books,
      "select actor, action, after from audit order by id desc limit 1",
    );
    expect(entry).toMatchObject({ actor: "anna", action: "bound a sign-in provider" });
    expect(JSON.stringify(entry)).not.toContain("anna-sub");
  });

  test("comes in by the subject alone from then on, whatever the address has become", async () => {
    await signInAs("anna-sub");
    provider.accounts.set("anna-sub", { email: "bo@example.com", email_verified: true });
    const entered = await signInAs("anna-sub");
    const seen = await get("/", `kvitt=${cookieOf(entered, "kvitt")}`);
    expect(seen.body).toContain("<span>anna</span>");
  });

  test("keeps the role that the person has in Kvitt, and counts as an administrator where it is that", async () => {
    expect(await hasAdministrator(place.app.books)).toBe(false);
    const before = await people(place.app.books);
    await signInAs("bo-sub");
    expect(await hasAdministrator(place.app.books)).toBe(true);
    expect(await firstAdministratorPath(place.app)).toBeNull();
    const after = await people(place.app.books);
    expect(after.map(({ name, role }) => [name, role])).toEqual(before.map(({ name, role }) => [name, role]));
  });

  test("is led to no other site", async () => {
    for (const to of ["https://evil.example/", "//evil.example", "/\\evil.example", "/%09/evil.example\n"]) {
      const entered = await signInAs("anna-sub", to);
      expect(entered.statusCode).toBe(303);
      expect(String(entered.headers.location)).toMatch(/^\/(?![/\\])/);
    }
    expect((await signInAs("anna-sub", "//evil.example")).headers.location).toBe("/");
  });

  test("of an address that the provider does not speak of, only where the settings trust it", async () => {
    provider.accounts.set("eva-sub", { email: "eva@example.com" });
    await expectRefused(await signInAs("eva-sub"), 403, /not verified/, "not verified");
    await server.close();
    server = serverWith({ trustEmails: true });
    provider.accounts.set("eva-other", { email: "eva@example.com", email_verified: false });
    await expectRefused(await signInAs("eva-other"), 403, /not verified/, "not verified");
    expect((await signInAs("eva-sub")).statusCode).toBe(303);
  });
});

describe("who is refused", () => {
  test("somebody with an address that is not verified", async () => {
    provider.accounts.set("mallory", { email: "bo@example.com", email_verified: false });
    await expectRefused(await signInAs("mallory"), 403, /not verified.*Verify it there/, "not verified");
  });

  test("somebody without an address", async () => {
    provider.accounts.set("nameless", {});
    await expectRefused(await signInAs("nameless"), 403, /does not say your e-mail/, "no address");
  });

  test("somebody who was not invited, and no person is made", async () => {
    provider.accounts.set("stranger", { email: "stranger@example.com", email_verified: true });
    const before = (await people(place.app.books)).length;
    await expectRefused(await signInAs("stranger"), 403, /Ask an administrator to invite/, "not invited");
    expect((await people(place.app.books)).length).toBe(before);
  });

  test("somebody with the address of a person who is bound to another account", async () => {
    await signInAs("anna-sub");
    await select(place.app.books, "delete from web_session");
    provider.accounts.set("new-anna", { email: "anna@example.com", email_verified: true });
    await expectRefused(await signInAs("new-anna"), 403, /belongs to another account/, "other subject");
  });

  test("a person who is disabled, bound or not", async () => {
    await signInAs("anna-sub");
    for (const [subject, email] of [
      ["anna-sub", "anna@example.com"],
      ["bo-sub", "bo@example.com"],
    ] as const) {
      const person = await personByEmail(place.app.books, email);
      await setDisabled(place.app.books, person?.id ?? 0n, new Date());
      await select(place.app.books, "delete from web_session");
      await expectRefused(await signInAs(subject), 403, /not let into Kvitt/, "disabled");
      await setDisabled(place.app.books, person?.id ?? 0n, null);
    }
  });

  test("somebody who breaks off at the provider", async () => {
    await expectRefused(await signInAs(""), 401, /cancelled/, "cancelled");
  });
});

test("a person who is freed by an administrator is bound to the new account", async () => {
  await signInAs("anna-sub");
  provider.accounts.set("new-anna", { email: "anna@example.com", email_verified: true });
  const admin = await signedIn(place.app, "admin", "Disa");
  const id = String((await personByEmail(place.app.books, "anna@example.com"))?.id);
  const page = await server.inject({ url: `/settings/people/${id}?lang=en`, headers: admin.headers });
  expect(page.body).toContain("Free from the sign-in provider");
  const url = `/settings/people/${id}/free`;
  expect((await server.inject({ method: "POST", url, headers: admin.headers })).statusCode).toBe(303);
  const [entry] = await select(place.app.books, "select actor, action from audit order by id desc limit 1");
  expect(entry).toEqual({ actor: "Disa", action: "freed a sign-in provider" });
  expect((await signInAs("new-anna")).statusCode).toBe(303);
  await select(place.app.books, "delete from web_session");
  await expectRefused(await signInAs("anna-sub"), 403, /belongs to another account/, "other subject");
});

describe("an answer that is not the one asked for", () => {
  test("of another browser, without the cookie of the attempt, or with another state", async () => {
    const [mine, other] = [await begin(), await begin()];
    const back = await goThere("anna-sub", mine);
    await expectRefused(await get(back), 400, /not the one that this browser began/, "other attempt");
    await expectRefused(await get(back, other.cookie), 400, /not the one/, "other attempt");
    const states = new URLSearchParams(back.split("?")[1]);
    states.set("state", "x".repeat(43));
    const third = await begin();
    await expectRefused(
      await get(`/sign-in/callback?${states.toString()}`, third.cookie),
      400,
      /not the one/,
      "other attempt",
    );
    expect(provider.tokenRequests).toEqual([]);
  });

  test("a second time: neither the attempt nor the code is good twice", async () => {
    const begun = await begin();
    const back = await goThere("anna-sub", begun);
    expect((await get(back, begun.cookie)).statusCode).toBe(303);
    await select(place.app.books, "delete from web_session");
    await expectRefused(await get(back, begun.cookie), 400, /Begin again/, "other attempt");
    expect(provider.tokenRequests).toEqual(["header"]);
    // the code in the attempt of another browser: its verifier is not the one the code was given for
    const thief = await begin();
    const code = new URLSearchParams(back.split("?")[1]).get("code") ?? "";
    const state = new URL(thief.address).searchParams.get("state") ?? "";
    const query = new URLSearchParams({ code, state, iss: provider.issuer });
    await expectRefused(
      await get(`/sign-in/callback?${query.toString()}`, thief.cookie),
      400,
      /used, or is too old/,
      "used code",
    );
  });

  test("after ten minutes", async () => {
    const begun = await begin();
    const back = await goThere("anna-sub", begun);
    const [tokenHash, at] = [hashToken(begun.cookie.split("=")[1] ?? ""), new Date()];
    expect(await takeAttempt(place.app.books, tokenHash, at)).toBe("/payouts");
    const expiresAt = new Date(at.getTime() - 1_000);
    await addAttempt(place.app.books, { tokenHash, returnTo: "/", at, expiresAt });
    await expectRefused(await get(back, begun.cookie), 400, /too old/, "other attempt");
  });

  test("that another issuer sends (mix-up)", async () => {
    const begun = await begin();
    const query = new URLSearchParams((await goThere("anna-sub", begun)).split("?")[1]);
    query.set("iss", "https://other.example");
    const answer = await get(`/sign-in/callback?${query.toString()}`, begun.cookie);
    await expectRefused(answer, 502, /not made for this Kvitt/, "not to be believed");
    expect(provider.tokenRequests).toEqual([]);
  });
});

const HOUR = 3_600;
const without =
  (name: string) =>
  (claims: JWTPayload): JWTPayload =>
    Object.fromEntries(Object.entries(claims).filter(([claim]) => claim !== name));
describe("an ID token", () => {
  test.each<[string, NonNullable<TestProvider["forge"]>, RegExp, string]>([
    [
      "with another nonce",
      (claims) => ({ ...claims, nonce: "other" }),
      /not made for this/,
      "not to be believed",
    ],
    ["without a nonce", without("nonce"), /not made for this/, "not to be believed"],
    [
      "of another audience",
      (claims) => ({ ...claims, aud: "other" }),
      /not made for this/,
      "not to be believed",
    ],
    [
      "of another issuer",
      (claims) => ({ ...claims, iss: "https://other.example" }),
      /not made/,
      "not to be believed",
    ],
    ["without a subject", without("sub"), /not made for this/, "not to be believed"],
    [
      "that has expired",
      (claims) => ({ ...claims, exp: Math.floor(Date.now() / 1_000) - HOUR }),
      /clocks .* differ.*NTP/,
      "clocks",
    ],
    [
      "that is not valid yet",
      (claims) => ({ ...claims, nbf: Math.floor(Date.now() / 1_000) + HOUR }),
      /clocks .* differ/,
      "clocks",
    ],
  ])("%s lets nobody in", async (_what, forge, words, why) => {
    provider.forge = forge;
    await expectRefused(await signInAs("anna-sub"), 502, words, why);
  });

  test("with another key's signature lets nobody in", async () => {
    provider.foreignKey = true;
    await expectRefused(await signInAs("anna-sub"), 502, /wrongly signed/, "not to be believed");
  });

  test("that is rightly made over again lets in: the tests above forge what they say", async () => {
    provider.forge = (claims) => ({ ...claims, iat: Math.floor(Date.now() / 1_000) - 30 });
    expect((await signInAs("anna-sub")).statusCode).toBe(303);
    await select(place.app.books, "delete from web_session");
  });
});

describe("a provider", () => {
  const asked = () => get("/sign-in/provider?to=/payouts");

  test("that does not answer is said, and when it answers again people come in", async () => {
    await server.close();
    const gone = await openProvider(`${ORIGIN}/sign-in/callback`);
    await gone.close();
    server = serverWith({}, { issuer: gone.issuer });
    await expectRefused(await asked(), 502, /does not answer.*kvitt doctor/, "no answer");
    await server.close();
    server = serverWith({});
    const begun = await begin();
    const back = await goThere("anna-sub", begun);
    await provider.close();
    await expectRefused(await get(back, begun.cookie), 502, /does not answer/, "no answer");
    provider = await openProvider(`${ORIGIN}/sign-in/callback`);
  });

  test("whose description is another issuer's, or none, is not used", async () => {
    provider.description = { issuer: "https://other.example" };
    await expectRefused(await asked(), 502, /letter by letter/, "wrong description");
    provider.description = { token_endpoint: undefined };
    await expectRefused(await asked(), 502, /letter by letter/, "wrong description");
    await server.close();
    server = serverWith({}, { issuer: `${provider.issuer}/nothing-here` });
    await expectRefused(await asked(), 502, /letter by letter/, "wrong description");
    await server.close();
    server = serverWith({});
    provider.description = {};
    expect((await asked()).statusCode).toBe(303); // a failure is not kept
  });

  test("that refuses Kvitt's secret is said to administrators in words, without the secret", async () => {
    await server.close();
    server = serverWith({}, { secret: "en-annan-hemlighet" });
    const answer = await signInAs("anna-sub");
    await expectRefused(answer, 502, /KVITT_OIDC_CLIENT_SECRET/, "wrong secret");
    expect(answer.body).not.toContain("en-annan-hemlighet");
  });

  test("takes the secret in the body where it says so", async () => {
    provider.description = { token_endpoint_auth_methods_supported: ["client_secret_post"] };
    expect((await signInAs("anna-sub")).statusCode).toBe(303);
    expect(provider.tokenRequests).toEqual(["body"]);
    await select(place.app.books, "delete from web_session");
  });

  test("is offered on the page, beside passwords or instead of them", async () => {
    const both = (await get("/sign-in?to=/payouts")).body;
    expect(both).toContain('href="/sign-in/provider?to=%2Fpayouts">Sign in with Nordljus</a>');
    expect(both).toContain('type="password"');
    await server.close();
    server = serverWith({ passwords: false });
    const alone = (await get("/sign-in")).body;
    expect(alone).toContain("Sign in with Nordljus");
    expect(alone).not.toContain('type="password"');
  });
});

test("with passwords turned off no password lets in, and a link still does", async () => {
  await server.close();
  server = serverWith({ passwords: false });
  const post = (url: string, fields: Record<string, string>) =>
    server.inject({
      method: "POST",
      url,
      headers: { ...PAGE, "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams(fields).toString(),
    });
  const link = (await firstAdministratorPath(place.app)) ?? "";
  const password = "korrekt häst batteri";
  const first = await post(link, { name: "Cia", email: "cia@example.com", password });
  expect([first.statusCode, cookieOf(first, "kvitt")]).toEqual([303, expect.any(String)]);
  const tried = await post("/sign-in", { email: "cia@example.com", password, to: "/" });
  expect(cookieOf(tried, "kvitt")).toBeUndefined();
  expect([tried.statusCode, says(tried)]).toEqual([403, expect.stringContaining("turned off")]);
});
