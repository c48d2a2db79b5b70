import { afterAll, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { readSettings } from "../../../src/config/read-settings.ts";
import { buildServer } from "../../../src/web/server.ts";
import { select } from "../../setup/select.ts";
import { testHouse, type TestHouse } from "../app-context.ts";
import { signedIn, type SignedIn } from "../signed-in.ts";

jest.setTimeout(60_000);

const TEXT = `# Nordljus
company:
  name: Nordljus AB # as registered
accounts: { bank: 1941 }
mail: { to: [anna@example.com] }
merchants:
  K123456: { name: Nordljus }
`;

let place: TestHouse;
let server: FastifyInstance;
let anna: SignedIn;
let olle: SignedIn;
let file: string;

beforeAll(async () => {
  place = await testHouse({ KVITT_MAIL_FROM: "kvitt@nordljus.example" });
  file = place.app.workspace.config;
  server = serverWith({});
  anna = await signedIn(place.app, "admin", "Anna");
  olle = await signedIn(place.app, "decide", "Olle");
}, 60_000);
beforeEach(() => writeFileSync(file, TEXT));
afterAll(async () => {
  await server.close();
  await place.close();
});

function serverWith(workspace: Partial<TestHouse["app"]["workspace"]>): FastifyInstance {
  const app = { ...place.app, workspace: { ...place.app.workspace, ...workspace } };
  return buildServer({ ...place, app, kinds: [] });
}

const get = (url: string, who: SignedIn = anna) => server.inject({ url, headers: who.headers });
const post = (url: string, fields: Readonly<Record<string, string>>, who: SignedIn = anna, to = server) =>
  to.inject({
    method: "POST",
    url,
    headers: { ...who.headers, "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams({ form: who.form, ...fields }).toString(),
  });
const written = () => readFileSync(file, "utf8");

async function state(): Promise<string> {
  const { body } = await get("/settings/edit");
  return /name="state" value="([0-9a-f]{64})"/.exec(body)?.[1] ?? "";
}

const auditCount = () => select(place.app.books, "select count(*)::int as count from audit");

test("the form has what the file says, and nothing that decides how money is booked", async () => {
  const { body, statusCode } = await get("/settings/edit");
  expect(statusCode).toBe(200);
  expect(body).toContain(`name="company.name" value="Nordljus AB"`);
  expect(body).toMatch(/<textarea id="mail\.to"[^>]*>anna@example\.com<\/textarea>/);
  expect(body).toContain(`name="merchants.K123456.name" value="Nordljus"`);
  expect([...body.matchAll(/(?:input|textarea) id="([^"]+)"/g)].map(([, id]) => id)).toEqual(
    expect.arrayContaining(["company.name", "company.orgNumber", "mail.to", "nightlyAt", "quietDays"]),
  );
  expect(body).not.toMatch(/name="(?:accounts|voucher|targets|mail\.from)/);
});

test("what comes from the environment is shown as such, and is not changed", async () => {
  const { body } = await get("/settings/edit");
  expect(body).toMatch(/kvitt@nordljus\.example <small>[^<]*KVITT_MAIL_FROM/);
  expect((await get("/settings")).body).toContain("kvitt@nordljus.example (KVITT_MAIL_FROM)");
  const sent = await post("/settings/edit/save", { state: await state(), "mail.from": "x@example.com" });
  expect(sent.headers.location).toBe("/settings");
  expect(written()).toBe(TEXT);
});

test("what changes is shown, then written with its comments, and is in the trail with the person", async () => {
  const now = await state();
  const fields = {
    state: now,
    "company.name": "Söderljus <AB>",
    "company.orgNumber": "",
    "mail.to": "anna@example.com\r\n\r\neva@example.com ",
    nightlyAt: '"03:15"',
    quietDays: "7",
    "merchants.K123456.name": " Söder ",
  };
  const { body, statusCode } = await post("/settings/edit", fields);
  expect(statusCode).toBe(200);
  expect(body).toMatch(/Nordljus AB<[\s\S]*?Söderljus &lt;AB&gt;</);
  expect(body).toContain("anna@example.com, eva@example.com");
  expect(body).not.toContain("Nattkörningens klockslag");
  expect(written()).toBe(TEXT);
  const hidden = Object.fromEntries(
    [...body.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
      name,
      value.replaceAll("&lt;", "<").replaceAll("&gt;", ">"),
    ]),
  );
  const saved = await post("/settings/edit/save", hidden);
  expect(saved.statusCode).toBe(303);
  expect(saved.headers.location).toBe("/settings?written=1");
  expect(written()).toBe(`# Nordljus
company:
  name: Söderljus <AB> # as registered
accounts: { bank: 1941 }
mail: { to: [anna@example.com, eva@example.com] }
merchants:
  K123456: { name: Söder }
quietDays: 7
`);
  const [entry] = await select(
    place.app.books,
    "select actor, action, subject, before ->> 'sha256' as was, after -> 'keys' as keys from audit order by id desc limit 1",
  );
  expect(entry).toEqual({
    actor: "Anna",
    action: "changed settings",
    subject: "kvitt.config.yaml",
    was: now,
    keys: ["company.name", "mail.to", "quietDays", "merchants.K123456.name"],
  });
});

test("the page says so as long as the file differs from what is running", async () => {
  const read = readSettings("it", { quietDays: 3 });
  if (!read.ok) throw new Error(read.problem.en);
  const running = serverWith({ settingsOfFile: read.value });
  const page = async () => (await running.inject({ url: "/settings", headers: anna.headers })).body;
  writeFileSync(file, "quietDays: 3 # a comment is no difference\n");
  expect(await page()).not.toContain("Starta om Kvitt");
  writeFileSync(file, "quietDays: 4\n");
  expect(await page()).toContain("Starta om Kvitt");
  writeFileSync(file, "quietDays: many\n");
  expect(await page()).toMatch(/Kvitt startar inte med filen[^<]*quietDays \(many\)/);
  await running.close();
});

test("what cannot be right is told beside its field, and nothing is written", async () => {
  const fields = {
    state: await state(),
    "company.orgNumber": "556334-3680",
    "mail.to": "anna@example.com bo",
    nightlyAt: "25:00",
    quietDays: "några",
  };
  for (const url of ["/settings/edit", "/settings/edit/save"]) {
    const { body, statusCode } = await post(url, fields);
    expect(statusCode).toBe(400);
    expect(body).toMatch(/id="nightlyAt"[^>]*value="25:00"[^>]*aria-invalid="true"/);
    expect(body).toMatch(/id="mail\.to-wrong">skriv en adress/);
    expect(body).toMatch(/id="nightlyAt-wrong">skriv ett klockslag/);
    expect(body).toMatch(/id="quietDays-wrong">skriv ett/);
    expect(body).not.toMatch(/id="company\.name-wrong"/);
  }
  const number = await post("/settings/edit", { state: await state(), "company.orgNumber": "556334-3680" });
  expect(number.body).toMatch(/id="company\.orgNumber-wrong">/);
  expect(written()).toBe(TEXT);
});

test("a file that somebody else has changed meanwhile is left as it is", async () => {
  const before = await state();
  const other = TEXT.replace("Nordljus AB", "Västerljus AB");
  writeFileSync(file, other);
  const count = await auditCount();
  for (const url of ["/settings/edit", "/settings/edit/save"]) {
    const { body, statusCode } = await post(url, { state: before, "company.name": "Söderljus AB" });
    expect(statusCode).toBe(409);
    expect(body).toContain("Någon annan har ändrat filen");
    expect(body).toContain(`value="Västerljus AB"`);
  }
  expect(written()).toBe(other);
  expect(await auditCount()).toEqual(count);
});

test("a file that cannot be written is told in words, and leaves no entry in the trail", async () => {
  const count = await auditCount();
  // not even root can make a file there
  const running = serverWith({ config: "/proc/kvitt.config.yaml" });
  const form = await running.inject({ url: "/settings/edit", headers: anna.headers });
  const now = /name="state" value="([0-9a-f]{64})"/.exec(form.body)?.[1] ?? "";
  const { body } = await post("/settings/edit/save", { state: now, quietDays: "7" }, anna, running);
  expect(body).toMatch(/kvitt\.config\.yaml kan inte ändras \([^<]*ändra filen för hand/);
  expect(await auditCount()).toEqual(count);
  await running.close();
});

test("a setting that is emptied becomes a comment, and its default is named", async () => {
  const text = `quietDays: 3 # short\nnightlyAt: '05:30'\ncompany: { orgNumber: 556334-3689 }\n`;
  writeFileSync(file, text);
  const fields = { state: await state(), quietDays: "", nightlyAt: "04:00", "company.orgNumber": "" };
  const { body } = await post("/settings/edit", fields);
  expect(body).toMatch(/<h1>Det här ändras[\s\S]*10 \(standardvärdet: tas ur filen\)/);
  expect(body).toContain("inget: tas ur filen");
  expect((await post("/settings/edit/save", fields)).statusCode).toBe(303);
  expect(written()).toBe("# quietDays: 3 # short\nnightlyAt: '04:00'\ncompany: {  }\n");
});

test("without a file, one is made", async () => {
  rmSync(file);
  const saved = await post("/settings/edit/save", { state: await state(), "company.name": "Nordljus AB" });
  expect(saved.statusCode).toBe(303);
  expect(written()).toContain("company:\n  name: Nordljus AB\n");
});

test("only settings of the list are changed, and only by administrators, with the form's token", async () => {
  const fields = { state: await state(), "accounts.bank": "1930", "merchants.NEW.name": "X", targets: "" };
  expect((await post("/settings/edit/save", fields)).headers.location).toBe("/settings");
  const good = { state: await state(), quietDays: "7" };
  for (const url of ["/settings/edit", "/settings/edit/save"]) {
    expect((await post(url, good, olle)).statusCode).toBe(403);
    expect((await post(url, { ...good, form: "x" }, { ...anna, headers: bare() })).statusCode).toBe(403);
  }
  expect((await get("/settings/edit", olle)).statusCode).toBe(403);
  expect(written()).toBe(TEXT);
});

function bare(): Readonly<Record<string, string>> {
  const { "x-form-token": _, ...headers } = anna.headers;
  return headers;
}

test("merchants are on pages of a hundred", async () => {
  const many = Array.from({ length: 150 }, (_, index) => `  K${1000 + index}: { name: Nr ${index} }\n`).join(
    "",
  );
  writeFileSync(file, `merchants:\n${many}`);
  const first = (await get("/settings/edit")).body;
  expect(first.match(/name="merchants\./g)).toHaveLength(100);
  expect(first).toContain("/settings/edit?after=K1099");
  const rest = (await get("/settings/edit?after=K1099")).body;
  expect(rest.match(/name="merchants\./g)).toHaveLength(50);
  expect(rest).not.toContain("?after=");
});
