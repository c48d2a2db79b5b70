import { describe, expect, test } from "@jest/globals";
import { checkReport, type CheckResult } from "../../../src/reports/check/check.ts";
import { WANTED } from "../../../src/reports/check/portal.ts";
import type { ReadOptions } from "../../../src/reports/report.ts";

function check(content: string | Uint8Array, options: Partial<ReadOptions> = {}): Promise<CheckResult> {
  return checkReport(
    async function* () {
      yield typeof content === "string" ? Buffer.from(content) : content;
    },
    { name: "report.csv", ...options },
  );
}

const fields = ({ missing }: CheckResult) => missing.map(({ field }) => field);
const [SUMMARY, LIST] = (["summary", "transactions"] as const).map((part) =>
  WANTED.filter((wanted) => wanted.part === part).map(({ field }) => field),
);

/** A renamed report as Kustom lets a merchant make it. */
const RENAMED = [
  "Summa försäljning;Summa återköp;Summa avgifter;Summa moms;Utbetalt;Referens;Valuta;Datum;Butik;Sort",
  "1500,00;250,00;45,00;11,25;1193,75;123456789;SEK;2024-05-02T07:45:00Z;K123456;NET",
  "",
  "Händelse;Hämtad;Såld;Order;Kort;Leverans;Ordernummer;Belopp;Kod;Retur;Momssats;Moms;Slag",
  "SALE;2024-05-01T10:00:00Z;2024-04-30T09:00:00Z;ce17b4cb-147f-48b7-b8e6-dde2fa397001;9875QW2;33db6f16-9f43-43fa-a587-cc51411c9801;1001;1500,00;SEK;;;;PURCHASE",
  "FEE;2024-05-01T10:00:00Z;2024-04-30T09:00:00Z;ce17b4cb-147f-48b7-b8e6-dde2fa397001;9875QW2;33db6f16-9f43-43fa-a587-cc51411c9801;1001;45,00;SEK;;25,00;11,25;PURCHASE_FEE_PERCENTAGE",
  "RETURN;2024-05-01T11:00:00Z;2024-04-29T09:00:00Z;ce17b4cb-147f-48b7-b8e6-dde2fa397002;9876QW2;;1000;250,00;SEK;ef1baa1f-b42e-44be-b9e4-4b94510b53e5;;;PURCHASE_RETURN",
  "",
].join("\n");

describe("check", () => {
  test("finds nothing to improve in a report with everything", async () => {
    const values: Record<string, string> = {
      payment_reference: "123456789",
      payout_date: "2024-05-02T07:45:00Z",
      settlement_currency: "SEK",
      merchant_id: "K123456",
      merchant_settlement_type: "NET",
    };
    const summary = `${SUMMARY?.join(";")}\n${SUMMARY?.map((field) => values[field] ?? "0.00").join(";")}\n`;
    const result = await check(`${summary}\n${LIST?.join(";")}\n`);
    expect(result).toMatchObject({ refusals: [], missing: [], unknown: [], headers: null });
    expect(result.payouts[0]?.unproven).toEqual([]);
  });

  test("says what each missing field costs and where it is ticked, in both languages", async () => {
    const result = await check("type;amount;posting_currency\nSALE;10.00;SEK\n", {
      name: "settlement.123.csv",
    });
    expect(result.refusals).toEqual([]);
    expect(fields(result)).toEqual([
      ...(SUMMARY ?? []),
      ...(LIST ?? []).filter((field) => !["type", "amount", "posting_currency"].includes(field)),
    ]);
    for (const { cost, where } of result.missing)
      for (const words of [cost.sv, cost.en, where.sv, where.en]) expect(words).toMatch(/^\p{Lu}.*\.$/u);
    expect(result.portal.sv).toContain("Konfigurera rapporter");
    expect(result.missing[0]?.where.en).toContain("Include settlement summary section");
  });

  test("works for a report that is refused", async () => {
    const result = await check("type;posting_currency;order_id;capture_date\nSALE;SEK;a;2024-05-01\n");
    expect(result.refusals.map(({ reason }) => reason)).toContain("missing_column");
    expect(fields(result)).toEqual(
      expect.arrayContaining(["amount", "merchant_reference1", "payment_reference"]),
    );
    expect(fields(result)).not.toContain("order_id");
    const other = await check("type;amount;capture_id\nSALE;10.00;a\n");
    expect(other.refusals.map(({ reason }) => reason)).toContain("no_payment_reference");
    expect(fields(other)).toContain("payment_reference");
  });

  test("lists columns and totals that it does not know", async () => {
    const text =
      "total_swish;payment_reference;settlement_currency;total_sale_amount\n0.00;1;SEK;10.00\n\nSwish Reference;type;amount\nx;SALE;10.00\n";
    expect((await check(text)).unknown).toEqual(["Swish Reference", "total_swish"]);
  });

  test("proposes what renamed columns and totals mean, by what is in them", async () => {
    const result = await check(RENAMED);
    expect(result.refusals.map(({ reason }) => reason)).toEqual(["not_a_report"]);
    expect(result.headers).toEqual({
      händelse: "type",
      hämtad: "capture_date",
      såld: "sale_date",
      order: "order_id",
      kort: "short_order_id",
      leverans: "capture_id",
      ordernummer: "merchant_reference1",
      belopp: "amount",
      kod: "posting_currency",
      retur: "refund_id",
      momssats: "vat_rate",
      moms: "vat_amount",
      slag: "detailed_type",
      summa_försäljning: "total_sale_amount",
      summa_återköp: "total_return_amount",
      summa_avgifter: "total_fee_amount",
      summa_moms: "total_tax_amount",
      utbetalt: "total_settlement_amount",
      referens: "payment_reference",
      valuta: "settlement_currency",
      datum: "payout_date",
      butik: "merchant_id",
      sort: "merchant_settlement_type",
    });
    expect(result.headersSuffice).toBe(true);
    expect(fields(result)).not.toContain("amount");
    expect(fields(result)).toContain("opening_debt_balance");
  });

  test("with the proposed map in the settings proposes nothing more", async () => {
    const { headers } = await check(RENAMED);
    const again = await check(RENAMED, { headers: headers ?? {} });
    expect(again).toMatchObject({ refusals: [], headers: null, unknown: [] });
    expect(again.payouts).toMatchObject([{ paymentReference: "123456789", merchantId: "K123456" }]);
  });

  test("proposes a name only for the column that has another one", async () => {
    const text = RENAMED.replace(
      /^[^\n]*/,
      "total_sale_amount;total_return_amount;total_fee_amount;total_tax_amount;total_settlement_amount;payment_reference;settlement_currency;payout_date;merchant_id;merchant_settlement_type",
    ).replace(
      "Händelse;Hämtad;Såld;Order;Kort;Leverans;Ordernummer;Belopp;Kod;Retur;Momssats;Moms;Slag",
      "type;capture_date;sale_date;order_id;short_order_id;capture_id;merchant_reference1;Belopp;posting_currency;refund_id;vat_rate;vat_amount;detailed_type",
    );
    expect(await check(text)).toMatchObject({ headers: { belopp: "amount" }, headersSuffice: true });
  });

  test("has nothing to say about fields of a file that is no report", async () => {
    expect(await check("%PDF-1.7")).toMatchObject({
      refusals: [{ reason: "pdf" }],
      missing: [],
      headers: null,
    });
    expect(await check("name;age\nAnna;5\n")).toMatchObject({
      refusals: [{ reason: "not_a_report" }],
      missing: [],
      headers: null,
    });
  });
});
