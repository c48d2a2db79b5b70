/**
 * A person decides a deviation: put the line on receivables, put it on an account, or accept it as it is. The same
 * constraints hold as for the night, and what moves money makes a voucher of its own, never an edit.
 */
import { accountsOf, merchantSettings, toleranceOf, type Settings } from "../config.ts";
import { audit } from "../books/audit.ts";
import { change, rows, type Books, type Handle } from "../books/database.ts";
import { takeTurn } from "../books/turn.ts";
import {
  deviationToDecide,
  receivableStanding,
  type DecidableDeviation,
  type ReceivableStanding,
} from "../books/decisions.ts";
import {
  draftAllocations,
  draftRows,
  openDrafts,
  planVouchers,
  writeVouchers,
  type VoucherPlan,
} from "../books/vouchers.ts";
import { NeedsPerson } from "../errors.ts";
import { fiscalYearOf, openDay } from "../ledger/voucher-date.ts";
import { RULES_VERSION } from "../matching/ladder.ts";
import { UNSETTLED_CODES } from "../matching/deviations.ts";
import { showMinor } from "../money.ts";
import { rowWords } from "./settle.ts";

export interface Decision {
  /** Receivables that the line settles, as the person named them. */
  readonly match?: readonly { readonly kind: string; readonly number: string }[];
  /** The account that takes the line, or what the receivables leave of it. */
  readonly account?: number;
  /** Accept as it is; together with `match`, accept the difference, within the person's limit. */
  readonly accept?: boolean;
  readonly why?: string;
  readonly actor: string;
}

export interface Decided {
  readonly decisionId: bigint;
  readonly vouchers: number;
}

/** Throws `NeedsPerson` when the decision cannot stand; then nothing has changed. */
export async function decide(
  books: Books,
  deviationId: bigint,
  decision: Decision,
  settings: Settings,
  at: Date,
): Promise<Decided> {
  return books.transaction(async (trx) => {
    await takeTurn(trx);
    const deviation = await deviationToDecide(trx, deviationId);
    if (!deviation) throw noSuch(deviationId);
    if (deviation.state !== "open") {
      throw new NeedsPerson(
        {
          sv: `Avvikelse ${deviationId} är redan avgjord.`,
          en: `Deviation ${deviationId} has been decided already.`,
        },
        {
          sv: `Ångra först: kvitt undo ${deviationId}`,
          en: `Take that back first: kvitt undo ${deviationId}`,
        },
      );
    }
    const action = decision.match ? "match" : decision.account === undefined ? "accept" : "account";
    const [added] = await rows<{ id: bigint }>(
      trx,
      `insert into decision (deviation_id, action, why, actor, at, details)
       values (:deviationId, :action, :why, :actor, :at, :details) returning id`,
      {
        deviationId,
        action,
        why: decision.why ?? null,
        actor: decision.actor,
        at,
        details: JSON.stringify({
          match: decision.match ?? null,
          account: decision.account ?? null,
          // the accounts as they were then, from which `kvitt verify` recomputes the voucher
          accounts: deviation.merchantId === null ? null : accountsOf(settings, deviation.merchantId),
        }),
      },
    );
    const decisionId = added?.id ?? 0n;
    const vouchers =
      action === "accept" ? 0 : await book(trx, { deviation, decision, decisionId, settings, at });
    await change(
      trx,
      `update deviation set state = 'resolved', closed_at = :at, decision_id = :decisionId where id = :deviationId`,
      { at, decisionId, deviationId },
    );
    await audit(trx, at, [
      {
        actor: decision.actor,
        action: `decided:${action}`,
        subject: `deviation ${deviationId}`,
        cause: decision.why ?? null,
        before: { state: "open", code: deviation.code },
        after: {
          state: "resolved",
          decision: String(decisionId),
          match: decision.match,
          account: decision.account,
        },
      },
    ]);
    return { decisionId, vouchers };
  });
}

interface Deciding {
  readonly deviation: DecidableDeviation;
  readonly decision: Decision;
  readonly decisionId: bigint;
  readonly settings: Settings;
  readonly at: Date;
}

async function book(trx: Handle, deciding: Deciding): Promise<number> {
  const { deviation, decisionId, settings, at } = deciding;
  const { payoutId, merchantId, currency, date, lineId, type } = deviation;
  if (
    payoutId === null ||
    merchantId === null ||
    currency === null ||
    date === null ||
    lineId === null ||
    !type
  ) {
    throw new NeedsPerson(
      {
        sv: `Avvikelse ${deviation.id} (${deviation.code}) gäller ingen rad, så det finns inget att bokföra.`,
        en: `Deviation ${deviation.id} (${deviation.code}) is not about a line, so there is nothing to book.`,
      },
      { sv: "Godkänn den med --accept --why TEXT.", en: "Accept it with --accept --why TEXT." },
    );
  }
  const [fresh] = await rows<{ id: bigint; after: bigint }>(
    trx,
    "select nextval('voucher_id') as id, (select coalesce(max(id), 0)::bigint from allocation) as after",
  );
  const voucherId = fresh?.id ?? 0n;
  await openDrafts(trx);
  await planVouchers(trx, [planOf(voucherId, { payoutId, merchantId, currency, date }, deciding)]);
  const words = rowWords(settings.language);
  if (isUnsettled(deviation)) {
    await allocate(trx, { ...deciding, voucherId, lineId, left: deviation.left ?? 0n, currency });
    await draftAllocations(trx, fresh?.after ?? 0n, words);
  } else {
    await moveBooked(trx, { ...deciding, voucherId, lineId, merchantId });
  }
  const foreign = currency === settings.company.currency ? [] : [currency];
  return writeVouchers(trx, { runId: null, decisionId, at, targets: settings.targets, foreign, words });
}

/** Lines that are on the clearing account; all others were booked to an account and can only be moved from there. */
function isUnsettled({ code, left }: DecidableDeviation): boolean {
  return UNSETTLED_CODES.some((one) => one === code) && (left ?? 0n) > 0n;
}

function planOf(
  voucherId: bigint,
  payout: { payoutId: bigint; merchantId: string; currency: string; date: string },
  { deviation, decisionId, settings }: Deciding,
): VoucherPlan {
  const accounts = accountsOf(settings, payout.merchantId);
  const own = merchantSettings(settings, payout.merchantId);
  const { date } = openDay(payout.date, settings.voucher.closedThrough);
  const text = { sv: "Beslut om avvikelse", en: "Decision on deviation" }[settings.language];
  return {
    voucherId,
    payoutId: payout.payoutId,
    cause: "decision",
    causeKey: String(decisionId),
    series: own.series ?? settings.voucher.series,
    fiscalYear: fiscalYearOf(date, settings.company.fiscalYearStart),
    date,
    currency: payout.currency,
    text: `${text} ${deviation.id}, ${deviation.paymentReference ?? ""}`,
    receivable: accounts.receivable,
    clearing: accounts.clearing,
    rounding: accounts.rounding,
    costCentre: own.costCentre ?? null,
    project: own.project ?? null,
    rowPer: "line",
    place: 0,
  };
}

interface Allocating extends Deciding {
  readonly voucherId: bigint;
  readonly lineId: bigint;
  readonly left: bigint;
  readonly currency: string;
}

/** Puts the line on the receivables the person named, and what they leave of it on the account, if one is given. */
async function allocate(trx: Handle, deciding: Allocating): Promise<void> {
  const { decision, currency } = deciding;
  let left = deciding.left;
  const named = decision.match ?? [];
  const standings: Awaited<ReturnType<typeof standingOf>>[] = [];
  for (const { kind, number } of named) {
    const standing = await standingOf(trx, kind, number, deciding);
    if (standings.some(({ receivable }) => receivable.id === standing.receivable.id))
      throw twice(kind, number);
    standings.push(standing);
  }
  const open = standings.reduce((total, standing) => total + standing.open, 0n);
  const difference = left - open;
  const limit = writeOffLimit(deciding);
  const rounds = difference !== 0n && (difference < 0n ? -difference : difference) <= limit;

  for (const [index, { receivable, open: own, paysBack }] of standings.entries()) {
    const last = index === standings.length - 1;
    if (left <= 0n) throw tooMany(deciding);
    // Money that is paid back may be any part of what was received; everything else is settled whole, or in part
    // when it is the only one.
    const whole = own <= left || (last && rounds && !paysBack);
    if (!whole && standings.length > 1) throw tooMany(deciding);
    const lineAmount = last && rounds ? left : own <= left ? own : left;
    await insertAllocation(trx, deciding, {
      receivableId: receivable.id,
      account: null,
      effect: paysBack ? "pays_back" : "settles",
      lineAmount,
      receivableAmount: whole ? own : left,
    });
    if (!whole && !paysBack) await openPartlyPaid(trx, deciding, receivable, own, left);
    left -= lineAmount;
  }
  if (left > 0n && decision.account !== undefined) {
    await insertAllocation(trx, deciding, {
      receivableId: null,
      account: decision.account,
      effect: "account",
      lineAmount: left,
      receivableAmount: left,
    });
    left = 0n;
  }
  if (left > 0n) {
    const rest = showMinor(left, currency);
    throw new NeedsPerson(
      {
        sv: `Raden är ${rest} ${currency} större än det som är öppet på det du angav.`,
        en: `The line is ${rest} ${currency} larger than what is open on what you named.`,
      },
      {
        sv: "Ange fler fakturor, eller lägg till --account N för resten.",
        en: "Name more receivables, or add --account N for the rest.",
      },
    );
  }
  await change(trx, "delete from unsettled where line_id = :lineId", { lineId: deciding.lineId });
  await closeAnswered(trx, deciding);
  await closePaidUp(trx, deciding);
}

/** The difference a decision may write off: rounding for everyone, more by the person's limit and an explicit accept. */
function writeOffLimit({ decision, settings, currency }: Allocating): bigint {
  const tolerance = toleranceOf(settings, currency);
  if (decision.accept !== true) return tolerance;
  const own = Object.hasOwn(settings.people, decision.actor)
    ? settings.people[decision.actor]?.writeOffLimit
    : undefined;
  return own !== undefined && own > tolerance ? own : tolerance;
}

async function standingOf(trx: Handle, kind: string, number: string, { deviation, currency }: Allocating) {
  const allowed = deviation.type === "SALE" ? ["invoice", "order"] : ["credit_note", "order"];
  if (!allowed.includes(kind)) {
    throw new NeedsPerson(
      {
        sv: `En ${deviation.type} kan bara läggas på ${allowed.join(" eller ")}, inte på ${kind}.`,
        en: `A ${deviation.type} can only be put on ${allowed.join(" or ")}, not on ${kind}.`,
      },
      {
        sv: `Skriv till exempel --match ${allowed[0]}:1001`,
        en: `Write for example --match ${allowed[0]}:1001`,
      },
    );
  }
  const receivable = await receivableStanding(trx, kind, number);
  if (!receivable) {
    throw new NeedsPerson(
      {
        sv: `Det finns ingen ${kind} ${number} i böckerna.`,
        en: `There is no ${kind} ${number} in the books.`,
      },
      { sv: "Läs in den först: kvitt receivables FIL", en: "Take it in first: kvitt receivables FILE" },
    );
  }
  if (receivable.currency !== currency) {
    throw new NeedsPerson(
      {
        sv: `${kind} ${number} är i ${receivable.currency}, raden är i ${currency}.`,
        en: `${kind} ${number} is in ${receivable.currency}, the line is in ${currency}.`,
      },
      { sv: "Använd --account N i stället.", en: "Use --account N instead." },
    );
  }
  const paysBack = deviation.type === "RETURN" && kind === "order";
  const open = paysBack
    ? receivable.settled - receivable.paidBack
    : receivable.openAmount - receivable.settled;
  if (open <= 0n) {
    throw new NeedsPerson(
      { sv: `På ${kind} ${number} är inget öppet.`, en: `Nothing is open on ${kind} ${number}.` },
      {
        sv: "Ångra det som reglerade den, eller använd --account N.",
        en: "Take back what settled it, or use --account N.",
      },
    );
  }
  return { receivable, open, paysBack };
}

function twice(kind: string, number: string): NeedsPerson {
  return new NeedsPerson(
    { sv: `${kind} ${number} är angiven två gånger.`, en: `${kind} ${number} is named twice.` },
    { sv: "Ange den en gång.", en: "Name it once." },
  );
}

function tooMany({ currency, left }: Allocating): NeedsPerson {
  return new NeedsPerson(
    {
      sv: `Tillsammans är mer öppet än radens ${showMinor(left, currency)} ${currency}: det finns flera sätt att fördela det.`,
      en: `Together more is open than the line's ${showMinor(left, currency)} ${currency}: there are several ways to share it out.`,
    },
    { sv: "Ange bara dem som raden betalar helt.", en: "Name only those that the line pays in full." },
  );
}

interface NewAllocation {
  readonly receivableId: bigint | null;
  readonly account: number | null;
  readonly effect: "settles" | "pays_back" | "account";
  readonly lineAmount: bigint;
  readonly receivableAmount: bigint;
}

async function insertAllocation(
  trx: Handle,
  { lineId, voucherId, decisionId }: Allocating,
  part: NewAllocation,
) {
  await change(
    trx,
    `insert into allocation (line_id, receivable_id, account, effect, line_amount, receivable_amount, rule, rules,
                             voucher_id, decision_id)
     values (:lineId, :receivableId, :account, :effect, :lineAmount, :receivableAmount, 'by_hand', :rules, :voucherId,
             :decisionId)`,
    { lineId, voucherId, decisionId, rules: RULES_VERSION, ...part },
  );
}

async function openPartlyPaid(
  trx: Handle,
  { deviation, lineId, decisionId, currency, at }: Allocating,
  receivable: ReceivableStanding,
  open: bigint,
  paid: bigint,
): Promise<void> {
  await change(
    trx,
    `insert into deviation (code, payout_id, line_id, receivable_id, subject, merchant_id, payment_reference, expected,
                            found, candidates, amount, currency, opened_at, opened_by)
     values ('partly_paid', :payoutId, :lineId, :receivableId, 'line ' || :lineId, :merchantId, :paymentReference,
             :expected, :found, :candidates, :paid, :currency, :at, :decisionId)`,
    {
      payoutId: deviation.payoutId,
      lineId,
      receivableId: receivable.id,
      merchantId: deviation.merchantId,
      paymentReference: deviation.paymentReference,
      expected: showMinor(open, currency),
      found: showMinor(paid, currency),
      candidates: JSON.stringify([
        { kind: receivable.kind, number: receivable.number, open: showMinor(open, currency) },
      ]),
      paid,
      currency,
      at,
      decisionId,
    },
  );
}

/** The line is settled, so nothing else that said why it was not is open any more; undo finds it by the decision's id. */
async function closeAnswered(trx: Handle, { deviation, decisionId, lineId, at }: Allocating): Promise<void> {
  await change(
    trx,
    `update deviation set state = 'closed', closed_at = :at, decision_id = :decisionId
      where line_id = :lineId and id <> :deviationId and state = 'open' and code = any(:codes)`,
    { at, decisionId, lineId, deviationId: deviation.id, codes: [...UNSETTLED_CODES] },
  );
}

/** Part payments whose receivable is now paid up need no one any more; undo finds them by the decision's id. */
async function closePaidUp(trx: Handle, { decisionId, at }: Allocating): Promise<void> {
  await change(
    trx,
    `update deviation d set state = 'closed', closed_at = :at, decision_id = :decisionId
       from receivable r
      where d.code = 'partly_paid' and d.state = 'open' and r.id = d.receivable_id
        and r.open_amount = (select sum(a.receivable_amount) from allocation a
                              where a.receivable_id = r.id and a.effect = 'settles')`,
    { at, decisionId },
  );
}

/** A line that was booked at once (chargeback, charge, credit, correction) is moved from there to the account. */
async function moveBooked(
  trx: Handle,
  {
    deviation,
    decision,
    settings,
    voucherId,
    lineId,
    merchantId,
  }: Deciding & {
    readonly voucherId: bigint;
    readonly lineId: bigint;
    readonly merchantId: string;
  },
): Promise<void> {
  const accounts = accountsOf(settings, merchantId);
  const from =
    deviation.code === "chargeback"
      ? accounts.chargeback
      : deviation.code === "needs_account"
        ? accounts.suspense
        : null;
  if (from === null || decision.match || decision.account === undefined) {
    throw new NeedsPerson(
      {
        sv: `Avvikelse ${deviation.id} (${deviation.code}) har inget kvar att ${decision.match ? "koppla" : "bokföra"}.`,
        en: `Deviation ${deviation.id} (${deviation.code}) leaves nothing to ${decision.match ? "match" : "book"}.`,
      },
      {
        sv: "Godkänn den med --accept --why TEXT, eller flytta ett återkrav med --account N.",
        en: "Accept it with --accept --why TEXT, or move a chargeback with --account N.",
      },
    );
  }
  const effect = deviation.effect ?? 0n;
  const text = decision.why ?? deviation.code;
  // The line stands on `from` with the opposite of its effect on the payout.
  await draftRows(trx, [
    { voucherId, account: decision.account, amount: -effect, text, lineId },
    { voucherId, account: from, amount: effect, text, lineId },
  ]);
}

export function noSuch(deviationId: bigint): NeedsPerson {
  return new NeedsPerson(
    { sv: `Det finns ingen avvikelse ${deviationId}.`, en: `There is no deviation ${deviationId}.` },
    { sv: "Se listan: kvitt deviations", en: "See the list: kvitt deviations" },
  );
}
