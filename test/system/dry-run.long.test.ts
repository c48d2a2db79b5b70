/** CONTRACT §3: `import --dry-run` writes nothing and shows the outcome, which is what the import then does. */
import { afterAll, expect, test } from "@jest/globals";
import { z } from "zod";
import { openPlace, type Place } from "./place.ts";

const places: Place[] = [];
afterAll(() => Promise.all(places.map((place) => place.close())));

async function open(): Promise<Place> {
  const place = await openPlace();
  places.push(place);
  return place;
}

function report(merchant: string, amount: string): string {
  return [
    "total_sale_amount;total_settlement_amount;payment_reference;settlement_currency;payout_date;merchant_id;merchant_settlement_type",
    `${amount};${amount};P1;SEK;2026-03-10T07:45:00Z;${merchant};NET`,
    "",
    "type;amount;order_id;merchant_reference1",
    `SALE;${amount};o-1;1001`,
    "",
  ].join("\n");
}

const Outcome = z.object({
  changed: z.int(),
  files: z.object({ imported: z.int(), duplicate: z.int(), quarantined: z.int() }),
  payouts: z.int(),
  lines: z.int(),
  matched: z.int(),
  vouchers: z.int(),
});
const Dry = Outcome.extend({
  outcome: z.array(z.object({ merchantId: z.string() })),
  opened: z.array(z.object({ code: z.string() })),
  deviations: z.int(),
});

/** The rehearsal, after it has been held against the import itself. */
async function rehearse(place: Place, file: string, code: number): Promise<z.infer<typeof Dry>> {
  const before = await place.json(["deviations"], 0).catch(() => place.json(["deviations"], 3));
  const dry = Dry.parse(await place.json(["import", file, "--dry-run"], code));
  expect(await place.json(["deviations"], (before as unknown[]).length === 0 ? 0 : 3)).toEqual(before);
  const real = Outcome.extend({ opened: z.int() }).parse(await place.json(["import", file, "--wait"], 3));
  expect({ ...Outcome.parse(dry), opened: dry.deviations }).toEqual(real);
  return dry;
}

test("a report, a refused one, another merchant's with the same reference, and a changed one", async () => {
  const place = await open();
  const codes = (dry: z.infer<typeof Dry>) => dry.opened.map(({ code }) => code);

  const first = await rehearse(place, place.put("given/a.csv", report("K1", "100.00")), 3);
  expect(codes(first)).toEqual(["no_receivable"]);

  const refused = await rehearse(place, place.put("given/b.csv", "hello\n"), 3);
  expect(codes(refused)).toEqual(["unreadable"]);

  const other = await rehearse(place, place.put("given/c.csv", report("K2", "100.00")), 3);
  expect(codes(other)).toEqual(["no_receivable"]);
  expect(other.outcome.map(({ merchantId }) => merchantId)).toEqual(["K2"]);

  const changed = await rehearse(place, place.put("given/d.csv", report("K1", "110.00")), 3);
  expect(codes(changed)).toEqual(["report_changed"]);
  expect(changed).toMatchObject({ changed: 1, files: { imported: 0, duplicate: 0, quarantined: 0 } });
}, 60_000);

test("a changed report is named among the files, and not where there is none", async () => {
  const place = await open();
  const first = place.put("given/a.csv", report("K1", "100.00"));
  expect((await place.inside(["import", first, "--wait"])).stdout).not.toContain("changed");
  const again = place.put("given/b.csv", report("K1", "110.00"));
  expect((await place.inside(["import", again, "--dry-run"])).stdout).toContain("1 changed");
  expect((await place.inside(["import", again, "--wait"])).stdout).toContain("1 changed");
}, 60_000);
