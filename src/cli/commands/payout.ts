/** `kvitt payout REF`: one payout with its deviations, what to do about them, and its vouchers. */
import type { Books } from "../../books/database.ts";
import { noSuchPayout, severalPayouts } from "../../books/payout-name.ts";
import { DEVIATION_STATES, deviations, payouts, vouchers } from "../../books/views.ts";
import { command } from "../command.ts";
import { EXIT } from "../context.ts";
import { renderPayout } from "../render/payout.ts";
import { messages } from "./messages.ts";

export const payout = command({
  name: "payout",
  text: messages.payout,
  arguments: [{ name: "<ref>", text: messages.paymentReference }],
  json: true,
  run: async ({ app, answer, language, clock }, reference: string) => {
    const { books, workspace } = app;
    const found = await payouts(books, reference);
    const [first] = found;
    if (first === undefined) throw noSuchPayout(reference);
    const other = found.find(({ merchantId }) => merchantId !== first.merchantId);
    if (other) throw severalPayouts(other);
    const all = await deviations(books, { states: DEVIATION_STATES, reference });
    const booked = await vouchers(books, reference);
    const { timeZone } = workspace.settings;
    answer({ ...first, deviations: all, vouchers: booked }, () =>
      renderPayout({ payouts: found, deviations: all, vouchers: booked }, language, clock.now(), timeZone),
    );
    return EXIT.agrees;
  },
});

/** An empty answer may mean that there is no such payout: then throws UserError. */
export async function requirePayout(books: Books, reference: string | null | undefined): Promise<void> {
  if (reference === null || reference === undefined) return;
  if ((await payouts(books, reference)).length === 0) throw noSuchPayout(reference);
}
