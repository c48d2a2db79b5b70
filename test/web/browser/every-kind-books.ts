/** Books with a deviation of every kind: the demo's month, and what it has none of. */
import { klarnaReport, type DemoLine, type DemoPayout } from "../../../src/demo/klarna-report.ts";
import { demoMonth } from "../../../src/demo/month.ts";
import { basket, kr, MERCHANT_ID, order, sale, uuid } from "../../../src/demo/shop.ts";
import { ZERO } from "../../../src/money.ts";
import { sampleReport } from "../../intake/sample.ts";
import type { DeskOptions } from "./open-desk.ts";

/** A shop with a contract of fees and a payout every week. */
const WITH_CONTRACT = "K777777";
/** One whose last payout came eight days ago. */
const LATE = "K888888";
const DAY_MS = 86_400_000;

const CONFIG = `  ${WITH_CONTRACT}:
    fees: [{ method: "*", percent: "1.00", currency: SEK }]
  ${LATE}:
    payoutEveryDays: 3
`;

export function everyKind(now: Date): DeskOptions {
  const eightDaysAgo = new Date(now.getTime() - 8 * DAY_MS).toISOString().replace(/\.\d+Z$/, "Z");
  const again = demoMonth().find(({ name }) => name.includes("7350284101"));
  return {
    config: CONFIG,
    files: {
      "inbox/settlement.7900000001.csv": klarnaReport(doubtful()),
      "inbox/settlement.7900000002.csv": klarnaReport(ofContract("7900000002", "2026-10-26", 0n)),
      // a debt that no report before it has
      "inbox/settlement.7900000003.csv": klarnaReport(ofContract("7900000003", "2026-10-27", 30_000n)),
      "inbox/settlement.7900000004.csv": sampleReport({
        reference: "7900000004",
        merchantId: MERCHANT_ID,
        currency: "EUR",
        payoutDate: "2026-10-28T07:45:00Z",
        lines: [{ orderId: "euro", captureId: "euro", reference: "EURO-1" }],
      }),
      "inbox/settlement.7900000005.csv": klarnaReport({
        ...ofContract("7900000005", "2026-11-01", 0n),
        merchantId: LATE,
        paidAt: eightDaysAgo,
      }),
      "inbox/settlement.7900000006.csv": klarnaReport(ofContract("7900000006", "2026-10-29", 0n)).replace(
        "\nSALE;",
        "\nBARTER;",
      ),
      "inbox/settlement.7900000007.csv": Buffer.from("PK\u0003\u0004 inte en rapport"),
      // the first payout once more, after another choice of fields in the portal
      "inbox/zz.7350284101 igen.csv": (again?.bytes.toString("utf8") ?? "").replace(";WEB;", ";WEBB;"),
      "receivables/valuta.csv":
        "kind;number;order_number;currency;amount;date\ninvoice;V1;79002;EUR;500,00;2026-10-20\n",
      // two lists that do not agree about one invoice
      "receivables/a.csv": "kind;number;currency;amount;date\ninvoice;D1;SEK;450,00;2026-10-20\n",
      "receivables/b.csv": "kind;number;currency;amount;date\ninvoice;D1;SEK;299,00;2026-10-20\n",
    },
  };
}

/** A payout of the demo's shop with what its month has none of. */
function doubtful(): DemoPayout {
  const [paid, disputed, unpaid] = [order(1), order(2), order(6)];
  const orderOf = (number: string) => ({ ...order(60), number, orderId: uuid(number), method: "card" });
  const back = (of: typeof paid, how: Partial<DemoLine>): DemoLine => ({
    type: "REVERSAL",
    detailedType: "REVERSAL",
    daysBefore: 1,
    orderId: of.orderId,
    reference1: of.number,
    amount: basket(Number(of.number) - 10_400),
    ...how,
  });
  return {
    merchantId: MERCHANT_ID,
    paymentReference: "7900000001",
    paidAt: "2026-10-27T07:45:00Z",
    openingDebt: ZERO,
    lines: [
      // nobody knows it
      ...sale(orderOf("79001"), kr(800)),
      // its invoice is in euro
      ...sale(orderOf("79002"), kr(500)),
      // paid before
      ...sale(paid, basket(1), 2),
      back(disputed, { dispute: "krn:klarna:eu1:dispute:unauthorised:790001", refundId: uuid("dispute 2") }),
      back(unpaid, { type: "RETURN", detailedType: "PAYMENT_DEFAULT", refundId: uuid("default 6") }),
    ],
  };
}

function ofContract(paymentReference: string, day: string, openingDebt: bigint): DemoPayout {
  const of = { ...order(61), number: paymentReference, orderId: uuid(paymentReference), method: "card" };
  return {
    merchantId: WITH_CONTRACT,
    paymentReference,
    paidAt: `${day}T07:45:00Z`,
    openingDebt: openingDebt === 0n ? ZERO : kr(Number(openingDebt / 100n)),
    lines: sale(of, kr(1_000)),
  };
}
