/** What decisions did, as the API answers it. */
import { DEVIATION_STATES, deviations } from "../../books/views.ts";
import type { Decided } from "../../decisions/decide.ts";
import { deliverDue } from "../../pipeline/deliver.ts";
import type { Desk } from "../desk.ts";

export interface DecidedAboutOne extends Decided {
  readonly deviationId: bigint;
}

/** Delivers the vouchers of the decisions: they do not wait for the next run. */
export async function decidedNow({ app }: Desk, done: readonly DecidedAboutOne[]) {
  await deliverDue(app);
  const ids = done.map(({ deviationId }) => deviationId);
  const now = await deviations(app.books, { ids, states: DEVIATION_STATES });
  return done.map((one) => ({
    ...answerOf(one),
    state: now.find(({ id }) => BigInt(id) === one.deviationId)?.state,
  }));
}

/** The same of one. */
export async function oneDecidedNow(desk: Desk, one: DecidedAboutOne) {
  const [answer = { ...answerOf(one), state: undefined }] = await decidedNow(desk, [one]);
  return answer;
}

function answerOf({ deviationId, decisionId, vouchers, voucher }: DecidedAboutOne) {
  return { id: Number(deviationId), decision: Number(decisionId), vouchers, voucher };
}
