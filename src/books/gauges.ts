/** Metrics: how many rows are in which state, for a monitoring system. Reads only. */
import { text } from "./row.ts";
import { showMinor } from "../money.ts";
import { connectorStates, type ConnectorState } from "./connector-state.ts";
import { LEFT_OF_LINE } from "./amounts-left.ts";
import { rows, value, type Handle } from "./database.ts";

export interface Count {
  readonly of: "run" | "report_file" | "payout" | "posting" | "mail";
  readonly state: string;
  readonly count: number;
}

export interface Gauges {
  readonly counts: readonly Count[];
  readonly openDeviations: readonly { readonly code: string; readonly count: number }[];
  /** What is on the clearing account, per currency and line type ("SALE", "RETURN"); a decimal string. */
  readonly unsettled: readonly {
    readonly currency: string;
    readonly type: string;
    readonly amount: string;
  }[];
  /** When the last successful run ended; null when there is none. */
  readonly lastDone: Date | null;
  /** Of each role of each connected system. */
  readonly connectors: readonly ConnectorState[];
}

const COUNTS = /* sql */ `
  select 'run' as of, state, count(*)::integer as count from run group by state
  union all select 'report_file', state, count(*)::integer from report_file group by state
  union all select 'payout', state, count(*)::integer from payout group by state
  union all select 'posting', state, count(*)::integer from posting group by state
  union all select 'mail', state, count(*)::integer from mail group by state
  order by 1, 2`;

const UNSETTLED = /* sql */ `
  select p.currency, l.type,
         sum(${LEFT_OF_LINE})::bigint as amount
    from unsettled u join line l on l.id = u.line_id join payout p on p.id = u.payout_id
   group by p.currency, l.type order by p.currency, l.type`;

export async function gauges(db: Handle): Promise<Gauges> {
  const unsettled = await rows(db, { currency: "text", type: "text", amount: "bigint" }, UNSETTLED);
  return {
    ...(await standing(db)),
    unsettled: unsettled.map(({ currency, type, amount }) => ({
      currency,
      type,
      amount: showMinor(amount, currency),
    })),
  };
}

/** The gauges without the sums of open lines, which cost what is open. */
export async function standing(db: Handle): Promise<Omit<Gauges, "unsettled">> {
  const counts = await rows(
    db,
    { state: "text", of: text<"run" | "report_file" | "payout" | "posting" | "mail">(), count: "number" },
    COUNTS,
  );
  return {
    counts,
    openDeviations: await openByCode(db),
    connectors: await connectorStates(db),
    lastDone: await value(db, "instant?", "select max(finished_at) as at from run where state = 'done'"),
  };
}

export function openByCode(db: Handle): Promise<Gauges["openDeviations"]> {
  return rows(
    db,
    { code: "text", count: "number" },
    "select code, count(*)::integer as count from deviation where state = 'open' group by code order by code",
  );
}
