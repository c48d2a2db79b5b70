/** Reads everything that the page shows. */
import { openByAgeAndType, payoutsByMonth } from "../../books/charts.ts";
import { clearingByMerchant, type MerchantClearing } from "../../books/clearing.ts";
import { gauges, type Gauges } from "../../books/gauges.ts";
import {
  deviations,
  payouts,
  runs,
  type DeviationView,
  type PayoutView,
  type RunView,
} from "../../books/views.ts";
import { howFar } from "../../books/run-counts.ts";
import { unfinishedRuns, type RunState } from "../../books/runs.ts";
import { openQuarantined, type QuarantinedFile } from "../../books/quarantined.ts";
import type { AppContext } from "../../app.ts";
import { dateIn } from "../../clock.ts";
import { monthsAfter } from "../../config/fiscal-year.ts";
import { namesInInbox } from "../../intake/files/inbox.ts";
import { scopes, type Scope } from "../../pipeline/schedule.ts";
import type { Language } from "../../message.ts";
import type { Visitor } from "../access/access.ts";
import { MONTHS_MAX, type ChartData } from "./charts-section.ts";

const PAYOUTS_MAX = 30;
const DEVIATIONS_MAX = 100;
const RUNS_MAX = 6;
const QUARANTINED_MAX = 10;

export interface PageData {
  readonly language: Language;
  readonly visitor: Visitor | null;
  readonly company: string;
  readonly timeZone: string;
  readonly nights: readonly Scope[];
  readonly now: Date;
  /** Newest first, like all lists here, and only the newest of each. */
  readonly payouts: readonly PayoutView[];
  readonly deviations: readonly DeviationView[];
  readonly runs: readonly RunView[];
  readonly quarantined: readonly QuarantinedFile[];
  /** The clearing account by merchant; empty where every merchant has receivables. */
  readonly clearing: readonly MerchantClearing[];
  readonly charts: ChartData;
  /** The run that is under way, the oldest of several. */
  readonly underWay: UnderWay | null;
  /** Names of what lies in the inbox; null where the inbox cannot be read, of which the health page tells. */
  readonly inbox: readonly string[] | null;
  /** Of everything, also of what is too old for the lists. */
  readonly gauges: Gauges;
}

export interface UnderWay {
  readonly id: bigint;
  readonly state: RunState;
  readonly all: number;
  readonly done: number;
}

export async function pageData(
  { workspace, books, clock }: AppContext,
  language: Language,
  visitor: Visitor | null,
): Promise<PageData> {
  const { company, timeZone } = workspace.settings;
  const now = clock.now();
  const today = dateIn(timeZone, now);
  return {
    language,
    visitor,
    company: company.name,
    timeZone,
    nights: scopes(workspace.settings),
    now,
    payouts: (await payouts(books, null, PAYOUTS_MAX)).toReversed(),
    deviations: (await deviations(books, { newest: DEVIATIONS_MAX })).toReversed(),
    runs: (await runs(books)).slice(0, RUNS_MAX),
    quarantined: await openQuarantined(books, QUARANTINED_MAX),
    clearing: await clearingByMerchant(books),
    charts: {
      months: await payoutsByMonth(books, monthsAfter(`${today.slice(0, 7)}-01`, 1 - MONTHS_MAX)),
      ages: await openByAgeAndType(books, today),
      today,
    },
    underWay: await runUnderWay(books),
    inbox: await namesInInbox(workspace.inbox).catch(() => null),
    gauges: await gauges(books),
  };
}

async function runUnderWay(books: AppContext["books"]): Promise<UnderWay | null> {
  const [run] = await unfinishedRuns(books);
  const far = run === undefined ? null : await howFar(books, run.id);
  return run === undefined || far === null ? null : { id: run.id, ...far };
}

/** How many rows of a kind are in a state. */
export function countOf({ gauges: { counts } }: PageData, of: string, state?: string): number {
  return counts
    .filter((one) => one.of === of && (state === undefined || one.state === state))
    .reduce((total, { count }) => total + count, 0);
}
