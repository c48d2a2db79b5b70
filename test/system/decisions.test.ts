/** What resolve and undo say, and what they leave when one of several cannot be done. */
import { afterAll, beforeEach, expect, test } from "@jest/globals";
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
  ["1 --match invoice:F1", "Raden är 1\u00a0040,00 SEK större än det som är öppet på det du angav."],
  ["1 --match invoice:F9", "Det finns ingen faktura F9 i böckerna."],
  ["2 --match invoice:F2", "Raden är i SEK, men faktura F2 är i EUR."],
  ["1 --match invoice:F1,F1", "Samma kundfordran är angiven två gånger: faktura F1."],
])("resolve %s is refused in words of the language", async (args, said) => {
  const { code, stderr } = await place.inside(["resolve", ...args.split(" ")], { KVITT_LANG: "sv" });
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(said) });
});

test("a decision says what came of it, and so does taking it back", async () => {
  const resolved = await place.inside(["resolve", "1", "--account", "3990", "--why", "gift"]);
  expect(resolved).toEqual({ code: 0, stdout: "Deviation 1 is decided, with one voucher.\n", stderr: "" });
  const undone = await place.inside(["undo", "1"]);
  expect(undone.stdout).toBe("Decisions taken back: 1, with one voucher. Open again: 1.\n");
  const none = await place.inside(["resolve", "--code", "overpaid", "--accept", "--why", "so"]);
  expect(none.stdout).toBe("No deviation to decide.\n");
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
    stderr: expect.stringMatching(/^kvitt: Say what is to be run again\./),
  });
});
