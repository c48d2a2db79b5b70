import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { detectCharset, pc8Bytes, pc8Text } from "../../../src/delivery/sie/charset.ts";

describe("what a SIE file can hold", () => {
  test.each([
    ["Öresavrundning à 25 %", "Öresavrundning à 25 %"],
    ["100 € – “Smørrebrød”", '100 EUR - "Smorrebrod"'],
    ["Škoda Žižkov, Łódź, Þór", "Skoda Zizkov, Lódz, Thór"],
    ["A\u030angstro\u0308m", "Ångström"],
    ["rad 1\r\nrad\t2\u0000\u007f\u0085slut", "rad 1  rad 2   slut"],
    ["1\u00a0193,75\u202fkr\u2009!", "1 193,75 kr !"],
    ["mjukt\u00adstreck\u200b\ufeff", "mjuktstreck"],
    ["½ m² № 3 ™ ﬁn", "1/2 m2 No 3 TM fin"],
    ["C:\\Kvitt\\", "C:/Kvitt/"],
    ["🧾 kvitto \ud83e", "? kvitto ?"],
    ["日本", "??"],
    ["Σ ─ ÷", "? ? ?"],
  ])("%j is written %j", (text, written) => {
    expect(pc8Text(text)).toBe(written);
  });

  test("Swedish letters get the code page's bytes", () => {
    expect([...pc8Bytes("åäöÅÄÖé")]).toEqual([0x86, 0x84, 0x94, 0x8f, 0x8e, 0x99, 0x82]);
  });

  test("any text becomes bytes that no reader can take for UTF-8, Latin-1 or a control character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const spelled = pc8Text(text);
        const bytes = pc8Bytes(spelled);
        expect(pc8Text(spelled)).toBe(spelled);
        expect(bytes).toHaveLength(spelled.length);
        expect(detectCharset(bytes)).toBe("cp437");
        expect(bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 0x80 && byte <= 0xa5))).toBe(
          true,
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the charset a file is really in", () => {
  test("is told from its bytes", () => {
    expect(detectCharset(Buffer.from("Företag"))).toBe("utf-8");
    expect(detectCharset(Buffer.from("Företag", "latin1"))).toBe("windows-1252");
    expect(detectCharset(pc8Bytes("Företag"))).toBe("cp437");
    expect(detectCharset(Buffer.from("Foretag"))).toBe("cp437");
  });
});
