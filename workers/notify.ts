/** Tells people: composes the digest of a run, and sends what has been composed. */
import { sendMail } from "../jobs/send-mail.ts";
import { tellRun } from "../jobs/tell-run.ts";
import { sendLetter } from "../src/night/send-letter.ts";
import { tell } from "../src/night/tell.ts";
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
