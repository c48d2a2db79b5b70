/** What a person decides about a line that is not on the clearing account. */
import type { Settings } from "../config/settings.ts";
import type { Handle } from "../books/database.ts";
import type { DecidableDeviation } from "../books/decisions.ts";
import { draftRows } from "../books/vouchers.ts";
import { deviationWords, isDeviationCode } from "../format/deviation-texts.ts";
import { NeedsPerson } from "../errors.ts";
import { bookedAt, type BookedAt } from "./booked-at.ts";
import { namesAccounts, type Deciding, type Decision } from "./decision.ts";
import type { Part } from "./split.ts";
import { because, rowWords } from "../ledger/row-texts.ts";

/** Where such a line stands now, and with how much of it. Throws `NeedsPerson` where it stands nowhere. */
export async function bookedOn(
  trx: Handle,
  deviation: DecidableDeviation,
  decision: Decision,
  settings: Settings,
  merchantId: string,
): Promise<BookedAt> {
  const from = await bookedAt(trx, deviation, merchantId, settings);
  if (from === null || decision.match || !namesAccounts(decision)) {
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
  return from;
}

/** A line that was booked at once (chargeback, charge, credit, correction) is moved from there to the accounts. */
export async function moveBooked(
  trx: Handle,
  { deviation, decision, settings }: Deciding,
  {
    voucherId,
    lineId,
    from,
    parts,
  }: {
    readonly voucherId: bigint;
    readonly lineId: bigint;
    readonly from: BookedAt;
    readonly parts: readonly Part[];
  },
): Promise<void> {
  const side = from.amount < 0n ? -1n : 1n;
  const words = rowWords(settings.language);
  const { code, detailedType, type } = deviation;
  const what =
    code !== "needs_account" && isDeviationCode(code)
      ? deviationWords(code).title[settings.language]
      : (detailedType ?? type ?? code);
  const about = deviation.order === null ? what : `${what} ${words.order.toLowerCase()} ${deviation.order}`;
  const text = because(about, decision.why);
  await draftRows(trx, [
    ...parts.map(({ account, amount }) => ({ voucherId, account, amount: side * amount, text, lineId })),
    { voucherId, account: from.account, amount: -from.amount, text, lineId },
  ]);
}
