/** WooCommerce: orders and refunds come from there as receivables. Kvitt only reads. */
import type { WoocommerceShop } from "../../config/connectors/woocommerce.ts";
import { keepSecret } from "../../secrets.ts";
import { findingOf } from "../check.ts";
import type { Connector, ConnectorFinding, Surroundings, System } from "../connector.ts";
import { ConnectorFault } from "../fault.ts";
import { readPassword } from "../secret-file.ts";
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
  let pass: Headers | null = null;
  const api = new WooApi({
    system,
    url: shop.url,
    // read once, and again where it is not taken any more: a new secret needs no restart
    letIn: (stale) => {
      if (pass === null || stale !== null)
        pass = basicPass(shop.consumerKey, readPassword({ file: shop.consumerSecretFile, home, system }));
      return Promise.resolve(pass);
    },
    clock,
    log,
    silentMs,
  });
  return {
    name: `woocommerce-${shop.name}`,
    title: system,
    receivables: woocommerceReceivables({ api, system, shop, timeZone, clock }),
    async check(signal): Promise<readonly ConnectorFinding[]> {
      try {
        await api.look(signal);
        return [{ state: "works", says: messages.works(new URL(shop.url).host), todo: null }];
      } catch (thrown) {
        if (!(thrown instanceof ConnectorFault)) throw thrown;
        return [findingOf(thrown)];
      }
    },
  };
}

function basicPass(key: string, secret: string): Headers {
  const basic = Buffer.from(`${key}:${secret}`).toString("base64");
  keepSecret(basic);
  return new Headers({ authorization: `Basic ${basic}` });
}
