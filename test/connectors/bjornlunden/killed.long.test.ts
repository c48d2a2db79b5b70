/** Nights with Björn Lundén whose process is killed within a call. */
import { Bjornlunden } from "../../stand-ins/bjornlunden/bjornlunden.ts";
import { killedNights } from "../conformance/killed.ts";

killedNights({
  name: "bjornlunden",
  open: () => Bjornlunden.open(),
  own: {},
  moments: [
    ["POST /journal", "before", 1],
    ["POST /journal", "after", 1],
    ["POST /customerinvoice/payment/{invoiceNumber}", "before", 2],
    ["POST /customerinvoice/payment/{invoiceNumber}", "after", 2],
    // looked at again when it was made: it is booked, and not recorded so
    ["GET /customerinvoice/{invoiceNumber}", "after", 4],
    ["GET /customerinvoice/batch", "after", 2],
    ["GET /order/{id}", "before", 3],
  ],
});
