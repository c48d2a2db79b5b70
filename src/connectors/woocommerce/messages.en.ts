/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  works: (shop: string) => `The key is let in at ${shop} and may read orders.`,
  listMoves: "orders were removed while the list was read",
  noApi: "no REST API of WooCommerce answers at the address",
  checkAddress:
    "Check url: the shop's own address, with the folder of WordPress where it has one. WooCommerce must be active, and permalinks must not be “Plain” (Settings, Permalinks). Then check with “kvitt connectors”.",
  newKey:
    "Make a new key with the permission Read (WooCommerce, Settings, Advanced, REST API), write it into the settings and its secret into the file. Is it still not taken? Ask the web host to pass the header Authorization on to PHP.",
  grantRead:
    "Give the key the permission Read, and have it belong to a user who may see orders (shop manager or administrator): WooCommerce, Settings, Advanced, REST API.",
  blocked: "something before the shop keeps the call out, as a firewall or a security plugin",
  letThrough:
    "Ask whoever runs the shop or its web host to let calls to /wp-json/wc/v3/ through from Kvitt's address.",
} satisfies typeof sv;
