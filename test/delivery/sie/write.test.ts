import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import iconv from "iconv-lite";
import { minor } from "../../../src/money.ts";
import { differenceFrom } from "../../sie/compare.ts";
import { readSie } from "../../sie/read.ts";
import { sieChunks, sieChunksOfAll, writeSie } from "../../../src/delivery/sie/write.ts";
import { voucherSource } from "../../../src/delivery/voucher-source.ts";
import type { VoucherRow } from "../../../src/ledger/voucher.ts";
import { COMPANY, credit, debit, DETAILS, PAYOUT } from "./vouchers.ts";

const write = (voucher = PAYOUT, company = COMPANY) => writeSie(voucher, company, DETAILS);
const lines = (bytes: Buffer) => iconv.decode(bytes, "cp437").split("\r\n");

describe("a SIE 4I file", () => {
  test("is the golden one, byte by byte", () => {
    const golden = new URL("../../fixtures/sie/K2026-12.si", import.meta.url);
    // GOLDEN=new writes only what is missing: to change it, delete it, run, and read the diff.
    if (process.env["GOLDEN"] === "new" && !existsSync(golden)) writeFileSync(golden, write());
    expect(write().equals(readFileSync(golden))).toBe(true);
  });

  test("has the records a 4I file must have, in the order of the format", () => {
    const labels = lines(write()).map((line) => line.trim().split(" ")[0]);
    expect(labels.filter((label, at) => label !== labels[at - 1]).join(" ")).toBe(
      "#FLAGGA #KSUMMA #PROGRAM #FORMAT #GEN #SIETYP #FNAMN #ORGNR #RAR #KPTYP #VALUTA #KONTO #VER { #TRANS } #KSUMMA ",
    );
  });

  test("never quotes what Fortnox fails on", () => {
    expect(lines(write())).toEqual(
      expect.arrayContaining([
        "#FLAGGA 0",
        "#FORMAT PC8",
        "#SIETYP 4",
        "#ORGNR 556334-3689",
        "#GEN 20260311",
      ]),
    );
  });

  test("has no #ORGNR when the number is not known", () => {
    const { orgNumber, ...company } = COMPANY;
    expect(orgNumber).toBeDefined();
    expect(write(PAYOUT, company).toString("latin1")).not.toContain("#ORGNR");
  });

  test("states a broken fiscal year to its last day, leap years included", () => {
    const rar = (fiscalYear: number, fiscalYearStart: number, date: string) =>
      lines(write({ ...PAYOUT, fiscalYear, date }, { ...COMPANY, fiscalYearStart })).find((line) =>
        line.startsWith("#RAR"),
      );
    expect(rar(2025, 7, "2026-03-10")).toBe("#RAR 0 20250701 20260630");
    expect(rar(2027, 3, "2028-02-29")).toBe("#RAR 0 20270301 20280229");
    expect(rar(2026, 1, "2026-12-31")).toBe("#RAR 0 20260101 20261231");
  });

  test("says when a voucher was made and by whom, after its text", () => {
    const made = { ...PAYOUT, registered: "2026-04-02", sign: "Åsa Ek", text: "" };
    const bytes = write(made);
    expect(lines(bytes).find((line) => line.startsWith("#VER"))).toBe(
      '#VER K 12 20260310 "" 20260402 "Åsa Ek"',
    );
    const read = readSie(bytes);
    if (!read.ok) throw new Error(read.problems[0].problem);
    expect(read.value.vouchers[0]).toMatchObject({ registered: "2026-04-02", sign: "Åsa Ek" });
    expect(differenceFrom(read.value, made)).toBeNull();
    expect(differenceFrom(read.value, { ...made, sign: "bo" })).toBe("signature: expected bo, found Åsa Ek");
  });

  test("puts cost centre and project on their reserved dimensions, declared first", () => {
    const rows = [
      { ...debit(1930, 100n, "in"), costCentre: "Nord" },
      { ...credit(1510, 100n, "ut"), costCentre: "Nord", project: "P 47" },
    ];
    expect(lines(write({ ...PAYOUT, rows }))).toEqual(
      expect.arrayContaining([
        "#OBJEKT 1 Nord Nord",
        '#OBJEKT 6 "P 47" "P 47"',
        '   #TRANS 1930 {1 Nord} 1.00 "" in',
        '   #TRANS 1510 {1 Nord 6 "P 47"} -1.00 "" ut',
      ]),
    );
  });

  test("calls an account without a name by its number", () => {
    const rows = [debit(1930, 1n, ""), credit(4711, 1n, "")];
    expect(lines(write({ ...PAYOUT, rows }))).toContain('#KONTO 4711 "Konto 4711"');
  });

  test("cuts texts to fifty characters after spelling them out, never through a character", () => {
    const text = `${"€".repeat(16)}🧾🧾🧾🧾`;
    const rows = [debit(1930, 1n, text), credit(1510, 1n, "x".repeat(60))];
    const read = readSie(write({ ...PAYOUT, text: "å".repeat(51), rows }));
    const [voucher] = read.ok ? read.value.vouchers : [];
    expect(voucher?.text).toBe("å".repeat(50));
    expect(voucher?.rows.map((row) => row.text)).toEqual([`${"EUR".repeat(16)}??`, "x".repeat(50)]);
  });

  test("writes a currency without decimals as it is", () => {
    const rows = [debit(1930, 1250n, ""), credit(1510, 1250n, "")];
    const written = write({ ...PAYOUT, currency: "ISK", rows }, { ...COMPANY, currency: "ISK" });
    expect(lines(written)).toEqual(
      expect.arrayContaining(["   #TRANS 1930 {} 1250", "   #TRANS 1510 {} -1250"]),
    );
  });

  test("is not made of a voucher that is out of balance", () => {
    const rows = [debit(1930, 100n, ""), credit(1510, 99n, "")];
    expect(() => write({ ...PAYOUT, rows })).toThrow("voucher K12 (2026) is out of balance by 0.01");
  });

  test("is not made of a row with two sides, or a negative one", () => {
    const both: VoucherRow = { ...debit(1930, 5n, ""), credit: minor(5n) };
    expect(() => write({ ...PAYOUT, rows: [both] })).toThrow("not one of debit and credit");
    const negative = [debit(1930, -5n, ""), credit(1510, -5n, "")];
    expect(() => write({ ...PAYOUT, rows: negative })).toThrow("not one of debit and credit");
  });

  test("never calls foreign amounts kronor", () => {
    expect(() => write({ ...PAYOUT, currency: "EUR" })).toThrow(
      "is in EUR, but its SIE file would be in SEK",
    );
  });

  test("is not made for a date outside its fiscal year", () => {
    expect(() => write({ ...PAYOUT, date: "2027-01-01" })).toThrow("which is in 2027-01-01 to 2027-12-31");
  });
});

describe("a file written in chunks", () => {
  test("is the same file", async () => {
    const source = voucherSource(PAYOUT);
    const inTwo = {
      ...source,
      async *batches() {
        yield PAYOUT.rows.slice(0, 3);
        yield PAYOUT.rows.slice(3);
      },
    };
    const chunks: Buffer[] = [];
    for await (const chunk of sieChunks(inTwo, COMPANY, DETAILS)) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(write())).toBe(true);
  });

  test("refuses a row whose account was not declared before the rows", async () => {
    const source = { ...voucherSource(PAYOUT), uses: { accounts: [1930], costCentres: [], projects: [] } };
    const all = async () => {
      for await (const chunk of sieChunks(source, COMPANY, DETAILS)) expect(chunk.length).toBeGreaterThan(0);
    };
    await expect(all()).rejects.toThrow("uses account 6064");
  });

  test("of fifty thousand rows stays within a few chunks of memory and balances", async () => {
    const count = 50_000;
    const source = {
      ...voucherSource({ ...PAYOUT, rows: [debit(1930, 1n, ""), credit(1510, 1n, "")] }),
      async *batches() {
        yield [debit(1930, BigInt(count) * 12_345n, "Utbetalt")];
        for (let at = 0; at < count; at += 10_000)
          yield Array.from({ length: 10_000 }, (_, n) => credit(1510, 12_345n, `Faktura ${at + n} från Åsa`));
      },
    };
    let largest = 0;
    const chunks: Buffer[] = [];
    for await (const chunk of sieChunks(source, COMPANY, DETAILS)) {
      largest = Math.max(largest, chunk.length);
      chunks.push(chunk);
    }
    expect(largest).toBeLessThan(500_000);
    const read = readSie(Buffer.concat(chunks));
    expect(read.ok && read.value.checksum).toBe("right");
    expect(read.ok && read.value.vouchers[0]?.rows.length).toBe(count + 1);
  });
});

describe("a text out of a report", () => {
  const EVIL = [
    '" 1 1\r\n#TRANS 1930 {} 1000000.00',
    "}\r\n#VER K 99 20260310 forged\r\n{",
    '\\"} #TRANS 1510 {} 5',
    "a\nb\u0000c\u0085d\u2028e",
    "{\u0007} \u202e gnp.csv",
    '"""""\\\\\\',
  ];

  test.each(EVIL)("cannot write a record of its own, whichever field it is in: %j", (evil) => {
    const rows = PAYOUT.rows.map((row) => ({ ...row, text: evil, costCentre: evil, project: evil }));
    const voucher = { ...PAYOUT, text: evil, registered: "2026-03-11", sign: evil, rows };
    const accountNames = new Map([...DETAILS.accountNames.keys()].map((account) => [account, evil]));
    const bytes = writeSie(voucher, { ...COMPANY, name: evil }, { ...DETAILS, version: evil, accountNames });
    const read = readSie(bytes);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(read.value.vouchers).toHaveLength(1);
    const amounts = (of: readonly { account: number; amount: bigint }[]) =>
      of.map(({ account, amount }) => [account, amount]);
    expect(amounts(read.value.vouchers[0]?.rows ?? [])).toEqual(
      PAYOUT.rows.map(({ account, debit: plus, credit: minus }) => [account, plus - minus]),
    );
    // one line a record, and no control character but the line ends
    const harmless = writeSie(
      { ...voucher, text: "x", sign: "x", rows: rows.map((row) => ({ ...row, text: "x" })) },
      { ...COMPANY, name: "x" },
      DETAILS,
    );
    expect(lines(bytes)).toHaveLength(lines(harmless).length);
    expect([...bytes].filter((byte) => (byte < 0x20 && byte !== 13 && byte !== 10) || byte === 0x7f)).toEqual(
      [],
    );
  });
});

test("several vouchers are one file: one header with what any of them uses, each with its own rows, one checksum", async () => {
  const other = { ...PAYOUT, number: 13, rows: [debit(1930, 100n, "a"), credit(1687, 100n, "b")] };
  const bytes: Buffer[] = [];
  for await (const chunk of sieChunksOfAll(
    [PAYOUT, other].map((one) => voucherSource(one)),
    COMPANY,
    DETAILS,
  ))
    bytes.push(chunk);
  const read = readSie(Buffer.concat(bytes));
  const alone = readSie(write());
  if (!read.ok || !alone.ok) throw new Error("a file cannot be read");
  const [first, second] = read.value.vouchers;
  expect(read.value.vouchers.length).toBe(2);
  const amounts = (one: typeof first) =>
    one?.rows.map(({ account, amount, text }) => [account, amount, text]);
  expect(amounts(first)).toEqual(amounts(alone.value.vouchers[0]));
  expect(read.value.checksum).toBe("right");
  expect(second?.number).toBe("13");
  const labels = lines(Buffer.concat(bytes)).map((line) => line.trim().split(" ")[0]);
  for (const once of ["#PROGRAM", "#RAR", "#FNAMN"])
    expect(labels.filter((label) => label === once)).toEqual([once]);
  expect(lines(Buffer.concat(bytes)).filter((line) => line.startsWith("#KONTO 1687 ")).length).toBe(1);
  const elsewhere = { ...other, fiscalYear: 2027, date: "2027-01-01" };
  const all = sieChunksOfAll(
    [PAYOUT, elsewhere].map((one) => voucherSource(one)),
    COMPANY,
    DETAILS,
  );
  await expect(async () => {
    for await (const chunk of all) bytes.push(chunk);
  }).rejects.toThrow("2027-01-01");
});
