/** Whether the inbox is where it should be: there, mounted where it should be mounted, and still given files. */
import { messages } from "./messages.ts";
import { readFile, stat } from "node:fs/promises";
import { dirname, sep } from "node:path";
import { errnoOf } from "../errors.ts";
import { daysSince } from "../format/days.ts";
import { attention, broken, works, type Finding } from "./finding.ts";

/**
 * `fstab` is the machine's list of what should be mounted. A folder on it that is not mounted looks like an empty inbox, in
 * which a report never comes.
 */
export async function checkInbox(inbox: string, fstab = "/etc/fstab"): Promise<readonly Finding[]> {
  const mount = mountPointOf(inbox, await readTable(fstab));
  if (mount !== null && !(await isMounted(mount)))
    return [broken("inbox", messages.inboxNotMounted({ inbox, mount }), messages.mountAgain(mount))];
  try {
    await stat(inbox);
  } catch (error) {
    if (!isAbsent(error)) throw error;
    return [broken("inbox", messages.inboxMissing(inbox), messages.mountInbox)];
  }
  return [works("inbox", messages.inboxThere(inbox))];
}

/** `last` is when the newest report came; null: none ever. `quietDays` 0: nobody wants to know. */
export function judgeQuiet(last: Date | null, quietDays: number, now: Date): readonly Finding[] {
  const days = last === null ? 0 : daysSince(last, now);
  return quietDays === 0 || days < quietDays
    ? []
    : [attention("inbox", messages.nothingComes(days), messages.lookForReports)];
}

async function readTable(fstab: string): Promise<string> {
  try {
    return await readFile(fstab, "utf8");
  } catch {
    return ""; // another system, or a container: nobody says what should be mounted
  }
}

/** The deepest mount point of the table that the folder is in; null where it is on the machine's own disk. */
function mountPointOf(folder: string, table: string): string | null {
  const points = table
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => (line.split(/\s+/)[1] ?? "").replaceAll("\\040", " "))
    .filter((point) => point.startsWith("/") && point !== "/")
    .filter((point) => folder === point || folder.startsWith(point + sep));
  return points.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** A mount point is on another device than the folder that it is in. */
async function isMounted(point: string): Promise<boolean> {
  try {
    const [own, above] = await Promise.all([stat(point), stat(dirname(point))]);
    return own.dev !== above.dev;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(errnoOf(error) ?? "");
}
