/** Reclassification: a person moves a line from the account where it was booked to others. */
import { messages } from "./messages.ts";
import type { Settings } from "../config/settings.ts";
import type { Handle } from "../books/database.ts";
import type { DecidableDeviation } from "../books/decisions.ts";
import { draftRows } from "../books/vouchers.ts";
import { deviationTexts, isDeviationCode } from "../format/deviation-texts.ts";
import { UserError } from "../errors.ts";
import { bookedAt, type BookedAt } from "./booked-at.ts";
import { namesAccounts, type DecisionContext, type Decision } from "./decision.ts";
import type { SplitPart } from "./split.ts";
import { withReason, rowTexts } from "../ledger/row-texts.ts";

/** The account and amount to move. Throws `UserError` where there is nothing to move. */
export async function bookedOn(
  trx: Handle,
  deviation: DecidableDeviation,
  decision: Decision,
  settings: Settings,
  merchantId: string,
): Promise<BookedAt> {
  const from = await bookedAt(trx, deviation, merchantId, settings);
  if (from === null || decision.match || !namesAccounts(decision)) {
    const what = { id: deviation.id, code: deviation.code };
    throw new UserError(
      decision.match ? messages.nothingToMatch(what) : messages.nothingToBook(what),
      messages.acceptOrMove,
    );
  }
  return from;
}

/** Drafts the rows that move the line (a chargeback, charge, credit or correction) from its account to the named ones. */
export async function reclassify(
  trx: Handle,
  { deviation, decision, settings }: DecisionContext,
  {
    voucherId,
    lineId,
    from,
    parts,
  }: {
    readonly voucherId: bigint;
    readonly lineId: bigint;
    readonly from: BookedAt;
    readonly parts: readonly SplitPart[];
  },
): Promise<void> {
  const side = from.amount < 0n ? -1n : 1n;
  const words = rowTexts(settings.language);
  const { code, detailedType, type } = deviation;
  const what =
    code !== "needs_account" && isDeviationCode(code)
      ? deviationTexts(code).title[settings.language]
      : (detailedType ?? type ?? code);
  const about = deviation.order === null ? what : `${what} ${words.order.toLowerCase()} ${deviation.order}`;
  const text = withReason(about, decision.why);
  await draftRows(trx, [
    ...parts.map(({ account, amount }) => ({ voucherId, account, amount: side * amount, text, lineId })),
    { voucherId, account: from.account, amount: -from.amount, text, lineId },
  ]);
}
