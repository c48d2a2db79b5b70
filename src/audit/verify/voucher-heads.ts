/**
 * Checks the heads of vouchers: series, date and fiscal year of those that runs booked, by the settings of the run; and for
 * corrections who made them, and which voucher they correct. The date of a person's decision is sealed.
 */
import { text } from "../../books/row.ts";
import { messages } from "./messages.ts";
import { batches } from "../../books/database.ts";
import { dateIn } from "../../clock.ts";
import { merchantSettings } from "../../config/settings.ts";
import { fiscalYearOf } from "../../ledger/voucher-date.ts";
import { dayOfCorrection, dayOfPayout } from "../../ledger/voucher-plan.ts";
import type { Message } from "../../message.ts";
import { findRows, type VerifyContext, type VerifyFinding } from "./checks.ts";

const AT_ONCE = 5_000;

export async function* checkVoucherHeads(context: VerifyContext): AsyncIterable<VerifyFinding> {
  yield* checkRunVouchers(context);
  yield* checkCorrections(context);
}

async function* checkRunVouchers(context: VerifyContext): AsyncIterable<VerifyFinding> {
  const found = batches(
    context.trx,
    {
      id: "bigint",
      runId: "bigint",
      merchantId: "text",
      payoutDate: "text",
      series: "text",
      number: "number",
      fiscalYear: "number",
      fiscalYearPart: "number",
      date: "text",
      createdAt: "instant",
      isOwn: "boolean",
    },
    "id",
    `select v.id, v.run_id as "runId", p.merchant_id as "merchantId", p.date as "payoutDate", v.series, v.number,
              v.fiscal_year as "fiscalYear", v.fiscal_year_part as "fiscalYearPart", v.date, v.created_at as "createdAt",
              -- what was booked together with the payout is not a correction
              v.cause = 'payout' or v.cause = 'part' and exists (
                select from voucher o where o.payout_id = v.payout_id and o.cause = 'payout' and o.run_id = v.run_id)
                as "isOwn"
         from voucher v join payout p on p.id = v.payout_id
        where v.cause in ('payout', 'late', 'part') and v.run_id is not null and v.id > :after order by v.id limit ${AT_ONCE}`,
  );
  for await (const batch of found) {
    for (const one of batch) {
      const settings = await context.settingsOf(one.runId);
      const { date } = one.isOwn
        ? dayOfPayout(one.payoutDate, settings)
        : dayOfCorrection(one.payoutDate, dateIn(settings.timeZone, one.createdAt), settings);
      const expected = {
        series: merchantSettings(settings, one.merchantId).series ?? settings.voucher.series,
        date,
        ...fiscalYearOf(date, settings.company),
      };
      for (const name of ["series", "date", "fiscalYear", "fiscalYearPart"] as const) {
        if (one[name] === expected[name]) continue;
        const values = { field: messages.headFields[name], is: one[name], should: expected[name] };
        yield finding(`${one.series}${one.number}`, messages.headDiffers(values));
      }
    }
  }
}

/** Vouchers from before the books recorded the maker and the corrected voucher have neither. */
const CORRECTIONS = /* sql */ `
  select v.series || v.number as voucher, case
           when v.sign is distinct from case when d.id is null then 'Kvitt'
                                             else btrim(regexp_replace(d.actor, '[[:space:][:cntrl:]]+', ' ', 'g')) end
             then 'sign'
           when v.corrects is distinct from case v.cause
             when 'undo' then (select o.id from voucher o where o.decision_id = d.undoes and o.cause = 'decision')
             else (select o.id from voucher o where o.payout_id = v.payout_id and o.cause = 'payout' and o.id <> v.id
                                                and o.run_id is distinct from v.run_id) end then 'corrects'
         end as wrong
    from voucher v left join decision d on d.id = v.decision_id
   where v.registered is not null`;

function checkCorrections(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    { voucher: "text", wrong: text<keyof typeof messages.correctionProblems>() },
    `select * from (${CORRECTIONS}) x where wrong is not null order by 1 limit :limit`,
    ({ voucher, wrong: which }) => finding(voucher, messages.correctionProblems[which]),
  );
}

function finding(voucher: string, problem: Message): VerifyFinding {
  return { check: "vouchers", subject: `voucher ${voucher}`, problem };
}
