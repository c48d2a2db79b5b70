/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  showMore: (length: number) => `Show ${length} more`,
  row: (row: number) => `row ${row}`,
  today: "today",
  day: (days: number) => (days === 1 ? "1 day" : `${days} days`),
  toTheContent: "To the content",
  sales: "sales",
  returns: "returns",
  failedTechnicalReasonsRunKvitt: (failed: number) =>
    `${failed} ${failed === 1 ? "thing" : "things"} failed for technical reasons. Run kvitt doctor, then kvitt retry --all.`,
  aPerson: (open: number) => `${open} ${open === 1 ? "deviation needs" : "deviations need"} a person.`,
  everythingAgrees: "Everything agrees.",
  beenReceivedTakenTonightNow: ({ name, nightlyAt }: { name: string; nightlyAt: string }) =>
    `${name} has been received and is taken in at ${nightlyAt.slice(0, 5)} tonight, or now with kvitt nightly.`,
  kvittCannotAnswerRightNow: "Kvitt cannot answer right now. Run kvitt doctor to see what is wrong.",
  fileNeedsPlainNameWithout:
    "The file needs a plain name, without a folder or a leading dot, of at most 240 bytes.",
  filesEndTmpPartCount: "Files that end in .tmp or .part count as half-written and are never taken in.",
  empty: "The file is empty.",
  fileLargerThanPutStraight: (size: string) =>
    `The file is larger than ${size}. Put it straight into the folder instead.`,
} satisfies typeof sv;
