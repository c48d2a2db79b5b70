import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { textDecoding, type DecodeFault, type Encoding } from "../../../src/reports/values/encoding.ts";
import { seedFromEnvironment } from "../../fuzz/random.ts";

function decode(
  bytes: Uint8Array,
  pieces = bytes.length + 1,
): { text: string; encoding: Encoding; fault: DecodeFault | null } {
  const decoding = textDecoding(bytes);
  let text = "";
  const take = (piece: string) => {
    text += piece;
    return true;
  };
  let fault: DecodeFault | null = null;
  for (let at = 0; at < bytes.length && !fault; at += pieces)
    fault = decoding.write(bytes.subarray(at, at + pieces), take);
  fault ??= decoding.end(take);
  return { text, encoding: decoding.encoding(), fault };
}

describe("bytes become text", () => {
  test("in UTF-8 with and without mark, UTF-16 in both orders, and Windows-1252", () => {
    const text = "typ;belopp\nGårdén;1,5\n";
    const wide = Buffer.from(text, "utf16le");
    const marked = Buffer.from(`\ufeff${text}`, "utf16le");
    expect(decode(Buffer.from(text))).toEqual({ text, encoding: "utf-8", fault: null });
    expect(decode(Buffer.from(`\ufeff${text}`))).toEqual({ text, encoding: "utf-8", fault: null });
    expect(decode(wide)).toEqual({ text, encoding: "utf-16le", fault: null });
    expect(decode(marked)).toEqual({ text, encoding: "utf-16le", fault: null });
    expect(decode(Buffer.from(wide).swap16())).toEqual({ text, encoding: "utf-16be", fault: null });
    expect(decode(Buffer.from(marked).swap16())).toEqual({ text, encoding: "utf-16be", fault: null });
    expect(decode(Buffer.from(text, "latin1"))).toEqual({ text, encoding: "windows-1252", fault: null });
    expect(decode(Buffer.from("plain"))).toEqual({ text: "plain", encoding: "ascii", fault: null });
  });

  test("Windows-1252 has a euro sign and curly quotes where Latin-1 has none", () => {
    expect(decode(Uint8Array.of(0x41, 0x80, 0x93, 0x94, 0x9f, 0xe5)).text).toBe("A€“”Ÿå");
  });

  test("UTF-8 that is broken after it has shown itself is a fault", () => {
    expect(decode(Buffer.concat([Buffer.from("å"), Uint8Array.of(0xff)]))).toMatchObject({
      fault: "encoding_broken",
    });
    expect(decode(Buffer.concat([Buffer.from("å"), Uint8Array.of(0xc3)]))).toMatchObject({
      fault: "encoding_broken",
    });
    expect(decode(Buffer.from("\ufeffabc\u00e5").subarray(0, 7))).toMatchObject({ fault: "encoding_broken" });
  });

  test("a lone high byte at the very end is Windows-1252", () => {
    expect(decode(Uint8Array.of(0x61, 0xe5))).toEqual({ text: "aå", encoding: "windows-1252", fault: null });
  });

  test("the answer does not depend on how the bytes are cut", () => {
    const bytes = fc.array(
      fc.constantFrom(0x61, 0x0a, 0xc3, 0xa5, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0xff, 0xef, 0xbb, 0xbf),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 5 }), (values, size) => {
        const whole = decode(Uint8Array.from(values));
        const cut = decode(Uint8Array.from(values), size);
        expect({ fault: cut.fault, encoding: cut.encoding }).toEqual({
          fault: whole.fault,
          encoding: whole.encoding,
        });
        if (!whole.fault) expect(cut.text).toBe(whole.text);
      }),
      { seed: seedFromEnvironment(), numRuns: 5000 },
    );
  });
});
