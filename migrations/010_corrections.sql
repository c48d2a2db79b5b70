-- Corrections as the law wants them (Bokföringslagen 5:5): when a voucher was made and by whom, which one it corrects.

-- Vouchers from before have none of these, and are written and sealed as they were.
alter table voucher
  add column registered date,                     -- the day it was made, in the company's time zone
  add column sign text,                           -- who made it: a person, or Kvitt
  add column corrects bigint references voucher,  -- what it corrects: the payout's voucher, or the decision's that is taken back
  add constraint voucher_signed check ((registered is null) = (sign is null));

-- What is left of a partly paid receivable may be written off: an allocation that takes nothing of its line, beside the one
-- of the payment. So settled and written off together stay within the open amount by the guard of all allocations, and what
-- comes later finds the receivable settled. What is written off of an order was never received: it counts as paid back
-- too, so that never more is paid back than money that came.
alter table allocation drop constraint allocation_check2;
alter table allocation add constraint allocation_direction check (
  case when line_amount = 0
       then decision_id is not null and receivable_id is not null and (reverses is null) = (receivable_amount > 0)
            and rule = case when reverses is null then 'written_off' else 'reversal' end
       else rule <> 'written_off' and (reverses is null) = (line_amount > 0) end);
alter table decision drop constraint decision_action_check;
alter table decision add constraint decision_action_check check (action in ('match', 'account', 'write_off', 'accept', 'undo'));
