/** Reads everything that the page shows. */
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
import { waitingProposals, type Proposal } from "../../books/proposals.ts";
import { openQuarantined, type QuarantinedFile } from "../../books/quarantined.ts";
import type { AppContext } from "../../app.ts";
import { scopes, type Scope } from "../../pipeline/schedule.ts";
import type { Language } from "../../message.ts";

const PAYOUTS_MAX = 30;
const DEVIATIONS_MAX = 100;
const RUNS_MAX = 6;
const QUARANTINED_MAX = 10;
export const WAITING_MAX = 10;

export interface PageData {
  readonly language: Language;
  readonly company: string;
  readonly timeZone: string;
  readonly nights: readonly Scope[];
  readonly now: Date;
  /** Newest first, like all lists here, and only the newest of each. */
  readonly payouts: readonly PayoutView[];
  readonly deviations: readonly DeviationView[];
  readonly runs: readonly RunView[];
  /** Decisions that wait for a second person, the oldest first; one more than `WAITING_MAX`, where there are more. */
  readonly waiting: readonly Proposal[];
  readonly quarantined: readonly QuarantinedFile[];
  /** The clearing account by merchant; empty where every merchant has receivables. */
  readonly clearing: readonly MerchantClearing[];
  /** Of everything, also of what is too old for the lists. */
  readonly gauges: Gauges;
}

export async function pageData(
  { workspace, books, clock }: AppContext,
  language: Language,
): Promise<PageData> {
  const { company, timeZone } = workspace.settings;
  return {
    language,
    company: company.name,
    timeZone,
    nights: scopes(workspace.settings),
    now: clock.now(),
    payouts: (await payouts(books, null, PAYOUTS_MAX)).toReversed(),
    deviations: (await deviations(books, { newest: DEVIATIONS_MAX })).toReversed(),
    runs: (await runs(books)).slice(0, RUNS_MAX),
    waiting: await waitingProposals(books, { limit: WAITING_MAX + 1 }),
    quarantined: await openQuarantined(books, QUARANTINED_MAX),
    clearing: await clearingByMerchant(books),
    gauges: await gauges(books),
  };
}

/** How many rows of a kind are in a state. */
export function countOf({ gauges: { counts } }: PageData, of: string, state?: string): number {
  return counts
    .filter((one) => one.of === of && (state === undefined || one.state === state))
    .reduce((total, { count }) => total + count, 0);
}
