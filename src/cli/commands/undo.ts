/** `kvitt undo ID...`: takes decisions back, by reversing vouchers. */
import { deviations } from "../../books/views.ts";
import { undo as takeBack } from "../../decisions/reverse.ts";
import { command } from "../command.ts";
import { EXIT } from "../context.ts";
import { actorOf, decideEach, readIds, vouchersOf } from "../decide-each.ts";
import { messages } from "./messages.ts";

interface Options {
  readonly why?: string;
  readonly as?: string;
}

export const undo = command({
  name: "undo",
  text: messages.undo,
  arguments: [{ name: "<id...>", text: messages.undoIds, read: readIds }],
  options: [
    { flags: "--why <text>", text: messages.undoWhy },
    { flags: "--as <name>", text: messages.decidedBy },
  ],
  json: true,
  run: async (invocation, ids: number[], { why, as }: Options) => {
    const { app, answer, language } = invocation;
    const { books, clock, workspace } = app;
    const who = { actor: actorOf(as, invocation), ...(why === undefined ? {} : { why }) };
    const undone = await decideEach(invocation, ids, async (id) => {
      const made = await takeBack(books, BigInt(id), who, workspace.settings, clock.now());
      // its line may have been matched since the decision: then the deviation stays closed
      const [now] = await deviations(books, { states: ["open", "closed"], id });
      const { decisionId, vouchers, voucher } = made;
      return { id, decision: Number(decisionId), vouchers, voucher, state: now?.state ?? "open" };
    });
    answer(undone, () => {
      const open = undone.filter(({ state }) => state === "open").map(({ id }) => id);
      const all = { ids: undone.map(({ id }) => id), open, vouchers: vouchersOf(undone) };
      return messages.decisionsTakenBack(all)[language];
    });
    return EXIT.agrees;
  },
});
