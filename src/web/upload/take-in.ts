/** A file that a person has seen the verdict of goes where the next run finds it. */
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { collectRun } from "../../../jobs/collect-run.ts";
import { UserError } from "../../errors.ts";
import { beginNightNow } from "../../pipeline/nightly-run.ts";
import { addRates } from "../../pipeline/add-rates.ts";
import type { Desk } from "../desk.ts";
import { takeOnce, type HeldFile, type Holding } from "./hold.ts";
import { messages } from "./messages.ts";
import { receive } from "./receive.ts";

/** The name that the file got; null when it was taken already. Throws UserError for one that would be refused. */
export async function takeIn(
  { app, maxBytes }: Desk,
  holding: Holding,
  held: HeldFile,
  by: string,
): Promise<string | null> {
  const { kind, verdict, name } = held;
  if (kind === null || verdict === null || verdict === "trouble")
    throw new UserError(messages.wouldBeRefused(name), messages.mendFirst);
  return takeOnce(holding, held, async (path) => {
    if (kind === "rates") {
      await addRates(app, { name, text: await readFile(path, "utf8"), by });
      return name;
    }
    const { inbox, receivables } = app.workspace;
    const folder = kind === "report" ? inbox : receivables;
    const bytes = createReadStream(path);
    const received = await receive({ name, bytes, announced: held.size, folder, maxBytes });
    if (!received.ok) throw new UserError(received.problem, messages.mendFirst);
    app.log.info({ kind, size: received.size }, "an uploaded file was taken in");
    return received.name;
  });
}

/** A run that takes in what is in the folders now. */
export async function startRun({ app, queues }: Desk, by: string): Promise<bigint> {
  const runId = await beginNightNow(app, by);
  await queues.enqueue(collectRun, { runId: String(runId) });
  return runId;
}
