/** Delivers vouchers to the accounting system. */
import { postVoucher } from "../jobs/post-voucher.ts";
import { deliverPosting } from "../src/pipeline/deliver.ts";
import { ALREADY_DONE, DONE } from "../src/queue/outcome.ts";
import { enqueueNextAfter, onJobFailed, type WorkerContext } from "./shift.ts";

export async function workPost(context: WorkerContext): Promise<void> {
  const { app, queues } = context;
  await queues.work(
    postVoucher,
    async ({ postingId }, { signal }) => {
      try {
        return (await deliverPosting(app, BigInt(postingId), signal)) ? DONE : ALREADY_DONE;
      } finally {
        // a first attempt that failed is told of in the night's mail, and does not hold the night up
        await enqueueNextAfter(context, "post-voucher");
      }
    },
    { onExhausted: onJobFailed(context) },
  );
}
