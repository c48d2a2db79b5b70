/** Reads everything that the page shows. */
import { openByAgeAndType, payoutsByMonth, type OpenAtAge } from "../../books/charts.ts";
import type { Handle } from "../../books/database.ts";
import { clearingByMerchant, type MerchantClearing } from "../../books/clearing.ts";
import { standing, type Gauges } from "../../books/gauges.ts";
import {
  deviations,
  oldestOpen,
  payouts,
  runs,
  type DeviationView,
  type PayoutView,
  type RunView,
} from "../../books/views.ts";
import { howFar } from "../../books/run-counts.ts";
import { unfinishedRuns, type RunState } from "../../books/runs.ts";
import { waitingProposals, type Proposal } from "../../books/proposals.ts";
import { openQuarantined, type QuarantinedFile } from "../../books/quarantined.ts";
import type { AppContext } from "../../app.ts";
import { dateIn } from "../../clock.ts";
import { monthsAfter } from "../../config/fiscal-year.ts";
import { namesInInbox } from "../../intake/files/inbox.ts";
import { scopes, type Scope } from "../../pipeline/schedule.ts";
import type { Language } from "../../message.ts";
import { showMinor } from "../../money.ts";
import type { Visitor } from "../access/access.ts";
import { MONTHS_MAX, type ChartData } from "./charts-section.ts";

const PAYOUTS_MAX = 10;
const DEVIATIONS_MAX = 40;
const RUNS_MAX = 6;
const QUARANTINED_MAX = 10;
export const WAITING_MAX = 10;

export const DEVIATION_ORDERS = ["newest", "oldest"] as const;
export type DeviationOrder = (typeof DEVIATION_ORDERS)[number];

export interface PageData {
  readonly language: Language;
  readonly visitor: Visitor | null;
  readonly company: string;
  readonly timeZone: string;
  readonly nights: readonly Scope[];
  readonly now: Date;
  /** Newest first, like all lists here, and only the newest of each. */
  readonly payouts: readonly PayoutView[];
  /** Which of the open deviations are listed first. */
  readonly order: DeviationOrder;
  readonly deviations: readonly DeviationView[];
  readonly runs: readonly RunView[];
  /** Decisions that wait for a second person, the oldest first; one more than `WAITING_MAX`, where there are more. */
  readonly waiting: readonly Proposal[];
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
  order: DeviationOrder = "newest",
): Promise<PageData> {
  const { company, timeZone } = workspace.settings;
  const now = clock.now();
  const today = dateIn(timeZone, now);
  // one snapshot, so that the figures of a page agree with each other; and one connection: a new session pays dearly for its first
  // reading of the open lines
  const read = await books.transaction(
    async (trx) => ({
      payouts: (await payouts(trx, null, PAYOUTS_MAX)).toReversed(),
      deviations:
        order === "oldest"
          ? await oldestOpen(trx, DEVIATIONS_MAX)
          : (await deviations(trx, { newest: DEVIATIONS_MAX })).toReversed(),
      runs: (await runs(trx)).slice(0, RUNS_MAX),
      quarantined: await openQuarantined(trx, QUARANTINED_MAX),
      clearing: await clearingByMerchant(trx),
      months: await payoutsByMonth(trx, monthsAfter(`${today.slice(0, 7)}-01`, 1 - MONTHS_MAX)),
      ages: await openByAgeAndType(trx, today),
      underWay: await runUnderWay(trx),
      waiting: await waitingProposals(trx, { limit: WAITING_MAX + 1 }),
      standing: await standing(trx),
    }),
    { isolationLevel: "repeatable read", readOnly: true },
  );
  const { months, ages, standing: stand, ...lists } = read;
  return {
    language,
    visitor,
    company: company.name,
    timeZone,
    nights: scopes(workspace.settings),
    now,
    ...lists,
    order,
    charts: { months, ages, today },
    inbox: await namesInInbox(workspace.inbox).catch(() => null),
    gauges: { ...stand, unsettled: sumsOf(ages) },
  };
}

/** What is on the clearing account, whatever its age. */
function sumsOf(ages: readonly OpenAtAge[]): Gauges["unsettled"] {
  const sums = new Map<string, { currency: string; type: string; amount: bigint }>();
  for (const { currency, type, amount } of ages) {
    const sum = sums.get(`${currency} ${type}`);
    if (sum === undefined) sums.set(`${currency} ${type}`, { currency, type, amount });
    else sum.amount += amount;
  }
  return [...sums.values()]
    .sort((a, b) => (`${a.currency} ${a.type}` < `${b.currency} ${b.type}` ? -1 : 1))
    .map(({ amount, ...one }) => ({ ...one, amount: showMinor(amount, one.currency) }));
}

async function runUnderWay(books: Handle): Promise<UnderWay | null> {
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
