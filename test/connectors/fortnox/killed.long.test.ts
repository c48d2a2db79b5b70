/** Nights with Fortnox whose process is killed within a call. */
import { Fortnox } from "../../stand-ins/fortnox/fortnox.ts";
import { killedNights } from "../conformance/killed.ts";

killedNights({
  name: "fortnox",
  open: () => Fortnox.open(),
  own: { modeOfPayment: "KLARNA" },
  moments: [
    ["POST /3/vouchers", "before", 1],
    ["POST /3/vouchers", "after", 1],
    ["POST /3/invoicepayments", "before", 2],
    ["POST /3/invoicepayments", "after", 2],
    ["PUT /3/invoicepayments/{Number}/bookkeep", "before", 3],
    ["PUT /3/invoicepayments/{Number}/bookkeep", "after", 3],
    ["GET /3/invoices", "after", 1],
  ],
});
