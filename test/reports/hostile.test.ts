import { deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { readReport } from "../../src/reports/read.ts";
import type { ByteSource, ReadResult } from "../../src/reports/report.ts";
import { payoutOf, reasonsOf, refusalsOf } from "./read.ts";

const SUMMARY =
  "total_sale_amount;total_settlement_amount;payment_reference;settlement_currency;payout_date;merchant_id;merchant_settlement_type\n" +
  "10.00;10.00;123456789;SEK;2024-05-02T07:45:00Z;K123456;NET\n\n";
const LIST = "type;amount;posting_currency;merchant_reference1\n";
const SALE = "SALE;10.00;SEK;1001\n";

/** The same block again and again: a file of any size that is nowhere. */
function repeated(head: string, block: Uint8Array, bytes: number): ByteSource {
  return async function* () {
    yield Buffer.from(head);
    for (let given = 0; given < bytes; given += block.length) yield block;
  };
}

/** The result, and how many bytes the process grew by at its largest while reading. */
async function growth(source: ByteSource): Promise<{ reasons: string[]; grownMegabytes: number }> {
  const before = process.memoryUsage().rss;
  let most = before;
  const watched: ByteSource = async function* () {
    for await (const chunk of source()) {
      most = Math.max(most, process.memoryUsage().rss);
      yield chunk;
    }
  };
  const result: ReadResult = await readReport(watched, { name: "report.csv" }, () => {});
  const reasons = result.outcome === "refused" ? result.refusals.map(({ reason }) => reason) : ["proven"];
  return { reasons, grownMegabytes: (Math.max(most, process.memoryUsage().rss) - before) / 1024 ** 2 };
}

/** Far below the size of what is thrown at the reader, far above what garbage may wait for its collector. */
const BOUNDED = 150;

describe("hostile input is refused by name in bounded memory", () => {
  test("a compressed bomb is never unpacked", async () => {
    const zeros = Buffer.alloc(64 * 1024 ** 2);
    expect(await reasonsOf(gzipSync(zeros))).toEqual(["archive"]);
    const name = Buffer.from("report.csv");
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(8, 8);
    header.writeUInt16LE(name.length, 26);
    expect(await reasonsOf(Buffer.concat([header, name, deflateRawSync(zeros)]))).toEqual(["archive"]);
  });

  test("five gigabytes of zeros end at the first look", async () => {
    const { reasons, grownMegabytes } = await growth(repeated("", new Uint8Array(1024 ** 2), 5 * 1024 ** 3));
    expect(reasons).toEqual(["nul_bytes"]);
    expect(grownMegabytes).toBeLessThan(BOUNDED);
  });

  test("a line of a hundred megabytes is refused as soon as it is too long", async () => {
    const block = Buffer.alloc(64 * 1024, "x");
    const { reasons, grownMegabytes } = await growth(repeated(SUMMARY + LIST, block, 100 * 1024 ** 2));
    expect(reasons).toEqual(["row_too_long"]);
    expect(grownMegabytes).toBeLessThan(BOUNDED);
  });

  test("a quote that opens a hundred megabytes is refused as soon as it is too long", async () => {
    const block = Buffer.alloc(64 * 1024, "x\n");
    const { reasons, grownMegabytes } = await growth(
      repeated(`${SUMMARY}${LIST}SALE;"`, block, 100 * 1024 ** 2),
    );
    expect(reasons).toEqual(["row_too_long"]);
    expect(grownMegabytes).toBeLessThan(BOUNDED);
  });

  test("a hundred thousand columns are refused", async () => {
    const header = Array.from({ length: 100_000 }, (_, index) => `c${index}`).join(";");
    expect(await reasonsOf(`${SUMMARY}type;amount;${header}\n`)).toEqual(["too_many_columns"]);
    expect(await reasonsOf(`type;amount;${header}\n`)).toContain("too_many_columns");
  });

  test("a JSON string of a hundred megabytes is refused", async () => {
    const block = Buffer.alloc(64 * 1024, "x");
    const { reasons, grownMegabytes } = await growth(
      repeated('{"payouts": [{"payment_reference": "', block, 100 * 1024 ** 2),
    );
    expect(reasons).toEqual(["json_too_big"]);
    expect(grownMegabytes).toBeLessThan(BOUNDED);
  });

  test("JSON that is nested a million deep is refused", async () => {
    expect(await reasonsOf("[".repeat(1_000_000))).toEqual(["json_too_deep"]);
    expect(await reasonsOf('{"a":'.repeat(1_000_000))).toEqual(["json_too_deep"]);
  });

  test("JSON that is full of what nobody reads is refused", async () => {
    expect(await reasonsOf(`{"x": [${"1,".repeat(200_000)}1]}`)).toEqual(["json_too_big"]);
  });

  test("NUL bytes are refused, wherever they are", async () => {
    expect(await reasonsOf(`${SUMMARY}${LIST}SA\0LE;10.00;SEK;1001\n`)).toEqual(["nul_bytes"]);
    const late = Buffer.concat([Buffer.from(SUMMARY + LIST), Buffer.alloc(300_000, "\n"), Buffer.from([0])]);
    expect(await reasonsOf(late)).toEqual(["nul_bytes"]);
  });

  test("UTF-8 that breaks off is refused, and bytes that never were UTF-8 are Windows-1252", async () => {
    const text = (reference: string) => `${SUMMARY}${LIST}SALE;10.00;SEK;${reference}\n`;
    const utf8 = Buffer.from(text("Gårdén Gård"));
    utf8[utf8.lastIndexOf(0xc3)] = 0xff;
    expect(await reasonsOf(utf8)).toEqual(["encoding_broken"]);
    const western = await payoutOf(Buffer.from(text("G\u00e5rd\u00e9n \u0080"), "latin1"));
    expect(western.lines[0]?.merchantReference1).toBe("Gårdén €");
    expect(western.dialect.encoding).toBe("windows-1252");
  });

  test("a type named as a property of every object is an unknown type", async () => {
    for (const type of ["constructor", "__proto__", "toString", "hasOwnProperty"])
      expect(await reasonsOf(`${SUMMARY}${LIST}${SALE}${type};0.00;SEK;1\n`)).toEqual(["unknown_type"]);
  });

  test("a column named __proto__ is a column", async () => {
    const { lines } = await payoutOf(`${SUMMARY}type;amount;__proto__\nSALE;10.00;x\n`);
    expect(Object.entries(lines[0]?.extra ?? {})).toEqual([["column___proto__", "x"]]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  test("what is found is cut short and cleared of control characters in the words", async () => {
    const [refusal] = await refusalsOf(`${SUMMARY}${LIST}\u001b[31mEVIL${"x".repeat(500)};1.00;SEK;1\n`);
    expect(refusal?.found).toHaveLength(200);
    expect(refusal?.what.en).not.toMatch(/\p{Cc}/u);
  });

  test("more payouts than anyone has end the reading", async () => {
    const list = "type;amount;posting_currency;payment_reference\n";
    const block = (from: number) =>
      Buffer.from(
        Array.from({ length: 1000 }, (_, index) => `SALE;1.00;SEK;${1_000_000 + from + index}\n`).join(""),
      );
    let given = 0;
    const source: ByteSource = async function* () {
      yield Buffer.from(list);
      for (given = 0; given < 1_000_000; given += 1000) yield block(given);
    };
    const { reasons, grownMegabytes } = await growth(source);
    expect(reasons).toEqual(["too_many_payouts"]);
    expect(given).toBeLessThan(20_000);
    expect(grownMegabytes).toBeLessThan(BOUNDED);
  });

  test("more lines of an open direction than can wait end the reading", async () => {
    const corrections = Buffer.from("CORRECTION;1.00;SEK;1\n".repeat(5000));
    const { reasons, grownMegabytes } = await growth(repeated(SUMMARY + LIST, corrections, 50 * 1024 ** 2));
    expect(reasons).toEqual(["too_many_undecided"]);
    expect(grownMegabytes).toBeLessThan(BOUNDED);
  });

  test("no more refusals than a person reads are kept", async () => {
    const rows = Array.from({ length: 1000 }, () => "SALE;x;SEK;1\n").join("");
    expect(await refusalsOf(SUMMARY + LIST + rows)).toHaveLength(20);
  });

  test("an abort ends the reading", async () => {
    const stop = new AbortController();
    const source: ByteSource = async function* () {
      yield Buffer.from(SUMMARY + LIST + SALE);
      stop.abort(new Error("enough"));
      yield Buffer.from("\n");
    };
    await expect(readReport(source, { name: "x.csv", signal: stop.signal }, () => {})).rejects.toThrow(
      "enough",
    );
  });

  test("what the sink throws is not swallowed", async () => {
    const source: ByteSource = async function* () {
      yield Buffer.from(SUMMARY + LIST + SALE);
    };
    const sink = () => Promise.reject(new Error("disk full"));
    await expect(readReport(source, { name: "x.csv" }, sink)).rejects.toThrow("disk full");
  });
});
