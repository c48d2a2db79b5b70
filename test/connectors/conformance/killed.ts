/**
 * A night with receivables out of a system, payments and vouchers into it, whose process is killed within a call: before the system has
 * done it, and after, before it is answered. Whatever the moment, in the end each invoice is paid once and each voucher is there once.
 */
import { afterEach, expect, test } from "@jest/globals";
import type { Secrets } from "../../../src/config/secret-addresses.ts";
import type { Company } from "../../stand-ins/company.ts";
import type { StandIn } from "../../stand-ins/stand-in.ts";
import { openPlace, type Place } from "../../system/place.ts";

export interface NightLedger extends StandIn {
  readonly company: Company;
  readonly settings: object;
  readonly secrets: Secrets;
}

export interface KilledOptions {
  /** As in `targets`. */
  readonly name: string;
  readonly open: () => Promise<NightLedger>;
  /** Beside the usual in its block, so that receivables come and payments are booked. */
  readonly own: object;
  /** The calls within which the process is killed, and which one of them. */
  readonly moments: readonly (readonly [operation: string, when: "before" | "after", nth: number])[];
}

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

export function killedNights({ name, open, own, moments }: KilledOptions): void {
  let place: Place | null = null;
  let ledger: NightLedger | null = null;
  afterEach(async () => {
    await ledger?.close();
    await place?.close();
    [place, ledger] = [null, null];
  });

  test.each(moments)(
    "killed within %s, %s it is done (call %i)",
    async (operation, when, nth) => {
      const server = (ledger = await open());
      for (const number of INVOICES) server.company.sell(number, 10_000n, { orderNumber: `W${number}` });
      const config = {
        settleSeconds: 0.2,
        quietDays: 0,
        targets: [name],
        connectors: { [name]: { ...server.settings, receivables: true, payments: "book", ...own } },
      };
      // JSON is YAML
      const home = (place = await openPlace({ config: JSON.stringify(config), env: server.secrets }));
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
        { target: name, state: "posted" },
        { target: `${name}-payments`, state: "posted" },
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
}
