import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { sieFileName } from "../../../src/delivery/sie/file-name.ts";
import { PAYOUT } from "./vouchers.ts";

const name = (merchantId: string, paymentReference: string) =>
  sieFileName({ ...PAYOUT, merchantId, paymentReference });

describe("the name of a SIE file", () => {
  test("tells merchant, payment reference, and the voucher's series, year and number", () => {
    expect(sieFileName(PAYOUT)).toBe("K500746_XISA93DJ_K2026-12.si");
    expect(name("PK12345_abcdef", "XISA-93")).toBe("PK12345_abcdef_XISA-93_K2026-12.si");
  });

  test.each([
    ["..", "."],
    ["../../etc", "passwd"],
    ["/", "C:\\"],
    [".hidden", "-rf"],
    ["", "\u0000"],
    ["Åsa & Co", "ref.si"],
    ["a".repeat(500), "💸".repeat(100)],
  ])("is harmless for merchant %j and reference %j", (merchantId, reference) => {
    expect(name(merchantId, reference)).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_~-]{1,180}_K2026-12\.si$/);
  });

  test("differs where the references differ, however alike they look when made safe", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (one, other) => {
        fc.pre(one !== other);
        expect(name("K1", one)).not.toBe(name("K1", other));
        expect(name("K1", one)).toMatch(/^[\w~.-]+$/);
      }),
    );
    expect(name("K1", "a/b")).not.toBe(name("K1", "a-b"));
    expect(name("K1", "a/b")).not.toBe(name("K1", "a.b"));
    expect(name("K1", "x".repeat(61))).not.toBe(name("K1", "x".repeat(62)));
  });
});
