/** The post role: delivers vouchers to the accounting system. */
import { postVoucher } from "../jobs/post-voucher.ts";
import { deliverPosting } from "../src/pipeline/deliver.ts";
import { ALREADY_DONE, DONE } from "../src/queue/outcome.ts";
import { enqueueNextAfter, onJobFailed } from "./enqueue.ts";
import type { WorkerContext } from "./worker-context.ts";

/** Vouchers that are delivered at once: each is a file, or a call, of its own, and most of its time is waiting. */
const AT_ONCE = 3;

export async function workPost(context: WorkerContext): Promise<void> {
  const { app, queues } = context;
  await queues.work(
    postVoucher,
    async ({ postingId }, { signal }) => {
      try {
        return (await deliverPosting(app, BigInt(postingId), signal)) ? DONE : ALREADY_DONE;
      } finally {
        // also after a failed attempt: it is reported in the digest, and must not hold the run up
        await enqueueNextAfter(context, "post-voucher");
      }
    },
    { concurrency: AT_ONCE, onFailed: onJobFailed(context) },
  );
}
