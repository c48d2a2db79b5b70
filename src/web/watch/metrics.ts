/** Metrics in Prometheus' text format 0.0.4. Codes, states and sums; never a name or a reference. */
import type { Gauges } from "../../books/gauges.ts";
import type { JobCounts } from "../../queue/queues.ts";
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

export function metrics(gauges: Gauges, queues: readonly QueueDepth[], backend: string): string {
  const { counts, openDeviations, unsettled, lastDone } = gauges;
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
