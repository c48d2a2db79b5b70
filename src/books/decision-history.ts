/** Who decided what about a deviation, and the voucher each decision made. */
import { text } from "./row.ts";
import { rows, type Handle } from "./database.ts";

export type DecisionAction = "match" | "account" | "write_off" | "accept" | "undo";

export interface PastDecision {
  readonly at: Date;
  readonly actor: string;
  readonly action: DecisionAction;
  readonly why: string | null;
  /** "K 44"; null when nothing was booked. */
  readonly voucher: string | null;
  /** False for one that was taken back, and for the taking back itself. */
  readonly isInForce: boolean;
}

/** In the order they were made. */
export async function decisionsAbout(db: Handle, deviationId: bigint): Promise<readonly PastDecision[]> {
  return rows(
    db,
    {
      at: "instant",
      actor: "text",
      action: text<DecisionAction>(),
      why: "text?",
      voucher: "text?",
      isInForce: "boolean",
    },
    `select d.at, d.actor, d.action, d.why,
            (select v.series || ' ' || v.number from voucher v where v.decision_id = d.id order by v.id limit 1) as voucher,
            d.action <> 'undo' and not exists (select from decision u where u.undoes = d.id) as "isInForce"
       from decision d where d.deviation_id = :deviationId order by d.id`,
    { deviationId },
  );
}
