-- Corrections as the law wants them (Bokföringslagen 5:5): when a voucher was made and by whom, which one it corrects.

-- Vouchers from before have none of these, and are written and sealed as they were.
alter table voucher
  add column registered date,                     -- the day it was made, in the company's time zone
  add column sign text,                           -- who made it: a person, or Kvitt
  add column corrects bigint references voucher,  -- what it corrects: the payout's voucher, or the decision's that is taken back
  add constraint voucher_signed check ((registered is null) = (sign is null));
