/** WooCommerce: orders and refunds come from there as receivables. Kvitt only reads. */
import type { WoocommerceShop } from "../../config/connectors/woocommerce.ts";
import { findingsOf } from "../check.ts";
import type { Connector, Surroundings, System } from "../connector.ts";
import { basicAccess } from "../http/basic-access.ts";
import { WooApi } from "./api.ts";
import { messages } from "./messages.ts";
import { woocommerceReceivables } from "./receivables.ts";

export const woocommerce: System = {
  name: "woocommerce",
  title: "WooCommerce",
  open: (around) => (around.settings.connectors.woocommerce ?? []).map((shop) => connect(shop, around)),
};

function connect(shop: WoocommerceShop, around: Surroundings): Connector {
  const { settings, folder: home, clock, log, silentMs } = around;
  const { timeZone } = settings;
  const system = `WooCommerce ${shop.name}`;
  const api = new WooApi({
    system,
    url: shop.url,
    letIn: basicAccess(shop.consumerKey, { file: shop.consumerSecretFile, home, system }),
    clock,
    log,
    silentMs,
  });
  return {
    name: `woocommerce-${shop.name}`,
    title: system,
    receivables: woocommerceReceivables({ api, system, shop, timeZone, clock }),
    check: (signal) =>
      findingsOf(async function* () {
        await api.look(signal);
        yield messages.works(new URL(shop.url).host);
      }),
  };
}
