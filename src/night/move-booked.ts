/** What a person decides about a line that is not on the clearing account. */
import { accountsOf } from "../config.ts";
import type { Handle } from "../books/database.ts";
import { draftRows } from "../books/vouchers.ts";
import { NeedsPerson } from "../errors.ts";
import type { Deciding } from "./deciding.ts";

/** A line that was booked at once (chargeback, charge, credit, correction) is moved from there to the account. */
export async function moveBooked(
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
