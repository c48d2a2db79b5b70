import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { FastifyInstance } from "fastify";
import { openByAgeAndType, payoutsByMonth } from "../../../src/books/charts.ts";
import { dateIn } from "../../../src/clock.ts";
import { dayAfter, monthsAfter } from "../../../src/config/fiscal-year.ts";
import { monthAndYear } from "../../../src/format/days.ts";
import { buildServer } from "../../../src/web/server.ts";
import { Scenario } from "../../matching/scenario.ts";
import { testHouse, type TestHouse } from "../app-context.ts";
import { signedIn } from "../signed-in.ts";

let place: TestHouse;
let server: FastifyInstance;
let today: string;
let get: (url: string) => Promise<string>;

beforeAll(async () => {
  place = await testHouse();
  server = buildServer({ ...place, kinds: [] });
  const { headers } = await signedIn(place.app, "read");
  today = dateIn("Europe/Stockholm", place.app.clock.now());
  get = async (url) => (await server.inject({ url, headers })).body;
});
afterAll(async () => {
  await server.close();
  await place.close();
});

/** The rows of the table below a chart: "november 2026|10.00|0.00". */
function figures(html: string, title: string): string[] {
  const [, table = ""] = html.split(`<caption>${title}</caption>`);
  const body = table.slice(0, table.indexOf("</table>"));
  return [...body.matchAll(/<tr role="row" data-row>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<span>(.*?)<\/span>/g)].map(([, text]) => text).join("|"),
  );
}

test("empty books have no chart", async () => {
  expect(await get("/")).not.toContain("<figure");
});

test("the charts and their tables tell what the books hold", async () => {
  const shop = new Scenario(place.app.books);
  await shop.receivables([{ number: "F1", amount: 10_000, orderId: "o1" }]);
  await shop.payout([{ amount: 10_000, orderId: "o1" }], { reference: "WHOLE", date: today });
  const old = dayAfter(today, -40);
  await shop.payout(
    [
      { amount: 20_000, reference1: "x1" },
      { type: "RETURN", amount: 5_000, reference1: "x2" },
    ],
    { reference: "OPEN", date: old },
  );
  const long = monthsAfter(today, -20);
  await shop.payout([{ amount: 700, reference1: "x3" }], { reference: "OLD", date: long });
  await shop.night();

  const from = `${monthsAfter(today, -12).slice(0, 7)}-01`;
  expect(await payoutsByMonth(place.app.books, from)).toEqual([
    { month: old.slice(0, 7), currency: "SEK", matched: 0n, open: 15_000n },
    { month: today.slice(0, 7), currency: "SEK", matched: 10_000n, open: 0n },
  ]);
  const open = await openByAgeAndType(place.app.books, today);
  expect(open.slice(0, 2)).toEqual([
    { ageDays: 40, currency: "SEK", type: "RETURN", amount: 5_000n },
    { ageDays: 40, currency: "SEK", type: "SALE", amount: 20_000n },
  ]);
  expect(open[2]).toMatchObject({ type: "SALE", amount: 700n });

  const html = await get("/?lang=en");
  const months = figures(html, "Paid out by month, SEK");
  expect(months).toHaveLength(6);
  expect(months).toContain(`${monthAndYear(today, "en")}|100.00|0.00`);
  expect(months).toContain(`${monthAndYear(old, "en")}|0.00|150.00`);
  expect(figures(html, "Not matched on the clearing account, by age in days, SEK")).toEqual([
    "0–7 days|0.00|0.00",
    "8–30 days|0.00|0.00",
    "31–90 days|200.00|50.00",
    "&gt; 90 days|7.00|0.00",
  ]);
  // the higher bar is as high as the chart, the other in proportion; what is nothing has no bar
  const [svg = ""] = /<svg class="bars".*?<\/svg>/s.exec(html) ?? [];
  expect(
    [...svg.matchAll(/<rect[^>]*class="(series-\d)"[^>]* height="([\d.]+)"/g)].map(([, a, b]) => [a, b]),
  ).toEqual([
    ["series-2", "100"],
    ["series-1", "66.66"],
  ]);
  expect(html).toMatch(
    /<desc id="payouts-SEK-summary">From .* 250\.00 SEK was paid out, of which 150\.00 SEK in/,
  );
  expect(html).not.toContain("style=");
});
