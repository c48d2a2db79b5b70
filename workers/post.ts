/** Delivers vouchers to the accounting system. */
import { postVoucher } from "../jobs/post-voucher.ts";
import { unfinishedRuns } from "../src/books/runs.ts";
import { deliverPosting } from "../src/night/post.ts";
import { ALREADY_DONE, DONE } from "../src/queue/outcome.ts";
import { goOn, whenExhausted, type Shift } from "./shift.ts";

export async function workPost(shift: Shift): Promise<void> {
  const { house, queues } = shift;
  await queues.work(
    postVoucher,
    async ({ postingId }, { signal }) => {
      try {
        return (await deliverPosting(house, BigInt(postingId), signal)) ? DONE : ALREADY_DONE;
      } finally {
        // A first attempt that failed is told of in the night's mail, and does not hold the night up.
        await goOnAll(shift);
      }
    },
    { onExhausted: whenExhausted(shift) },
  );
}

async function goOnAll(shift: Shift): Promise<void> {
  for (const { id, state } of await unfinishedRuns(shift.house.books)) {
    if (state === "posting") await goOn(shift, id);
  }
}
