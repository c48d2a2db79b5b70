/** What has happened since the digest before: SIE files that were written, and what people decided. Reads only. */
import { text } from "./row.ts";
import { VOUCHER_OF_DECISION, type DecisionAction } from "./decision-history.ts";
import { rows, type Handle } from "./database.ts";

const SINCE = /* sql */ `
  coalesce((select max(m.created_at) from mail m where m.kind = 'digest' and m.run_id < :runId), '-infinity')`;

/** At most `limit`, by voucher; all are counted. */
export async function sieFilesSince(db: Handle, runId: bigint, limit: number) {
  const found = await rows(
    db,
    { voucher: "text", file: "text", count: "bigint" },
    `select v.series || ' ' || v.number as voucher, o.reference as file, count(*) over () as count
       from posting o join voucher v on v.id = o.voucher_id
      where o.target = 'sie' and o.state = 'posted' and o.reference is not null and o.posted_at > ${SINCE}
      order by v.id limit :limit`,
    { runId, limit },
  );
  return {
    count: Number(found[0]?.count ?? 0n),
    listed: found.map(({ voucher, file }) => ({ voucher, file })),
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
