/** Many at once, and four eyes, by the requests of a browser without a script and of programs. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { openBooks } from "../../../src/books/database.ts";
import { addApiToken } from "../../../src/books/people.ts";
import { openWorkspace } from "../../../src/config/workspace.ts";
import { verify } from "../../../src/audit/verify/verify.ts";
import { deviations, vouchers } from "../../../src/books/views.ts";
import { hashToken, newToken } from "../../../src/web/access/sign-in.ts";
import { MANY_MAX } from "../../../src/decisions/decide-many.ts";
import { buildServer } from "../../../src/web/server.ts";
import { asDescribed, descriptionOf, type Description } from "../api/description.ts";
import { Scenario } from "../../matching/scenario.ts";
import { runFolder } from "../../setup/run.ts";
import { select } from "../../setup/select.ts";
import { testHouse, type TestHouse } from "../app-context.ts";
import { signedIn, type SignedIn } from "../signed-in.ts";

let place: TestHouse;
let server: FastifyInstance;
let described: Description;
let anna: SignedIn;
let bo: SignedIn;
let reader: SignedIn;

beforeAll(async () => {
  const house = await testHouse();
  const home = mkdtempSync(join(runFolder(), "many-"));
  writeFileSync(join(home, "kvitt.config.yaml"), "people: { fourEyesAbove: 1000 }\n");
  place = { ...house, app: { ...house.app, workspace: openWorkspace({ KVITT_HOME: home }, home) } };
  server = buildServer({ ...place, kinds: [] });
  described = await descriptionOf(server);
  const shop = new Scenario(place.app.books);
  await shop.payout([
    ...Array.from({ length: 6 }, (_, index) => ({ amount: 500 + index, reference1: `small ${index}` })),
    { amount: 250_000, reference1: "large 1" },
    { amount: 260_000, reference1: "large 2" },
    { amount: 270_000, reference1: "large 3" },
  ]);
  await shop.night();
  [anna, bo, reader] = await Promise.all([
    signedIn(place.app, "decide", "Anna"),
    signedIn(place.app, "decide", "Bo"),
    signedIn(place.app, "read", "Rut"),
  ]);
});
afterAll(async () => {
  await server.close();
  await place.close();
});

const CODE = "no_receivable";
const count = async () => (await vouchers(place.app.books)).length;

async function openIds(): Promise<{ small: number[]; large: number[] }> {
  const open = await deviations(place.app.books, { code: CODE });
  const of = (isLarge: boolean) =>
    open.filter(({ amount }) => Number(amount) > 1000 === isLarge).map(({ id }) => id);
  return { small: of(false), large: of(true) };
}

const see = (url: string, who = anna) => server.inject({ url, headers: who.headers });
/** A form as a browser sends it: fields that are there several times are sent several times. */
function send(url: string, fields: readonly (readonly [string, string | number])[], who = anna) {
  const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, String(value)]));
  return server.inject({
    method: "POST",
    url,
    headers: { ...who.headers, "content-type": "application/x-www-form-urlencoded" },
    payload: body.toString(),
  });
}

/** The hidden fields of the form on a page that goes to an address. */
function hidden(html: string, action: string): [string, string][] {
  const form = html.slice(html.indexOf(`action="${action}"`)).split("</form>")[0] ?? "";
  return [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
    ([, name = "", value = ""]) => [name, value],
  );
}

test("the list of one kind has a box for each that somebody may decide, and a link that marks all", async () => {
  const boxes = (html: string) => html.match(/type="checkbox"/g)?.length ?? 0;
  expect(boxes((await see("/deviations")).body)).toBe(0);
  expect(boxes((await see(`/deviations?code=${CODE}`, reader)).body)).toBe(0);
  const { body } = await see(`/deviations?code=${CODE}`);
  expect(boxes(body)).toBe(9);
  expect(body).not.toContain(" checked");
  const all = (await see(`/deviations?code=${CODE}&marked=all`)).body;
  expect(all.match(/ checked/g)?.length).toBe(9);
});

test("many are previewed and decided by forms alone; a second click books nothing", async () => {
  const { small, large } = await openIds();
  const chosen = [...small.slice(0, 3), ...large.slice(0, 1)];
  const before = await count();
  const preview = await send("/deviations/many/preview", [
    ...chosen.map((id) => ["id", id] as const),
    ["code", CODE],
    ["do", "account"],
    ["account", 3990],
    ["vat", 25],
    ["why", "gammalt"],
  ]);
  expect(preview.statusCode).toBe(200);
  expect(preview.body).toContain("3 avvikelser, 15,03 SEK, 3 verifikationer");
  expect(preview.body).toContain("Åtgärda de andra 3");
  expect(preview.body).toContain("måste en andra person godkänna");
  expect(await count()).toBe(before);
  const fields = hidden(preview.body, "/deviations/many/decide");
  expect(fields.filter(([name]) => name === "id").map(([, id]) => Number(id))).toEqual(small.slice(0, 3));

  const clicks = await Promise.all([
    send("/deviations/many/decide", fields),
    send("/deviations/many/decide", fields, anna),
  ]);
  const codes = clicks.map(({ statusCode }) => statusCode).toSorted();
  expect(codes).toEqual([303, 409]);
  expect(await count()).toBe(before + 3);
  const refused = clicks.find(({ statusCode }) => statusCode === 409)?.body ?? "";
  expect(refused).toContain("Ingenting är bokfört");
  const { location = "" } = clicks.find(({ statusCode }) => statusCode === 303)?.headers ?? {};
  const done = await see(location, reader);
  expect(done.statusCode).toBe(200);
  expect(done.body).toContain("3 avvikelser är åtgärdade");
  expect(done.body).not.toContain("#undo");
  expect((await see(location)).body.match(/#undo/g)?.length).toBe(3);
});

test("what is missing or too much is said in words, and books nothing", async () => {
  const { small } = await openIds();
  const ids = small.map((id) => ["id", id] as const);
  const before = await count();
  const says = async (fields: readonly (readonly [string, string | number])[]) => {
    const answer = await send("/deviations/many/preview", fields);
    expect(answer.statusCode).toBe(400);
    return answer.body;
  };
  expect(await says(ids)).toContain("Inget beslut är valt");
  expect(await says([...ids, ["do", "accept"]])).toContain("Skäl saknas");
  expect(
    await says([
      ["do", "accept"],
      ["why", "x"],
    ]),
  ).toContain("Ingen avvikelse är vald");
  const many = Array.from({ length: MANY_MAX + 1 }, (_, index) => ["id", index + 1] as const);
  expect(await says([...many, ["do", "accept"], ["why", "x"]])).toContain(
    `högst ${MANY_MAX} åtgärdas på en gång`,
  );
  const fields = [...ids, ["do", "accept"], ["why", "x"], ["shown", "0".repeat(64)]] as const;
  const changed = await send("/deviations/many/decide", fields);
  expect([changed.statusCode, changed.body.includes("har ändrats sedan")]).toEqual([409, true]);
  expect(await count()).toBe(before);
  expect((await openIds()).small).toEqual(small);
});

test("a large decision waits for a second person, who sees it everywhere and approves it as shown", async () => {
  const [id = 0] = (await openIds()).large;
  const before = await count();
  const form = [
    ["do", "account"],
    ["account", 3990],
    ["why", "<b>gåva</b>"],
  ] as const;
  expect((await send(`/deviations/${id}/preview`, form)).body).toContain("Föreslå för en andra person");
  const proposed = await send(`/deviations/${id}/decide`, form);
  expect(proposed.headers.location).toBe(`/deviations/${id}?done=proposed`);
  expect(await count()).toBe(before);

  for (const url of ["/", "/deviations", `/deviations/${id}`])
    for (const who of [anna, bo, reader])
      expect([url, (await see(url, who)).body.includes("Väntar på en andra person")]).toEqual([url, true]);
  const own = (await see(`/deviations/${id}`)).body;
  expect(own).toContain("/withdraw");
  expect(own).not.toContain("/approve");
  expect((await see(`/deviations/${id}`, reader)).body).not.toMatch(/\/(?:approve|reject|withdraw)"/);
  const page = (await see(`/deviations/${id}`, bo)).body;
  expect(page).toContain("&lt;b&gt;gåva");
  expect(page).not.toContain("<b>gåva");
  const [, action = ""] = /action="(\/proposals\/\d+\/approve)"/.exec(page) ?? [];
  const shown = hidden(page, action).filter(([name]) => name === "shown");
  expect(shown.length).toBe(1);

  // who proposed it cannot
  expect((await send(action, shown)).body).toContain("Förslaget är ditt eget");
  expect((await send(action, [["shown", "x"]], bo)).body).toContain("har ändrats sedan");
  expect(await count()).toBe(before);
  const approved = await send(action, shown, bo);
  expect(approved.headers.location).toMatch(new RegExp(`^/deviations/${id}\\?done=resolved&voucher=`));
  expect(await count()).toBe(before + 1);
  const history = (await see(`/deviations/${id}`)).body;
  expect(history).toMatch(/Anna[\s\S]*föreslog[\s\S]*Bo/);
  expect((await send(action, shown, bo)).body).toContain("Bo har redan godkänt");
  expect(await count()).toBe(before + 1);
});

test("it is rejected with a reason, or withdrawn", async () => {
  const [id = 0] = (await openIds()).large;
  const form = [
    ["do", "accept"],
    ["why", "ok"],
  ] as const;
  await send(`/deviations/${id}/decide`, form);
  const reject =
    /action="(\/proposals\/\d+\/reject)"/.exec((await see(`/deviations/${id}`, bo)).body)?.[1] ?? "";
  expect((await send(reject, [["why", " "]], bo)).statusCode).toBe(400);
  expect((await send(reject, [["why", "nej"]])).body).toContain("Förslaget är ditt eget");
  expect((await send(reject, [["why", "fel konto"]], bo)).statusCode).toBe(303);
  expect((await see(`/deviations/${id}`)).body).toContain("fel konto");
  await send(`/deviations/${id}/decide`, form);
  const withdraw = reject.replace("reject", "withdraw").replace(/\d+/, (one) => String(Number(one) + 1));
  expect((await send(withdraw, [], bo)).statusCode).toBe(400);
  expect((await send(withdraw, [])).statusCode).toBe(303);
  expect((await openIds()).large).toContain(id);
});

async function program(name: string, by: string): Promise<Readonly<Record<string, string>>> {
  const { books, clock } = place.app;
  const [maker] = await select(books, `select id from person where name = '${by}'`);
  const token = newToken();
  const createdBy = BigInt(String(maker?.["id"]));
  await addApiToken(books, { name, role: "decide", tokenHash: hashToken(token), createdBy }, clock.now());
  return { host: "127.0.0.1:8080", authorization: `Bearer ${token}`, "accept-language": "en" };
}

test("programs do the same by the API, and none approves what the person who made it proposed", async () => {
  const [own, other] = [await program("Anna's till", "Anna"), await program("Bo's till", "Bo")];
  const ask = (route: string, headers: Readonly<Record<string, string>>, payload: object = {}, id = 0) =>
    asDescribed(server, described, `/api/v1/${route}`, {
      method: "POST",
      url: `/api/v1/${route.replace("{id}", String(id))}`,
      headers,
      payload,
    });
  const { small, large } = await openIds();
  const decision = { ids: [...small, ...large], account: 3990, why: "old" };
  const preview = await ask("deviations/many/preview", own, decision);
  expect(preview.statusCode).toBe(200);
  const { decidable, refused, shown } = preview.json<{
    decidable: { id: number }[];
    refused: { id: number }[];
    shown: string;
  }>();
  expect(decidable.map(({ id }) => id)).toEqual(small);
  expect(refused.map(({ id }) => id)).toEqual(large);
  const wrong = { ...decision, ids: small, shown: "0".repeat(64) };
  expect((await ask("deviations/many/decide", own, wrong)).statusCode).toBe(409);
  const made = await ask("deviations/many/decide", own, { ...wrong, shown });
  expect(made.json<{ decided: object[] }>().decided.length).toBe(small.length);
  expect((await ask("deviations/many/decide", own, { ...wrong, shown })).statusCode).toBe(409);
  expect((await ask("deviations/many/preview", own, { ids: large })).statusCode).toBe(422);

  const [id = 0] = large;
  const proposed = await ask("deviations/{id}/decide", own, { account: 3990, why: "gift" }, id);
  expect(proposed.statusCode).toBe(202);
  const meanwhile = await ask("deviations/{id}/decide", other, { account: 3990, why: "gift" }, id);
  expect([meanwhile.statusCode, meanwhile.body]).toEqual([
    409,
    expect.stringContaining("waits for a second"),
  ]);
  const { proposal } = proposed.json<{ proposal: number }>();
  const listed = await asDescribed(server, described, "/api/v1/proposals", {
    url: "/api/v1/proposals?limit=1",
    headers: own,
  });
  expect(listed.json<{ items: object[] }>().items).toMatchObject([{ proposal, deviation: id }]);
  const refusedOwn = await ask("proposals/{id}/preview", own, {}, proposal);
  expect([refusedOwn.statusCode, refusedOwn.body]).toEqual([409, expect.stringContaining("your own")]);
  expect((await send(`/proposals/${proposal}/approve`, [["shown", "x"]])).body).toContain("ditt eget");
  const seen = await ask("proposals/{id}/preview", other, {}, proposal);
  expect(seen.json()).toMatchObject({ hasChanged: false, actor: "Anna's till" });
  const body = { shown: seen.json<{ shown: string }>().shown };
  expect((await ask("proposals/{id}/approve", own, body, proposal)).statusCode).toBe(409);
  const approved = await ask("proposals/{id}/approve", other, body, proposal);
  expect(approved.json()).toMatchObject({ id, vouchers: 1, state: "resolved" });
  expect((await ask("proposals/{id}/approve", other, body, 999_999)).statusCode).toBe(404);
});

test("and the audit chain seals proposals and their ends, and finds one that is changed", async () => {
  const found = async () =>
    (await verify(place.app, { all: true })).findings.flatMap(({ check, problem }) =>
      check === "trail" && problem.en.includes("proposals") ? [problem.en] : [],
    );
  expect(await found()).toEqual([]);
  const owner = openBooks({ url: place.databaseUrl, asOwner: true, max: 1 });
  try {
    await owner.raw("alter table proposal disable trigger all");
    await owner.raw("update proposal set actor = 'Bo' where id = 1");
    expect(await found()).toEqual([expect.stringContaining("proposals")]);
    await owner.raw("alter table proposal_end disable trigger all");
    await owner.raw("delete from proposal_end where outcome = 'withdrawn'");
    expect((await found()).length).toBe(2);
  } finally {
    await owner.destroy();
  }
});
