/** Lists of receivables through whole nights: two shops with one number, a list that is refused, one that Excel has written. */
import { afterAll, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openPlace, type Place } from "./place.ts";

const places: Place[] = [];
afterAll(() => Promise.all(places.map((one) => one.close())));

async function open(): Promise<Place> {
  const place = await openPlace();
  places.push(place);
  return place;
}

const report = (merchantId: string, reference: string, amount: string) =>
  [
    "total_sale_amount;total_settlement_amount;payment_reference;settlement_currency;payout_date;merchant_id;merchant_settlement_type",
    `${amount};${amount};${reference};SEK;2026-03-10T07:45:00Z;${merchantId};NET`,
    "",
    "type;amount;order_id;merchant_reference1",
    `SALE;${amount};${merchantId}-1;1001`,
    "",
  ].join("\n");

const list = (amount: string) => `kind;number;currency;amount;date\norder;1001;SEK;${amount};2026-03-05\n`;

function twoShops(place: Place): void {
  place.put("inbox/a.csv", report("K111111", "910081", "299.00"));
  place.put("inbox/b.csv", report("K222222", "910082", "450.00"));
}

const codes = (deviations: unknown) => (deviations as { code: string }[]).map(({ code }) => code).sort();

test("two shops count from one number: nothing is settled on the other's order, and it is told", async () => {
  const place = await open();
  twoShops(place);
  place.put("receivables/shop-a.csv", list("450.00"));
  place.put("receivables/shop-b.csv", list("299.00"));
  expect(await place.json(["nightly", "--wait"], 3)).toMatchObject({ matched: 0 });
  expect(codes(await place.json(["deviations"], 3))).toContain("receivable_changed");
  await place.json(["verify"], 0);
  // the folders say whose each list is: each payment finds its own order, and nothing is left to decide
  place.put("receivables/K222222/shop-a.csv", list("450.00"));
  place.put("receivables/K111111/shop-b.csv", list("299.00"));
  expect(await place.json(["nightly", "--wait"], 0)).toMatchObject({ matched: 2, deviations: 0 });
  expect(
    await place.ask(
      `select r.merchant_id as "of", p.merchant_id as "paid" from kvitt.allocation a join kvitt.receivable r on r.id = a.receivable_id
         join kvitt.line l on l.id = a.line_id join kvitt.payout p on p.id = l.payout_id order by 1`,
    ),
  ).toEqual([
    { of: "K111111", paid: "K111111" },
    { of: "K222222", paid: "K222222" },
  ]);
  await place.json(["verify"], 0);
}, 120_000);

test("a list that is refused whole is as visible as a report: counts, exit code, page of deviations, letter", async () => {
  const place = await open();
  place.put("receivables/orders.csv", "Nummer;Summa exkl. moms\n1001;299,00\n");
  const night = await place.inside(["nightly", "--wait"]);
  expect(night).toMatchObject({ code: 3, stdout: expect.stringContaining("1 in quarantine") });
  expect(night.stdout).toContain("✗ orders.csv, line 1:");
  expect(await place.json(["deviations"], 3)).toMatchObject([
    { code: "unreadable", file: "orders.csv", state: "open" },
  ]);
  const [letter = ""] = place.names("mail");
  const text = readFileSync(join(place.workspace, "mail", letter), "utf8").replaceAll("=\r\n", "");
  expect(text).toMatch(/^Subject: .*1 file in quarantine/m);
  expect(text).toContain("orders.csv (#1)");
  expect(text).toContain("1 list in quarantine");
  // and so until a good one of its name has come, whoever gives it
  const again = { files: { quarantined: 0 }, deviations: 1 };
  expect(await place.json(["nightly", "--wait"], 3)).toMatchObject(again);
  await place.json(["receivables", place.put("given/orders.csv", list("299.00"))], 0);
  expect(await place.json(["nightly", "--wait"], 0)).toMatchObject({ deviations: 0 });
  expect((await place.inside(["receivables", place.put("given/bad.csv", "a;b\n")])).code).toBe(3);
}, 120_000);

test("a list that Excel has written is taken in, and its row of totals is told in the letter", async () => {
  const place = await open();
  place.put(
    "receivables/excel.csv",
    'sep=;\r\nkind;number;currency;amount\r\nFaktura;="1003";SEK;1 250,00\r\nSumma;;;1 250,00\r\n',
  );
  await place.json(["nightly", "--wait"], 0);
  expect(await place.ask("select kind, number, amount::text from kvitt.receivable")).toEqual([
    { kind: "invoice", number: "1003", amount: "125000" },
  ]);
  const [letter = ""] = place.names("mail");
  expect(readFileSync(join(place.workspace, "mail", letter), "utf8")).toContain("excel.csv, line 4");
}, 60_000);
