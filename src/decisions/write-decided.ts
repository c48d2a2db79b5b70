/** The vouchers that a decision has drafted, with their deliveries to be. */
import type { Handle } from "../books/database.ts";
import { writeVouchers } from "../books/vouchers.ts";
import { gatheringTargets, postingTargets, type Settings } from "../config/settings.ts";
import { rowTexts } from "../ledger/row-texts.ts";

interface Decided {
  readonly decisionId: bigint;
  readonly at: Date;
  /** The payout's. */
  readonly currency: string;
  readonly settings: Settings;
}

/** Returns how many there are. */
export function writeDecided(trx: Handle, { decisionId, at, currency, settings }: Decided): Promise<number> {
  return writeVouchers(trx, {
    runId: null,
    decisionId,
    at,
    targets: postingTargets(settings),
    foreign: currency === settings.company.currency ? [] : [currency],
    gathering: gatheringTargets(settings),
    words: rowTexts(settings.language),
  });
}
