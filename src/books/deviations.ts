/**
 * The one place that writes to `deviation`: opens, refreshes, closes, reopens and resolves. Each function is one statement
 * over a set of rows, since a run may have a deviation for each of a million lines. Callers give SQL expressions and
 * conditions of their own, never data; data goes in as bindings.
 */
import { change, column, exists, type Handle } from "./database.ts";

/** A run that opens or closes deviations; null: files that a person gave without a run. */
export interface ByRun {
  readonly runId: bigint | null;
  readonly at: Date;
}

/** A person's decision, or its reversal. */
export interface ByDecision {
  readonly decisionId: bigint;
  readonly at: Date;
}

/** What a caller may fill; the order of the insert's columns. */
const COLUMNS = [
  "code",
  "payout_id",
  "line_id",
  "report_file_id",
  "receivable_id",
  "subject",
  "merchant_id",
  "payment_reference",
  "expected",
  "found",
  "rung",
  "candidates",
  "amount",
  "currency",
  "opened_at",
  "opened_by",
] as const;
type Column = (typeof COLUMNS)[number];
type Columns = Readonly<Partial<Record<Column, string>>>;

/** The columns of a deviation about a payout, over alias p. */
export const ABOUT_PAYOUT = {
  payout_id: "p.id",
  subject: "'payout ' || p.id",
  merchant_id: "p.merchant_id",
  payment_reference: "p.payment_reference",
  currency: "p.currency",
} as const satisfies Columns;

/** The columns of a deviation about a line, over alias p of its payout. `line` is the SQL of the line's id. */
export const aboutLine = (line: string) =>
  ({ ...ABOUT_PAYOUT, line_id: line, subject: `'line ' || ${line}` }) as const satisfies Columns;

/** A code as an SQL literal. Codes are constants of the program, without quotes. */
export const sqlCode = (code: string): string => `'${code}'`;

/** "('no_receivable', 'uncertain')": codes to compare a column with. */
export const sqlCodes = (codes: readonly string[]): string => `(${codes.map(sqlCode).join(", ")})`;

export interface NewDeviations {
  /** SQL for each column over the aliases of `from`; columns that are left out are null, and `candidates` empty. */
  readonly columns: Columns & { readonly code: string; readonly subject: string };
  /** From "from" on: joins, conditions, order. Left out: one deviation. */
  readonly from?: string;
  /** Common table expressions, from "with" on. */
  readonly with?: string;
  /** Only the first row, by the order of `from`, for each value of this. */
  readonly distinctOn?: string;
  /** For a subject and code that are open already: "keep" them, or overwrite these columns. Left out: an error. */
  readonly whenOpen?: "keep" | readonly Column[];
}

/** Opens one deviation for each row of a query. Returns how many were opened or overwritten. */
export async function openDeviations(
  trx: Handle,
  { columns, from = "", with: expressions = "", distinctOn, whenOpen }: NewDeviations,
  by: ByRun | ByDecision,
  bindings: Record<string, unknown> = {},
): Promise<number> {
  const all: Columns & { readonly opened_run?: string } = {
    opened_at: ":at::timestamptz",
    ...("runId" in by ? { opened_run: ":runId::bigint" } : { opened_by: ":decisionId::bigint" }),
    ...columns,
  };
  const filled = ([...COLUMNS, "opened_run"] as const).flatMap((name) => {
    const sql = all[name];
    return sql === undefined ? [] : [{ name, sql }];
  });
  return change(
    trx,
    `${expressions}
     insert into deviation (${filled.map(({ name }) => name).join(", ")})
     select ${distinctOn === undefined ? "" : `distinct on (${distinctOn})`} ${filled.map(({ sql }) => sql).join(", ")}
     ${from}
     ${onConflict(whenOpen)}`,
    { ...bindings, ...by },
  );
}

function onConflict(whenOpen: NewDeviations["whenOpen"]): string {
  if (whenOpen === undefined) return "";
  const conflict = "on conflict (subject, code) where state = 'open'";
  if (whenOpen === "keep") return `${conflict} do nothing`;
  return `${conflict} do update set ${whenOpen.map((name) => `${name} = excluded.${name}`).join(", ")}`;
}

/** SQL: no deviation with these properties (over alias d) is open, and no person has accepted one. */
export const noneOpenOrResolved = (where: string): string =>
  `not exists (select from deviation d where ${where} and d.state in ('open', 'resolved'))`;

/** A set of deviations: conditions over alias d (deviation) and over what `from` names. */
export interface Deviations {
  readonly where: string;
  /** Tables, after "from". */
  readonly from?: string;
}

function selected({ from, where }: Deviations, states: string): string {
  const tables = from === undefined ? "" : `from ${from}`;
  return `${tables} where ${states} and (${where})`;
}

/** Overwrites columns of open deviations: they stay as old as they are. Returns how many. */
export async function refreshDeviations(
  trx: Handle,
  set: Columns,
  which: Deviations,
  bindings: Record<string, unknown> = {},
): Promise<number> {
  const assignments = Object.entries(set).map(([name, sql]) => `${name} = ${sql}`);
  return change(
    trx,
    `update deviation d set ${assignments.join(", ")} ${selected(which, "d.state = 'open'")}`,
    bindings,
  );
}

/**
 * Closes open deviations, whose reason is gone. Returns how many. `endedToo`: those that are resolved or closed already are
 * closed anew, so that this run or decision is what ended them.
 */
export async function closeDeviations(
  trx: Handle,
  which: Deviations & { readonly endedToo?: true },
  by: ByRun | ByDecision,
  bindings: Record<string, unknown> = {},
): Promise<number> {
  const closer = "runId" in by ? "closed_run = :runId::bigint" : "decision_id = :decisionId::bigint";
  return change(
    trx,
    `update deviation d set state = 'closed', closed_at = :at, ${closer}
     ${selected(which, which.endedToo ? "true" : "d.state = 'open'")}`,
    { ...bindings, ...by },
  );
}

/** Opens closed or resolved deviations again, as they were. Returns their ids. */
export async function reopenDeviations(
  trx: Handle,
  which: Deviations,
  bindings: Record<string, unknown> = {},
): Promise<readonly bigint[]> {
  return column(
    trx,
    "bigint",
    `update deviation d set state = 'open', closed_at = null, closed_run = null, decision_id = null
     ${selected(which, "d.state <> 'open'")} returning d.id`,
    bindings,
  );
}

/** A person has decided: the deviation is resolved by the decision. */
export async function resolveDeviation(trx: Handle, id: bigint, by: ByDecision): Promise<void> {
  await change(
    trx,
    "update deviation set state = 'resolved', closed_at = :at, decision_id = :decisionId where id = :id",
    { id, ...by },
  );
}

/** Whether a payout that should have come is a deviation now. */
export function isPayoutMissing(db: Handle): Promise<boolean> {
  return exists(db, "select from deviation where code = 'payout_missing' and state = 'open'");
}
