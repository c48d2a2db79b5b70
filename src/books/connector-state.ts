/** When each role of an outside system worked last, and what was wrong: what `kvitt connectors` and the metrics show. */
import type { Message } from "../message.ts";
import { json, nullable, text } from "./row.ts";
import { change, rows, value, type Handle } from "./database.ts";

export interface ConnectorUse {
  readonly system: string;
  readonly role: "target" | "payments" | "receivables" | "reports";
}

export interface ConnectorProblem {
  /** null: about one thing that was sent, and not about the system. */
  readonly kind: "auth" | "config" | "period" | "data" | "busy" | null;
  readonly problem: Message;
  readonly todo: Message;
}

export interface ConnectorState extends ConnectorUse {
  readonly workedAt: Date | null;
  readonly failedAt: Date | null;
  readonly fault: ConnectorProblem["kind"];
  readonly problem: Message | null;
  readonly todo: Message | null;
}

/** `problem` null: it worked. */
export async function noteConnector(
  db: Handle,
  { system, role }: ConnectorUse,
  problem: ConnectorProblem | null,
  at: Date,
): Promise<void> {
  if (problem === null) {
    await change(
      db,
      `insert into connector_state (system, role, worked_at) values (:system, :role, :at)
       on conflict (system, role) do update
          set worked_at = :at, failed_at = null, fault = null, problem = null, todo = null`,
      { system, role, at },
    );
    return;
  }
  await change(
    db,
    `insert into connector_state (system, role, failed_at, fault, problem, todo)
     values (:system, :role, :at, :fault, :problem::jsonb, :todo::jsonb)
     on conflict (system, role) do update
        set failed_at = :at, fault = excluded.fault, problem = excluded.problem, todo = excluded.todo`,
    {
      system,
      role,
      at,
      fault: problem.kind,
      problem: JSON.stringify(problem.problem),
      todo: JSON.stringify(problem.todo),
    },
  );
}

export function connectorStates(db: Handle): Promise<ConnectorState[]> {
  return rows(
    db,
    {
      system: "text",
      role: text<ConnectorUse["role"]>(),
      workedAt: "instant?",
      failedAt: "instant?",
      fault: nullable(text<NonNullable<ConnectorProblem["kind"]>>()),
      problem: nullable(json<Message>()),
      todo: nullable(json<Message>()),
    },
    `select system, role, worked_at as "workedAt", failed_at as "failedAt", fault, problem, todo
       from connector_state order by system, role`,
  );
}

/** Up to where files were brought; null: never. */
export function cursorOf(db: Handle, { system, role }: ConnectorUse): Promise<string | null> {
  return value(db, "text?", "select cursor from connector_state where system = :system and role = :role", {
    system,
    role,
  });
}

/** When all files are in their folder. */
export async function moveCursor(
  db: Handle,
  { system, role }: ConnectorUse,
  cursor: string,
  at: Date,
): Promise<void> {
  await change(
    db,
    `insert into connector_state (system, role, cursor, worked_at) values (:system, :role, :cursor, :at)
     on conflict (system, role) do update
        set cursor = :cursor, worked_at = :at, failed_at = null, fault = null, problem = null, todo = null`,
    { system, role, cursor, at },
  );
}
