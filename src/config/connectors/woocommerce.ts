/** The settings of WooCommerce shops: one for each shop that orders and refunds come from. */
import { z } from "zod";
import { accountName, accountsOf } from "./accounts.ts";
import { outsideUrl } from "./outside-address.ts";

const woocommerceShop = z.strictObject({
  name: accountName,
  /** The shop's own address, "https://shop.example", with the folder of WordPress where it has one. */
  url: outsideUrl,
  /** "ck_..." of the REST key. */
  consumerKey: z.string().min(1).max(255),
  /** A file that holds its secret, "cs_...", relative to the home folder. */
  consumerSecretFile: z.string().min(1),
  /** Orders of that day and later; without it those of 90 days before the first night. */
  from: z.iso.date().optional(),
  /** Which orders Klarna pays: WooCommerce's names of payment methods. An order with a Klarna id counts whatever its method. */
  paymentMethods: z.array(z.string().min(1)).min(1).default(["kco", "klarna_payments"]),
  /** Whose orders they are, where the company has several merchant ids. */
  merchantId: z.string().min(1).max(64).optional(),
});

export const woocommerceSettings = accountsOf(woocommerceShop);

export type WoocommerceShop = z.infer<typeof woocommerceShop>;
