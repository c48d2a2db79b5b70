import { describe, expect, test } from "@jest/globals";
import { payoutOf, reasonsOf } from "../read.ts";

/** A report of these totals (in the file's words) and lines; every total of the list that is not given is 0.00. */
function report(
  totals: Readonly<Record<string, string>>,
  lines: readonly (readonly [type: string, amount: string, vat?: string, detail?: string])[],
  type = "NET",
): string {
  const all = [
    "sale",
    "fee",
    "fee_correction",
    "tax",
    "return",
    "reversal",
    "commission",
    "credit",
    "charge",
    "holdback",
    "release",
    "deposit",
    "repay",
    "fee_refund",
    "settlement",
  ];
  const names = [...new Set([...all, ...Object.keys(totals)])].filter((name) => totals[name] !== "-");
  const header = names.map((name) => (name.endsWith("balance") ? name : `total_${name}_amount`));
  const values = names.map((name) => totals[name] ?? "0.00");
  const rows = lines.map(
    ([kind, amount, vat = "", detail = kind]) => `${kind};${amount};SEK;${vat};${detail}`,
  );
  return [
    [
      ...header,
      "payment_reference",
      "settlement_currency",
      "payout_date",
      "merchant_id",
      "merchant_settlement_type",
    ].join(";"),
    [...values, "123456789", "SEK", "2024-05-02T07:45:00Z", "K123456", type].join(";"),
    "type;amount;posting_currency;vat_amount;detailed_type",
    ...rows,
    "",
  ].join("\n");
}

async function effects(text: string): Promise<bigint[]> {
  return (await payoutOf(text)).lines.map(({ effect }) => effect);
}

describe("corrections without a sign", () => {
  test("go the way that the payout says", async () => {
    expect(
      await effects(
        report({ sale: "100.00", settlement: "110.00" }, [
          ["SALE", "100.00"],
          ["CORRECTION", "10.00"],
        ]),
      ),
    ).toEqual([10000n, 1000n]);
    expect(
      await effects(
        report({ sale: "100.00", settlement: "90.00" }, [
          ["SALE", "100.00"],
          ["CORRECTION", "10.00"],
        ]),
      ),
    ).toEqual([10000n, -1000n]);
  });

  test("are refused when they would have to go different ways, even if only one choice adds up", async () => {
    const text = report({ sale: "100.00", settlement: "107.00" }, [
      ["SALE", "100.00"],
      ["CORRECTION", "10.00"],
      ["CORRECTION", "3.00"],
    ]);
    expect(await reasonsOf(text)).toEqual(["direction_ambiguous"]);
  });

  test("counted in the credits are not counted again", async () => {
    const text = report({ sale: "100.00", credit: "15.00", settlement: "115.00" }, [
      ["SALE", "100.00"],
      ["CREDIT", "5.00"],
      ["CORRECTION", "10.00"],
    ]);
    expect(await effects(text)).toEqual([10000n, 500n, 1000n]);
  });

  test("are refused when two choices add up", async () => {
    const twice: [string, string][] = [
      ["CORRECTION", "10.00"],
      ["CORRECTION", "10.00"],
    ];
    expect(
      await reasonsOf(report({ sale: "100.00", settlement: "100.00" }, [["SALE", "100.00"], ...twice])),
    ).toEqual(["direction_ambiguous"]);
    // Counted in the fee correction (both plus), or beside it (one each way): two different payouts' lines.
    expect(
      await reasonsOf(
        report({ sale: "100.00", fee_correction: "20.00", settlement: "120.00" }, [
          ["SALE", "100.00"],
          ...twice,
        ]),
      ),
    ).toEqual(["direction_ambiguous"]);
  });

  test("are refused when no choice adds up", async () => {
    const text = report({ sale: "100.00", settlement: "105.00" }, [
      ["SALE", "100.00"],
      ["CORRECTION", "10.00"],
    ]);
    expect(await reasonsOf(text)).toEqual(["settlement_differs"]);
    const two = report({ sale: "100.00", settlement: "105.00" }, [
      ["SALE", "100.00"],
      ["CORRECTION", "10.00"],
      ["CORRECTION", "3.00"],
    ]);
    expect(await reasonsOf(two)).toEqual(["settlement_differs"]);
  });

  test("are refused when the payout's amount is not stated", async () => {
    const text = report({ sale: "100.00", settlement: "-" }, [
      ["SALE", "100.00"],
      ["CORRECTION", "10.00"],
    ]);
    expect(await reasonsOf(text)).toEqual(["direction_ambiguous"]);
  });

  test("all of one direction are told by their sum, however many", async () => {
    const many = Array.from({ length: 60 }, (_, index): [string, string] => [
      "CORRECTION",
      `${index + 1}.00`,
    ]);
    const text = report({ sale: "5000.00", settlement: "3170.00" }, [["SALE", "5000.00"], ...many]);
    expect((await effects(text)).filter((effect) => effect < 0n)).toHaveLength(60);
  });
});

describe("signs", () => {
  test("printed on what takes make a correction without one a plus", async () => {
    const text = report({ sale: "100.00", return: "-20.00", settlement: "85.00" }, [
      ["SALE", "100.00"],
      ["RETURN", "-20.00"],
      ["CORRECTION", "10.00"],
      ["CORRECTION", "-5.00"],
    ]);
    expect(await effects(text)).toEqual([10000n, -2000n, 1000n, -500n]);
    expect((await payoutOf(text)).dialect.signed).toBe(true);
  });

  test("that contradict a type are refused", async () => {
    expect(await reasonsOf(report({ sale: "100.00", settlement: "100.00" }, [["SALE", "-100.00"]]))).toEqual([
      "sign_contradicts",
    ]);
    const mixed = report({ return: "30.00", deposit: "30.00" }, [
      ["RETURN", "-10.00"],
      ["RETURN", "20.00"],
    ]);
    expect(await reasonsOf(mixed)).toEqual(["sign_contradicts"]);
  });

  test("of a net reversal may be either, its lines know", async () => {
    const lines: [string, string][] = [
      ["SALE", "100.00"],
      ["REVERSAL_MERCHANT_PROTECTION", "30.00"],
    ];
    for (const reversal of ["-30.00", "30.00"])
      expect(
        (await payoutOf(report({ sale: "100.00", reversal, settlement: "130.00" }, lines))).payout.totals
          .reversal,
      ).toBe(-3000n);
  });
});

describe("commission taken back", () => {
  const lines: [string, string, string?, string?][] = [
    ["COMMISSION", "50.00"],
    ["COMMISSION", "20.00", "", "COMMISSION_RETURN"],
  ];

  test.each([
    ["has a total of its own", { commission: "50.00", commission_reversal: "20.00", settlement: "30.00" }],
    ["is netted in the one total", { commission: "30.00", settlement: "30.00" }],
    ["is left out of the one total", { commission: "50.00", settlement: "30.00" }],
  ])("%s", async (_, totals) => {
    const { payout, lines: read } = await payoutOf(report(totals, lines));
    expect(read.map(({ effect }) => effect)).toEqual([5000n, -2000n]);
    expect(payout.totals).toMatchObject({ commission: 5000n, commissionReversal: 2000n });
  });

  test("only by its name, but paid by the sum, is paid", async () => {
    expect(await effects(report({ commission: "70.00", settlement: "70.00" }, lines))).toEqual([
      5000n,
      2000n,
    ]);
  });
});

describe("fees and their VAT", () => {
  const fees: [string, string, string?][] = [
    ["SALE", "100.00"],
    ["FEE", "10.00", "2.50"],
  ];

  test("are deducted from a NET payout", async () => {
    const { payout } = await payoutOf(
      report({ sale: "100.00", fee: "10.00", tax: "2.50", settlement: "87.50" }, fees),
    );
    expect(payout.adjustments.vat).toBe(-250n);
  });

  test("take nothing from a GROSS payout, shown or left out of its totals", async () => {
    for (const totals of [
      { fee: "10.00", tax: "2.50" },
      { fee: "0.00", tax: "0.00" },
      { fee: "-", tax: "-" },
    ]) {
      const { payout, lines } = await payoutOf(
        report({ ...totals, sale: "100.00", settlement: "100.00" }, fees, "GROSS"),
      );
      expect(lines.map(({ effect }) => effect)).toEqual([10000n, 0n]);
      expect(payout.adjustments.vat).toBe(0n);
    }
  });

  test("are deducted from a GROSS payout that says so", async () => {
    const text = report({ sale: "100.00", fee: "10.00", tax: "2.50", settlement: "87.50" }, fees, "GROSS");
    expect(await effects(text)).toEqual([10000n, -1000n]);
  });

  test("of a GROSS payout without its amount are not guessed", async () => {
    const text = report({ sale: "100.00", fee: "10.00", tax: "2.50", settlement: "-" }, fees, "GROSS");
    expect(await reasonsOf(text)).toEqual(["direction_ambiguous"]);
  });

  test("refunded come back with their VAT, in a total of its own, netted or in none", async () => {
    const lines: [string, string, string?][] = [...fees, ["FEE_REFUND", "4.00", "1.00"]];
    for (const totals of [{ tax: "2.50", tax_refund: "1.00" }, { tax: "2.50" }, { tax: "1.50" }]) {
      const { payout } = await payoutOf(
        report({ ...totals, sale: "100.00", fee: "10.00", fee_refund: "4.00", settlement: "92.50" }, lines),
      );
      expect(payout.totals).toMatchObject({ tax: 250n, taxRefund: 100n });
      expect(payout.adjustments.vat).toBe(-150n);
    }
  });

  test("a VAT that the lines do not make is refused", async () => {
    expect(
      await reasonsOf(report({ sale: "100.00", fee: "10.00", tax: "2.51", settlement: "87.49" }, fees)),
    ).toEqual(["row_total_differs"]);
  });

  test("TAX lines are part of the tax, and are not deducted twice", async () => {
    const { payout, lines } = await payoutOf(
      report({ sale: "100.00", fee: "10.00", tax: "4.00", settlement: "86.00" }, [...fees, ["TAX", "1.50"]]),
    );
    expect(lines.map(({ effect }) => effect)).toEqual([10000n, -1000n, -150n]);
    expect(payout.adjustments.vat).toBe(-250n);
  });

  test("TAX lines are all of the tax where there is no fee that may carry some of it", async () => {
    const text = (amount: string) =>
      "total_sale_amount;total_tax_amount;total_settlement_amount;payment_reference;settlement_currency\n" +
      `100.00;4.00;96.00;1;SEK\n\ntype;amount;posting_currency\nSALE;100.00;SEK\nTAX;${amount};SEK\n`;
    expect((await payoutOf(text("4.00"))).payout.adjustments.vat).toBe(0n);
    expect(await reasonsOf(text("3.00"))).toEqual(["row_total_differs"]);
  });

  test("a VAT column on a sale is the goods' and stays beside the line", async () => {
    const { lines } = await payoutOf(
      report({ sale: "100.00", settlement: "100.00" }, [["SALE", "100.00", "20.00"]]),
    );
    expect(lines).toMatchObject([{ feeVat: null, extra: { vat_amount: "20.00" } }]);
  });
});

describe("what the summary leaves out", () => {
  test("a GROSS payout of nothing whose fees may have become debt is not guessed at", async () => {
    const text = (deposit: string) =>
      `total_fee_amount;${deposit}total_settlement_amount;payment_reference;settlement_currency;merchant_settlement_type\n` +
      `10.00;${deposit === "" ? "" : "0.00;"}0.00;1;SEK;GROSS\n\ntype;amount;posting_currency\nFEE;10.00;SEK\n`;
    expect(await reasonsOf(text(""))).toEqual(["direction_ambiguous"]);
    const { lines } = await payoutOf(text("total_deposit_amount;"));
    expect(lines.map(({ effect }) => effect)).toEqual([0n]);
  });

  test("a total that is cut off before its value is refused", async () => {
    const text = report({ sale: "100.00", settlement: "100.00" }, [["SALE", "100.00"]]);
    expect(await reasonsOf(`${text}total_charge_amoun`)).not.toEqual([]);
    const list = "type;amount;posting_currency\nSALE;100.00;SEK\n\n";
    const pairs = "total_settlement_amount;100.00\npayment_reference;1\nsettlement_currency;SEK\n";
    expect((await payoutOf(list + pairs)).payout.totals.settlement).toBe(10000n);
    expect(await reasonsOf(`${list}${pairs}total_charge_amoun`)).toEqual(["unexpected_row"]);
  });

  test("is computed from the lines and said", async () => {
    const { payout } = await payoutOf(
      report({ sale: "-", return: "-", settlement: "-" }, [
        ["SALE", "100.00"],
        ["RETURN", "20.00"],
      ]),
    );
    expect(payout.totals).toMatchObject({ sale: 10000n, return: 2000n, settlement: 8000n });
    expect(payout.unproven.map(({ en }) => en).join(" ")).toMatch(
      /total_settlement_amount.*total_sale_amount, total_return_amount/,
    );
  });

  test("is told by the debt's balances where it can be", async () => {
    const text = report(
      {
        sale: "100.00",
        repay: "-",
        deposit: "-",
        opening_debt_balance: "30.00",
        closing_debt_balance: "10.00",
        settlement: "80.00",
      },
      [["SALE", "100.00"]],
    );
    expect((await payoutOf(text)).payout.adjustments).toMatchObject({ repay: 2000n, deposit: 0n });
  });

  test("is named when the payout does not add up without it", async () => {
    const { result } = await import("../read.ts").then(({ read }) =>
      read(report({ sale: "100.00", repay: "-", settlement: "80.00" }, [["SALE", "100.00"]])),
    );
    expect(result.outcome === "refused" && result.refusals[0].what.en).toMatch(/total_repay_amount/);
  });

  test("a total that Kvitt does not know refuses a payout without its amount, and nothing else", async () => {
    const lines: [string, string][] = [["SALE", "100.00"]];
    expect(await reasonsOf(report({ sale: "100.00", swish: "5.00", settlement: "-" }, lines))).toEqual([
      "unknown_total",
    ]);
    expect(await reasonsOf(report({ sale: "100.00", swish: "5.00", settlement: "100.00" }, lines))).toEqual(
      [],
    );
    expect(await reasonsOf(report({ sale: "100.00", swish: "5.00", settlement: "105.00" }, lines))).toEqual([
      "settlement_differs",
    ]);
  });

  test("a summary without a list is refused unless nothing needs explaining", async () => {
    const summary = (text: string) => text.split("\n").slice(0, 2).join("\n");
    expect(await reasonsOf(summary(report({ sale: "100.00", settlement: "100.00" }, [])))).toEqual([
      "table_missing",
    ]);
    expect((await payoutOf(summary(report({}, [])))).payout.totals.settlement).toBe(0n);
  });
});

test("a summary without a currency is not read with the decimals of another", async () => {
  const text = (currency: string, names: string) =>
    `payment_reference;${names}payout_date;merchant_id;total_fee_correction_amount;total_settlement_amount\n` +
    `P1;${names === "" ? "" : `${currency};`}2027-07-07T06:42:58Z;K1;6869;6869\n\n` +
    `type;amount;currency\nFEE;0;${currency}\n`;
  expect(await reasonsOf(text("ISK", ""))).toEqual(["summary_without_currency"]);
  expect((await payoutOf(text("ISK", "settlement_currency;"))).payout.totals.settlement).toBe(6869n);
  expect((await payoutOf(text("SEK", ""))).payout.totals.settlement).toBe(686_900n);
});
