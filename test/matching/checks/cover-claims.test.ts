import { expect, test } from "@jest/globals";
import { coverClaims, type DisputedLine } from "../../../src/matching/checks/cover-claims.ts";

const LINE: DisputedLine = {
  id: 0n,
  type: "REVERSAL",
  merchantId: "K1",
  currency: "SEK",
  account: 1516,
  isClaim: true,
  left: 500n,
  dispute: null,
  orderId: null,
  shortOrderId: null,
  reference: null,
};

function claim(id: bigint, own: Partial<DisputedLine>): DisputedLine {
  return { ...LINE, id, ...own };
}

function credit(id: bigint, own: Partial<DisputedLine>): DisputedLine {
  return { ...LINE, type: "REVERSAL_MERCHANT_PROTECTION", isClaim: false, id, ...own };
}

function covers(...lines: readonly DisputedLine[]): string[] {
  const found = coverClaims(
    lines.filter(({ isClaim }) => isClaim),
    lines.filter(({ isClaim }) => !isClaim),
  );
  return found.map((one) => `${one.claim}<-${one.credit} ${one.amount} ${one.agreed}`);
}

test("a dispute's number decides, whatever the order", () => {
  expect(
    covers(
      claim(1n, { dispute: "a", orderId: "o" }),
      claim(2n, { dispute: "b", orderId: "o" }),
      credit(3n, { dispute: "b", orderId: "o" }),
    ),
  ).toEqual(["2<-3 500 dispute"]);
  expect(
    covers(claim(1n, { dispute: "a", orderId: "o" }), credit(3n, { dispute: "b", orderId: "o" })),
  ).toEqual([]);
});

test("without a number on both, the same order and amount do", () => {
  expect(covers(claim(1n, { dispute: "a", orderId: "o" }), credit(3n, { orderId: "o" }))).toEqual([
    "1<-3 500 order",
  ]);
  expect(covers(claim(1n, { orderId: "o" }), credit(3n, { orderId: "p" }))).toEqual([]);
  expect(covers(claim(1n, { orderId: "o", reference: "7" }), credit(3n, { reference: "7" }))).toEqual([
    "1<-3 500 order",
  ]);
});

test("money that came back covers one chargeback of two", () => {
  expect(
    covers(claim(1n, { orderId: "o" }), claim(2n, { orderId: "o" }), credit(3n, { orderId: "o" })),
  ).toEqual(["1<-3 500 order"]);
});

test("a part of a dispute covers a part, and two parts the whole", () => {
  expect(covers(claim(1n, { dispute: "a" }), credit(3n, { dispute: "a", left: 200n }))).toEqual([
    "1<-3 200 dispute",
  ]);
  expect(
    covers(
      claim(1n, { orderId: "o" }),
      credit(3n, { orderId: "o", left: 200n }),
      credit(4n, { orderId: "o", left: 300n }),
    ),
  ).toEqual(["1<-3 200 order", "1<-4 300 order"]);
});

test("a part for an order with two chargebacks is not guessed between them", () => {
  expect(
    covers(
      claim(1n, { orderId: "o" }),
      claim(2n, { orderId: "o", left: 400n }),
      credit(3n, { orderId: "o", left: 200n }),
    ),
  ).toEqual([]);
});

test("more than was taken for an order covers nothing", () => {
  expect(covers(claim(1n, { orderId: "o" }), credit(3n, { orderId: "o", left: 600n }))).toEqual([]);
});

test("another merchant's, currency's or account's money covers nothing", () => {
  for (const other of [{ merchantId: "K2" }, { currency: "EUR" }, { account: 3990 }])
    expect(covers(claim(1n, { orderId: "o" }), credit(3n, { orderId: "o", ...other }))).toEqual([]);
});
