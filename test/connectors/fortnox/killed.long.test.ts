/**
 * A night with receivables out of Fortnox, payments and vouchers into it, whose process is killed within a call: before Fortnox has done
 * it, and after, before it is answered. Whatever the moment, in the end each invoice is paid once and each voucher is there once.
 */
import { afterEach, expect, test } from "@jest/globals";
import { connectionsOf } from "./night-place.ts";
import { Fortnox } from "../../stand-ins/fortnox/fortnox.ts";
import { openPlace, type Place } from "../../system/place.ts";

let place: Place | null = null;
let fortnox: Fortnox | null = null;
afterEach(async () => {
  await fortnox?.close();
  await place?.close();
  [place, fortnox] = [null, null];
});

const INVOICES = [1001, 1002, 1003, 1004];
const REPORT = [
  "total_sale_amount;total_settlement_amount;payment_reference;settlement_currency;payout_date;merchant_id;merchant_settlement_type",
  "500.00;500.00;P1;SEK;2026-03-10T07:45:00Z;K1;NET",
  "",
  "type;amount;order_id;merchant_reference1",
  ...INVOICES.map((number) => `SALE;100.00;o-${number};W${number}`),
  "SALE;100.00;o-9;W9",
  "",
].join("\n");

test.each([
  ["POST /3/vouchers", "before", 1],
  ["POST /3/vouchers", "after", 1],
  ["POST /3/invoicepayments", "before", 2],
  ["POST /3/invoicepayments", "after", 2],
  ["PUT /3/invoicepayments/{Number}/bookkeep", "before", 3],
  ["PUT /3/invoicepayments/{Number}/bookkeep", "after", 3],
  ["GET /3/invoices", "after", 1],
] as const)(
  "killed within %s, %s it is done (call %i)",
  async (operation, when, nth) => {
    const server = (fortnox = await Fortnox.open());
    for (const number of INVOICES) server.company.sell(number, 10_000n, { orderNumber: `W${number}` });
    const home = (place = await openPlace({ config: connectionsOf(server), env: server.secrets }));
    home.put("inbox/K1/report.csv", REPORT);

    const night = home.start(["nightly", "--wait"]);
    let seen = 0;
    server.watch = (called, phase) => {
      if (called === operation && phase === when && ++seen === nth) night.child.kill("SIGKILL");
    };
    expect((await night.ended).code).toBeNull();
    server.watch = () => undefined;

    for (let nights = 0; nights < 6; nights++) {
      // as if some minutes had passed
      await home.ask(
        "update kvitt.posting set sent_at = sent_at - interval '10 minutes' where sent_at is not null",
      );
      await home.ask(
        "update kvitt.invoice_payment set sent_at = sent_at - interval '10 minutes' where state = 'sent'",
      );
      await home.run(["nightly", "--wait"]);
      const left = await home.ask("select from kvitt.posting where state <> 'posted'");
      const made = await home.ask("select from kvitt.posting");
      if (left.length === 0 && made.length === 2) break;
    }
    expect(await home.ask("select target, state from kvitt.posting order by target")).toEqual([
      { target: "fortnox", state: "posted" },
      { target: "fortnox-payments", state: "posted" },
    ]);
    const { company } = server;
    expect(company.payments.map(({ invoice }) => invoice).sort()).toEqual(INVOICES);
    expect(company.manual()).toHaveLength(1);
    expect([1510, 1686, 1930].map((account) => Number(company.balance(account)))).toEqual([
      0, -10_000, 50_000,
    ]);
    expect(server.violations).toEqual([]);
  },
  240_000,
);
