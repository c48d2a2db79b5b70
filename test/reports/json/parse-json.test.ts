import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { JsonNumber } from "../../../src/reports/json/json-tokens.ts";
import {
  JsonReader,
  type JsonFault,
  type JsonObject,
  type JsonValue,
} from "../../../src/reports/json/parse-json.ts";
import { seedFromEnvironment } from "../../fuzz/random.ts";
import { payoutOf, reasonsOf } from "../read.ts";

/** Everything the reader says, as JSON.parse would have it. */
function parse(text: string, pieces = text.length + 1): { values: unknown[]; fault: JsonFault | null } {
  const values: unknown[] = [];
  const reader = new JsonReader((object) => {
    if (object.holder === 0) values.push(plain(object));
    return false;
  });
  let fault: JsonFault | null = null;
  for (let at = 0; at < text.length && !fault; at += pieces)
    fault = reader.write(text.slice(at, at + pieces));
  return { values, fault: fault ?? reader.end() };
}

function plain(value: JsonValue): unknown {
  if (value instanceof JsonNumber) return Number(value.text);
  if (value === null || typeof value !== "object") return value;
  if (isObject(value))
    return Object.fromEntries([...value.fields].map(([name, inner]) => [name, plain(inner)]));
  return value.map(plain);
}

function isObject(value: JsonObject | readonly JsonValue[]): value is JsonObject {
  return "fields" in value;
}

const seed = seedFromEnvironment();

describe("the JSON reader", () => {
  test("reads what JSON.parse reads, wherever the pieces are cut", () => {
    const objects = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 });
    fc.assert(
      fc.property(
        objects,
        fc.constantFrom(undefined, 1, "\t"),
        fc.integer({ min: 1, max: 9 }),
        (value, indent, size) => {
          const text = JSON.stringify(value, null, indent);
          const read = parse(text, size);
          expect(read.fault).toBeNull();
          expect(JSON.stringify(read.values)).toBe(JSON.stringify([JSON.parse(text)]));
        },
      ),
      { seed, numRuns: 1500 },
    );
  });

  test("refuses what JSON.parse refuses", () => {
    const text = fc.string({
      unit: fc.constantFrom(
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        '"',
        '"a"',
        "1",
        "-",
        ".",
        "null",
        "tru",
        " ",
        "\\",
      ),
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, (written) => {
        const whole = `{"x":${written}}`; // what is written may itself go on with another field
        let valid = true;
        try {
          JSON.parse(whole);
        } catch {
          valid = false;
        }
        const { fault } = parse(whole);
        // Twice the same key is JSON to JSON.parse, which keeps one of them; here it is a fault. And what is whole may be
        // followed by what is whole, also without a comma.
        const follows = /[}\]]\s*[,{[]/.test(whole);
        if (fault?.reason !== "json_duplicate")
          expect(fault === null).toBe(valid || (follows && fault === null));
      }),
      { seed, numRuns: 5000 },
    );
  });

  test.each([
    ["one after the other", '{"a": 1}{"b": 2}'],
    ["a line each", '{"a": 1}\n{"b": 2}\n'],
    ["with a comma between", '{"a": 1},\n{"b": 2},\n'],
    ["as files that were put together, each with its byte order mark", '{"a": 1}\r\n\ufeff{"b": 2}'],
    ["a list without commas", '[{"a": 1} {"b": 2}\n]'],
  ])("reads values %s", (_, text) => {
    const found: string[] = [];
    const reader = new JsonReader((object) => {
      found.push([...object.fields.keys()].join());
      return true;
    });
    expect(reader.write(text) ?? reader.end()).toBeNull();
    expect(found).toEqual(["a", "b"]);
  });

  test.each([
    ["a cut second value", '{"a": 1}{"b": '],
    ["words after the value", '{"a": 1} and more'],
    ["numbers without a comma", "[1 2]"],
    ["a field without a comma", '{"a": {} "b": 1}'],
    ["an object where a key must be", '{"a": {} {}}'],
  ])("refuses %s", (_, text) => {
    expect(parse(text).fault).toMatchObject({ reason: "json_broken" });
  });

  test("keeps numbers as they are written", () => {
    let text = "";
    const reader = new JsonReader((object) => {
      const amount = object.fields.get("amount");
      if (amount instanceof JsonNumber) text = amount.text;
      return true;
    });
    reader.write('{"amount": 1500.00}');
    expect(text).toBe("1500.00");
  });

  test("says the line of what is wrong", () => {
    expect(parse('{\n"a": 1,\n"a": 2}').fault).toMatchObject({
      reason: "json_duplicate",
      line: 3,
      found: "a",
    });
    expect(parse('{\n"a": 1\n').fault).toMatchObject({ reason: "json_broken", line: 3 });
  });
});

const TOTALS = '{"sale_amount": 1000, "return_amount": 0, "fee_amount": 0, "settlement_amount": 1000}';
const PAYOUT = `"payment_reference": "XISA93DJ", "payout_date": "2024-05-02T07:45:00Z", "currency_code": "SEK", "merchant_settlement_type": "NET", "merchant_id": "K123456", "totals": ${TOTALS}`;
const SALE = '{"type": "SALE", "amount": 1000, "currency_code": "SEK", "order_id": null, "sale_date": null}';

describe("the Settlements API's JSON", () => {
  test.each([
    ["one payout with its transactions inside", `{${PAYOUT}, "transactions": [${SALE}]}`],
    ["transactions inside, before the payout's own fields", `{"transactions": [${SALE}], ${PAYOUT}}`],
    ["a payout and a list beside each other", `{"payout": {${PAYOUT}}, "transactions": [${SALE}]}`],
    [
      "two paginated answers",
      `{"payouts": {"payouts": [{${PAYOUT}}], "pagination": {"count": 1, "total": 9}}, "transactions": {"transactions": [${SALE}], "pagination": {"count": 1, "total": 1}}}`,
    ],
    ["a list of payouts", `[{${PAYOUT}, "transactions": [${SALE}]}]`],
    [
      "pages of transactions",
      `{"payouts": [{${PAYOUT}}], "transactions": [{"transactions": [${SALE}], "pagination": {"count": 1, "total": 1}}, {"transactions": []}]}`,
    ],
  ])("is read as %s", async (_, text) => {
    const { payout, lines } = await payoutOf(text, { name: "payout.json" });
    expect(payout).toMatchObject({ paymentReference: "XISA93DJ", currency: "SEK", lineCount: 1 });
    expect(payout.totals.settlement).toBe(1000n);
    expect(lines).toMatchObject([{ row: 1, type: "SALE", amount: 1000n, orderId: null, saleDate: null }]);
  });

  test.each([
    ["transactions without their payout", `{"transactions": [${SALE}]}`, "json_payout_missing"],
    [
      "a payout whose transactions are only a link",
      `{"payouts": [{${PAYOUT}, "transactions": "https://…"}]}`,
      "json_transactions_missing",
    ],
    [
      "a transaction that is none",
      `{"payouts": [{${PAYOUT}}], "transactions": [${SALE}, {"typ": "SALE", "amount": 5}]}`,
      "json_stranger",
    ],
    [
      "an amount as a text",
      `{"payouts": [{${PAYOUT}}], "transactions": [${SALE.replace("1000", '"1000"')}]}`,
      "json_number",
    ],
    [
      "an unknown type",
      `{"payouts": [{${PAYOUT}}], "transactions": [${SALE.replace("SALE", "EXTERNAL_PAYOUT")}]}`,
      "unknown_type",
    ],
    [
      "another currency",
      `{"payouts": [{${PAYOUT}}], "transactions": [${SALE.replace("SEK", "EUR")}]}`,
      "currency_differs",
    ],
    [
      "a transaction of another payout",
      `{"payouts": [{${PAYOUT}}], "transactions": [${SALE.replace("{", '{"payment_reference": "Y",')}]}`,
      "row_of_no_payout",
    ],
    [
      "the same payout twice",
      `{"payouts": [{${PAYOUT}}, {${PAYOUT}}], "transactions": [${SALE}]}`,
      "payout_twice",
    ],
    [
      "an öre too little",
      `{"payouts": [{${PAYOUT}}], "transactions": [${SALE.replace("1000", "999")}]}`,
      "row_total_differs",
    ],
    ["a cut", `{"payouts": [{${PAYOUT}}], "transactions": [${SALE}`, "json_broken"],
  ])("with %s is refused", async (_, text, reason) => {
    expect((await reasonsOf(text, { name: "payout.json" }))[0]).toBe(reason);
  });
});
