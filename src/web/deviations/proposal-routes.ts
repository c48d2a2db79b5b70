/** Four eyes: a second person approves or rejects what waits, and who proposed it withdraws it. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { proposalById, waitingProposal } from "../../books/proposals.ts";
import {
  approveProposal,
  previewProposal,
  rejectProposal,
  withdrawProposal,
} from "../../decisions/propose.ts";
import { UserError } from "../../errors.ts";
import { deliverDue } from "../../pipeline/deliver.ts";
import { mayDo } from "../access/access.ts";
import { deciderOf } from "../access/actor.ts";
import { messages as access } from "../access/messages.ts";
import { type Desk, type Routes } from "../desk.ts";
import { knownAccounts } from "./known-accounts.ts";
import { messages } from "./messages.ts";
import type { WaitingProposal } from "./proposal-section.ts";
import { rowId } from "../row-id.ts";

const DECIDE = { config: { access: "decide" } } as const;
const Id = z.object({
  id: rowId,
});
const Body = z.object({ why: z.string().max(1_000).default(""), shown: z.string().max(64).default("") });

/** Answers with the deviation's page and why it could not be done. */
type Refused = (
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  deviationId: number,
) => Promise<FastifyReply>;

export const proposalRoutes =
  (refused: Refused): Routes =>
  (server, desk) => {
    const { books, workspace, clock } = desk.app;

    server.post("/proposals/:id/approve", DECIDE, (request, reply) =>
      ending(desk, request, reply, refused, async (id, { shown }) => {
        const by = { ...deciderOf(request), shown };
        const known = await knownAccounts(desk);
        const made = await approveProposal(books, id, by, workspace.settings, clock.now(), known);
        await deliverDue(desk.app);
        const voucher = made.voucher === null ? "" : `&voucher=${encodeURIComponent(made.voucher)}`;
        return `done=resolved${voucher}`;
      }),
    );

    server.post("/proposals/:id/reject", DECIDE, (request, reply) =>
      ending(desk, request, reply, refused, async (id, { why }) => {
        if (why.trim() === "") throw new UserError(messages.reasonMissing, messages.writeReason);
        await rejectProposal(books, id, { ...deciderOf(request), why: why.trim() }, clock.now());
        return "done=rejected";
      }),
    );

    server.post("/proposals/:id/withdraw", DECIDE, (request, reply) =>
      ending(desk, request, reply, refused, async (id) => {
        await withdrawProposal(books, id, deciderOf(request), clock.now());
        return "done=withdrawn";
      }),
    );
  };

async function ending(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Refused,
  work: (id: bigint, body: z.infer<typeof Body>) => Promise<string>,
): Promise<FastifyReply> {
  const { id } = Id.parse(request.params);
  const body = Body.parse(request.body ?? {});
  const proposal = await proposalById(desk.app.books, id);
  if (proposal === null) throw new UserError(access.noSuchPage, access.toTheStart);
  const deviationId = Number(proposal.deviationId);
  try {
    const done = await work(id, body);
    return await reply.redirect(`/deviations/${deviationId}?${done}`, 303);
  } catch (thrown) {
    return refused(thrown, request, reply, deviationId);
  }
}

/** The proposal that waits, with what the person who asks may do about it; null: none waits. */
export async function waitingFor(
  desk: Desk,
  request: FastifyRequest,
  deviationId: number,
): Promise<WaitingProposal | null> {
  const { books, workspace, clock } = desk.app;
  const proposal = await waitingProposal(books, BigInt(deviationId));
  if (proposal === null) return null;
  const { visitor } = request;
  if (visitor === null || !mayDo(visitor.role, "decide")) return { proposal, may: { do: "look" } };
  const by = deciderOf(request);
  if (by.personId === proposal.personId) return { proposal, may: { do: "withdraw" } };
  try {
    const known = await knownAccounts(desk);
    const preview = await previewProposal(books, proposal.id, by, workspace.settings, clock.now(), known);
    return { proposal, may: { do: "approve", preview } };
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return { proposal, may: { do: "reject", because: thrown.problem } };
  }
}
