import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { importReport } from "../../../jobs/import-report.ts";
import { buildServer } from "../../../src/web/server.ts";
import { select } from "../../setup/select.ts";
import { testHouse, type TestHouse } from "../app-context.ts";
import { signedIn, type SignedIn } from "../signed-in.ts";

let house: TestHouse;
let server: FastifyInstance;
let admin: SignedIn;
let decider: SignedIn;

const REPORT = `payment_reference,payout_date,settlement_currency,merchant_id,merchant_settlement_type,total_sale_amount,total_settlement_amount
"UP1","2024-05-02T00:00:00Z","SEK","K500746","NET","100.00","100.00"

type,capture_date,order_id,capture_id,merchant_reference1,amount
"SALE","2024-04-30T10:00:00Z","order-1","capture-1","R1","100.00"
`;
const LIST = "kind;number;currency;amount\ninvoice;F1;SEK;100,00\n";
const EXPORT = "Fakturatunniste;Summa totalt;Päivä\nF7;250,00;2024-05-01\nF8;99,00;2024-05-02\n";

beforeAll(async () => {
  house = await testHouse();
  server = buildServer({ ...house, kinds: [importReport], maxBytes: 100_000 });
  admin = await signedIn(house.app, "admin");
  decider = await signedIn(house.app, "decide");
});
afterAll(async () => {
  await server.close();
  await house.close();
});

interface Answer {
  readonly href: string;
  readonly kind: string;
  readonly verdict: string;
  readonly says: string;
}

async function put(name: string, payload: string | Buffer, who = decider): Promise<Answer> {
  const answer = await server.inject({
    method: "PUT",
    url: `/upload/${encodeURIComponent(name)}`,
    headers: { ...who.headers, accept: "application/json", "content-type": "application/octet-stream" },
    payload,
  });
  expect([name, answer.statusCode]).toEqual([name, 201]);
  return answer.json<Answer>();
}

const get = (url: string, who = decider) => server.inject({ url, headers: who.headers });
const post = (url: string, fields: Record<string, string>, who = decider) =>
  server.inject({
    method: "POST",
    url,
    headers: { ...who.headers, "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams({ form: who.form, ...fields }).toString(),
  });
const idOf = ({ href }: Answer) => href.replace("/upload/", "");
const uploads = () => join(house.app.workspace.work, ".uploads");

test("a report, a list and rates are told apart by their content", async () => {
  expect(await put("a.txt", LIST)).toMatchObject({ kind: "list", verdict: "good" });
  expect(await put("b.txt", "date;currency;rate\n2024-05-02;EUR;11,45\n")).toMatchObject({
    kind: "rates",
    verdict: "good",
  });
  const report = await put("c.txt", REPORT);
  expect(report).toMatchObject({ kind: "report", verdict: "attention" });
  const page = (await get(report.href)).body;
  expect(page).toContain("UP1");
  expect(page).toContain("100,00 SEK");
  expect(page).toContain("Fält som saknas i rapporten");
  expect(statSync(uploads()).mode & 0o777).toBe(0o700);
});

test("random bytes are red, and cannot be taken in", async () => {
  const random = await put("noise.csv", Buffer.concat([Buffer.from([0, 255, 254, 0]), randomBytes(5_000)]));
  expect(random.verdict).toBe("trouble");
  const page = (await get(random.href)).body;
  expect(page).toContain('class="headline trouble"');
  expect(page).toContain("Att göra:");
  expect(page).not.toContain("Ta in nu");
  expect((await post("/upload/take-in", { id: idOf(random), when: "now" })).statusCode).toBe(400);
  expect(readdirSync(house.app.workspace.inbox)).not.toContain("noise.csv");
});

test("a refused cell is shown in its place, as it stands in the file", async () => {
  const broken = await put("broken.csv", REPORT.replace('"R1","100.00"', '"R1","<b>12x</b>"'));
  expect(broken.verdict).toBe("trouble");
  const page = (await get(broken.href)).body;
  expect(page).toContain("rad 5, amount");
  expect(page).toContain("<mark>&lt;b&gt;12x&lt;/b&gt;</mark>");
  expect(page).not.toContain("<b>12x");
  const list = await put("rows.csv", `${LIST}invoice;F2;SEK;1x\n`);
  expect(list.verdict).toBe("attention");
  expect((await get(list.href)).body).toContain("<mark>1x</mark>");
});

test("a preview books nothing", async () => {
  const report = await put("preview.csv", REPORT);
  const shown = await post(`${report.href}/preview`, {});
  expect(shown.statusCode).toBe(200);
  expect(shown.body).toContain("UP1");
  expect(shown.body).toContain("Verifikationer");
  expect(await select(house.app.books, "select id from payout")).toEqual([]);
  expect(await select(house.app.books, "select id from report_file")).toEqual([]);
});

test("a file that is taken in goes to its folder once, and a run begins", async () => {
  const [report, list] = [await put("night.csv", REPORT), await put("list.csv", LIST)];
  const both = await server.inject({
    method: "POST",
    url: "/upload/take-in",
    headers: { ...decider.headers, "content-type": "application/x-www-form-urlencoded" },
    payload: `form=${decider.form}&when=now&id=${idOf(report)}&id=${idOf(list)}`,
  });
  expect(both.statusCode).toBe(303);
  expect(both.headers.location).toMatch(/^\/upload\?files=2&rates=0&run=\d+$/);
  expect(readFileSync(join(house.app.workspace.inbox, "night.csv"), "utf8")).toBe(REPORT);
  expect(readFileSync(join(house.app.workspace.receivables, "list.csv"), "utf8")).toBe(LIST);
  const runs = await select<{ state: string }>(house.app.books, "select state from run");
  expect(runs).toEqual([{ state: "collecting" }]);
  expect((await post("/upload/take-in", { id: idOf(report), when: "now" })).statusCode).toBe(400);
  expect(readdirSync(house.app.workspace.inbox)).toEqual(["night.csv"]);
});

test("a file is thrown away", async () => {
  const list = await put("away.csv", LIST);
  expect((await post(`${list.href}/throw-away`, {})).statusCode).toBe(303);
  expect((await get(list.href)).statusCode).toBe(400);
  expect(readdirSync(uploads())).not.toContain(idOf(list));
});

test("a header map is chosen on a sample, tried, and written by an administrator with comments kept", async () => {
  const { config } = house.app.workspace;
  writeFileSync(config, "# ours\nlanguage: sv # Swedish\n");
  const list = await put("lasku.csv", EXPORT);
  expect(list.verdict).toBe("trouble");
  expect((await get(list.href)).body).toContain(`href="${list.href}/map"`);
  expect((await get(`${list.href}/map`)).body).toContain('<option value="Fakturatunniste">');
  const chosen = {
    name: "lasku",
    column_number: "Fakturatunniste",
    column_amount: "Summa totalt",
    column_date: "Päivä",
    fixed_kind: "invoice",
    fixed_currency: "sek",
  };
  const tried = await get(`${list.href}/map?${new URLSearchParams(chosen).toString()}`);
  expect(tried.body).toContain("Med kartan kan 2 rader läsas in, 0 avvisas.");
  expect(tried.body).toContain("number: &quot;Fakturatunniste&quot;");
  expect((await post(`${list.href}/map`, chosen)).statusCode).toBe(403);
  expect((await post(`${list.href}/map`, chosen, admin)).statusCode).toBe(303);
  const text = readFileSync(config, "utf8");
  expect(text).toContain("# ours\nlanguage: sv # Swedish\n");
  expect(text).toContain("amount: Summa totalt");
  expect((await post(`${list.href}/map`, chosen, admin)).statusCode).toBe(400);
  for (const name of ["", "../x", "a: b", "x".repeat(41)])
    expect((await post(`${list.href}/map`, { ...chosen, name }, admin)).statusCode).toBe(400);
  expect(readFileSync(config, "utf8")).toBe(text);
});

test("hostile uploads and addresses are refused", async () => {
  const raw = { ...decider.headers, "content-type": "application/octet-stream" };
  for (const [name, status] of [
    ["..%2f..%2fetc%2fpasswd", 400],
    [".held.json", 400],
    ["x.part", 400],
    ["a%00b.csv", 400],
    [`${"å".repeat(121)}.csv`.replaceAll("å", "%C3%A5"), 400],
  ] as const) {
    const answer = await server.inject({ method: "PUT", url: `/upload/${name}`, headers: raw, payload: "x" });
    expect([name, answer.statusCode]).toEqual([name, status]);
  }
  const large = await server.inject({
    method: "PUT",
    url: "/upload/l.csv",
    headers: raw,
    payload: "x".repeat(100_001),
  });
  expect(large.statusCode).toBe(413);
  const empty = await server.inject({ method: "PUT", url: "/upload/e.csv", headers: raw, payload: "" });
  expect(empty.statusCode).toBe(400);
  for (const id of ["..%2f..", "00000000-0000-4000-8000-000000000000", "x"])
    expect((await get(`/upload/${id}`)).statusCode).toBe(400);
  const withoutToken = { ...raw, "x-form-token": "" };
  const elsewhere = await server.inject({
    method: "PUT",
    url: "/upload/f.csv",
    headers: withoutToken,
    payload: LIST,
  });
  expect(elsewhere.statusCode).toBe(403);
  const named = await put(`"><img src=x onerror=alert(1)>.csv`.replaceAll("/", ""), LIST);
  for (const page of [(await get("/upload")).body, (await get(named.href)).body]) {
    expect(page).toContain("&lt;img src=x");
    expect(page).not.toContain("<img");
  }
  const reader = await signedIn(house.app, "read");
  expect((await get("/upload", reader)).statusCode).toBe(403);
});
