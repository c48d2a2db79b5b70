import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type { FastifyInstance } from "fastify";
import { importReport } from "../../../jobs/import-report.ts";
import { sendMail } from "../../../jobs/send-mail.ts";
import { buildServer } from "../../../src/web/server.ts";
import { select } from "../../setup/select.ts";
import { testHouse, type TestHouse } from "../app-context.ts";
import { signedIn, type SignedIn } from "../signed-in.ts";

jest.setTimeout(60_000);

let place: TestHouse;
let server: FastifyInstance;
let admin: SignedIn;

beforeAll(async () => {
  place = await testHouse();
  server = buildServer({ ...place, kinds: [importReport, sendMail] });
  admin = await signedIn(place.app, "admin", "Anna");
}, 60_000);
afterAll(async () => {
  await server.close();
  await place.close();
});

const page = async () => (await server.inject({ url: "/queues?lang=en", headers: admin.headers })).body;
const post = (url: string, fields: Readonly<Record<string, string>>, headers = admin.headers) =>
  server.inject({
    method: "POST",
    url,
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(fields).toString(),
  });
const acts = () => select(place.app.books, "select actor, action, subject from audit order by id");

test("an administrator sees the jobs by their ids, tries one now and takes it out, in the audit trail", async () => {
  expect(await page()).toContain("All queues are empty.");
  await place.queues.enqueue(sendMail, { mailId: "7" }, { delayMs: 600_000 });
  const id = sendMail.id({ mailId: "7" });
  const shown = await page();
  expect(shown).toContain("waits for its time: 1");
  expect(shown).toContain(`Try now: ${id}`);
  const tried = await post("/queues/send-mail/try", { id });
  expect([tried.statusCode, tried.headers.location]).toEqual([303, "/queues?tried=1"]);
  expect(await place.queues.counts(sendMail)).toEqual({ waiting: 1, active: 0, delayed: 0 });
  expect((await post("/queues/send-mail/remove", { id })).headers.location).toBe("/queues?removed=1");
  expect(await place.queues.counts(sendMail)).toEqual({ waiting: 0, active: 0, delayed: 0 });
  expect((await post("/queues/send-mail/remove", { id })).headers.location).toBe("/queues?gone=1");
  expect(await acts()).toEqual([
    { actor: "Anna", action: "tried a job now", subject: `send-mail ${id}` },
    { actor: "Anna", action: "removed a job", subject: `send-mail ${id}` },
  ]);
});

test("a queue that Kvitt does not have, a job without an id and a form from elsewhere do nothing", async () => {
  const before = await acts();
  expect((await post("/queues/other/try", { id: "x" })).statusCode).toBe(400);
  expect((await post("/queues/send-mail/try", {})).statusCode).toBe(400);
  const { "x-form-token": _, ...bare } = admin.headers;
  expect((await post("/queues/send-mail/remove", { id: "x" }, bare)).statusCode).toBe(403);
  expect(await acts()).toEqual(before);
});

test("who is no administrator does not see it, nor that it is there", async () => {
  const olle = await signedIn(place.app, "decide", "Olle");
  expect((await server.inject({ url: "/queues", headers: olle.headers })).statusCode).toBe(403);
  expect((await server.inject({ url: "/", headers: olle.headers })).body).not.toContain("/queues");
});
