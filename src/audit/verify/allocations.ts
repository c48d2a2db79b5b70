/**
 * Checks allocations against the rules that allow them (CONTRACT §5): within the line and the open amount, by a reference
 * that agrees, with the amounts that their rule requires. The rungs are those of src/matching.
 */
import { text } from "../../books/row.ts";
import { messages } from "./messages.ts";
import { count, rows } from "../../books/database.ts";
import { toleranceOf } from "../../config/settings.ts";
import { rungsFor, type LineKind } from "../../matching/rungs.ts";
import { rungsFor as rungsOfVersion1 } from "../../matching/version-1/ladder.ts";
import { LINE_KEYS } from "../../matching/open-lines.ts";
import { showMinor } from "../../money.ts";
import type { Message } from "../../message.ts";
import { findRows, findingsOf, type VerifyContext, type VerifyFinding } from "./checks.ts";

export async function* checkAllocations(context: VerifyContext): AsyncIterable<VerifyFinding> {
  context.count("allocations", await count(context.trx, "from allocation"));
  yield* checkLines(context);
  yield* checkReceivableSums(context);
  yield* checkAgreement(context);
  yield* checkRoundings(context);
}

const finding = findingsOf("allocations");

const LINES = /* sql */ `
  select a.line_id as id, sum(a.line_amount)::bigint as used, l.amount, l.row, p.payment_reference as reference, p.currency
    from allocation a left join line l on l.id = a.line_id left join payout p on p.id = l.payout_id
   group by a.line_id, l.amount, l.row, p.payment_reference, p.currency
  having l.amount is null or sum(a.line_amount) not between 0 and l.amount
   order by a.line_id limit :limit`;

function checkLines(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    {
      id: "bigint",
      used: "bigint",
      amount: "bigint?",
      row: "number?",
      reference: "text?",
      currency: "text?",
    },
    LINES,
    ({ id, used, amount, row, reference, currency }) => {
      if (amount === null || currency === null) {
        return finding(`line ${id}`, messages.lineMissing);
      }
      const [taken, whole] = [showMinor(used, currency), showMinor(amount, currency)];
      return finding(`payout ${reference} row ${row}`, messages.lineOverAllocated({ taken, whole }));
    },
  );
}

/** Rules that leave nothing open, unless something is reversed. */
const WHOLE = "('exact', 'twin', 'whole_order', 'tolerance')";

const RECEIVABLES = /* sql */ `
  with total as (
    select a.receivable_id, coalesce(sum(a.receivable_amount) filter (where a.effect = 'settles'), 0)::bigint as settled,
           coalesce(sum(a.receivable_amount) filter (where a.effect = 'pays_back'), 0)::bigint as paid_back,
           bool_or(a.effect = 'settles' and a.rule in ${WHOLE}) and not bool_or(a.reverses is not null) as whole
      from allocation a where a.receivable_id is not null group by a.receivable_id)
  select s.receivable_id as id, r.kind, r.number, r.currency, r.open_amount as open, s.settled, s.paid_back as "paidBack",
         r.received_before as "receivedBefore"
    from total s left join receivable r on r.id = s.receivable_id
   where r.id is null or s.settled not between 0 and r.open_amount or s.paid_back not between 0 and s.settled + r.received_before
      or (s.whole and s.settled <> r.open_amount)
   order by s.receivable_id limit :limit`;

function checkReceivableSums(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    {
      id: "bigint",
      kind: "text?",
      number: "text?",
      currency: "text?",
      open: "bigint?",
      settled: "bigint",
      paidBack: "bigint",
    },
    RECEIVABLES,
    ({ id, kind, number, currency, open, settled, paidBack }) => {
      if (currency === null || open === null) {
        return finding(`receivable ${id}`, messages.receivableMissing);
      }
      const [had, taken, back] = [open, settled, paidBack].map((amount) => showMinor(amount, currency));
      return finding(`${kind} ${number}`, messages.receivableSumsDiffer({ had, taken, back }));
    },
  );
}

interface RungOfVersion {
  readonly number: number;
  readonly withoutLeadingZeros: boolean;
  readonly agreements: readonly { readonly line: string; readonly receivable: string }[];
}

const RUNGS: Readonly<Record<1 | 2, (kind: LineKind) => readonly RungOfVersion[]>> = {
  1: rungsOfVersion1,
  2: rungsFor,
};

/** Keys that may agree in place of a line's or receivable's own: those of the line's Klarna order, or of the credited invoice. */
const BORROWED: Readonly<Record<string, string>> = {
  reference1_key: "x.shared_keys",
  capture_key: "x.credited_capture_keys",
  refund_key: "x.credited_refund_keys",
  order_id_key: "x.credited_order_id_keys",
  order_number_key: "x.credited_order_number_keys",
};

/** A key and those that may agree in its place, as rows of one column. */
const anyOf = (own: string, borrowed: string | undefined) =>
  borrowed === undefined ? `(values (${own}))` : `unnest(array_append(${borrowed}, ${own}))`;

/** True for an allocation whose line and receivable agree as its rung and key say, by the rules that decided. */
const AGREES = ([1, 2] as const)
  .flatMap((rules) =>
    (["SALE", "RETURN"] as const).flatMap((kind) =>
      RUNGS[rules](kind).flatMap(({ number, withoutLeadingZeros, agreements }) =>
        agreements.map(({ line, receivable }) => {
          const strip = (column: string) => (withoutLeadingZeros ? `zeroless(${column})` : column);
          const key = receivable.replace("_key", "");
          const own = `${strip(`x.r_${receivable}`)} = ${strip(`x.${line}`)}`;
          const borrowed = `exists (
            select from ${anyOf(`x.${line}`, line === "reference1_key" ? BORROWED[line] : undefined)} as o (key),
                        ${anyOf(`x.r_${receivable}`, BORROWED[receivable])} as t (key)
             where ${strip("o.key")} = ${strip("t.key")})`;
          return `(x.rules = ${rules} and x.type = '${kind}' and x.rung = ${number} and x.key = '${key}' and (${own}${rules === 2 ? ` or x.borrows and ${borrowed}` : ""}))`;
        }),
      ),
    ),
  )
  .join("\n      or ");

/** All lines with their completions: as the view `known_line`, but in one pass, for very many lines. */
const COMPLETED = /* sql */ `(
  select l.id, l.payout_id, l.row, l.type,
         ${[
           "order_id",
           "capture_id",
           "refund_id",
           "merchant_reference1",
           "merchant_reference2",
           "merchant_capture_reference",
           "merchant_refund_reference",
         ]
           .map((column) => `coalesce(l.${column}, c.${column}) as ${column}`)
           .join(", ")}
    from line l left join (
      select line_id, max(order_id) as order_id, max(capture_id) as capture_id, max(refund_id) as refund_id,
             max(merchant_reference1) as merchant_reference1, max(merchant_reference2) as merchant_reference2,
             max(merchant_capture_reference) as merchant_capture_reference,
             max(merchant_refund_reference) as merchant_refund_reference
        from line_completion group by line_id) c on c.line_id = l.id)`;

const CONTRADICTING = /* sql */ `
  with facts as (
    select a.*, l.type, l.payout_id, l.row, p.payment_reference, p.currency, r.kind, r.number, r.currency as r_currency,
           v.id as v_id, v.payout_id as v_payout, v.run_id as v_run, v.decision_id as v_decision,
           b.id as b_id, b.line_id as b_line, b.receivable_id as b_receivable, b.account as b_account, b.effect as b_effect,
           b.line_amount as b_line_amount, b.receivable_amount as b_amount,
           r.capture_key as r_capture_key, r.refund_key as r_refund_key, r.number_key as r_number_key,
           r.order_id_key as r_order_id_key, r.order_number_key as r_order_number_key,
           ${LINE_KEYS}, s.shared_keys, i.credited_capture_keys, i.credited_refund_keys, i.credited_order_id_keys,
           i.credited_order_number_keys, (s.shared_keys is not null or i.credited_order_id_keys is not null) as borrows
      from allocation a join ${COMPLETED} l on l.id = a.line_id join payout p on p.id = l.payout_id
      left join receivable r on r.id = a.receivable_id left join voucher v on v.id = a.voucher_id
      left join allocation b on b.id = a.reverses
      -- a credit note that has only its invoice's number had the keys that the invoice had then, not those of today
      left join lateral (
        select array_agg(k.capture_key) as credited_capture_keys, array_agg(k.refund_key) as credited_refund_keys,
               array_agg(k.order_id_key) as credited_order_id_keys,
               array_agg(k.order_number_key) as credited_order_number_keys
          from receivable x
         cross join lateral (
           select x.capture_key, x.refund_key, x.order_id_key, x.order_number_key
            union all
           select reference_key(c.was ->> 'capture_id'), reference_key(c.was ->> 'refund_id'),
                  reference_key(c.was ->> 'order_id'), reference_key(c.was ->> 'order_number')
             from receivable_change c where c.receivable_id = x.id) k
         where r.kind = 'credit_note' and x.kind = 'invoice' and x.number_key = reference_key(r.credits)
           and (r.order_number, r.order_id, r.capture_id, r.refund_id) is null
           and (r.merchant_key is null or x.merchant_key is null or r.merchant_key = x.merchant_key)) i on true
      -- a line without a first reference had that of its merchant's Klarna order; lines that came since may disagree
      left join lateral (
        select array_agg(reference_key(x.merchant_reference1)) as shared_keys
          from known_line x join payout y on y.id = x.payout_id
         where l.order_id is not null and reference_key(l.merchant_reference1) is null and x.order_id = l.order_id
           and y.merchant_id = p.merchant_id) s on true),
  checked as (
    select x.*, case
      when v_id is null or v_payout <> payout_id or v_run is distinct from run_id or v_decision is distinct from decision_id
        then 'voucher'
      when receivable_id is not null and r_currency <> currency then 'currency'
      -- an amount written off of an order counts as settled and as paid back
      when receivable_id is not null and not (effect = 'pays_back' and kind = 'order' and line_amount = 0)
           and not case effect when 'settles' then (type = 'SALE' and kind in ('invoice', 'order'))
                                                or (type = 'RETURN' and kind = 'credit_note')
                               else type = 'RETURN' and kind = 'order' end then 'kind'
      when reverses is not null
           and (b_id is null or (b_line, b_receivable, b_account, b_effect, b_line_amount, b_amount)
                is distinct from (line_id, receivable_id, account, effect, -line_amount, -receivable_amount)) then 'reversal'
      when rule in ('exact', 'twin', 'part') and line_amount <> receivable_amount then 'amounts'
      when rung is not null and not coalesce(${AGREES}, false) then 'reference'
      end as wrong
      from facts x)
  select row, payment_reference as reference, kind, number, account, rule, rung, wrong
    from checked where wrong is not null order by id limit :limit`;

type Wrong = "voucher" | "currency" | "kind" | "reversal" | "amounts" | "reference";

function checkAgreement(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    {
      row: "number",
      reference: "text",
      kind: "text?",
      number: "text?",
      account: "number?",
      rule: "text",
      rung: "number?",
      wrong: text<Wrong>(),
    },
    CONTRADICTING,
    (one) => {
      const to = one.kind === null ? `${one.account}` : `${one.kind} ${one.number}`;
      return finding(`payout ${one.reference} row ${one.row} → ${to}`, PROBLEMS[one.wrong](one));
    },
  );
}

const PROBLEMS: Readonly<Record<Wrong, (one: { rule: string; rung: number | null }) => Message>> = {
  voucher: () => messages.allocationVoucher,
  currency: () => messages.allocationCurrency,
  kind: () => messages.allocationKind,
  reversal: () => messages.allocationReversal,
  amounts: ({ rule }) => messages.allocationAmounts(rule),
  reference: ({ rung }) => messages.allocationReference(rung),
};

/** Differences booked as rounding are within the tolerance of the run's settings. */
async function* checkRoundings(context: VerifyContext): AsyncIterable<VerifyFinding> {
  const { trx, limit } = context;
  const pairs = await rows(
    trx,
    { runId: "bigint", currency: "text" },
    `select distinct a.run_id as "runId", p.currency from allocation a join line l on l.id = a.line_id
       join payout p on p.id = l.payout_id where a.rule in ('tolerance', 'pay_back') and a.run_id is not null order by 1, 2`,
  );
  for (const { runId, currency } of pairs) {
    const tolerance = toleranceOf(await context.settingsOf(runId), currency);
    const wrong = await rows(
      trx,
      { row: "number", reference: "text", difference: "bigint" },
      `select l.row, p.payment_reference as reference, a.line_amount - a.receivable_amount as difference
         from allocation a join line l on l.id = a.line_id join payout p on p.id = l.payout_id
        where a.rule in ('tolerance', 'pay_back') and a.run_id = :runId and p.currency = :currency
          and abs(a.line_amount - a.receivable_amount) > :tolerance::bigint order by a.id limit :limit`,
      { runId, currency, tolerance, limit },
    );
    for (const { row, reference, difference } of wrong) {
      yield finding(
        `payout ${reference} row ${row}`,
        messages.moreThanRounding(showMinor(difference, currency)),
      );
    }
  }
}
