import { describe, expect, test } from "@jest/globals";
import { sampleReport } from "../../intake/sample.ts";
import { payoutOf } from "../read.ts";

const BARE = ["type", "amount", "posting_currency"];

async function unfindable(columns: readonly string[], lines: object[] = [{}]): Promise<string | null> {
  const { payout } = await payoutOf(sampleReport({ columns, lines }));
  return payout.unfindable?.en ?? null;
}

describe("a report by which no line can be found", () => {
  test("says which columns are missing, and where to tick them", async () => {
    const said = await unfindable(BARE);
    expect(said).toContain("None of the lines can be matched with an invoice or order.");
    expect(said).toContain(
      "lacks order_id, merchant_reference1, merchant_reference2, merchant_capture_reference and merchant_refund_reference.",
    );
    expect(said).toContain("Settlements → Configure reports → CSV");
    expect(said).toContain("the lines are then completed");
  });

  test("also where it has Klarna's ids of captures, which receivables seldom have", async () => {
    expect(await unfindable([...BARE, "capture_id"])).toContain("That it has capture_id helps only if");
  });

  test("and where the columns are there, but empty on all sales and returns", async () => {
    const empty = { orderId: "", reference: "" };
    const said = await unfindable(
      [...BARE, "order_id", "merchant_reference1"],
      [empty, { type: "FEE", amount: "1.00", orderId: "o1" }],
    );
    expect(said).toContain("Empty on all sales and returns: order_id and merchant_reference1.");
  });

  test.each([["order_id"], ["merchant_reference1"]])("one line with %s is enough", async (column) => {
    expect(await unfindable([...BARE, column])).toBeNull();
  });

  test("a payout without sales and returns needs none", async () => {
    const { payout } = await payoutOf("type;amount;posting_currency;payment_reference\nCREDIT;50.00;SEK;1\n");
    expect(payout.unfindable).toBeNull();
  });
});
