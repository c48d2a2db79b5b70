-- Looking up what a person has in hand: an amount, a Klarna id, a reference, an invoice.

-- Equality is all that is asked. A hash index holds four bytes of each value, however long it is, and is filled in by a COPY of a
-- million lines without sorting.
create index line_short_order on line using hash (short_order_id) where short_order_id is not null;
create index line_capture on line using hash (capture_id) where capture_id is not null;
create index line_refund on line using hash (refund_id) where refund_id is not null;
create index line_reference1 on line using hash (merchant_reference1) where merchant_reference1 is not null;
create index line_reference2 on line using hash (merchant_reference2) where merchant_reference2 is not null;
create index line_capture_reference on line using hash (merchant_capture_reference)
  where merchant_capture_reference is not null;
create index line_refund_reference on line using hash (merchant_refund_reference)
  where merchant_refund_reference is not null;

-- With the id, so that the newest few of an amount that thousands of lines have are read and no others.
create index line_amount on line (amount, id);
create index receivable_amount on receivable (amount, id);
create index payout_amount on payout (settlement_amount, id);
create index voucher_total on voucher (total, id);

create index payout_reference on payout (payment_reference);
create index voucher_number on voucher (number, series);
