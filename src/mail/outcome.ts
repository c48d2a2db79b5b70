/** The outcome of a run in one line: the subject of the digest and its headline. */
import { messages } from "./messages.ts";
import type { Language, Message } from "../message.ts";
import { dayAndMonth } from "../format/days.ts";
import type { DigestData } from "./digest-data.ts";
import type { Tone } from "../format/page.ts";

export interface Outcome {
  /** "3 utbetalningar bokförda, 2 öppna avvikelser" */
  readonly line: string;
  readonly tone: Tone;
}

/** Open deviations, without those of files in quarantine: the same mail counts these as files. */
export interface OpenCounts {
  readonly open: number;
  readonly fresh: number;
}

export function openCounts({ deviations, files, openByAge }: DigestData): OpenCounts {
  const asFiles = new Set(files.quarantined.map(({ deviationId }) => deviationId));
  const known = deviations.listed.filter(({ id }) => asFiles.has(id)).length;
  const fresh = deviations.listed.filter(({ id, isNew }) => isNew && !asFiles.has(id)).length;
  return {
    open: openByAge.reduce((total, { count }) => total + count, 0) - known,
    fresh: fresh + deviations.rest.reduce((sum, { isNew, count }) => sum + (isNew ? count : 0), 0),
  };
}

export function outcome(data: DigestData, language: Language): Outcome {
  const { open, fresh } = openCounts(data);
  const booked = data.payouts.filter(({ vouchers }) => vouchers.length > 0).length;
  const wrong = data.payouts.filter(({ remainder }) => remainder !== 0n).length;
  const unbooked = data.payouts.length - booked;
  const refusedRows = data.receivables?.refused.length ?? 0;
  const count = (n: number, one: Message, many: Message) =>
    n === 0 ? [] : [`${n} ${(n === 1 ? one : many)[language]}`];

  const done = count(booked, messages.payoutBooked, messages.payoutsBooked);
  const toDo = [
    ...count(data.failedJobs.length, messages.jobFailed, messages.jobsFailed),
    ...count(wrong, messages.payoutWithDifference, messages.payoutsWithDifference),
    ...count(unbooked, messages.payoutNotBooked, messages.payoutsNotBooked),
    ...count(data.files.quarantined.length, messages.fileInQuarantine, messages.filesInQuarantine),
    ...count(refusedRows, messages.rowRefused, messages.rowsRefused),
    ...(data.inbox.length > 0 ? [messages.inboxNeedsYou[language]] : []),
    ...count(data.leftAlone.length, messages.fileLeftAlone, messages.filesLeftAlone),
    ...count(open, messages.openDeviation, messages.openDeviationsCount).map(
      (text) => text + howManyNew(open, fresh, language),
    ),
  ];
  const closed =
    done.length === 0 ? count(data.closed.count, messages.deviationClosed, messages.deviationsClosed) : [];
  const parts = [...done, ...closed, ...(toDo.length === 0 ? [messages.allWell[language]] : toDo)];
  const tone = data.failedJobs.length + wrong > 0 ? "trouble" : toDo.length > 0 ? "attention" : "good";
  return { line: parts.join(", "), tone };
}

/** "Kvitt 2 maj: 3 utbetalningar bokförda, allt stämmer" */
export function digestSubject(data: DigestData, language: Language): string {
  return `Kvitt ${dayAndMonth(data.date, language)}: ${outcome(data, language).line}`;
}

function howManyNew(open: number, fresh: number, language: Language): string {
  if (fresh === open) return "";
  if (fresh === 0) return messages.allFromBefore[language];
  return messages.ofWhichNew(fresh)[language];
}
