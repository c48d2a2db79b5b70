/** Many deviations at once: the preview, and the decision of what it showed. */
import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import {
  decideMany,
  previewMany,
  type DecisionOfMany,
  type PreviewedMany,
} from "../../decisions/decide-many.ts";
import { UserError } from "../../errors.ts";
import { showMinor } from "../../money.ts";
import { knownAccounts } from "../deviations/known-accounts.ts";
import { messages as ofPages } from "../deviations/messages.ts";
import { languageOf } from "../desk.ts";
import type { Language } from "../../message.ts";
import { decidedNow } from "./decided.ts";
import { who } from "./deviations.ts";
import { messages } from "./messages.ts";
import { orProblem } from "./problem.ts";
import { access, described, type ApiRoutes } from "./route.ts";
import { DecidedMany, DecisionOfManyBody, PreviewOfMany, Shown } from "./schemas.ts";

export const manyApi: ApiRoutes = (api, desk) => {
  const { books, workspace, clock } = desk.app;
  const { settings } = workspace;

  api.post(
    "/deviations/many/preview",
    {
      config: access("decide"),
      schema: {
        ...described({
          summary: "The vouchers that one decision about many deviations would make; nothing is written",
          answer: PreviewOfMany,
          problems: [422],
        }),
        body: DecisionOfManyBody,
      },
    },
    (request) =>
      orProblem(422, async () => {
        const decision = decisionOf(request.body, request);
        const ids = request.body.ids.map(BigInt);
        const known = await knownAccounts(desk);
        const preview = await previewMany(books, ids, decision, settings, clock.now(), known);
        return shownAs(preview, languageOf(request, desk));
      }),
  );

  api.post(
    "/deviations/many/decide",
    {
      config: access("decide"),
      schema: {
        ...described({
          summary: "Decides many deviations as the preview showed: all of them, or none",
          answer: DecidedMany,
          problems: [409],
        }),
        body: DecisionOfManyBody.extend({ shown: Shown }),
      },
    },
    (request) =>
      orProblem(409, async () => {
        const decision = decisionOf(request.body, request);
        const { ids, shown } = request.body;
        const known = await knownAccounts(desk);
        const wish = { decision, shown };
        const done = await decideMany(books, ids.map(BigInt), wish, settings, clock.now(), known);
        return { decided: await decidedNow(desk, done) };
      }),
  );
};

function decisionOf(
  { why, account, vat, writeOff, accept, onlyCandidate }: z.infer<typeof DecisionOfManyBody>,
  request: FastifyRequest,
): DecisionOfMany {
  const by = who(request, why);
  const named = [account !== undefined, writeOff === true, accept === true, onlyCandidate === true];
  if (named.filter(Boolean).length !== 1)
    throw new UserError(messages.noDecision, messages.nameDecisionOfMany);
  if (onlyCandidate === true) return { onlyCandidate, ...by };
  if (by.why === undefined) throw new UserError(ofPages.reasonMissing, ofPages.writeReason);
  return {
    ...(account === undefined ? {} : { account }),
    ...(vat === undefined ? {} : { vat }),
    ...(writeOff === true ? { writeOff } : {}),
    ...(accept === true ? { accept } : {}),
    ...by,
  };
}

function shownAs({ decidable, refused, shown }: PreviewedMany, language: Language) {
  return {
    decidable: decidable.map(({ deviation, amount: { amount, currency }, vouchers }) => ({
      id: deviation.id,
      amount: showMinor(amount, currency),
      currency,
      vouchers,
    })),
    refused: refused.map(({ deviation, problem }) => ({
      id: deviation.id,
      says: problem.problem[language],
    })),
    shown,
  };
}
