/** What has happened since the digest before: SIE files that were written, and what people decided. Reads only. */
import type { SieTarget } from "../config/sie-files.ts";
import { text } from "./row.ts";
import { VOUCHER_OF_DECISION, type DecisionAction } from "./decision-history.ts";
import { rows, type Handle } from "./database.ts";

const SINCE = /* sql */ `
  coalesce((select max(m.created_at) from mail m where m.kind = 'digest' and m.run_id < :runId), '-infinity')`;

/** At most `limit`, by voucher; all are counted. A file with several vouchers names its first and its last. */
export async function sieFilesSince(db: Handle, runId: bigint, limit: number) {
  const found = await rows(
    db,
    { voucher: "text", file: "text", target: text<SieTarget>(), count: "bigint" },
    `select case when count(*) = 1 then min(v.name) else (array_agg(v.name order by v.id))[1] || ' – '
                   || (array_agg(v.name order by v.id desc))[1] || ' (' || count(*) || ')' end as voucher,
            o.reference as file, o.target, count(*) over () as count
       from posting o
       join (select id, series || ' ' || number as name from voucher) v on v.id = o.voucher_id
      where o.target in ('sie', 'mail') and o.state = 'posted' and o.reference is not null and o.posted_at > ${SINCE}
      group by o.target, o.reference order by min(v.id), o.target desc limit :limit`,
    { runId, limit },
  );
  return {
    count: Number(found[0]?.count ?? 0n),
    listed: found.map(({ voucher, file, target }) => ({ voucher, file, target })),
  };
}

/** At most `limit`, the newest first; all are counted. */
export async function decidedSince(db: Handle, runId: bigint, limit: number) {
  const found = await rows(
    db,
    {
      deviationId: "bigint",
      action: text<DecisionAction>(),
      actor: "text",
      why: "text?",
      voucher: "text?",
      count: "bigint",
    },
    `select d.deviation_id as "deviationId", d.action, d.actor, d.why,
            ${VOUCHER_OF_DECISION} as voucher,
            count(*) over () as count
       from decision d where d.at > ${SINCE} order by d.id desc limit :limit`,
    { runId, limit },
  );
  return { count: Number(found[0]?.count ?? 0n), listed: found.map(({ count: _count, ...one }) => one) };
}
