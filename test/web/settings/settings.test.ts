import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { hashToken } from "../../../src/web/access/sign-in.ts";
import { personByEmail, useApiToken } from "../../../src/books/people.ts";
import { buildServer } from "../../../src/web/server.ts";
import { select } from "../../setup/select.ts";
import { testHouse, type TestHouse } from "../app-context.ts";
import { signedIn, type SignedIn } from "../signed-in.ts";

// each password costs a tenth of a second of computing, on purpose
jest.setTimeout(60_000);

const PASSWORD = "korrekt häst batteri";
let place: TestHouse;
let server: FastifyInstance;
let anna: SignedIn;
let olle: SignedIn;

beforeAll(async () => {
  place = await testHouse({ KVITT_PING_URL: "https://hc.example/secret-uuid" });
  server = buildServer({ ...place, kinds: [] });
  anna = await signedIn(place.app, "admin", "Anna");
  olle = await signedIn(place.app, "decide", "Olle");
  await select(place.app.books, "update person set password = 'x' where name in ('Anna', 'Olle')");
}, 60_000);
afterAll(async () => {
  await server.close();
  await place.close();
});

const get = (url: string, who: SignedIn = anna) => server.inject({ url, headers: who.headers });
const post = (url: string, fields: Readonly<Record<string, string>> = {}, who: SignedIn = anna) =>
  server.inject({
    method: "POST",
    url,
    headers: { ...who.headers, "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams({ form: who.form, ...fields }).toString(),
  });

async function idOf(name: string): Promise<string> {
  const [found] = await select(place.app.books, "select id from person where name = :name", { name });
  return String(found?.["id"]);
}

const lastAudit = () =>
  select(place.app.books, "select actor, action, subject from audit order by id desc limit 1");

test("the settings are shown to administrators alone, with where they lie and without secrets", async () => {
  const { body, statusCode } = await get("/settings");
  expect(statusCode).toBe(200);
  expect(body).toContain(place.app.workspace.config);
  expect(body).toContain("hc.example");
  expect(body).not.toContain("secret-uuid");
  expect(body).toMatch(/Avräkning<[\s\S]*?1686/);
  for (const url of ["/settings", "/settings/people", "/settings/tokens"]) {
    expect((await get(url, olle)).statusCode).toBe(403);
    expect((await server.inject({ url, headers: { host: "127.0.0.1:8080" } })).statusCode).toBe(401);
  }
});

test("passwords of servers are on no page", async () => {
  const { app } = place;
  const workspace = {
    ...app.workspace,
    smtpUrl: "smtp://kvitt:hemligt@mail.example:587",
    databaseUrl: "postgres://kvitt:hemligt@db.example/kvitt",
  };
  const other = buildServer({ ...place, app: { ...app, workspace }, kinds: [] });
  const { body } = await other.inject({ url: "/settings", headers: anna.headers });
  expect(body).toContain("mail.example:587");
  expect(body).toContain("db.example");
  expect(body).not.toContain("hemligt");
  await other.close();
});

test("a test mail goes where the night's goes, and what became of it is said", async () => {
  const { body, statusCode } = await post("/settings/test-mail");
  expect(statusCode).toBe(200);
  const [name = ""] = readdirSync(place.app.workspace.mail);
  expect(body).toContain(name);
  expect(readFileSync(`${place.app.workspace.mail}/${name}`, "utf8")).toContain("Subject: Kvitt: provmejl");
  const { app } = place;
  const mail = { ...app.workspace.settings.mail, to: ["eva@example.com"] };
  const workspace = {
    ...app.workspace,
    smtpUrl: "smtp://kvitt:hemligt@127.0.0.1:1",
    settings: { ...app.workspace.settings, mail },
  };
  const other = buildServer({ ...place, app: { ...app, workspace }, kinds: [] });
  const failed = await other.inject({ method: "POST", url: "/settings/test-mail", headers: anna.headers });
  expect(failed.statusCode).toBe(502);
  expect(failed.body).toContain("Provmejlet kunde inte skickas");
  expect(failed.body).not.toContain("hemligt");
  await other.close();
  expect((await post("/settings/test-mail", {}, olle)).statusCode).toBe(403);
});

describe("people", () => {
  test("are invited with a link that is shown once, works once, and stands in no table", async () => {
    const { body } = await post("/settings/people", { name: "Eva", email: "Eva@Example.com", role: "read" });
    const link = /value="http:\/\/127\.0\.0\.1:8080(\/welcome\/[\w-]{43})"/.exec(body)?.[1] ?? "";
    expect(await lastAudit()).toEqual([
      { actor: "Anna", action: "invited", subject: `person ${await idOf("Eva")}` },
    ]);
    expect((await get("/settings/people")).body).not.toContain(link);
    const trail = await select(place.app.books, "select before, after from audit");
    expect(JSON.stringify(trail)).not.toContain(link.slice("/welcome/".length));
    const accepted = await server.inject({
      method: "POST",
      url: link,
      headers: { host: "127.0.0.1:8080", "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams({ password: PASSWORD }).toString(),
    });
    expect(accepted.statusCode).toBe(303);
    expect((await personByEmail(place.app.books, "eva@example.com"))?.password).toMatch(/^scrypt/);
    const twice = await post("/settings/people", { name: "Eva 2", email: "eva@example.com", role: "read" });
    expect(twice.statusCode).toBe(400);
    expect(twice.body).toContain("eva@example.com finns redan.");
    expect((await post("/settings/people", { name: " ", email: "x" })).statusCode).toBe(400);
  });

  test("get another role, which holds from the next request", async () => {
    const id = await idOf("Olle");
    expect((await post(`/settings/people/${id}/role`, { role: "read" })).statusCode).toBe(303);
    expect((await post("/runs", {}, olle)).statusCode).toBe(403);
    expect(
      await select(
        place.app.books,
        "select actor, subject, before ->> 'role' as before, after ->> 'role' as after from audit where action = 'changed role'",
      ),
    ).toEqual([{ actor: "Anna", subject: `person ${id}`, before: "decide", after: "read" }]);
    expect((await post(`/settings/people/${id}/role`, { role: "root" })).statusCode).toBe(400);
    expect((await post(`/settings/people/${id}/role`, { role: "admin" }, olle)).statusCode).toBe(403);
  });

  test("that are disabled are out at once, get no link, and are let in again", async () => {
    const id = await idOf("Olle");
    expect((await get("/runs", olle)).statusCode).toBe(200);
    expect((await post(`/settings/people/${id}/disable`)).statusCode).toBe(303);
    expect(await lastAudit()).toEqual([{ actor: "Anna", action: "disabled", subject: `person ${id}` }]);
    expect((await get("/runs", olle)).statusCode).toBe(303);
    expect((await post(`/settings/people/${id}/link`)).statusCode).toBe(400);
    expect((await get(`/settings/people/${id}`)).body).toContain("avstängd");
    expect((await post(`/settings/people/${id}/enable`)).statusCode).toBe(303);
    expect(await lastAudit()).toEqual([{ actor: "Anna", action: "enabled", subject: `person ${id}` }]);
    const { body } = await post(`/settings/people/${id}/link`);
    expect(body).toMatch(/\/welcome\/[\w-]{43}/);
    expect(await lastAudit()).toEqual([
      { actor: "Anna", action: "made a sign-in link", subject: `person ${id}` },
    ]);
  });

  test("the last administrator keeps the role and stays in", async () => {
    const id = await idOf("Anna");
    for (const [what, fields] of [
      ["role", { role: "read" }],
      ["disable", {}],
    ] as const) {
      const refused = await post(`/settings/people/${id}/${what}`, fields);
      expect(refused.statusCode).toBe(400);
      expect(refused.body).toContain("Anna är den enda som kan administrera.");
    }
    expect((await get("/settings")).statusCode).toBe(200);
  });
});

describe("API tokens", () => {
  test("are shown once, open what their role may, and nothing once they are revoked", async () => {
    const { body } = await post("/settings/tokens", { name: "Fortnox <bro>", role: "read" });
    const token = /id="secret" value="([\w-]{43})"/.exec(body)?.[1] ?? "";
    const bearer = { host: "127.0.0.1:8080", authorization: `Bearer ${token}`, accept: "text/html" };
    expect((await server.inject({ url: "/runs", headers: bearer })).statusCode).toBe(200);
    expect((await server.inject({ url: "/settings", headers: bearer })).statusCode).toBe(403);
    const list = (await get("/settings/tokens")).body;
    expect(list).not.toContain(token);
    expect(list).toContain("Fortnox &lt;bro&gt;");
    const [made] = await select(place.app.books, "select id from api_token");
    const id = String(made?.["id"]);
    expect(await lastAudit()).toEqual([
      { actor: "Anna", action: "made an API token", subject: `token ${id}` },
    ]);
    expect((await post(`/settings/tokens/${id}/revoke`)).statusCode).toBe(303);
    expect(await lastAudit()).toEqual([
      { actor: "Anna", action: "revoked an API token", subject: `token ${id}` },
    ]);
    expect(await useApiToken(place.app.books, hashToken(token), new Date())).toBeNull();
    expect((await server.inject({ url: "/runs", headers: bearer })).statusCode).toBe(303);
    expect((await post(`/settings/tokens/${id}/revoke`)).statusCode).toBe(400);
    expect((await post("/settings/tokens", { name: "  ", role: "read" })).statusCode).toBe(400);
  });
});

test("a form without its token changes nothing", async () => {
  const { "x-form-token": _, ...bare } = anna.headers;
  const before = await select(place.app.books, "select count(*) from person");
  const sent = await server.inject({
    method: "POST",
    url: "/settings/people",
    headers: { ...bare, "content-type": "application/x-www-form-urlencoded" },
    payload: "name=X&email=x%40example.com&role=admin",
  });
  expect(sent.statusCode).toBe(403);
  expect(await select(place.app.books, "select count(*) from person")).toEqual(before);
});

test("health says of each part whether it works, and which roles are alive", async () => {
  const { body, statusCode } = await get("/health");
  expect(statusCode).toBe(200);
  expect(body).toContain("Driftläge");
  expect(body).toMatch(/databas<[\s\S]*?fungerar/);
  expect(body).toMatch(/scheduler<[\s\S]*?aldrig igång/);
  expect(body).not.toContain("secret-uuid");
  const english = await get("/health?lang=en");
  expect(english.body).toContain("never seen");
});
