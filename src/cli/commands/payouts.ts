/** `kvitt payouts`: every payout, with how many of its lines are matched and what is left to explain. */
import { payouts as payoutsIn } from "../../books/views.ts";
import { command } from "../command.ts";
import { EXIT } from "../context.ts";
import { renderPayouts } from "../render/payouts.ts";
import { messages } from "./messages.ts";

/** Rows of the list on a terminal; `--json` has them all. */
const SHOWN_MAX = 200;

export const payouts = command({
  name: "payouts",
  text: messages.payouts,
  json: true,
  run: async ({ app, answer, language }) => {
    const found = await payoutsIn(app.books);
    const more = found.length - SHOWN_MAX;
    answer(found, () =>
      [
        renderPayouts(found.slice(-SHOWN_MAX), language),
        ...(more > 0 ? [messages.morePayouts(more)[language]] : []),
      ].join("\n"),
    );
    return EXIT.agrees;
  },
});
