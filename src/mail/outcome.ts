/** How a night came out, in one line: the subject of the digest and its headline. */
import { messages } from "./messages.ts";
import type { Language, Message } from "../message.ts";
import { dayAndMonth } from "../format/days.ts";
import type { DigestData } from "./digest-data.ts";
import type { Tone } from "./page.ts";

export interface Outcome {
  /** "3 utbetalningar bokförda, 2 avvikelser att hantera" */
  readonly line: string;
  readonly tone: Tone;
}

/** Deviations to deal with; those of files that the same mail tells of as quarantined are counted as files. */
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
    fresh: fresh + deviations.unlistedNew,
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

  const done = count(booked, PAYOUT_BOOKED, PAYOUTS_BOOKED);
  const toDo = [
    ...count(data.failedJobs.length, JOB_FAILED, JOBS_FAILED),
    ...count(wrong, PAYOUT_WRONG, PAYOUTS_WRONG),
    ...count(unbooked, PAYOUT_WAITS, PAYOUTS_WAIT),
    ...count(data.files.quarantined.length, FILE_REFUSED, FILES_REFUSED),
    ...count(refusedRows, ROW_REFUSED, ROWS_REFUSED),
    ...count(open, DEVIATION, DEVIATIONS).map((text) => text + howManyNew(open, fresh, language)),
  ];
  const closed = done.length === 0 ? count(data.closed.count, CLOSED_ONE, CLOSED) : [];
  const parts = [...done, ...closed, ...(toDo.length === 0 ? [ALL_WELL[language]] : toDo)];
  const tone = data.failedJobs.length + wrong > 0 ? "trouble" : toDo.length > 0 ? "attention" : "good";
  return { line: parts.join(", "), tone };
}

/** "Kvitt 2 maj: 3 utbetalningar bokförda, allt stämmer" */
export function digestSubject(data: DigestData, language: Language): string {
  return `Kvitt ${dayAndMonth(data.date, language)}: ${outcome(data, language).line}`;
}

function howManyNew(open: number, fresh: number, language: Language): string {
  if (fresh === open) return "";
  if (fresh === 0) return messages.fromBefore[language];
  return messages.outcomeNew(fresh)[language];
}

const ALL_WELL: Message = messages.allWell;
const PAYOUT_BOOKED: Message = messages.payoutBooked;
const PAYOUTS_BOOKED: Message = messages.payoutsBooked;
const PAYOUT_WAITS: Message = messages.payoutWaits;
const PAYOUTS_WAIT: Message = messages.payoutsWait;
const PAYOUT_WRONG: Message = messages.payoutWrong;
const PAYOUTS_WRONG: Message = messages.payoutsWrong;
const DEVIATION: Message = messages.outcomeDeviation;
const DEVIATIONS: Message = messages.outcomeDeviations;
const CLOSED_ONE: Message = messages.closedOne;
const CLOSED: Message = messages.closed;
const FILE_REFUSED: Message = messages.fileRefused;
const FILES_REFUSED: Message = messages.filesRefused;
const ROW_REFUSED: Message = messages.rowRefused;
const ROWS_REFUSED: Message = messages.rowsRefused;
const JOB_FAILED: Message = messages.jobFailed;
const JOBS_FAILED: Message = messages.jobsFailed;
