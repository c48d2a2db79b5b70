/** Delivers vouchers to the accounting system. */
import { postVoucher } from "../jobs/post-voucher.ts";
import { deliverPosting } from "../src/pipeline/deliver.ts";
import { ALREADY_DONE, DONE } from "../src/queue/outcome.ts";
import { goOnAfter, whenExhausted, type Shift } from "./shift.ts";

export async function workPost(shift: Shift): Promise<void> {
  const { house, queues } = shift;
  await queues.work(
    postVoucher,
    async ({ postingId }, { signal }) => {
      try {
        return (await deliverPosting(house, BigInt(postingId), signal)) ? DONE : ALREADY_DONE;
      } finally {
        // a first attempt that failed is told of in the night's mail, and does not hold the night up
        await goOnAfter(shift, "post-voucher");
      }
    },
    { onExhausted: whenExhausted(shift) },
  );
}
