/** WooCommerce's stand-in, as the conformance suite asks it. */
import { showMinor } from "../../../src/money.ts";
import { woocommerce } from "../../../src/connectors/woocommerce/woocommerce.ts";
import { Woocommerce } from "../../stand-ins/woocommerce/woocommerce.ts";
import type { OpenSystem, SourceUnderTest } from "../conformance/system-under-test.ts";

export interface WoocommerceUnderTest extends SourceUnderTest {
  readonly server: Woocommerce;
}

export const openWoocommerce: OpenSystem<WoocommerceUnderTest> = async (clock) => {
  const server = await Woocommerce.open(clock);
  return {
    system: woocommerce,
    server,
    secrets: {},
    settings: (own = {}) => server.settings(own),
    operations: { invoices: "GET /wp-json/wc/v3/orders" },
    sell: (number, amount, { credits, date = "2026-02-20" } = {}) => {
      const at = `${date}T10:00:00`;
      if (credits !== undefined) server.refund(credits, number, showMinor(-amount, "SEK"), at);
      else server.sell(String(number), showMinor(amount, "SEK"), { created: at });
    },
    changeAt: (time) => {
      server.now = new Date(`${time.replace(" ", "T")}:00+01:00`);
    },
    payElsewhere: (number) => server.set(String(number), { status: "cancelled" }),
    revoke: () => {
      server.permission = "revoked";
    },
    consent: () => {
      server.permission = "read";
    },
  };
};
