/** Tells people: composes the digest of a run, and sends what has been composed. */
import { sendMail } from "../jobs/send-mail.ts";
import { tellRun } from "../jobs/digest-run.ts";
import { sendLetter } from "../src/pipeline/send-mail.ts";
import { tell } from "../src/pipeline/digest.ts";
import { ALREADY_DONE, DONE } from "../src/queue/outcome.ts";
import { goOnAfter, whenExhausted, type Shift } from "./shift.ts";

export async function workNotify(shift: Shift): Promise<void> {
  const { house, queues } = shift;
  const onExhausted = whenExhausted(shift);
  await queues.work(
    tellRun,
    async ({ runId }) => {
      await tell(house, BigInt(runId));
      await goOnAfter(shift, "tell-run");
      return DONE;
    },
    { onExhausted },
  );
  await queues.work(
    sendMail,
    async ({ mailId }, { signal }) => {
      try {
        return (await sendLetter(house, BigInt(mailId), signal)) ? DONE : ALREADY_DONE;
      } finally {
        await goOnAfter(shift, "send-mail");
      }
    },
    { onExhausted },
  );
}
