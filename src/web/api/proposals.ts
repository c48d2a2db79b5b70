/** Decisions that wait for a second person: which there are, and how each ends. */
import { z } from "zod";
import { proposalById, waitingProposals, type Proposal as KeptProposal } from "../../books/proposals.ts";
import {
  approveProposal,
  previewProposal,
  rejectProposal,
  withdrawProposal,
} from "../../decisions/propose.ts";
import { showMinor } from "../../money.ts";
import { deciderOf } from "../access/actor.ts";
import { knownAccounts } from "../deviations/known-accounts.ts";
import type { Desk } from "../desk.ts";
import { messages } from "./messages.ts";
import { oneDecidedNow } from "./decided.ts";
import { ApiProblem, orProblem } from "./problem.ts";
import { access, described, numberAfter, page, Paging, type ApiRoutes } from "./route.ts";
import { Decided, pageOf, Proposal, Shown, WholeProposal } from "./schemas.ts";

const Id = z.object({ id: z.coerce.number().int().min(1) });
const PROBLEMS = [404, 409] as const;

export const proposalApi: ApiRoutes = (api, desk) => {
  const { books, workspace, clock } = desk.app;
  const { settings } = workspace;

  api.get(
    "/proposals",
    {
      config: access("read"),
      schema: {
        ...described({
          summary: "Decisions that wait for a second person, the oldest first",
          answer: pageOf(Proposal),
        }),
        querystring: Paging,
      },
    },
    async ({ query: { after, limit } }) => {
      const found = await waitingProposals(books, {
        after: BigInt(numberAfter(after) ?? 0),
        limit: limit + 1,
      });
      return page(found.map(shownAs), limit, ({ proposal }) => String(proposal));
    },
  );

  api.post(
    "/proposals/:id/preview",
    {
      config: access("decide"),
      schema: {
        ...described({
          summary: "What approving a proposal would book now; nothing is written",
          answer: WholeProposal,
          problems: PROBLEMS,
        }),
        params: Id,
      },
    },
    (request) =>
      about(desk, request.params.id, async (id) => {
        const known = await knownAccounts(desk);
        const preview = await previewProposal(books, id, deciderOf(request), settings, clock.now(), known);
        return { ...(await proposalOf(desk, id)), ...preview };
      }),
  );

  api.post(
    "/proposals/:id/approve",
    {
      config: access("decide"),
      schema: {
        ...described({
          summary: "A second person approves a proposal as the preview showed it, and it is booked",
          answer: Decided,
          problems: PROBLEMS,
        }),
        params: Id,
        body: z.object({ shown: Shown }),
      },
    },
    (request) =>
      about(desk, request.params.id, async (id) => {
        const by = { ...deciderOf(request), ...request.body };
        const known = await knownAccounts(desk);
        const made = await approveProposal(books, id, by, settings, clock.now(), known);
        return oneDecidedNow(desk, made);
      }),
  );

  api.post(
    "/proposals/:id/reject",
    {
      config: access("decide"),
      schema: {
        ...described({
          summary: "A second person rejects a proposal, with a reason",
          answer: Proposal,
          problems: PROBLEMS,
        }),
        params: Id,
        body: z.object({ why: z.string().trim().min(1).max(1_000) }),
      },
    },
    (request) =>
      about(desk, request.params.id, async (id) =>
        shownAs(await rejectProposal(books, id, { ...deciderOf(request), ...request.body }, clock.now())),
      ),
  );

  api.post(
    "/proposals/:id/withdraw",
    {
      config: access("decide"),
      schema: {
        ...described({
          summary: "Who proposed a decision withdraws it",
          answer: Proposal,
          problems: PROBLEMS,
        }),
        params: Id,
      },
    },
    (request) =>
      about(desk, request.params.id, async (id) =>
        shownAs(await withdrawProposal(books, id, deciderOf(request), clock.now())),
      ),
  );
};

export async function proposalOf({ app }: Desk, id: bigint) {
  const proposal = await proposalById(app.books, id);
  if (proposal === null) throw new ApiProblem(404, messages.noProposal(Number(id)), messages.seeProposals);
  return shownAs(proposal);
}

function shownAs({ id, deviationId, amount, currency, decision, actor, at }: KeptProposal) {
  return {
    proposal: Number(id),
    deviation: Number(deviationId),
    amount: showMinor(amount, currency),
    currency,
    decision,
    actor,
    at: at.toISOString(),
  };
}

/** What cannot be done is a conflict: the proposal has ended, is one's own, or would book something else now. */
async function about<T>(desk: Desk, id: number, work: (id: bigint) => Promise<T>): Promise<T> {
  await proposalOf(desk, BigInt(id));
  return orProblem(409, () => work(BigInt(id)));
}
