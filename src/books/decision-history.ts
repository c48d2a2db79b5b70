/** Who decided what about a deviation, and the voucher each decision made. */
import { text } from "./row.ts";
import { rows, type Handle } from "./database.ts";

export type DecisionAction = "match" | "account" | "write_off" | "accept" | "undo";

/** The voucher that a decision `d` made, "K 44"; SQL. */
export const VOUCHER_OF_DECISION = /* sql */ `
  (select v.series || ' ' || v.number from voucher v where v.decision_id = d.id order by v.id limit 1)`;

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

export interface ManyDecided {
  readonly deviationId: bigint;
  readonly code: string;
  readonly action: DecisionAction;
  /** "K 44"; null when nothing was booked. */
  readonly voucher: string | null;
  readonly isInForce: boolean;
}

/** What was decided at once, by the first of those decisions: the same person's at the same instant. */
export async function decidedTogether(
  db: Handle,
  first: bigint,
  limit: number,
): Promise<readonly ManyDecided[]> {
  return rows(
    db,
    {
      deviationId: "bigint",
      code: "text",
      action: text<DecisionAction>(),
      voucher: "text?",
      isInForce: "boolean",
    },
    `select d.deviation_id as "deviationId", v.code, d.action,
            ${VOUCHER_OF_DECISION} as voucher,
            not exists (select from decision u where u.undoes = d.id) as "isInForce"
       from decision f
       join decision d on d.id >= f.id and d.id < f.id + :limit::bigint and (d.actor, d.at) = (f.actor, f.at) and d.action <> 'undo'
       join deviation v on v.id = d.deviation_id
      where f.id = :first order by d.id limit :limit`,
    { first, limit },
  );
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
            ${VOUCHER_OF_DECISION} as voucher,
            d.action <> 'undo' and not exists (select from decision u where u.undoes = d.id) as "isInForce"
       from decision d where d.deviation_id = :deviationId order by d.id`,
    { deviationId },
  );
}
