/** `kvitt payouts`: every payout, with how many of its lines are matched and what is left to explain. */
import { payouts as payoutsIn } from "../../books/views.ts";
import { command } from "../command.ts";
import { EXIT } from "../context.ts";
import { renderPayouts } from "../render/payouts.ts";
import { messages } from "./messages.ts";

export const payouts = command({
  name: "payouts",
  text: messages.payouts,
  json: true,
  run: async ({ app, answer, language }) => {
    const found = await payoutsIn(app.books);
    answer(found, () => renderPayouts(found, language));
    return EXIT.agrees;
  },
});
