import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type { FastifyInstance } from "fastify";
import { collectRun } from "../../../jobs/collect-run.ts";
import { sendMail } from "../../../jobs/send-mail.ts";
import { openBooks } from "../../../src/books/database.ts";
import { transitionRun } from "../../../src/books/runs.ts";
import { addNightlyRun } from "../../../src/pipeline/nightly-run.ts";
import { buildServer } from "../../../src/web/server.ts";
import { select } from "../../setup/select.ts";
import { testHouse, type TestHouse } from "../app-context.ts";
import { signedIn, type SignedIn } from "../signed-in.ts";

// a stream that is watched takes seconds
jest.setTimeout(60_000);

let place: TestHouse;
let server: FastifyInstance;
let anna: SignedIn;
let nils: SignedIn;

beforeAll(async () => {
  place = await testHouse();
  server = buildServer({ ...place, kinds: [] });
  anna = await signedIn(place.app, "decide", "Anna");
  nils = await signedIn(place.app, "read", "Nils");
}, 60_000);
afterAll(async () => {
  await server.close();
  await place.close();
});

const get = (url: string, who: SignedIn = anna) => server.inject({ url, headers: who.headers });
const post = (url: string, fields: Readonly<Record<string, string>>, who: SignedIn = anna) =>
  server.inject({
    method: "POST",
    url,
    headers: { ...who.headers, "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams({ form: who.form, ...fields }).toString(),
  });

/** A run that has ended, with these files. */
async function endedRun(state: "done" | "failed", problem: string | null = null): Promise<bigint> {
  const id = await addNightlyRun(place.app);
  // the application may not change when a run was
  const owner = openBooks({ url: place.databaseUrl, max: 1, asOwner: true });
  await select(
    owner,
    "update run set state = :state, problem = :problem, started_at = '2026-05-02T01:15:00Z', finished_at = '2026-05-02T01:18:05Z' where id = :id",
    { state, problem, id },
  );
  await owner.destroy();
  return id;
}

test("run now starts one run, in the name of who pressed it, and a second press starts no other", async () => {
  const first = await post("/runs", {});
  expect(first.statusCode).toBe(303);
  expect(first.headers.location).toMatch(/^\/runs\/\d+$/);
  const again = await post("/runs", {});
  expect(again.headers.location).toBe(first.headers.location);
  expect((await place.queues.counts(collectRun)).waiting).toBe(1);
  const { body } = await get(String(first.headers.location));
  expect(body).toContain("på begäran av Anna");
  expect(body).toContain('<span data-live="state">hämtar filer</span>');
  expect(body).toContain('src="/live.js');
  // without a script, a link does it
  expect(body).toContain(`<a href="${String(first.headers.location)}">Uppdatera sidan</a>`);
});

test("who may only look starts nothing and tries nothing again, and sees no button", async () => {
  const before = await select(place.app.books, "select count(*) from run");
  expect((await post("/runs", {}, nils)).statusCode).toBe(403);
  expect((await post("/retry", { id: "all" }, nils)).statusCode).toBe(403);
  expect(await select(place.app.books, "select count(*) from run")).toEqual(before);
  expect((await get("/runs", nils)).body).not.toContain('action="/runs"');
  expect((await get("/runs")).body).toContain('action="/runs"');
});

test("progress is told as it changes, whole to each who asks, and ends with the run", async () => {
  const { books, clock } = place.app;
  const id = await addNightlyRun(place.app);
  const first = get(`/runs/${id}/events`, nils);
  await select(
    books,
    `insert into report_file (run_id, name, sha256, size, path, state, found_at)
     values (:id, 'a.csv', repeat('a', 64), 1, 'x', 'imported', now()), (:id, 'b.csv', repeat('b', 64), 1, 'y', 'claimed', now())`,
    { id },
  );
  await transitionRun(books, id, "collecting", "importing", clock.now());
  // a browser that was away asks again, and is told all that is known
  const second = get(`/runs/${id}/events?lang=en`);
  await clock.sleep(1_500);
  await select(books, "update report_file set state = 'imported', decided_at = now() where name = 'b.csv'");
  await transitionRun(books, id, "importing", "done", clock.now());
  for (const { headers, statusCode } of [await first, await second]) {
    expect(statusCode).toBe(200);
    expect(headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(headers["cache-control"]).toBe("no-store");
  }
  const events = (await second).body.split("\n\n").filter((one) => one.startsWith("data: "));
  expect(events.map((one) => JSON.parse(one.slice(6)) as unknown)).toEqual([
    { state: "importing", files: "1 of 2 files read", progress: { max: 2, value: 1 } },
    { state: "done", files: "2 of 2 files read", progress: { max: 2, value: 2 } },
  ]);
  expect((await first).body).toMatch(/"state":"klar"[^\n]*\n\nevent: end\ndata: \{\}\n\n$/);
  // one that has ended ends at once
  expect((await get(`/runs/${id}/events`)).body).toMatch(/event: end/);
});

test("a run's page has its steps with durations, and its files with why they were refused", async () => {
  const id = await endedRun("done");
  const refusal = {
    code: "totals_differ",
    what: { sv: "Summan skiljer med 0,01.", en: "The total differs by 0.01." },
    todo: { sv: "Ladda ner den igen.", en: "Download it again." },
  };
  const found = "timestamptz '2026-05-02T01:15:10Z'";
  await select(
    place.app.books,
    `insert into report_file (run_id, name, sha256, size, path, state, reason, problem, found_at, decided_at)
     values (:id, 'good.csv', repeat('1', 64), 2048, '', 'imported', null, null, ${found}, ${found} + interval '65 seconds'),
            (:id, '<b>bad</b>.csv', repeat('2', 64), 10, '', 'quarantined', :reason, null, ${found}, ${found} + interval '2 seconds'),
            (:id, 'lost.csv', repeat('3', 64), 10, '', 'failed', null, 'connect postgres://kvitt:hemligt@db refused', ${found}, ${found} + interval '2 seconds')`,
    { id, reason: JSON.stringify([refusal, refusal, refusal, refusal]) },
  );
  const { body, statusCode } = await get(`/runs/${id}`);
  expect(statusCode).toBe(200);
  expect(body).toContain("3 min 5 s");
  expect(body).toContain("&lt;b&gt;bad&lt;/b&gt;.csv");
  expect(body).toContain("Summan skiljer med 0,01. Ladda ner den igen.");
  expect(body).toContain("… och 1 fel till");
  expect(body).toMatch(/läser in<\/span>[\s\S]*?1 min 5 s[\s\S]*?matchar och bokför/);
  expect(body).toContain("connect postgres://***@db refused");
  expect(body).not.toContain("hemligt");
  expect(body).not.toContain("data-events");
  const english = (await get(`/runs/${id}?lang=en`)).body;
  expect(english).toContain("The total differs by 0.01. Download it again.");
});

test("a failed mail is shown with its error, and tried again at once when asked", async () => {
  const { books } = place.app;
  const [mail] = await select(
    books,
    `insert into mail (key, kind, message_id, sender, recipients, subject, text, html, state, attempts, problem, created_at)
     values ('k', 'digest', '<m@x>', 'a@x.se', '{b@x.se}', 'Nattens avstämning', 't', 'h', 'failed', 14, 'connect ECONNREFUSED 10.0.0.1:25', now())
     returning id`,
  );
  const id = String(mail?.["id"]);
  const { body } = await get("/runs");
  expect(body).toContain("Mejl Nattens avstämning");
  expect(body).toContain("connect ECONNREFUSED 10.0.0.1:25");
  expect(body).toContain(`value="mail:${id}"`);
  expect((await get("/runs", nils)).body).not.toContain(`value="mail:${id}"`);
  const sent = await post("/retry", { id: `mail:${id}` });
  expect(sent.headers.location).toBe("/runs?retried=1");
  expect(await select(books, "select state, attempts, problem from mail where id = :id", { id })).toEqual([
    { state: "pending", attempts: 0, problem: null },
  ]);
  expect((await place.queues.counts(sendMail)).waiting).toBe(1);
  expect(await select(books, "select actor, action, subject from audit order by id desc limit 1")).toEqual([
    { actor: "Anna", action: "retried", subject: `mail:${id}` },
  ]);
  // it is not failed any more
  const again = await post("/retry", { id: `mail:${id}` });
  expect(again.statusCode).toBe(400);
  expect(again.body).toContain(`mail:${id} har inte misslyckats.`);
  expect((await post("/retry", { id: "x'; drop table run" })).statusCode).toBe(400);
});

test("a mail that may have arrived counts as sent when somebody says so, and no other does", async () => {
  const { books } = place.app;
  const [found] = await select(
    books,
    `insert into mail (key, kind, message_id, sender, recipients, subject, text, html, state, problem, created_at, handed_at)
     values ('vouchers 1', 'vouchers', '<1@x>', 'a@b', '{c@d}', 'SIE', '', '', 'failed', 'unclear', now(), now())
     returning id`,
  );
  const id = String(found?.["id"]);
  const { body } = await get("/runs");
  expect(body).toContain(`value="arrived mail:${id}"`);
  expect(body).toContain("Skicka igen");
  expect((await post("/retry", { id: `arrived mail:${id}` }, nils)).statusCode).toBe(403);
  expect((await post("/retry", { id: `arrived mail:${id}` })).statusCode).toBe(303);
  expect(await select(books, "select state, reference from mail where id = :id", { id })).toEqual([
    { state: "sent", reference: "arrived, as Anna says" },
  ]);
  expect(await select(books, "select actor, action, subject from audit order by id desc limit 1")).toEqual([
    { actor: "Anna", action: "mail arrived", subject: `mail ${id}` },
  ]);
  expect((await post("/retry", { id: `arrived mail:${id}` })).statusCode).toBe(400);
});

test("a failed run is tried again from its own page", async () => {
  const id = await endedRun("failed", "the database went away");
  const { body } = await get(`/runs/${id}`);
  expect(body).toContain("the database went away");
  expect(body).toContain(`value="run:${id}"`);
  expect((await post("/retry", { id: `run:${id}` })).statusCode).toBe(303);
  expect(await select(place.app.books, "select state from run where id = :id", { id })).toEqual([
    { state: "collecting" },
  ]);
});

test("the list goes back page by page, and says when it has no more", async () => {
  for (let n = 0; n < 40; n += 1) await endedRun("done");
  const seen = new Set<string>();
  let url: string | undefined = "/runs";
  for (let pages = 0; url !== undefined && pages < 10; pages += 1) {
    const { body } = await get(url);
    for (const [, id = ""] of body.matchAll(/href="\/runs\/(\d+)"/g)) {
      expect(seen.has(id)).toBe(false);
      seen.add(id);
    }
    url = /href="(\/runs\?before=\d+)"/.exec(body)?.[1];
  }
  const [counted] = await select(place.app.books, "select count(*)::integer as all from run");
  expect(seen.size).toBe(counted?.["all"]);
});

test("a run that does not exist, and an id that is none, are said and not an error of the server", async () => {
  for (const url of ["/runs/999999", "/runs/abc", "/runs/99999999999999999999", "/runs/999999/events"]) {
    const { statusCode, body } = await get(url);
    expect(statusCode).toBe(400);
    expect(body).toContain("Sidan finns inte.");
  }
  expect((await get("/runs?before=zzz")).statusCode).toBe(200);
});
