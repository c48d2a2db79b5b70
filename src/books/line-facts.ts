/** The facts by which people look a line up, including what later downloads have completed (view `known_line`). */

const instant = (column: string) =>
  `to_char(l.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** `LineFacts` as one json, over table alias l of `known_line`; instants are UTC. */
export const LINE_FACTS = /* sql */ `
  json_build_object(
    'orderId', l.order_id, 'shortOrderId', l.short_order_id,
    'merchantReference1', l.merchant_reference1, 'merchantReference2', l.merchant_reference2,
    'captureId', l.capture_id, 'refundId', l.refund_id,
    'merchantCaptureReference', l.merchant_capture_reference, 'merchantRefundReference', l.merchant_refund_reference,
    'saleDate', ${instant("sale_date")}, 'captureDate', ${instant("capture_date")},
    'paymentMethod', l.payment_method, 'klarnaComment', l.extra ->> 'klarna_comment',
    'reversalReference', l.extra ->> 'reversal_reference')`;
