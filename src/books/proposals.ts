/** Decisions above an amount: who proposed them, and how each ended. */
import { json, nullable, text, type Row, type RowShape } from "./row.ts";
import { change, column, oneRow, rows, value, type Handle } from "./database.ts";

export type ProposalOutcome = "approved" | "rejected" | "withdrawn";

/** A decision as it is kept until somebody else approves it: everything but who makes it. */
export interface ProposedDecision {
  readonly match?: readonly { readonly kind: string; readonly number: string }[];
  readonly account?: number;
  readonly split?: readonly { readonly account: number; readonly amount: string }[];
  readonly vat?: 0 | 6 | 12 | 25;
  readonly writeOff?: boolean;
  readonly accept?: boolean;
  readonly why?: string;
}

const PROPOSAL_ROW = {
  id: "bigint",
  deviationId: "bigint",
  code: "text",
  decision: json<ProposedDecision>(),
  amount: "bigint",
  currency: "text",
  rowsSha256: "text",
  /** Who proposed it, or whose program did. */
  personId: "bigint",
  actor: "text",
  at: "instant",
  deviationState: text<"open" | "resolved" | "closed">(),
  outcome: nullable(text<ProposalOutcome>()),
  endedBy: "text?",
  endedAt: "instant?",
  endedWhy: "text?",
} as const satisfies RowShape;
export type Proposal = Row<typeof PROPOSAL_ROW>;

const PROPOSALS = /* sql */ `
  select p.id, p.deviation_id as "deviationId", d.code, p.decision, p.amount, p.currency, p.rows_sha256 as "rowsSha256",
         p.person_id as "personId", p.actor, p.at, d.state as "deviationState", e.outcome, e.actor as "endedBy",
         e.at as "endedAt", e.why as "endedWhy"
    from proposal p join deviation d on d.id = p.deviation_id left join proposal_end e on e.proposal_id = p.id`;

/** Over the aliases of `PROPOSALS`: a deviation that closed by itself leaves nothing to approve. */
const WAITS = "e.id is null and d.state = 'open'";

export function proposalById(db: Handle, id: bigint): Promise<Proposal | null> {
  return oneRow(db, PROPOSAL_ROW, `${PROPOSALS} where p.id = :id`, { id });
}

/** Those about a deviation, in the order they were made. */
export function proposalsAbout(db: Handle, deviationId: bigint): Promise<readonly Proposal[]> {
  return rows(db, PROPOSAL_ROW, `${PROPOSALS} where p.deviation_id = :deviationId order by p.id`, {
    deviationId,
  });
}

/** The one that waits for a second person; null: there is none. */
export function waitingProposal(db: Handle, deviationId: bigint): Promise<Proposal | null> {
  return oneRow(
    db,
    PROPOSAL_ROW,
    `${PROPOSALS} where p.deviation_id = :deviationId and ${WAITS} order by p.id desc limit 1`,
    { deviationId },
  );
}

/** Those that wait, the oldest first, of those after one. */
export function waitingProposals(
  db: Handle,
  { after = 0n, limit }: { readonly after?: bigint; readonly limit: number },
): Promise<readonly Proposal[]> {
  return rows(db, PROPOSAL_ROW, `${PROPOSALS} where ${WAITS} and p.id > :after order by p.id limit :limit`, {
    after,
    limit,
  });
}

/** Those of the deviations about which a proposal waits. */
export async function deviationsWaiting(db: Handle, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const found = await column(
    db,
    "number",
    `select d.id::integer from proposal p join deviation d on d.id = p.deviation_id
       left join proposal_end e on e.proposal_id = p.id
      where d.id = any(:ids::bigint[]) and ${WAITS}`,
    { ids: ids.map(String) },
  );
  return new Set(found);
}

export interface NewProposal {
  readonly deviationId: bigint;
  readonly decision: ProposedDecision;
  readonly amount: bigint;
  readonly currency: string;
  readonly rowsSha256: string;
  readonly personId: bigint;
  readonly actor: string;
  readonly at: Date;
}

/** The caller holds the write lock. */
export async function addProposal(trx: Handle, { decision, ...proposal }: NewProposal): Promise<bigint> {
  const added = await value(
    trx,
    "bigint",
    `insert into proposal (deviation_id, decision, amount, currency, rows_sha256, person_id, actor, at)
     values (:deviationId, :decision, :amount, :currency, :rowsSha256, :personId, :actor, :at) returning id`,
    { ...proposal, decision: JSON.stringify(decision) },
  );
  if (added === null) throw new Error("the proposal got no row");
  return added;
}

export interface ProposalEnd {
  readonly proposalId: bigint;
  readonly outcome: ProposalOutcome;
  /** Of one that was approved. */
  readonly decisionId: bigint | null;
  readonly personId: bigint;
  readonly actor: string;
  readonly why: string | null;
  readonly at: Date;
}

export async function endProposal(trx: Handle, end: ProposalEnd): Promise<void> {
  await change(
    trx,
    `insert into proposal_end (proposal_id, outcome, decision_id, person_id, actor, why, at)
     values (:proposalId, :outcome, :decisionId, :personId, :actor, :why, :at)`,
    { ...end },
  );
}
