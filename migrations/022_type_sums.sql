-- What a payout's lines add up to, by type: [{"type", "lines", "effect"}], effect in minor units as text. Written when the report is
-- taken in, so that the page of a payout adds no million lines; `kvitt verify` adds them again.
alter table payout add column by_type jsonb not null default '[]';
update payout p
   set by_type = s.sums
  from (select payout_id, jsonb_agg(jsonb_build_object('type', type, 'lines', lines, 'effect', effect) order by type) as sums
          from (select payout_id, type, count(*) as lines, sum(effect)::text as effect from line group by 1, 2) x
         group by 1) s
 where s.payout_id = p.id;
