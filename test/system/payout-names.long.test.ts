/** Two merchants with the same payment reference, and a payout that has nothing to show. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openPlace, type Place } from "./place.ts";

let place: Place;
beforeAll(async () => {
  place = await openPlace();
  const files = [
    place.put("given/a.csv", report("K1", "P1", "100.00")),
    place.put("given/b.csv", report("K2", "P1", "200.00")),
    place.put("given/c.csv", report("K1", "P0", "0.00")),
  ];
  await place.json(["import", ...files, "--wait"], 3);
}, 60_000);
afterAll(() => place.close());

function report(merchant: string, reference: string, amount: string): string {
  return [
    "total_sale_amount;total_settlement_amount;payment_reference;settlement_currency;payout_date;merchant_id;merchant_settlement_type",
    `${amount};${amount};${reference};SEK;2026-03-10T07:45:00Z;${merchant};NET`,
    "",
    "type;amount;order_id;merchant_reference1",
    ...(amount === "0.00" ? [] : [`SALE;${amount};o-1;1001`]),
    "",
  ].join("\n");
}

test("a payout is one merchant's: a reference that several have asks which, and the merchant before it says so", async () => {
  for (const args of [
    ["payout", "P1"],
    ["payout", "P1", "--json"],
  ]) {
    const { code, stderr } = await place.inside(args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("for example K2/P1") });
  }
  expect(await place.json(["payout", "K2/P1"], 0)).toMatchObject({
    merchantId: "K2",
    deviations: [{ merchantId: "K2", amount: "200.00" }],
    vouchers: [{ merchantId: "K2", number: 2 }],
  });
  expect(await place.json(["vouchers", "K1/P1"], 0)).toMatchObject([{ merchantId: "K1", number: 1 }]);
  expect(await place.json(["deviations", "--payout", "K2/P1"], 3)).toMatchObject([{ merchantId: "K2" }]);
});

test("a payout without lines has no voucher, which is no wrong usage", async () => {
  expect(await place.json(["vouchers", "P0"], 0)).toEqual([]);
  expect(await place.inside(["vouchers", "P0"])).toMatchObject({ code: 0, stdout: "No vouchers.\n" });
  expect(await place.json(["deviations", "--payout", "P0"], 0)).toEqual([]);
});

test.each([["payout"], ["vouchers"], ["deviations", "--payout"]])(
  "%s of a payout that does not exist is wrong usage",
  async (...args) => {
    const { code, stderr } = await place.inside([...args, "nowhere"]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "kvitt: There is no payout nowhere. See the list: kvitt payouts\n",
    });
  },
);
