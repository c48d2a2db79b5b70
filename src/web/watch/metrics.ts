/** Metrics in Prometheus' text format 0.0.4. Codes, states and sums; never a name or a reference. */
import type { Gauges } from "../../books/gauges.ts";
import type { JobCounts } from "../../queue/queues.ts";
import type { RoleLife } from "../../pipeline/life.ts";
import type { NightFault } from "../../pipeline/night-faults.ts";
import type { Scope } from "../../pipeline/schedule.ts";
import { VERSION } from "../../version.ts";

export const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

export interface QueueDepth extends JobCounts {
  readonly kind: string;
}

type Labels = Readonly<Record<string, string>>;
interface Sample {
  readonly labels: Labels;
  /** A number in decimal notation, as text where it must be exact. */
  readonly value: number | string;
}

const COUNTED = [
  ["run", "kvitt_runs", "Nightly runs and imports."],
  ["report_file", "kvitt_report_files", "Report files that were claimed."],
  ["payout", "kvitt_payouts", "Payouts."],
  ["posting", "kvitt_postings", "Exports of vouchers."],
  ["mail", "kvitt_mails", "E-mails."],
] as const;

/** What the process that answers knows beside the books' own counts. */
export interface Life {
  readonly roles: readonly RoleLife[];
  readonly scopes: readonly Scope[];
  readonly faults: readonly NightFault[];
}

export function metrics(
  gauges: Gauges,
  queues: readonly QueueDepth[],
  backend: string,
  { roles, scopes, faults }: Life,
): string {
  const { counts, openDeviations, unsettled, lastDone, connectors } = gauges;
  return [
    gauge("kvitt_info", "The program that answers.", [
      { labels: { version: VERSION, queue: backend }, value: 1 },
    ]),
    gauge(
      "kvitt_queue_jobs",
      "Jobs in the queue.",
      queues.flatMap(({ kind, waiting, active, delayed }) =>
        Object.entries({ waiting, active, delayed }).map(([state, value]) => ({
          labels: { kind, state },
          value,
        })),
      ),
    ),
    gauge(
      "kvitt_role_processes",
      "Processes that are alive, by role.",
      roles.map(({ role, processes }) => ({ labels: { role }, value: processes.length })),
    ),
    gauge(
      "kvitt_role_missed",
      "1: the role is counted on, and no process that has it is alive.",
      roles.map(({ role, isMissed }) => ({ labels: { role }, value: isMissed ? 1 : 0 })),
    ),
    gauge(
      "kvitt_role_last_beat_timestamp_seconds",
      "When the role was last heard of.",
      roles.flatMap(({ role, lastBeat }) =>
        lastBeat === null ? [] : [{ labels: { role }, value: lastBeat.getTime() / 1000 }],
      ),
    ),
    gauge(
      "kvitt_role_waiting",
      "Rows that are due for the role.",
      roles.map(({ role, waiting }) => ({ labels: { role }, value: waiting })),
    ),
    gauge(
      "kvitt_night_fault",
      "1: the last night of the scope is late, unfinished or failed.",
      scopes.map(({ scope }) => ({
        labels: { scope },
        value: faults.some((fault) => fault.scope === scope) ? 1 : 0,
      })),
    ),
    ...COUNTED.map(([of, name, help]) =>
      gauge(
        name,
        `${help} By state.`,
        counts
          .filter((one) => one.of === of)
          .map(({ state, count }) => ({ labels: { state }, value: count })),
      ),
    ),
    gauge(
      "kvitt_deviations_open",
      "Open deviations, by code.",
      openDeviations.map(({ code, count }) => ({ labels: { code }, value: count })),
    ),
    gauge(
      "kvitt_unsettled_amount",
      "What waits on the clearing account, in whole units of the currency, by type of line.",
      unsettled.map(({ currency, type, amount }) => ({ labels: { currency, type }, value: amount })),
    ),
    gauge(
      "kvitt_connector_last_worked_timestamp_seconds",
      "When a role of a connected system last worked.",
      connectors.flatMap(({ system, role, workedAt }) =>
        workedAt === null ? [] : [{ labels: { system, role }, value: workedAt.getTime() / 1000 }],
      ),
    ),
    gauge(
      "kvitt_connector_failing",
      "1: what the role of a connected system was last asked for could not be done.",
      connectors.map(({ system, role, failedAt }) => ({
        labels: { system, role },
        value: failedAt === null ? 0 : 1,
      })),
    ),
    gauge(
      "kvitt_last_run_done_timestamp_seconds",
      "When a run last ended well.",
      lastDone === null ? [] : [{ labels: {}, value: lastDone.getTime() / 1000 }],
    ),
  ].join("");
}

function gauge(name: string, help: string, samples: readonly Sample[]): string {
  const lines = samples.map(({ labels, value }) => `${name}${shown(labels)} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join("")}`;
}

function shown(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escape(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escape(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
