/** The facts by which people look a line up, including what later downloads have completed (view `known_line`). */

/** SQL for an instant as JSON has it, "2026-03-07T10:00:00.000Z". */
export const instantText = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const FACTS = `
    'orderId', l.order_id, 'shortOrderId', l.short_order_id,
    'merchantReference1', l.merchant_reference1, 'merchantReference2', l.merchant_reference2,
    'captureId', l.capture_id, 'refundId', l.refund_id,
    'merchantCaptureReference', l.merchant_capture_reference, 'merchantRefundReference', l.merchant_refund_reference,
    'saleDate', ${instantText("l.sale_date")}, 'captureDate', ${instantText("l.capture_date")},
    'paymentMethod', l.payment_method, 'klarnaComment', l.extra ->> 'klarna_comment',
    'reversalReference', l.extra ->> 'reversal_reference'`;

/** `LineFacts` as one json, over table alias l of `known_line`; instants are UTC. */
export const LINE_FACTS = `json_build_object(${FACTS})`;

/** The line of a deviation (alias d) as one json, over table alias l of `known_line`. */
export const LINE_OF_DEVIATION = `json_build_object(
  'row', l.row, 'type', l.type, 'detailedType', l.detailed_type, ${FACTS},
  'amount', show_minor(l.amount, coalesce(d.currency, 'SEK')))`;
