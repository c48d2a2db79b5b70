/** What a night says of the inbox as a whole: that nothing has come for long, or that a share is away. */
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { lastReportAt } from "../books/report-files.ts";
import type { RunRow } from "../books/runs.ts";
import { isPayoutMissing } from "../books/deviations.ts";
import type { InboxWarning } from "../intake/files/inbox.ts";
import type { AppContext } from "../app.ts";
import { messages } from "./messages.ts";

const DAY_MS = 86_400_000;

/** Whether the inbox is the top of a file system of its own, such as a share; null when it is not there. */
export async function isMountPoint(inbox: string): Promise<boolean | null> {
  try {
    const [own, above] = await Promise.all([stat(inbox), stat(dirname(inbox))]);
    return own.dev !== above.dev;
  } catch {
    return null;
  }
}

/**
 * The last time, the inbox was a share, and now it is a folder of this machine: an empty one says nothing of what has come.
 */
export function mountWarnings(inbox: string, was: boolean | null, is: boolean | null): InboxWarning[] {
  if (was !== true || is !== false) return [];
  return [{ name: inbox, kind: "not_mounted", words: messages.inboxNotMounted(inbox) }];
}

/**
 * No report has come for `quietDays`, though some came before. Silent where a missing payout is a deviation already, which
 * says whose it is.
 */
export async function quietWarnings(
  { workspace, books, clock }: AppContext,
  run: Pick<RunRow, "kind" | "scope">,
): Promise<InboxWarning[]> {
  const { quietDays } = workspace.settings;
  if (quietDays === 0 || run.kind !== "nightly" || run.scope !== "*") return [];
  const last = await lastReportAt(books);
  const days = last === null ? 0 : Math.floor((clock.now().getTime() - last.getTime()) / DAY_MS);
  if (days < quietDays || (await isPayoutMissing(books))) return [];
  const { inbox } = workspace;
  return [{ name: inbox, kind: "nothing_came", words: messages.nothingCame({ days, inbox }) }];
}
