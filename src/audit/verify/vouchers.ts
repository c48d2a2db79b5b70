/** Checks vouchers: each balances, numbers have no gaps, and heads and rows are as recomputed. */
import { messages } from "./messages.ts";
import { fiscalYearName } from "../../config/fiscal-year.ts";
import { column, count } from "../../books/database.ts";
import { showMinor } from "../../money.ts";
import type { Message } from "../../message.ts";
import { createExpectedRowsTable } from "./expected-rows.ts";
import { findRows, type VerifyContext, type VerifyFinding } from "./checks.ts";
import { checkVoucherHeads } from "./voucher-heads.ts";

export async function* checkVouchers(context: VerifyContext): AsyncIterable<VerifyFinding> {
  context.count("vouchers", await count(context.trx, "from voucher"));
  yield* checkBalances(context);
  yield* checkNumbering(context);
  yield* checkVoucherHeads(context);
  yield* createExpectedRowsTable(context);
  yield* checkAccountSums(context);
  yield* checkLineRows(context);
  yield* findUnbooked(context);
}

function finding(voucher: string, problem: Message): VerifyFinding {
  return { check: "vouchers", subject: `voucher ${voucher}`, problem };
}

const BALANCES = /* sql */ `
  select coalesce(v.series || v.number, 'id ' || coalesce(v.id, s.voucher_id)) as voucher, v.id is not null as known,
         p.currency = v.currency as "sameCurrency", coalesce(v.currency, 'SEK') as currency,
         coalesce(s.debit, 0)::bigint as debit, coalesce(s.credit, 0)::bigint as credit, coalesce(v.total, 0)::bigint as total
    from voucher v
    full join (select voucher_id, sum(debit) as debit, sum(credit) as credit from voucher_row group by voucher_id) s
      on s.voucher_id = v.id
    left join payout p on p.id = v.payout_id
   where v.id is null or s.voucher_id is null or s.debit <> s.credit or s.debit <> v.total
      or p.currency is distinct from v.currency
   order by coalesce(v.id, s.voucher_id) limit :limit`;

function checkBalances(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    {
      voucher: "text",
      known: "boolean",
      sameCurrency: "boolean?",
      currency: "text",
      debit: "bigint",
      credit: "bigint",
      total: "bigint",
    },
    BALANCES,
    ({ voucher, known, sameCurrency, currency, debit, credit, total }) => {
      const [debits, credits, sum] = [debit, credit, total].map((amount) => showMinor(amount, currency));
      if (!known) return finding(voucher, messages.voucherMissing);
      if (debit !== credit || debit !== total)
        return finding(voucher, messages.voucherUnbalanced({ debit: debits, credit: credits, total: sum }));
      if (sameCurrency !== true) return finding(voucher, messages.voucherCurrency(currency));
      return finding(voucher, messages.voucherWithoutRows);
    },
  );
}

const GAPS = /* sql */ `
  select series, fiscal_year as year, fiscal_year_part as part, number, before
    from (select series, fiscal_year, fiscal_year_part, number,
                 coalesce(lag(number) over (partition by series, fiscal_year, fiscal_year_part order by number), 0) as before
            from voucher) x
   where number <> before + 1 order by series, fiscal_year, fiscal_year_part, number limit :limit`;

function checkNumbering(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    { series: "text", year: "number", part: "number", number: "number", before: "number" },
    GAPS,
    ({ series, year: begins, part, number, before }) => {
      const year = fiscalYearName(begins, part);
      const missing = number - before === 2 ? `${before + 1}` : `${before + 1}–${number - 1}`;
      return finding(`${series}${before + 1}`, messages.numberMissing({ missing, series, year }));
    },
  );
}

// Not a voucher for a changed rate, whose rows follow from the two rates.
const RECOMPUTED = "('payout', 'late', 'part', 'decision', 'undo')";

const ACCOUNTS = /* sql */ `
  with booked as (
    select voucher_id, account, sum(debit - credit) as amount from voucher_row group by 1, 2),
  computed as (
    select voucher_id, account, sum(amount) as amount from expected group by 1, 2)
  select v.series || v.number as voucher, v.currency, account,
         coalesce(b.amount, 0)::bigint as booked, coalesce(c.amount, 0)::bigint as computed
    from booked b full join computed c using (voucher_id, account)
    join voucher v on v.id = voucher_id and v.cause in ${RECOMPUTED}
   where coalesce(b.amount, 0) <> coalesce(c.amount, 0)
   order by v.id, account limit :limit`;

function checkAccountSums(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    { voucher: "text", currency: "text", account: "number", booked: "bigint", computed: "bigint" },
    ACCOUNTS,
    ({ voucher, currency, account, booked, computed }) => {
      const [is, should] = [showMinor(booked, currency), showMinor(computed, currency)];
      return finding(voucher, messages.accountDiffers({ account, is, should }));
    },
  );
}

// Where a voucher has a row per line, the rows of each line are compared too: swapping two keeps every sum.
const LINE_ROWS = /* sql */ `
  with booked as (
    select voucher_id, line_id, account, sum(debit - credit) as amount
      from voucher_row where line_id is not null group by 1, 2, 3),
  computed as (
    select voucher_id, line_id, account, sum(amount) as amount
      from expected where line_id is not null and voucher_id in (select voucher_id from booked) group by 1, 2, 3)
  select v.series || v.number as voucher, v.currency, l.row, account,
         coalesce(b.amount, 0)::bigint as booked, coalesce(c.amount, 0)::bigint as computed
    from booked b full join computed c using (voucher_id, line_id, account)
    join voucher v on v.id = voucher_id and v.cause in ${RECOMPUTED}
    left join line l on l.id = line_id
   where coalesce(b.amount, 0) <> coalesce(c.amount, 0)
   order by v.id, l.row, account limit :limit`;

function checkLineRows(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    {
      voucher: "text",
      currency: "text",
      row: "number?",
      account: "number",
      booked: "bigint",
      computed: "bigint",
    },
    LINE_ROWS,
    ({ voucher, currency, row, account, booked, computed }) => {
      const [is, should] = [showMinor(booked, currency), showMinor(computed, currency)];
      return finding(voucher, messages.rowDiffers({ row, account, is, should }));
    },
  );
}

const UNBOOKED = /* sql */ `
  select p.payment_reference as reference from payout p
   where p.state <> 'imported' and not exists (select from voucher v where v.payout_id = p.id and v.cause = 'payout')
     and (p.settlement_amount <> 0 or exists (select from line l where l.payout_id = p.id and l.effect <> 0))
   order by p.id limit :limit`;

async function* findUnbooked({ trx, limit }: VerifyContext): AsyncIterable<VerifyFinding> {
  for (const reference of await column(trx, "text", UNBOOKED, { limit })) {
    yield { check: "vouchers", subject: `payout ${reference}`, problem: messages.payoutUnbooked };
  }
}
