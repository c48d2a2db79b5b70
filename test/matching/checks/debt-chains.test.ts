import { expect, test } from "@jest/globals";
import { debtIssuer, debtSteps, type DebtPayout } from "../../../src/matching/checks/debt-chains.ts";

/** "910182 0-300": reference, opening and closing debt; a day apart from each other, unless they share one ("@3"). */
function gaps(...payouts: readonly string[]): string[] {
  const read = payouts.map((text, index): DebtPayout => {
    const [reference = "", debts = "", day] = text.split(" ");
    const [opening, closing] = debts.split("-").map((debt) => (debt === "?" ? null : BigInt(debt)));
    return {
      id: BigInt(index),
      date: `2026-03-${String(day === undefined ? index + 1 : Number(day.slice(1))).padStart(2, "0")}`,
      issuer: debtIssuer("klarna", reference),
      paymentReference: reference,
      opening: opening ?? null,
      closing: closing ?? null,
    };
  });
  return debtSteps(read).flatMap(({ id, gap }) =>
    gap === null ? [] : [`${read[Number(id)]?.paymentReference} ${gap.expected} ${gap.found}`],
  );
}

test("each payout opens with what the one before closed with", () => {
  expect(gaps("1 0-0", "2 0-300", "3 300-0", "4 0-0")).toEqual([]);
});

test("debt that does not follow on is told", () => {
  expect(gaps("1 0-300", "2 0-0")).toEqual(["2 300 0"]);
  expect(gaps("1 0-0", "2 500-0")).toEqual(["2 0 500"]);
  expect(gaps("1 0-300", "2 0-0", "3 0-0", "4 0-100")).toEqual(["2 300 0"]);
});

test("Klarna's and Kustom's payouts under one merchant id are two chains", () => {
  expect(gaps("1 0-0", "2 0-300", "M3 0-0", "M4 0-0", "5 300-400")).toEqual([]);
  expect(gaps("1 0-300", "M2 0-0", "M3 0-200", "4 300-0", "M5 200-0")).toEqual([]);
});

test("a gap of one of them is told all the same", () => {
  expect(gaps("1 0-0", "M2 0-300", "3 0-0", "M4 0-0")).toEqual(["M4 300 0"]);
  expect(gaps("1 0-300", "M2 0-0", "3 200-0")).toEqual(["3 300 200"]);
});

test("two chains whose references do not tell are known once the first goes on", () => {
  expect(gaps("1 0-300", "2 0-0")).toEqual(["2 300 0"]);
  expect(gaps("1 0-300", "2 0-0", "3 0-0", "4 300-0")).toEqual([]);
});

test("a closing debt is taken up once", () => {
  expect(gaps("1 0-300", "2 300-0", "3 300-0")).toEqual(["3 0 300"]);
});

test("payouts of one day follow on in whichever order fits", () => {
  expect(gaps("1 0-0 @1", "2 300-0 @2", "3 0-300 @2")).toEqual([]);
});

test("what a report does not say is no gap", () => {
  expect(gaps("1 0-300", "2 ?-?", "3 100-0")).toEqual([]);
});

test("an M and digits is Kustom's; the settings may say what else is", () => {
  expect(debtIssuer("klarna", "M10183")).toBe("kustom");
  expect(debtIssuer("klarna", "MISA93DJ")).toBe("klarna");
  expect(debtIssuer("klarna", "KU-77", ["KU-"])).toBe("kustom");
  expect(debtIssuer("klarna", "M10183", ["KU-"])).toBe("klarna");
});

test("twice the payouts are looked at twice as often, also where each is a gap", () => {
  const looks = (count: number) => {
    let looked = 0;
    const payouts = Array.from({ length: count }, (_, n) => ({
      id: BigInt(n),
      date: new Date(Date.UTC(2026, 0, 1 + Math.floor(n / 50))).toISOString().slice(0, 10),
      issuer: "klarna",
      paymentReference: String(n).padStart(6, "0"),
      // a gap each seventh time, so that ends of chains pile up
      get opening() {
        looked += 1;
        return BigInt(n % 7 === 0 ? -n : n);
      },
      get closing() {
        looked += 1;
        return BigInt(n + 20);
      },
    }));
    const found = debtSteps(payouts).filter(({ gap }) => gap !== null).length;
    expect(found).toBeGreaterThan(count / 10);
    return looked;
  };
  expect(looks(4_000)).toBeLessThan(looks(2_000) * 2.2);
});
