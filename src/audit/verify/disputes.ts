/**
 * Checks disputes: money taken from a payout and lines without an account have their deviations, and no claim is covered
 * twice or by unrelated money.
 */
import { text } from "../../books/row.ts";
import type { LineType } from "../../line-types.ts";
import { messages } from "./messages.ts";
import { rows } from "../../books/database.ts";
import { COVERED, HAS_DISPUTE } from "../../books/disputes.ts";
import { WATCHED, watchingOf } from "../../matching/checks/needs-account.ts";
import { showMinor } from "../../money.ts";
import { findRows, findingsOf, type VerifyContext, type VerifyFinding } from "./checks.ts";

export async function* checkDisputes(context: VerifyContext): AsyncIterable<VerifyFinding> {
  yield* findMissing(context);
  yield* findNeedless(context);
  yield* checkCovers(context);
  yield* checkOpenAmounts(context);
}

const finding = findingsOf("deviations");

const BOOKED = /* sql */ `
    from line l join payout p on p.id = l.payout_id join voucher v on v.payout_id = p.id and v.cause = 'payout'
    join run r on r.id = v.run_id`;

const OF_KIND = /* sql */ `
  select p.payment_reference as reference, l.row, y.line_id is not null as kept, y.account,
         exists (select from deviation d where d.line_id = l.id and d.code = :code::text) as "hasDeviation", l.effect
    ${BOOKED} left join disputed y on y.line_id = l.id
   where ${WATCHED} and v.run_id = :runId and p.merchant_id = :merchantId and l.type = :type
     and l.detailed_type is not distinct from :detailedType and ${HAS_DISPUTE} = :disputed
   order by l.id`;

/** By the rules and settings of each run, one kind of line at a time. */
async function* findMissing({ trx, settingsOf, limit }: VerifyContext): AsyncIterable<VerifyFinding> {
  const kinds = await rows(
    trx,
    {
      runId: "bigint",
      rules: "number",
      merchantId: "text",
      type: text<LineType>(),
      detailedType: "text?",
      disputed: "boolean",
    },
    `select distinct v.run_id as "runId", r.rules, p.merchant_id as "merchantId", l.type, l.detailed_type as "detailedType",
            ${HAS_DISPUTE} as disputed ${BOOKED} where ${WATCHED} order by 1, 3, 4, 5, 6`,
  );
  let yielded = 0;
  for (const { runId, rules, ...kind } of kinds) {
    const { code, account } = watchingOf(kind, await settingsOf(runId), rules);
    if (code === null && account === null) continue;
    const lines = await rows(
      trx,
      {
        reference: "text",
        row: "number",
        kept: "boolean",
        account: "number?",
        hasDeviation: "boolean",
        effect: "bigint",
      },
      OF_KIND,
      { runId, ...kind, disputed: kind.disputed, code },
    );
    for (const line of lines) {
      if (yielded >= limit) return;
      const subject = `payout ${line.reference} row ${line.row}`;
      if (code !== null && !line.hasDeviation && (code === "needs_account" || line.effect < 0n)) {
        yielded += 1;
        yield finding(subject, messages.deviationMissing(code));
      }
      // version 1 kept no disputed lines, and their account is not known
      const isKept = account !== null && (line.effect > 0n || (line.effect < 0n && code !== null));
      if (rules > 1 && isKept && line.account !== account) {
        yielded += 1;
        yield finding(subject, messages.disputedAccountDiffers({ expected: account, found: line.account }));
      }
    }
  }
}

const NEVER_DISPUTED = /* sql */ `
  select coalesce(p.payment_reference, '-') as reference, coalesce(l.row, 0) as row
    from disputed y left join line l on l.id = y.line_id left join payout p on p.id = l.payout_id
   where (l.id is null or not ${WATCHED} or l.payout_id <> y.payout_id)
   order by y.line_id limit :limit`;

/** A kind of line that no rule keeps on the disputed account is not kept there. */
async function* findNeedless({ trx, limit }: VerifyContext): AsyncIterable<VerifyFinding> {
  const wrong = await rows(trx, { reference: "text", row: "number" }, NEVER_DISPUTED, { limit });
  for (const { reference, row } of wrong)
    yield finding(`payout ${reference} row ${row}`, messages.neverDisputed);
}

const COVERS = /* sql */ `
  select c.id, p.payment_reference as reference, l.row, q.payment_reference as "byReference", m.row as "byRow", c.amount,
         p.currency, case
           when l.id is null or m.id is null then 'gone'
           when l.effect >= 0 or m.effect <= 0 then 'direction'
           when p.merchant_id <> q.merchant_id or p.currency <> q.currency then 'merchant'
           when c.agreed = 'dispute' and not coalesce(reference_key(l.extra ->> 'reversal_reference')
                  = reference_key(m.extra ->> 'reversal_reference'), false) then 'dispute'
           when c.agreed = 'order' and not coalesce(reference_key(l.order_id) = reference_key(m.order_id),
                  reference_key(l.short_order_id) = reference_key(m.short_order_id),
                  reference_key(l.merchant_reference1) = reference_key(m.merchant_reference1), false) then 'order'
           end as wrong
    from dispute_cover c
    left join line l on l.id = c.claim_line_id left join payout p on p.id = l.payout_id
    left join line m on m.id = c.credit_line_id left join payout q on q.id = m.payout_id`;

function checkCovers(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    { id: "bigint", reference: "text?", row: "number?", wrong: text<keyof typeof messages.coverProblems>() },
    `select * from (${COVERS}) x where wrong is not null order by id limit :limit`,
    (one) => finding(`payout ${one.reference} row ${one.row}`, messages.coverProblems[one.wrong]),
  );
}

const OPEN_AMOUNTS = /* sql */ `
  select p.payment_reference as reference, l.row, p.currency, l.amount, ${COVERED} as covered, d.state, d.amount as recorded,
         d.closed_run is not null as "byItself"
    from line l join payout p on p.id = l.payout_id
    join deviation d on d.line_id = l.id and d.code in ('chargeback', 'payment_default')`;

/** An open dispute has the amount not yet covered, and one that was closed automatically is covered in full. */
function checkOpenAmounts(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    {
      reference: "text",
      row: "number",
      currency: "text",
      amount: "bigint",
      covered: "bigint",
      state: "text",
      recorded: "bigint?",
    },
    `select * from (${OPEN_AMOUNTS}) x
      where covered > amount or state = 'open' and recorded is distinct from amount - covered
         or state = 'closed' and "byItself" and covered < amount
      order by reference, row limit :limit`,
    ({ reference, row, currency, amount, covered, state, recorded }) => {
      const [all, back, shown] = [amount, covered, recorded ?? 0n].map((units) => showMinor(units, currency));
      return finding(
        `payout ${reference} row ${row}`,
        state === "closed"
          ? messages.disputeClosedEarly({ back, all })
          : messages.disputeAmountDiffers({ back, all, recorded: shown }),
      );
    },
  );
}
