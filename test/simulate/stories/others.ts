/** Stories of rows that are not matched: disputes, fees, and Klarna's own charges and credits. */
import { minor } from "../../../src/money.ts";
import { FINER } from "../known.ts";
import { doubt, step, whole, type Story } from "../story.ts";
import type { Teller } from "../teller.ts";

/** The types that have an account of their own in the settings of a shop that configured them. */
export const ACCOUNT_TYPES = ["CHARGE", "CREDIT", "CORRECTION"] as const;

export function chargeback(t: Teller): Story {
  const order = t.order();
  const amount = t.medium();
  const sale = t.linkedSale("order id", order, amount);
  const receivable = t.receivable(t.soldAs, amount, sale.keys);
  const reversal = t.other("REVERSAL", "REVERSAL", amount, {
    orderId: order.orderId,
    merchantReference1: order.number,
    refundId: t.random.uuid(),
  });
  const protection = {
    ...reversal,
    type: "REVERSAL_MERCHANT_PROTECTION",
    detailedType: "FRAUD_POLICY_CREDIT_NET",
  };
  const told = doubt(reversal, "chargeback");
  return {
    name: "a chargeback goes to the disputed account and a person is told, until it is covered",
    steps: [
      step({ receivables: [receivable], lines: [sale.line], settles: [whole(sale.line, receivable, 2)] }),
      step({ lines: [reversal], open: [told] }),
      ...(t.random.chance(0.5) ? [step({ lines: [protection], open: [] })] : []),
    ],
    together: true,
  };
}

/** `configured`: the types that have an account in the settings, and need nobody. */
export function chargeCreditCorrection(configured: ReadonlySet<string>) {
  return function chargeCreditOrCorrection(t: Teller): Story {
    const [type, detailedType] = t.random.pick([
      ["CHARGE", "MANUAL_ENTRY"],
      ["CHARGE", "PAYMENT_REMINDER"],
      ["CHARGE", "LIABILITY_TRANSFER"],
      ["CREDIT", "CORRECTION_DISPUTE"],
      ["CORRECTION", "CREDITED_CORRECTION"],
    ] as const);
    const line = t.other(type, detailedType, t.small());
    const open =
      configured.has(type) || FINER[`${type}/${detailedType}`] !== undefined
        ? []
        : [doubt(line, "needs_account")];
    return {
      name: `a ${type} ${open.length === 0 ? "has" : "needs"} an account`,
      steps: [step({ lines: [line], open })],
      together: true,
    };
  };
}

export function feesAlone(t: Teller): Story {
  const fee = t.other(
    "FEE",
    t.random.pick(["SERVICING_FEE", "LATE_RETURN_FEE", "EXTEND_DUE_DATE_FEE"]),
    minor(4_900n),
    {
      feeVat: minor(1_225n),
      feeVatRate: "25",
    },
  );
  return { name: "a fee without a sale needs nobody", steps: [step({ lines: [fee] })], together: true };
}

export function feeGivenBack(t: Teller): Story {
  const order = t.order();
  const vat = { feeVat: minor(5_000n), feeVatRate: "25", orderId: order.orderId };
  const fee = t.other("FEE", "DISPUTE_FEE", minor(20_000n), vat);
  const refund = t.other("FEE_REFUND", "DISPUTE_FEE_REFUND", minor(20_000n), vat);
  return {
    name: "a dispute fee is given back with its VAT",
    steps: [step({ lines: [fee] }), step({ lines: [refund] })],
    together: true,
  };
}

export function commission(t: Teller): Story {
  const line = t.other("COMMISSION", "PURCHASE_COMMISSION_PERCENTAGE", t.small());
  return { name: "a commission is income", steps: [step({ lines: [line] })], together: true };
}

/** The consumer has not paid: a claim on the customer, for which no credit note is looked for, though there is one. */
export function paymentDefault(t: Teller): Story {
  const order = t.order();
  const amount = t.medium();
  const sale = t.linkedSale("order id", order, amount);
  const receivable = t.receivable("invoice", amount, sale.keys);
  const back = t.refund(order, amount, { detailedType: "PAYMENT_DEFAULT" });
  const creditNote = t.receivable("credit_note", amount, { orderId: order.orderId });
  return {
    name: "a payment default settles no credit note",
    steps: [
      step({ receivables: [receivable], lines: [sale.line], settles: [whole(sale.line, receivable, 2)] }),
      step({ receivables: [creditNote], lines: [back], open: [doubt(back, "payment_default")] }),
    ],
    together: true,
  };
}
