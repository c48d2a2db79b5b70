import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { FastifyInstance } from "fastify";
import { sieOfMonth, specificationCsv, writeMonth } from "../../../src/audit/month/files.ts";
import { specification } from "../../../src/audit/month/specification.ts";
import { deviations, vouchers } from "../../../src/books/views.ts";
import { DEFAULT_SETTINGS } from "../../../src/config/settings.ts";
import { decide } from "../../../src/decisions/decide.ts";
import { sieFingerprint } from "../../../src/delivery/sie/fingerprint.ts";
import { UserError } from "../../../src/errors.ts";
import { buildServer } from "../../../src/web/server.ts";
import { Scenario } from "../../matching/scenario.ts";
import { testHouse, type TestHouse } from "../../web/app-context.ts";
import { signedIn } from "../../web/signed-in.ts";

const SHARE = 60_000;
let place: TestHouse;
let server: FastifyInstance;

beforeAll(async () => {
  place = await testHouse();
  server = buildServer({ ...place, kinds: [] });
  const shop = new Scenario(place.app.books);
  await shop.receivables([{ number: "F1", amount: 10_000 }]);
  await shop.payout([{ amount: 10_000, reference1: "1001" }], { reference: "SEP", date: "2026-09-30" });
  await shop.payout(
    [
      { amount: 20_000, reference1: "2001" },
      { type: "RETURN", amount: 5_000, reference1: "2002" },
      { type: "HOLDBACK", amount: 3_000 },
      { type: "REVERSAL", amount: 1_000, reference1: "2003", dispute: "D1" },
    ],
    { reference: "OCT", date: "2026-10-05" },
  );
  await shop.payout([{ amount: 7_000, reference1: "E1" }], {
    reference: "EUR",
    date: "2026-10-06",
    currency: "EUR",
  });
  await shop.night();
  const [september] = await deviations(place.app.books, { reference: "SEP" });
  // decided in November: at the end of October it was still to be matched
  await decide(
    place.app.books,
    BigInt(september?.id ?? 0),
    { match: [{ kind: "invoice", number: "F1" }], actor: "Ada" },
    DEFAULT_SETTINGS,
    new Date("2026-11-03T09:00:00Z"),
  );
}, SHARE);
afterAll(async () => {
  await server.close();
  await place.close();
});

async function all<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const piece of pieces) found.push(piece);
  return found;
}

const of = async (month: string) => {
  const found = await specification(place.app.books, DEFAULT_SETTINGS, month);
  return Object.fromEntries(found.map((one) => [`${one.account} ${one.currency}`, one]));
};

test("the clearing account consists of the lines that were not matched when the month ended", async () => {
  const october = await of("2026-10");
  expect(october["1686 SEK"]).toMatchObject({
    opening: -10_000n,
    debit: 5_000n,
    credit: 20_000n,
    closing: -25_000n,
  });
  expect(october["1686 SEK"]?.parts).toMatchObject([
    { paymentReference: "OCT", row: 4, order: "2001", amount: -20_000n },
    { paymentReference: "OCT", row: 5, order: "2002", amount: 5_000n },
    { paymentReference: "SEP", row: 4, order: "1001", amount: -10_000n },
  ]);
  const november = await of("2026-11");
  expect(november["1686 SEK"]).toMatchObject({ opening: -25_000n, debit: 10_000n, closing: -15_000n });
  expect(november["1686 SEK"]?.parts.length).toBe(2);
});

test("every account is specified by currency, and explained to the öre", async () => {
  const october = await of("2026-10");
  expect(Object.keys(october).toSorted()).toEqual(["1516 SEK", "1686 EUR", "1686 SEK", "1687 SEK"]);
  expect(october["1687 SEK"]).toMatchObject({ opening: 0n, closing: 3_000n });
  expect(october["1516 SEK"]?.parts).toMatchObject([{ paymentReference: "OCT", amount: 1_000n }]);
  expect(october["1686 EUR"]).toMatchObject({ closing: -7_000n });
  for (const month of ["2026-08", "2026-09", "2026-10", "2026-11"])
    for (const { difference } of Object.values(await of(month))) expect(difference).toBe(0n);
});

test("a clearing account that the settings have changed is told as unexplained", async () => {
  const changed = { ...DEFAULT_SETTINGS, accounts: { ...DEFAULT_SETTINGS.accounts, clearing: 1580 } };
  const found = await specification(place.app.books, changed, "2026-10");
  const sek = found.find(({ account, currency }) => account === 1580 && currency === "SEK");
  expect(sek).toMatchObject({ closing: 0n, difference: 25_000n });
});

test("the month's vouchers are one SIE file with one header, but those that wait for a rate", async () => {
  const sie = await sieOfMonth(place.app, "2026-10");
  const bytes = Buffer.concat(await all(sie.chunks()));
  const text = bytes.toString("latin1");
  expect(sie.vouchers).toBe(1);
  expect(sie.leftOut.map(({ why }) => why.en)).toEqual(["waits for the rate of EUR on 2026-10-06"]);
  expect(text.match(/^#VER /gm)?.length).toBe(1);
  expect(text.match(/^#RAR /gm)?.length).toBe(1);
  expect(text).toContain("#TRANS 1687 {} 30.00");
  expect(await sieFingerprint(Readable.from([bytes]))).not.toBeNull();
  await expect(sieOfMonth(place.app, "2026-08")).rejects.toBeInstanceOf(UserError);
  await expect(sieOfMonth(place.app, "2026-13")).rejects.toBeInstanceOf(UserError);
});

test("the specification has each movement with its voucher and order, and the zip has everything", async () => {
  const lines = (await all(specificationCsv(place.app, "2026-10", "en"))).join("");
  const booked = (await vouchers(place.app.books, "OCT"))[0];
  expect(lines).toContain(`movement;2026-10-05;${booked?.series}${booked?.number};K1;OCT;2001;`);
  expect(lines).toMatch(/1686;[^;]*;SEK;closing balance;;;;;;;-250\.00\r\n/);
  const path = `${place.app.workspace.folder}/october.zip`;
  const names = await writeMonth(place.app, "2026-10", path, "en");
  expect(names).toEqual(["kvitt-2026-10.si", "not-in-sie.csv", "vouchers.csv", "specification.csv"]);
});

test("vouchers that were numbered by other fiscal years are left out and told, and stop nothing", async () => {
  const { workspace } = place.app;
  const { company } = workspace.settings;
  const settings = { ...workspace.settings, company: { ...company, fiscalYearStart: 11 } };
  const app = { ...place.app, workspace: { ...workspace, settings } };
  const said = await sieOfMonth(app, "2026-10").catch((thrown: unknown) => thrown);
  expect(said).toBeInstanceOf(UserError);
  if (said instanceof UserError) expect(said.problem.en).toContain("numbered in the fiscal year 2026");
  const names = await writeMonth(app, "2026-10", `${workspace.folder}/other-years.zip`, "en");
  expect(names).toEqual(["not-in-sie.csv", "vouchers.csv", "specification.csv"]);
});

test("the month's page names what waits for a rate", async () => {
  const { headers } = await signedIn(place.app, "read");
  const { body } = await server.inject({ url: "/months/2026-10?lang=en", headers });
  expect(body).toMatch(/K\d+ waits for the rate of EUR on 2026-10-06/);
  const { body: september } = await server.inject({ url: "/months/2026-09?lang=en", headers });
  expect(september).not.toContain("waits for the rate");
});

test("the page shows the month and gives its files", async () => {
  const { headers } = await signedIn(place.app, "read");
  const get = (url: string) => server.inject({ url, headers });
  const { statusCode, body } = await get("/months/2026-10?lang=en");
  expect(statusCode).toBe(200);
  expect(body).toContain('href="/months/2026-09"');
  expect(body).toContain("2002");
  expect(body).toMatch(/data-title="Difference"[^>]*><span>0\.00</);
  expect((await get("/payouts")).body).toContain('href="/months/2026-10"');
  for (const file of ["sie", "zip", "specification"]) {
    const answer = await get(`/months/2026-10/${file}`);
    expect([file, answer.statusCode]).toEqual([file, 200]);
    expect(answer.headers["content-disposition"]).toContain("kvitt-2026-10");
    expect(answer.rawPayload.length).toBeGreaterThan(100);
  }
  expect((await get("/months/october")).statusCode).toBe(400);
});
