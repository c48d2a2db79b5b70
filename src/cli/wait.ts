/** Does a run's work in this process until it has ended, with or without other workers beside it. */
import { begin, NIGHT_ROLES } from "../../workers/roles.ts";
import { goOn, type Shift } from "../../workers/shift.ts";
import { countRun, runById, type Counts } from "../books/runs.ts";
import { rows } from "../books/database.ts";
import type { Language } from "../words.ts";
import { EXIT, type Context, type ExitCode, type OpenHouse } from "./context.ts";
import { progress } from "./progress.ts";

const LOOK_EVERY_MS = 40;

/** Resolves when the run is done or has failed. */
export async function doRun(
  context: Context,
  house: OpenHouse,
  runId: bigint,
): Promise<Counts & { problem: string | null }> {
  const shift: Shift = { house, queues: await house.queues() };
  for (const role of NIGHT_ROLES) await begin(role, shift);
  await goOn(shift, runId);
  const bar = progress(context);
  try {
    for (;;) {
      const run = await runById(house.books, runId);
      if (!run || run.state === "done" || run.state === "failed") {
        return { ...(await countRun(house.books, runId)), problem: run?.problem ?? null };
      }
      const [files] = await rows<{ all: bigint; done: bigint }>(
        house.books,
        `select count(*) as all, count(*) filter (where state <> 'claimed') as done from report_file where run_id = :runId`,
        { runId },
      );
      bar.show(Number(files?.done ?? 0n), Number(files?.all ?? 0n), stepName(run.state, house.language));
      await house.clock.sleep(LOOK_EVERY_MS);
    }
  } finally {
    bar.end();
  }
}

/** CONTRACT §3: 1 when something technical is left undone, 3 when something waits for a person, else 0. */
export function exitCodeOf(counts: Counts & { problem: string | null; undelivered: number }): ExitCode {
  if (counts.problem !== null || counts.failed > 0 || counts.undelivered > 0) return EXIT.technical;
  return counts.deviations > 0 || counts.files.quarantined > 0 ? EXIT.deviates : EXIT.agrees;
}

/** Vouchers and mails of the run that could not be delivered, and will be tried again. */
export async function undelivered(house: OpenHouse, runId: bigint): Promise<number> {
  const [found] = await rows<{ count: bigint }>(
    house.books,
    `select (select count(*) from posting o join voucher v on v.id = o.voucher_id
              where v.run_id = :runId and o.state <> 'posted' and o.problem is not null and o.waits_for is null)
          + (select count(*) from mail where run_id = :runId and state <> 'sent' and problem is not null) as count`,
    { runId },
  );
  return Number(found?.count ?? 0n);
}

function stepName(state: string, language: Language): string {
  const names: Readonly<Record<string, { sv: string; en: string }>> = {
    collecting: { sv: "hämtar filer", en: "collecting files" },
    importing: { sv: "läser in", en: "importing" },
    matching: { sv: "matchar och bokför", en: "matching and booking" },
    posting: { sv: "lämnar verifikationer", en: "delivering vouchers" },
    notifying: { sv: "skickar e-post", en: "sending mail" },
  };
  return names[state]?.[language] ?? state;
}
