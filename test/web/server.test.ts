import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { select } from "../setup/select.ts";
import { beat } from "../../src/books/heartbeats.ts";
import type { Role } from "../../src/roles.ts";
import { importReport } from "../../jobs/import-report.ts";
import { DEVIATION_CODES, deviationTexts, FILE_CODES } from "../../src/format/deviation-texts.ts";
import { todoOnPage } from "../../src/web/deviations/todo.ts";
import { pageData } from "../../src/web/home/page-data.ts";
import { buildServer } from "../../src/web/server.ts";
import { Scenario } from "../matching/scenario.ts";
import { testHouse, type TestHouse } from "./app-context.ts";
import { signedIn } from "./signed-in.ts";

let HOST: Readonly<Record<string, string>>;
let place: TestHouse;
let server: FastifyInstance;

beforeAll(async () => {
  place = await testHouse();
  server = buildServer({ ...place, kinds: [importReport], maxBytes: 1_000 });
  HOST = (await signedIn(place.app, "decide")).headers;
  const shop = new Scenario(place.app.books);
  await shop.receivables([{ number: "F1", amount: 119_375, orderId: "o1" }]);
  await shop.payout(
    [
      { amount: 119_375, orderId: "o1" },
      { amount: 12_345, reference1: `<script>alert("lost")</script>` },
      { type: "RETURN", amount: 100, reference1: "F9" },
    ],
    { reference: "XISA93DJ" },
  );
  await shop.night();
});
afterAll(async () => {
  await server.close();
  await place.close();
});

async function page(query = ""): Promise<string> {
  const answer = await server.inject({ url: `/${query}`, headers: HOST });
  expect(answer.statusCode).toBe(200);
  return answer.body;
}

function inbox(): string[] {
  return readdirSync(place.app.workspace.inbox).sort();
}

test("the page shows payouts, open deviations and what to do about them", async () => {
  const html = await page();
  expect(html).toContain('<html lang="sv">');
  expect(html).toContain("2 öppna avvikelser.");
  expect(html).toContain("XISA93DJ");
  expect(html).toContain("bokförd, ej exporterad");
  expect(html).toMatch(/data-title="Differens"[^>]*><span>0,00</);
  expect(html).toContain("Nattkörning 1<");
  expect(html).toContain("1\u00a0316,20 SEK");
  expect(html).toContain("123,45 SEK");
  expect(html).toContain(deviationTexts("no_receivable").title.sv);
  expect(html).toContain(todoOnPage("no_receivable").sv);
});

test("the page is in English when asked", async () => {
  const html = await page("?lang=en");
  expect(html).toContain('<html lang="en">');
  expect(html).toContain("2 open deviations.");
  expect(html).toContain(deviationTexts("no_credit_note").title.en);
});

test("the open deviations are listed newest first, or oldest first when asked", async () => {
  const ids = async (order: "newest" | "oldest") =>
    (await pageData(place.app, "sv", null, order)).deviations.map(({ id }) => id);
  const oldest = await ids("oldest");
  expect(oldest.length).toBeGreaterThan(1);
  expect(oldest).toEqual([...oldest].sort((a, b) => a - b));
  expect(await ids("newest")).toEqual(oldest.toReversed());
  expect(await page()).toContain('<b>nyaste först</b> · <a href="/?order=oldest#deviations">äldst först</a>');
  expect(await page("?order=oldest")).toContain("<b>äldst först</b>");
  expect(await page("?order=x")).toContain("<b>nyaste först</b>");
});

test("what stands in a report is shown, never run", async () => {
  const html = await page();
  expect(html).toContain("&lt;script&gt;alert(&quot;lost&quot;)&lt;/script&gt;");
  expect(html).not.toContain("<script>alert");
});

test("every answer forbids remote content, framing and guessing of types", async () => {
  for (const url of ["/", "/style.css", "/upload.js", "/livez", "/metrics", "/nowhere"]) {
    const { headers } = await server.inject({ url, headers: HOST });
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
  expect(await page()).not.toMatch(/(?:src|href)="https?:|style=|<script>|<style/);
});

test("a name that is pointed at this machine from elsewhere gets no answer", async () => {
  const { statusCode, body } = await server.inject({ url: "/", headers: { host: "evil.example" } });
  expect(statusCode).toBe(421);
  expect(body).not.toContain("XISA93DJ");
  expect((await server.inject({ url: "/", headers: { ...HOST, host: "localhost:8080" } })).statusCode).toBe(
    200,
  );
});

test("/livez answers, and /readyz says what works", async () => {
  expect((await server.inject({ url: "/livez", headers: HOST })).json()).toEqual({ live: true });
  const ready = await server.inject({ url: "/readyz", headers: HOST });
  expect(ready.statusCode).toBe(200);
  expect(ready.json()).toEqual({
    ready: true,
    database: "ok",
    queue: "ok",
    inbox: "ok",
    roles: "ok",
    night: "ok",
  });
});

test("/readyz and /metrics say which role is dead, what waits for it, and that a night is late", async () => {
  const { books } = place.app;
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const doing = (role: Role) => ({ role, workingOn: null, jobAt: minutesAgo(0) });
  const life = (id: string) => ({
    id: `00000000-0000-4000-8000-00000000000${id}`,
    host: "here",
    pid: Number(id),
    version: "1",
    startedAt: minutesAgo(60),
    home: null,
  });
  await beat(
    books,
    life("1"),
    (["scheduler", "match", "post", "notify", "web"] as const).map(doing),
    minutesAgo(0),
  );
  await beat(books, life("2"), [doing("import")], minutesAgo(10));
  await select(
    books,
    `insert into report_file (run_id, name, sha256, size, path, state, found_at)
     select min(id), 'waits.csv', repeat('1', 64), 1, '', 'claimed', now() from run`,
  );
  await select(books, "insert into schedule (scope, last_night) values ('*', current_date - 5)");
  const { statusCode, body } = await server.inject({ url: "/readyz", headers: HOST });
  const said = JSON.parse(body) as Record<string, string>;
  // beside the file, the runs that the shop above has begun
  expect(statusCode).toBe(503);
  expect(said["roles"]).toMatch(/^import: dead since 20\S+Z, 3 waiting$/);
  expect(said["night"]).toMatch(/^the night of 20\S+ is late$/);
  const metrics = (await server.inject({ url: "/metrics", headers: HOST })).body.split("\n");
  expect(metrics).toContain('kvitt_role_missed{role="import"} 1');
  expect(metrics).toContain('kvitt_role_missed{role="match"} 0');
  expect(metrics).toContain('kvitt_role_processes{role="match"} 1');
  expect(metrics).toContain('kvitt_role_waiting{role="import"} 3');
  expect(metrics).toContain('kvitt_night_fault{scope="*"} 1');
  await select(books, "delete from heartbeat");
  await select(books, "update report_file set state = 'failed' where name = 'waits.csv'");
  await select(books, "update schedule set last_night = current_date + 1");
});

test("/metrics counts jobs, deviations and what is unsettled", async () => {
  await place.queues.enqueue(importReport, { fileId: "7" });
  const { body, headers } = await server.inject({ url: "/metrics", headers: HOST });
  expect(headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
  const lines = body.split("\n");
  expect(lines).toContain('kvitt_queue_jobs{kind="import-report",state="waiting"} 1');
  expect(lines).toContain('kvitt_deviations_open{code="no_receivable"} 1');
  expect(lines).toContain('kvitt_unsettled_amount{currency="SEK",type="SALE"} 123.45');
  expect(lines).toContain('kvitt_unsettled_amount{currency="SEK",type="RETURN"} 1.00');
  expect(lines).toContain('kvitt_payouts{state="matched"} 1');
  for (const line of lines) expect(line).toMatch(/^(?:# (?:HELP|TYPE) .+|[a-z_]+(?:\{[^}]+\})? -?[\d.]+|)$/);
});

test("every open deviation is to be had as a file", async () => {
  const { statusCode, headers, body } = await server.inject({
    url: "/deviations.csv?lang=en",
    headers: HOST,
  });
  expect(statusCode).toBe(200);
  expect(headers["content-disposition"]).toBe('attachment; filename="deviations.csv"');
  const lines = body.trimEnd().split("\r\n");
  expect(lines).toHaveLength(3);
  expect(body).toContain("123.45");
});

test("a file that is sent lies in the inbox, byte for byte, and nothing else does", async () => {
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x41, 0x3b, 0xff, 0x00]);
  const sent = await server.inject({
    method: "PUT",
    url: `/inbox/${encodeURIComponent("rapport å (1).csv")}`,
    headers: HOST,
    payload: bytes,
  });
  expect(sent.statusCode).toBe(201);
  expect(sent.json()).toMatchObject({ name: "rapport å (1).csv", size: 7 });
  expect(inbox()).toEqual(["rapport å (1).csv"]);
  expect(readFileSync(`${place.app.workspace.inbox}/rapport å (1).csv`)).toEqual(bytes);
});

test("a second file of the same name replaces nothing", async () => {
  const put = (payload: string) =>
    server.inject({ method: "PUT", url: "/inbox/a.csv", headers: HOST, payload });
  expect((await put("one")).json()).toMatchObject({ name: "a.csv" });
  expect((await put("two")).json()).toMatchObject({ name: "a (2).csv" });
  expect(readFileSync(`${place.app.workspace.inbox}/a.csv`, "utf8")).toBe("one");
});

test("receivables have a folder of their own", async () => {
  await server.inject({ method: "PUT", url: "/receivables/f.csv", headers: HOST, payload: "kind;number" });
  expect(readdirSync(place.app.workspace.receivables)).toEqual(["f.csv"]);
});

test.each([
  "..%2Fx.csv",
  "%2Fetc%2Fpasswd",
  "..%5Cx.csv",
  ".hidden",
  "x.part",
  "x.TMP",
  "a%00b",
  "..%2F..",
  "",
])("the name %s is refused, and nothing is written", async (name) => {
  const before = inbox();
  const sent = await server.inject({ method: "PUT", url: `/inbox/${name}`, headers: HOST, payload: "x" });
  expect(sent.statusCode).toBe(400);
  expect(inbox()).toEqual(before);
});

test("a file that is too large or empty leaves nothing behind", async () => {
  const before = inbox();
  const put = (payload: string) =>
    server.inject({ method: "PUT", url: "/inbox/b.csv", headers: HOST, payload });
  expect((await put("x".repeat(1_001))).statusCode).toBe(413);
  expect((await put("")).statusCode).toBe(400);
  expect(inbox()).toEqual(before);
});

test("a browser is not made to send files by another site", async () => {
  const sent = await server.inject({
    method: "PUT",
    url: "/inbox/c.csv",
    headers: { ...HOST, "sec-fetch-site": "cross-site" },
    payload: "x",
  });
  expect(sent.statusCode).toBe(403);
  expect(inbox()).not.toContain("c.csv");
});

test("a file in quarantine is shown with what is wrong, what to do, and how its deviation ends", async () => {
  const refusal = {
    code: "totals_differ",
    what: { sv: "Summan skiljer med 0,01.", en: "The total differs by 0.01." },
    todo: { sv: "Ladda ner den igen.", en: "Download it again." },
  };
  const { books } = place.app;
  await books.raw(
    `with refused as (
       insert into report_file (run_id, name, sha256, size, path, state, reason, found_at)
       select min(id), 'new <b>.csv', repeat('0', 64), 1, '', 'quarantined', ?, now() from run returning id)
     insert into deviation (code, subject, report_file_id, opened_at) select 'totals_differ', 'file', id, now() from refused`,
    [JSON.stringify([refusal, refusal])],
  );
  const html = await page("?lang=en");
  expect(html).toContain("<h3>new &lt;b&gt;.csv ");
  expect(html).toContain("The total differs by 0.01.");
  expect(html).toContain("Download it again.");
  expect(html).toContain("… and 1 more");
  expect(html).toMatch(/or when you accept it. <a href="\/deviations\/\d+">/);
});

test("every other code of deviation has its words on the page", async () => {
  const { books } = place.app;
  const others = DEVIATION_CODES.filter((code) => !FILE_CODES.has(code));
  for (const code of others) {
    await books.raw(
      "insert into deviation (code, subject, opened_at) values (?, ?, now()) on conflict do nothing",
      [code, `test ${code}`],
    );
  }
  const html = await page("?lang=en");
  for (const code of others) expect(html).toContain(`<h3>${deviationTexts(code).title.en} `);
  // no command of the terminal where the desk has a button
  expect(html).not.toMatch(/<code>kvitt (?:resolve|receivables|nightly|undo|payout|deviations)/);
});

test("with the database down the page says so, and /readyz says what does not work", async () => {
  const other = await testHouse();
  const lost = buildServer({ ...other, kinds: [] });
  await other.close();
  const answer = await lost.inject({ url: "/", headers: HOST });
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain("ser i loggen vad som är fel");
  const ready = await lost.inject({ url: "/readyz", headers: HOST });
  expect(ready.statusCode).toBe(503);
  expect(ready.json()).toMatchObject({ ready: false });
  await lost.close();
});

test("a list that is empty because of its filter says so, and leads to all", async () => {
  const html = await page("deviations?code=unreadable");
  expect(html).toContain("Ingen öppen avvikelse är av slaget ”Filen går inte att läsa”.");
  expect(html).toMatch(/<a href="\/deviations">Visa alla \d+ öppna<\/a>/);
  expect(html).not.toContain("Inga öppna avvikelser.");
  expect(await page("deviations?before=1")).toContain("Inga äldre avvikelser.");
});
