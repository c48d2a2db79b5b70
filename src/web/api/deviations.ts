/** Deviations: the list, one with its words and history, and decisions, each with its preview. */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { decisionsAbout } from "../../books/decision-history.ts";
import { DEVIATION_STATES, deviations, type DeviationView } from "../../books/views.ts";
import type { Decision } from "../../decisions/decision.ts";
import { ProposalWaits } from "../../decisions/four-eyes.ts";
import { decideOrPropose } from "../../decisions/propose.ts";
import { previewDecision, previewUndo } from "../../decisions/preview.ts";
import { undo } from "../../decisions/reverse.ts";
import { UserError } from "../../errors.ts";
import { deviationTexts, isDeviationCode } from "../../format/deviation-texts.ts";
import { verbatim } from "../../message.ts";
import { actorOf, deciderOf } from "../access/actor.ts";
import { knownAccounts } from "../deviations/known-accounts.ts";
import { messages as ofPages } from "../deviations/messages.ts";
import { languageOf, type Desk } from "../desk.ts";
import { messages } from "./messages.ts";
import { oneDecidedNow } from "./decided.ts";
import { ApiProblem } from "./problem.ts";
import { proposalOf } from "./proposals.ts";
import { access, described, numberAfter, page, Paging, type ApiRoutes } from "./route.ts";
import {
  Decided as DecidedSchema,
  DecisionBody,
  Deviation,
  pageOf,
  Preview,
  Proposal,
  WholeDeviation,
} from "./schemas.ts";

const Id = z.object({ id: z.coerce.number().int().min(1) });
const Why = z.object({ why: z.string().max(1_000).optional() });
const DECIDING = [404, 409, 422] as const;

export const deviationApi: ApiRoutes = (api, desk) => {
  const { books, workspace, clock } = desk.app;
  const { settings } = workspace;

  api.get(
    "/deviations",
    {
      config: access("read"),
      schema: {
        ...described({ summary: "Deviations, the newest first", answer: pageOf(Deviation) }),
        querystring: Paging.extend({
          state: z.enum([...DEVIATION_STATES, "all"]).default("open"),
          code: z.string().max(40).optional(),
          payout: z.string().max(401).optional().describe("MERCHANT/REFERENCE, or the reference alone"),
        }),
      },
    },
    async ({ query: { after, limit, state, code = null, payout = null } }) => {
      const found = await deviations(books, {
        states: state === "all" ? DEVIATION_STATES : [state],
        code,
        reference: payout,
        before: numberAfter(after),
        newest: limit + 1,
      });
      return page(found.toReversed(), limit, ({ id }) => String(id));
    },
  );

  api.get(
    "/deviations/:id",
    {
      config: access("read"),
      schema: {
        ...described({
          summary: "One deviation, with its history",
          answer: WholeDeviation,
          problems: [404],
        }),
        params: Id,
      },
    },
    async (request) => {
      const { id } = request.params;
      const deviation = await deviationOf(desk, id);
      const language = languageOf(request, desk);
      const { code, candidates, paymentReference } = deviation;
      const texts = isDeviationCode(code)
        ? deviationTexts(code, { id, candidates, paymentReference })
        : { title: verbatim(code), cause: verbatim(""), todo: verbatim("") };
      const history = await decisionsAbout(books, BigInt(id));
      return {
        ...deviation,
        title: texts.title[language],
        cause: texts.cause[language],
        todo: texts.todo[language],
        history: history.map((one) => ({ ...one, at: one.at.toISOString() })),
      };
    },
  );

  api.post(
    "/deviations/:id/preview",
    {
      config: access("decide"),
      schema: {
        ...described({
          summary: "The vouchers that a decision would make; nothing is written",
          answer: Preview,
          problems: DECIDING,
        }),
        params: Id,
        body: DecisionBody,
      },
    },
    (request) =>
      about(desk, request.params.id, "open", async (id) => {
        const decision = decisionOf(request.body, request);
        const known = await knownAccounts(desk);
        const made = await previewDecision(books, id, decision, settings, clock.now(), known);
        return { vouchers: made.vouchers, needsSecondPerson: made.needsSecondPerson };
      }),
  );

  api.post(
    "/deviations/:id/decide",
    {
      config: access("decide"),
      schema: {
        ...described({
          summary: "Decides a deviation, or proposes it where a second person must approve (202)",
          answer: DecidedSchema,
          accepted: Proposal,
          problems: DECIDING,
        }),
        params: Id,
        body: DecisionBody,
      },
    },
    async (request, reply) => {
      const made = await about(desk, request.params.id, "open", async (id) => {
        const { personId } = deciderOf(request);
        const wish = { decision: decisionOf(request.body, request), personId };
        return decideOrPropose(books, id, wish, settings, clock.now(), await knownAccounts(desk));
      });
      if (!("proposalId" in made))
        return oneDecidedNow(desk, { ...made, deviationId: BigInt(request.params.id) });
      return reply.code(202).send(await proposalOf(desk, made.proposalId));
    },
  );

  api.post(
    "/deviations/:id/undo/preview",
    {
      config: access("decide"),
      schema: {
        ...described({
          summary: "The vouchers that taking the decision back would make; nothing is written",
          answer: Preview,
          problems: DECIDING,
        }),
        params: Id,
        body: Why,
      },
    },
    (request) =>
      about(desk, request.params.id, "decided", async (id) => ({
        vouchers: await previewUndo(books, id, who(request, request.body.why), settings, clock.now()),
      })),
  );

  api.post(
    "/deviations/:id/undo",
    {
      config: access("decide"),
      schema: {
        ...described({ summary: "Takes the decision back", answer: DecidedSchema, problems: DECIDING }),
        params: Id,
        body: Why,
      },
    },
    (request) =>
      about(desk, request.params.id, "decided", async (id) => {
        const made = await undo(books, id, who(request, request.body.why), settings, clock.now());
        return oneDecidedNow(desk, { ...made, deviationId: id });
      }),
  );
};

async function deviationOf({ app }: Desk, id: number): Promise<DeviationView> {
  const [deviation] = await deviations(app.books, { id, states: DEVIATION_STATES });
  if (deviation === undefined) throw new ApiProblem(404, messages.noDeviation(id), messages.seeDeviations);
  return deviation;
}

/** Does something with a deviation. When it is impossible, the status says whether the deviation's state is why. */
async function about<T>(
  desk: Desk,
  id: number,
  needs: "open" | "decided",
  work: (id: bigint) => Promise<T>,
): Promise<T> {
  await deviationOf(desk, id);
  try {
    return await work(BigInt(id));
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    if (thrown instanceof ProposalWaits) throw new ApiProblem(409, thrown.problem, thrown.todo);
    const isOpen = (await deviationOf(desk, id)).state === "open";
    throw new ApiProblem(isOpen === (needs === "open") ? 422 : 409, thrown.problem, thrown.todo);
  }
}

function decisionOf({ why, ...body }: z.infer<typeof DecisionBody>, request: FastifyRequest): Decision {
  const { match, account, split, vat, writeOff, accept } = body;
  if (!match?.length && account === undefined && !split?.length && !writeOff && !accept)
    throw new UserError(messages.noDecision, messages.nameDecision);
  const actor = who(request, why);
  if ((writeOff || accept) && actor.why === undefined)
    throw new UserError(ofPages.reasonMissing, ofPages.writeReason);
  return {
    ...(match?.length ? { match } : {}),
    ...(account === undefined ? {} : { account }),
    ...(split?.length ? { split } : {}),
    ...(vat === undefined ? {} : { vat }),
    ...(writeOff ? { writeOff } : {}),
    ...(accept ? { accept } : {}),
    ...actor,
  };
}

/** The name of the person or the token, as the audit trail has it. */
export function who(
  request: FastifyRequest,
  why: string | undefined,
): { readonly actor: string; readonly why?: string } {
  return { actor: actorOf(request), ...(why === undefined || why.trim() === "" ? {} : { why: why.trim() }) };
}
