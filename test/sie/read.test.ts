import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import iconv from "iconv-lite";
import { differenceFrom } from "./compare.ts";
import type { SieDocument } from "./document.ts";
import { readSie } from "./read.ts";
import { writeSie } from "../../src/delivery/sie/write.ts";
import { anyVoucher, COMPANY, DETAILS, PAYOUT } from "../delivery/sie/vouchers.ts";

const fixture = (name: string) => readFileSync(new URL(`../fixtures/sie/${name}`, import.meta.url));

function document(bytes: Uint8Array): SieDocument {
  const read = readSie(bytes);
  if (!read.ok) throw new Error(read.problems.map(({ line, problem }) => `${line}: ${problem}`).join("\n"));
  return read.value;
}

function problems(text: string): string[] {
  const read = readSie(Buffer.from(text, "latin1"));
  return read.ok ? [] : read.problems.map(({ line, problem }) => `${line}: ${problem}`);
}

describe("real files", () => {
  test("from BL Administration, with double spaces and trailing ones", () => {
    const read = document(fixture("BL0001_typ4I.SI"));
    expect(read.companyName).toBe("SEEE Speak Easy Executive English AB");
    const [voucher] = read.vouchers;
    expect(voucher).toMatchObject({
      series: "",
      number: "0",
      date: "2011-08-24",
      text: "Kundfakt 2452 - 2455",
    });
    expect(voucher?.rows.map(({ account, amount }) => [account, amount])).toEqual([
      [1510, 106300n],
      [1510, 100000n],
      [1510, 25000n],
      [1510, 100000n],
      [1680, -100000n],
      [2610, -21250n],
      [3010, -100000n],
      [3010, -25000n],
      [3101, -85000n],
      [3740, -50n],
    ]);
    expect(voucher?.rows[1]).toMatchObject({ date: "2011-08-24", text: "[2452] ENTREPRISE BENGTSSON" });
  });

  test("from Visma Bokslut, with a whole chart of accounts", () => {
    const read = document(fixture("BokOrder.si"));
    expect(read).toMatchObject({
      companyName: "Övningsbolaget AB",
      orgNumber: "555555-5555",
      checksum: "absent",
    });
    expect(read.accounts.size).toBe(594);
    expect(read.accounts.get(1060)).toBe("Hyresrätt");
    expect(read.vouchers).toHaveLength(1);
    expect(read.vouchers[0]).toMatchObject({ series: "A", number: "1", text: "Avskrivningar enligt plan" });
    expect(read.records.filter(({ label }) => label === "#SRU")).toHaveLength(594);
  });

  test("from REAL09, with thirteen vouchers and objects", () => {
    const read = document(fixture("Exempelbolaget_SIE_110322_B_33.si"));
    expect(read.vouchers).toHaveLength(13);
    expect(read.vouchers[1]?.rows[3]).toMatchObject({
      account: 3011,
      amount: 9960n,
      objects: [{ dimension: "1", object: "1" }],
    });
    expect(read.accounts.get(2970)).toBe("Förutbetalda hyres- och avgiftsintäkter");
  });

  test("from Visma Fakturering, with backslashes that are only backslashes", () => {
    const read = document(fixture("FAKT.SI"));
    const [voucher] = read.vouchers;
    expect(voucher).toMatchObject({ series: "B", number: "", date: "2011-03-04" });
    expect(voucher?.rows[2]).toMatchObject({
      amount: -640000n,
      date: null,
      text: "Faktnr: 891, Namn: Karl Svensson",
    });
    expect(read.records.find(({ label }) => label === "#FNR")?.fields[0]).toContain(
      "C:\\Documents and Settings\\All Users\\",
    );
  });

  test("of our own kind carry a checksum that holds", () => {
    const read = document(fixture("klarna_payout.si"));
    expect(read).toMatchObject({
      checksum: "right",
      charset: "cp437",
      currency: "SEK",
      alreadyImported: false,
    });
    expect(differenceFrom(read, PAYOUT)).toBe("number: expected 12, found ");
    expect(read.vouchers[0]?.rows).toHaveLength(7);
  });
});

describe("what is written is read back", () => {
  test("for any voucher at all", () => {
    fc.assert(
      fc.property(anyVoucher, (voucher) => {
        const read = document(writeSie(voucher, COMPANY, DETAILS));
        expect(differenceFrom(read, voucher)).toBeNull();
        expect(read).toMatchObject({ charset: "cp437", checksum: "right", companyName: COMPANY.name });
      }),
      { numRuns: 1000 },
    );
  });

  test("and any change of amount, account, series or row is seen", () => {
    const read = document(writeSie(PAYOUT, COMPANY, DETAILS));
    const [first, ...others] = PAYOUT.rows;
    expect(first).toBeDefined();
    expect(differenceFrom(read, { ...PAYOUT, series: "L" })).toBe("series: expected L, found K");
    expect(differenceFrom(read, { ...PAYOUT, rows: others })).toBe("rows: expected 6, found 7");
    const rows = PAYOUT.rows.map((row, at) => (at === 1 ? { ...row, account: 6570 } : row));
    expect(differenceFrom(read, { ...PAYOUT, rows })).toBe(
      "row 2: expected 6570 51.20 Avgifter, found 6064 51.20 Avgifter",
    );
  });

  test("and one changed byte is a problem, or changes nothing that the file says", () => {
    const bytes = writeSie(PAYOUT, COMPANY, DETAILS);
    const from = bytes.indexOf("#PROGRAM");
    fc.assert(
      fc.property(
        fc.integer({ min: from, max: bytes.length - 3 }),
        fc.integer({ min: 1, max: 255 }),
        (at, flip) => {
          const changed = Buffer.from(bytes);
          changed.writeUInt8(bytes.readUInt8(at) ^ flip, at);
          const read = readSie(changed);
          // White space and quotes are not content: a changed one either harms nothing or is a problem.
          if (read.ok) expect(differenceFrom(read.value, PAYOUT)).toBeNull();
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe("the tolerance that real programs need", () => {
  const text = iconv.decode(fixture("klarna_payout.si"), "cp437").replace(/#KSUMMA.*\r\n/g, "");

  test.each(["utf8", "latin1"] as const)("a file in %s that says PC8", (encoding) => {
    const read = document(Buffer.from(text, encoding));
    expect(read.companyName).toBe("Exempelbutiken Söder AB");
    expect(read.vouchers[0]?.rows[3]?.text).toBe("Öresavrundning faktura 10002");
  });

  test("a byte order mark, line feeds alone, tabs, and lower-case labels", () => {
    const loose = `\ufeff${text.replaceAll("\r\n", "\n").replaceAll(" {} ", "\t{}\t").replace("#VER", "#ver")}`;
    expect(document(Buffer.from(loose)).vouchers[0]?.rows).toHaveLength(7);
  });

  test("unknown labels, unknown blocks and fields after the last known one", () => {
    const extra = text
      .replace("#VALUTA SEK", '#VALUTA SEK\r\n#FRAMTID 1 "två"\r\n{\r\n#TRANS hej\r\n}')
      .replace("Avgifter\r\n", 'Avgifter 3 "sign" mera\r\n');
    expect(document(Buffer.from(extra)).vouchers[0]?.rows).toHaveLength(7);
  });

  test("added and removed rows are history: the #TRANS rows hold", () => {
    const history = text.replace(
      "   #TRANS 1930",
      "   #BTRANS 1930 {} 99.00\r\n   #RTRANS 1930 {} 1560.50\r\n   #TRANS 1930",
    );
    expect(document(Buffer.from(history)).vouchers[0]?.rows).toHaveLength(7);
  });

  test("a file that a program has imported says so", () => {
    expect(document(Buffer.from(text.replace("#FLAGGA 0", "#FLAGGA 1"))).alreadyImported).toBe(true);
  });
});

describe("problems name their line", () => {
  const head = "#FLAGGA 0\n#SIETYP 4\n";
  test.each([
    ["", ["1: the file is empty"]],
    ["order;amount\n1;2\n", ["1: this is not a SIE file: it does not begin with #FLAGGA"]],
    ["\x00\x01\x02", ["1: this is not a SIE file: it does not begin with #FLAGGA"]],
    [`${head}hello\n`, ["3: the line does not begin with a label such as #VER"]],
    [`${head}#FNAMN "Bolaget\n`, ["3: a quotation mark is not closed"]],
    [`${head}#FNAMN "Bo"laget\n`, ["3: there is no space after a closing quotation mark"]],
    [`${head}#VER A 1 20260310\n{\n#TRANS 1930 {1 5 1.00\n}\n`, ["5: an object list lacks its }"]],
    [
      `${head}#VER A 1 20260310\n{\n#TRANS 1930 {1} 1.00\n}\n`,
      ["5: an object list has a dimension without an object"],
    ],
    [
      `${head}#VER A 1 20260310\n{\n#TRANS 1930 {} 1,50\n#TRANS 19x0 {} 1.50\n}\n`,
      ['5: "1,50" is not an amount in SEK', '6: "19x0" is not an account number'],
    ],
    [`${head}#VER A 1 20260310\n{\n#TRANS 1930 {} 1.505\n}\n`, ['5: "1.505" is not an amount in SEK']],
    [`${head}#VER A 1 20260310\n{\n#TRANS 1930 1.50\n}\n`, ["5: #TRANS needs account, {objects} and amount"]],
    [
      `${head}#VER A 1 20260310\n{\n#TRANS 1930 {} 1.50\n#TRANS 1510 {} -1.49\n}\n`,
      ["3: the voucher is out of balance by 0.01 SEK"],
    ],
    [`${head}#VER A 1 20260631\n{\n}\n`, ['3: "20260631" is not a date (YYYYMMDD)']],
    [`${head}#VER A 1\n{\n}\n`, ["3: #VER needs series, number and date"]],
    [`${head}#VER A 1 20260310\n#VER A 2 20260310\n{\n}\n`, ["3: the #VER has no block of rows after it"]],
    [`${head}#VER A 1 20260310\n{\n`, ["3: the block is never closed: the file is cut off"]],
    [
      `${head}#VER A 1 20260310\n{\n#VER A 2 20260310\n{\n}\n`,
      ["3: the block is not closed before the next #VER on line 5"],
    ],
    [
      `${head}#VER A 1 20260310\n{\n}\n{\n}\n`,
      ["6: a { where no block can begin", "7: a } where no block is open"],
    ],
    [`${head}#TRANS 1930 {} 1.00\n`, ["3: #TRANS is outside a #VER block"]],
    [`#FLAGGA 0\n#KSUMMA\n#SIETYP 4\n`, ["4: the closing #KSUMMA is missing: the file is cut off"]],
    [
      `#FLAGGA 0\n#KSUMMA\n#SIETYP 4\n#KSUMMA 17\n`,
      ["4: the checksum is 17, but the content gives 78635328: the file has been changed or damaged"],
    ],
    [`#FLAGGA 0\n#SIETYP 4\n#KSUMMA 17\n`, ["3: this #KSUMMA does not belong to a pair"]],
  ])("%j", (text, found) => {
    expect(problems(text)).toEqual(found);
  });

  test("and never more than a person can read", () => {
    expect(problems(head + "?\n".repeat(1000))).toHaveLength(50);
  });

  test("whatever the bytes, there is an answer", () => {
    const start = Buffer.from("#FLAGGA 0\n#VER A 1 20260310\n{\n");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        expect(typeof readSie(noise).ok).toBe("boolean");
        expect(typeof readSie(Buffer.concat([start, noise])).ok).toBe("boolean");
      }),
      { numRuns: 2000 },
    );
  });
});
