/** The last step but one of a run: the digest is composed from the books and kept, to be sent. */
import { clearingByAge, openByAge } from "../books/ages.ts";
import { adviceIn } from "../books/advice.ts";
import { completedIn } from "../books/completions.ts";
import { newestEntry } from "../books/audit.ts";
import { clearingByMerchant } from "../books/clearing.ts";
import { addMail } from "../books/mails.ts";
import { change, rows, type Handle } from "../books/database.ts";
import { leftAlone, runById } from "../books/runs.ts";
import { IS_UNFINDABLE } from "../books/unfindable.ts";
import { dateIn } from "../clock.ts";
import { mailLanguage } from "../config/settings.ts";
import { LINE_FACTS } from "../books/line-facts.ts";
import { NEAR_MISSES } from "../books/near-misses.ts";
import { isDeviationCode } from "../format/deviation-texts.ts";
import type { LineFacts } from "../format/line-facts.ts";
import { composeDigest } from "../mail/digest.ts";
import { LISTED_MAX, type DigestData, type DigestDeviation, type DigestPayout } from "../mail/digest-data.ts";
import type { FailedJob } from "../mail/failed-job.ts";
import { messageIdOf } from "../mail/letter.ts";
import { minor } from "../money.ts";
import { unfindableWords } from "../reports/payout/findable.ts";
import type { Message } from "../message.ts";
import type { AppContext } from "../app.ts";

const DAY_MS = 86_400_000;

/** Composes the run's digest once; a night with nothing to tell leaves none. */
export async function tell(app: AppContext, runId: bigint): Promise<void> {
  const { workspace, books, clock } = app;
  const { settings } = workspace;
  await books.transaction(async (trx) => {
    const run = await runById(trx, runId);
    if (run?.state !== "notifying") return;
    const data = await digestOf(trx, app, runId);
    const composed = composeDigest(data, mailLanguage(settings), settings.timeZone);
    if (composed) {
      // a run that was retried tells again, in a mail of its own
      const retold = await retoldTimes(trx, runId);
      const name = `${runId}${retold > 0 ? `-${retold}` : ""}`;
      await addMail(trx, settings, {
        key: `digest ${name}`,
        messageId: messageIdOf(`digest-${name}`, clock.now(), settings.mail.from),
        kind: "digest",
        runId,
        at: clock.now(),
        ...composed,
      });
    }
    await change(trx, `update run set result = result || '{"told": true}' where id = :runId`, { runId });
  });
}

async function retoldTimes(trx: Handle, runId: bigint): Promise<number> {
  const [found] = await rows<{ retold: number }>(
    trx,
    "select coalesce((result ->> 'retold')::integer, 0) as retold from run where id = :runId",
    { runId },
  );
  return found?.retold ?? 0;
}

async function digestOf(trx: Handle, { workspace, clock }: AppContext, runId: bigint): Promise<DigestData> {
  const { settings } = workspace;
  const now = clock.now();
  const today = dateIn(settings.timeZone, now);
  return {
    company: settings.company.name,
    date: today,
    files: await filesOf(trx, runId),
    completed: await completedIn(trx, { runId }),
    advice: await adviceIn(trx, { runId }),
    receivables: await receivablesOf(trx, runId),
    leftAlone: (await leftAlone(trx, runId)).warnings.map(({ words }) => words),
    payouts: await payoutsOf(trx, runId),
    deviations: await deviationsOf(trx, runId, now, settings.timeZone),
    closed: await closedOf(trx, runId),
    overcharged: Object.values(settings.merchants).some(({ fees }) => fees.length > 0)
      ? await overchargedOf(trx, today)
      : null,
    openByAge: await openByAge(trx, { today, timeZone: settings.timeZone }),
    clearing: await clearingByMerchant(trx),
    clearingByAge: await clearingByAge(trx, { today, timeZone: settings.timeZone }),
    failedJobs: await failedJobs(trx, runId),
    anchor: (await newestEntry(trx)).hash,
  };
}

async function filesOf(trx: Handle, runId: bigint): Promise<DigestData["files"]> {
  const found = await rows<{
    name: string;
    kind: "report" | "receivables";
    state: string;
    reason: unknown;
    deviationId: bigint | null;
  }>(
    trx,
    `select f.name, f.kind, f.state, f.reason,
            (select max(d.id) from deviation d where d.subject = 'file ' || f.sha256 and d.state = 'open') as "deviationId"
       from report_file f where f.run_id = :runId order by f.id`,
    { runId },
  );
  const count = (state: string) => found.filter((file) => file.state === state).length;
  return {
    imported: count("imported"),
    duplicate: count("duplicate"),
    changed: count("changed"),
    quarantined: found
      .filter(({ state }) => state === "quarantined")
      .map(({ name, kind, reason, deviationId }) => ({
        name,
        kind,
        deviationId,
        // our own column: the refusals that intake wrote
        refusals: (reason ?? []) as DigestData["files"]["quarantined"][number]["refusals"],
      })),
  };
}

async function receivablesOf(trx: Handle, runId: bigint): Promise<DigestData["receivables"]> {
  const [found] = await rows<{ receivables: DigestData["receivables"] }>(
    trx,
    "select result -> 'receivables' as receivables from run where id = :runId",
    { runId },
  );
  return found?.receivables ?? null;
}

async function payoutsOf(trx: Handle, runId: bigint): Promise<readonly DigestPayout[]> {
  const found = await rows<{
    issuer: string;
    merchantId: string;
    paymentReference: string;
    date: string;
    currency: string;
    amount: bigint;
    lines: number;
    matched: bigint;
    deviating: bigint;
    remainder: bigint;
    receivables: DigestPayout["receivables"];
    vouchers: string[] | null;
    columns: string[];
    isUnfindable: boolean;
    unproven: Message[];
  }>(
    trx,
    `select p.issuer, p.merchant_id as "merchantId", p.payment_reference as "paymentReference", p.date, p.currency,
            p.settlement_amount as amount, p.line_count as lines, p.unproven,
            case when exists (select from payout_without_receivables w where w.payout_id = p.id) then 'none' else 'each'
            end as receivables,
            p.columns, ${IS_UNFINDABLE} as "isUnfindable",
            (select count(distinct a.line_id) from allocation a join line l on l.id = a.line_id
              where l.payout_id = p.id and a.run_id = :runId) as matched,
            (select count(distinct x.line_id) from (
               select u.line_id from unsettled u where u.payout_id = p.id
               union all select d.line_id from deviation d where d.payout_id = p.id and d.state = 'open'
                                                             and d.line_id is not null) x) as deviating,
            coalesce((select sum(r.debit - r.credit) from voucher v join voucher_row r on r.voucher_id = v.id
                       where v.payout_id = p.id), 0)::bigint as remainder,
            (select array_agg(v.series || ' ' || v.number order by v.number) from voucher v where v.payout_id = p.id) as vouchers
       from payout p where p.run_id = :runId order by p.date, p.payment_reference`,
    { runId },
  );
  return found.map(({ columns, isUnfindable, ...one }) => ({
    ...one,
    unfindable: isUnfindable && one.deviating > 0n ? unfindableWords(columns) : null,
    amount: minor(one.amount),
    matched: Number(one.matched),
    deviating: Number(one.deviating),
    remainder: minor(one.remainder),
    vouchers: one.vouchers ?? [],
  }));
}

async function deviationsOf(
  trx: Handle,
  runId: bigint,
  now: Date,
  timeZone: string,
): Promise<DigestData["deviations"]> {
  const found = await rows<{
    id: bigint;
    code: string;
    isNew: boolean;
    openedAt: Date;
    amount: bigint | null;
    currency: string | null;
    reference: string | null;
    merchantId: string | null;
    paymentReference: string | null;
    row: number | null;
    lineType: string | null;
    file: string | null;
    expected: string | null;
    found: string | null;
    candidates: DigestDeviation["candidates"];
    nearMisses: DigestDeviation["nearMisses"];
    facts: LineFacts;
  }>(
    trx,
    `select d.id, d.code, d.opened_run = :runId as "isNew", d.opened_at as "openedAt", d.amount, d.currency,
            coalesce(l.merchant_reference1, l.order_id) as reference, d.merchant_id as "merchantId",
            d.payment_reference as "paymentReference", l.row, l.type as "lineType", f.name as file, d.expected, d.found,
            d.candidates, ${NEAR_MISSES} as "nearMisses", ${LINE_FACTS} as facts
       from deviation d left join known_line l on l.id = d.line_id left join report_file f on f.id = d.report_file_id
      where d.state = 'open' order by d.opened_run = :runId desc nulls last, d.id limit :limit`,
    { runId, limit: LISTED_MAX },
  );
  const [all] = await rows<{ fresh: bigint; old: bigint }>(
    trx,
    `select count(*) filter (where opened_run = :runId) as fresh,
            count(*) filter (where opened_run is distinct from :runId) as old from deviation where state = 'open'`,
    { runId },
  );
  const listed = found.flatMap((one): DigestDeviation[] => {
    if (!isDeviationCode(one.code)) return [];
    const ageDays = Math.max(0, Math.floor((now.getTime() - one.openedAt.getTime()) / DAY_MS));
    const { openedAt: _, ...rest } = one;
    return [
      {
        ...rest,
        code: one.code,
        isNew: one.isNew,
        ageDays,
        amount: one.amount === null ? null : minor(one.amount),
        facts: one.row === null ? null : inDays(one.facts, timeZone),
      },
    ];
  });
  const listedNew = listed.filter(({ isNew }) => isNew).length;
  return {
    listed,
    unlistedNew: Number(all?.fresh ?? 0n) - listedNew,
    unlistedOld: Number(all?.old ?? 0n) - (listed.length - listedNew),
  };
}

function inDays(facts: LineFacts, timeZone: string): LineFacts {
  const day = (instant: string | null) => (instant === null ? null : dateIn(timeZone, new Date(instant)));
  return { ...facts, saleDate: day(facts.saleDate), captureDate: day(facts.captureDate) };
}

/** What has ended since the digest before this one. */
async function closedOf(trx: Handle, runId: bigint): Promise<DigestData["closed"]> {
  const found = await rows<{
    id: bigint;
    code: string;
    amount: bigint | null;
    currency: string | null;
    reference: string | null;
    how: "resolved" | "closed";
  }>(
    trx,
    `select d.id, d.code, d.amount, d.currency, coalesce(l.merchant_reference1, l.order_id) as reference, d.state as how
       from deviation d left join known_line l on l.id = d.line_id
      where d.state in ('resolved', 'closed')
        and d.closed_at > coalesce((select max(m.created_at) from mail m where m.kind = 'digest' and m.run_id < :runId),
                                   '-infinity')
      order by d.closed_at desc, d.id`,
    { runId },
  );
  return {
    count: found.length,
    listed: found
      .slice(0, 50)
      .flatMap((one) =>
        isDeviationCode(one.code)
          ? [{ ...one, code: one.code, amount: one.amount === null ? null : minor(one.amount) }]
          : [],
      ),
  };
}

async function overchargedOf(trx: Handle, today: string): Promise<DigestData["overcharged"]> {
  const month = today.slice(0, 7);
  const sums = await rows<{ currency: string; amount: bigint }>(
    trx,
    `select d.currency, sum(d.amount)::bigint as amount from deviation d join payout p on p.id = d.payout_id
      where d.code = 'fee_differs' and to_char(p.date, 'YYYY-MM') = :month group by d.currency order by d.currency`,
    { month },
  );
  return { month, sums: sums.map(({ currency, amount }) => ({ currency, amount: minor(amount) })) };
}

async function failedJobs(trx: Handle, runId: bigint): Promise<readonly FailedJob[]> {
  const found = await rows<{
    id: string;
    step: FailedJob["step"];
    subject: string;
    since: Date;
    attempts: number;
    error: string;
  }>(
    trx,
    `select 'file:' || f.id as id, 'import' as step, f.name as subject, f.found_at as since, 0 as attempts,
            coalesce(f.problem, '') as error
       from report_file f where f.run_id = :runId and f.state = 'failed'
     union all
     select 'posting:' || o.id, 'post', v.series || ' ' || v.number || ' → ' || o.target, v.created_at, o.attempts,
            coalesce(o.problem, '')
       from posting o join voucher v on v.id = o.voucher_id
      where o.state = 'failed' or (o.state = 'pending' and o.problem is not null and o.waits_for is null)
     order by 1`,
    { runId },
  );
  const { untaken } = await leftAlone(trx, runId);
  const run = await runById(trx, runId);
  const since = run?.startedAt ?? new Date(0);
  return [
    ...untaken.map(({ name, problem }): FailedJob => ({
      id: null,
      step: "claim",
      subject: name,
      since,
      attempts: 1,
      error: problem,
    })),
    ...found,
  ];
}
