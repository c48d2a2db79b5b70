/** What resolve and undo say, and what they leave when one of several cannot be done. */
import { afterAll, beforeEach, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dateIn } from "../../src/clock.ts";
import { readSie } from "../sie/read.ts";
import { openPlace, type Place } from "./place.ts";

const places: Place[] = [];
let place: Place;
afterAll(() => Promise.all(places.map((one) => one.close())));

const REPORT = [
  "total_sale_amount;total_settlement_amount;payment_reference;settlement_currency;payout_date;merchant_id;merchant_settlement_type",
  "1111.00;1111.00;P1;SEK;2026-03-10T07:45:00Z;K1;NET",
  "",
  "type;amount;order_id;merchant_reference1",
  "SALE;1100.00;o-1;1001",
  "SALE;11.00;o-2;1002",
  "",
].join("\n");

beforeEach(async () => {
  place = await openPlace();
  places.push(place);
  const receivables = place.put(
    "given/r.csv",
    "kind;number;currency;amount\ninvoice;F1;SEK;60.00\ninvoice;F2;EUR;11.00\n",
  );
  await place.json(["receivables", receivables], 0);
  await place.json(["import", place.put("given/a.csv", REPORT), "--wait"], 3);
}, 60_000);

test.each([
  ["1 --match invoice:F1", "Beloppet är 1\u00a0040,00 SEK högre än restbeloppet på det du angett."],
  ["1 --match invoice:F9", "Det finns ingen faktura F9 i böckerna."],
  ["2 --match invoice:F2", "Raden är i SEK, men faktura F2 är i EUR."],
  ["1 --match invoice:F1,F1", "Samma faktura eller order är angiven två gånger: faktura F1."],
  [
    "1 --account 3001=5",
    "Beloppen är 5,00 SEK, men 1\u00a0100,00 SEK ska fördelas: 1\u00a0095,00 SEK för lite.",
  ],
])("resolve %s is refused in words of the language", async (args, said) => {
  const { code, stderr } = await place.inside(["resolve", ...args.split(" ")], { KVITT_LANG: "sv" });
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(said) });
});

test("a decision says what came of it, and so does taking it back", async () => {
  const resolved = await place.inside(["resolve", "1", "--account", "3990", "--why", "gift"]);
  expect(resolved).toEqual({ code: 0, stdout: "Deviation 1 is resolved, with voucher K 2.\n", stderr: "" });
  const undone = await place.inside(["undo", "1"]);
  expect(undone.stdout).toBe("Decisions taken back: 1, with voucher K 3. Open again: 1.\n");
  const none = await place.inside(["resolve", "--code", "overpaid", "--accept", "--why", "so"]);
  expect(none.stdout).toBe("No deviation to resolve.\n");
});

test("a decision's SIE file says what it corrects, who made it and when, and where the VAT is", async () => {
  const options = ["--account", "3001=1 000,00", "--account", "2420", "--vat", "25 %", "--as", "Åsa"];
  const resolved = await place.json(["resolve", "1", ...options, "--why", "såld för hand"], 0);
  expect(resolved).toEqual([{ id: 1, decision: 1, vouchers: 1, voucher: "K 2", state: "resolved" }]);
  const [, name = ""] = place.names("sie");
  const read = readSie(readFileSync(join(place.workspace, "sie", name)));
  if (!read.ok) throw new Error(read.problems[0].problem);
  const [voucher] = read.value.vouchers;
  const today = dateIn("Europe/Stockholm", new Date());
  expect(voucher).toMatchObject({
    date: today,
    text: `Corrects K 1, P1: Åsa ${today}, såld för hand`,
    registered: today,
    sign: "Åsa",
  });
  expect(voucher?.rows.map(({ account, amount }) => `${account} ${amount}`)).toEqual([
    "2420 -10000",
    "2611 -20000",
    "3001 -80000",
    "1686 110000",
  ]);
});

test("what was decided before one that cannot be is delivered, and said", async () => {
  const ran = await place.inside(["resolve", "1", "99", "2", "--account", "3990", "--why", "gift"]);
  expect(ran).toMatchObject({ code: 2, stdout: "" });
  expect(ran.stderr).toMatch(/^Done before the error: 1\.\nkvitt: There is no deviation 99\./);
  expect(place.names("sie")).toHaveLength(2);
  expect(await place.json(["deviations"], 3)).toMatchObject([{ id: 2 }]);
});

test("retry without a word of what asks for it", async () => {
  const { code, stderr } = await place.inside(["retry"]);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/^kvitt: Name what to run again\./),
  });
});
