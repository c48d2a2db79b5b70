/** A letter stays under 200 kB however much there is to tell, and is composed without holding much of it in memory. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { inflateRawSync } from "node:zlib";
import { openBooks } from "../../src/books/database.ts";
import { composeDigest } from "../../src/mail/digest.ts";
import { zipped } from "../../src/mail/zipped.ts";
import { digestStep, openDeviationsCsv } from "../../src/pipeline/digest.ts";
import { sendMailStep } from "../../src/pipeline/send-mail.ts";
import { verbatim } from "../../src/message.ts";
import { select } from "../setup/select.ts";
import { testHouse, type TestHouse } from "../web/app-context.ts";
import { QUIET_NIGHT } from "./example-night.ts";

const LETTER_MAX = 200_000;
const MANY = 20_000;
let place: TestHouse;
let runId: bigint;

beforeAll(async () => {
  place = await testHouse();
  const owner = openBooks({ url: place.databaseUrl, asOwner: true, max: 1 });
  try {
    await owner.raw("insert into run (kind, state, started_at) values ('nightly', 'notifying', now())");
    // ids as Klarna has them: nothing that a zip could shorten. One in a hundred is of an earlier run, some of other kinds.
    await owner.raw(`
      with run as (select id from run), n as (select generate_series(1, ${MANY}) as i)
      insert into deviation (code, subject, merchant_id, payment_reference, amount, currency, expected, found, opened_run,
                             opened_at, candidates)
      select case when i % 1000 = 7 then 'ambiguous' when i % 500 = 3 then 'chargeback' else 'no_receivable' end,
             gen_random_uuid()::text, 'K123456', 'P' || i / 100, i, 'SEK', gen_random_uuid()::text,
             gen_random_uuid()::text, case when i % 100 > 0 then run.id end,
             case when i % 100 > 0 then now() else now() - i % 7 * interval '20 days' end, '[]'
        from n, run`);
    runId = (await select<{ id: bigint }>(owner, "select id from run"))[0]?.id ?? 0n;
  } finally {
    await owner.destroy();
  }
}, 60_000);
afterAll(() => place.close());

test("20,000 deviations make a letter under 200 kB, in seconds and in little memory", async () => {
  const before = process.memoryUsage().heapUsed;
  const began = performance.now();
  await digestStep(place.app, runId);
  const seconds = (performance.now() - began) / 1000;
  const heldMb = (process.memoryUsage().heapUsed - before) / 1024 ** 2;
  const [mail] = await select<{ id: bigint }>(place.app.books, "select id from mail where kind = 'digest'");
  await sendMailStep(place.app, mail?.id ?? 0n, new AbortController().signal);
  const { mail: folder } = place.app.workspace;
  const eml = readFileSync(join(folder, readdirSync(folder)[0] ?? ""));
  expect(eml.length).toBeLessThan(LETTER_MAX);
  expect(eml.length).toBeGreaterThan(20_000);
  if (process.env["FIGURES"])
    process.stderr.write(JSON.stringify({ bytes: eml.length, seconds, heldMb }) + "\n");
  expect(seconds).toBeLessThan(15);
  expect(heldMb).toBeLessThan(100);

  const letter = await simpleParser(eml);
  expect(letter.subject).toContain(`${MANY} öppna avvikelser`);
  const text = letter.text?.replaceAll("\u00a0", " ") ?? "";
  // every kind is there, the rare ones too, each with the count and the sum of all
  expect(text).toMatch(/\(20, [\d ]+,\d\d SEK\)/);
  expect(text).toMatch(/I den bifogade filen är\s+(\d+)\s+av\s+20000/);
  const [zip, ...others] = letter.attachments;
  expect(others).toEqual([]);
  expect(zip?.filename).toMatch(/^avvikelser-.+\.csv\.zip$/);
  const csv = unzipped(zip?.content ?? Buffer.alloc(0));
  const attached = Number(/är\s+(\d+)\s+av/.exec(text)?.[1]);
  expect(csv.split("\r\n")).toHaveLength(attached + 2);
  expect(attached).toBeGreaterThan(300);
  // of the new ones without a receivable, the largest is among them and the smallest is not
  expect(csv.includes(";199,99;")).toBe(true);
  expect(csv.includes(";0,01;")).toBe(false);
}, 60_000);

test("the file of all of them is to be had beside the letter", async () => {
  const csv = await openDeviationsCsv(place.app, "sv");
  expect(csv.split("\r\n")).toHaveLength(MANY + 2);
}, 60_000);

test("whatever is long in it, the body is small", () => {
  const long = "Ä".repeat(400);
  const files = Array.from({ length: 500 }, (_, index) => ({
    name: `${long}-${index}`,
    kind: "report" as const,
    deviationId: null,
    refusals: Array.from({ length: 50 }, (_each, line) => ({
      line,
      column: long,
      found: long,
      expected: long,
      what: verbatim(long),
      todo: verbatim(`${long}${index}-${line}`),
    })),
  }));
  const refused = Array.from({ length: 5_000 }, (_, line) => ({ file: long, line, problem: verbatim(long) }));
  const composed = composeDigest(
    {
      ...QUIET_NIGHT,
      files: { imported: 0, duplicate: 0, changed: 0, quarantined: files },
      receivables: { taken: 0, refused },
      leftAlone: Array.from({ length: 500 }, () => verbatim(long)),
      failedJobs: Array.from({ length: 100 }, (_, index) => ({
        id: `file:${index}`,
        step: "import" as const,
        subject: long,
        since: new Date("2026-05-02T00:00:00Z"),
        attempts: 8,
        error: long.repeat(20),
      })),
    },
    "sv",
    "Europe/Stockholm",
  );
  const bytes = Buffer.byteLength(`${composed?.text}${composed?.html}`);
  expect(bytes).toBeLessThan(95_000);
  expect(composed?.text.includes("FILER I KARANTÄN (500)")).toBe(true);
});

test("a small file is attached as it is", async () => {
  const small = { filename: "a.csv", contentType: "text/csv", content: "a;b\r\n" };
  expect(await zipped([small], new Date(0))).toEqual([small]);
});

/** The one file of a zip. */
function unzipped(zip: Buffer): string {
  const nameLength = zip.readUInt16LE(26);
  const extraLength = zip.readUInt16LE(28);
  const end = zip.lastIndexOf(Buffer.from("504b0102", "hex"));
  return inflateRawSync(zip.subarray(30 + nameLength + extraLength, end)).toString("utf8");
}
