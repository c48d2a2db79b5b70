/**
 * What the roles of the database may do. Three people come to the books: who migrates owns them; the application appends, and
 * updates only what has a state; who looks on (an auditor, a BI tool) reads. A right that is not written here does not exist.
 */
import type { Knex } from "knex";
import { APPLICATION_ROLE, rows } from "./database.ts";

/** Reads all, writes nothing. Nobody is a member until an administrator says so. */
export const READ_ROLE = "kvitt_read";

/** Of the migrations themselves: who could write there could make the next upgrade pass by. */
export const OWN_TABLES: readonly string[] = ["migration", "migration_lock"];

/** Columns that the application may update; of a table that is not named, none. */
export const MAY_UPDATE: Readonly<Record<string, readonly string[]>> = {
  // settings and rules until it is matched; from then on they are sealed
  run: ["state", "finished_at", "problem", "result", "settings", "rules"],
  report_file: [
    "run_id",
    "state",
    "decided_at",
    "reason",
    "dialect",
    "problem",
    "path",
    "completed",
    "read_with",
  ],
  payout: ["state"],
  // `receivable_change` keeps what each was before
  receivable: [
    "merchant_id",
    "order_number",
    "order_id",
    "capture_id",
    "refund_id",
    "currency",
    "amount",
    "open_amount",
    "received_before",
    "date",
    "credits",
    "disputed",
    "updated_at",
  ],
  // those that `deviation_change` keeps
  deviation: [
    "state",
    "expected",
    "found",
    "rung",
    "candidates",
    "amount",
    "report_file_id",
    "closed_at",
    "closed_run",
    "decision_id",
  ],
  posting: ["state", "waits_for", "attempts", "reference", "rates", "problem", "posted_at", "sent_at"],
  invoice_payment: ["state", "known", "sent_at", "reference", "problem", "done_at"],
  connector_state: ["worked_at", "failed_at", "fault", "problem", "todo", "cursor"],
  mail: ["state", "attempts", "recipients", "reference", "problem", "sent_at", "handed_at"],
  schedule: ["last_night"],
  unsettled: ["looked_run"],
  payout_without_receivables: ["amount"],
  // a person's name and address stay: the audit trail has them
  person: ["role", "password", "disabled_at", "failures", "locked_until"],
  web_session: ["seen_at"],
  sign_in_link: ["used_at"],
  api_token: ["used_at", "revoked_at"],
  heartbeat: ["beat_at", "working_on", "job_at", "stopped_at"],
  ping: ["attempts", "next_at", "sent_at", "problem"],
};

/** Tables that the application may delete from: none of them is a fact, and each is made anew. */
export const MAY_DELETE: readonly string[] = [
  "unsettled",
  "receivable_said",
  "near_miss",
  "payout_without_receivables",
  "web_session",
  "person_identity",
  "sign_in_attempt",
  "heartbeat",
];

/** What lets somebody in, be it as a hash: not for who looks on. */
export const SECRET_TABLES: readonly string[] = [
  "person",
  "person_identity",
  "web_session",
  "sign_in_link",
  "sign_in_attempt",
  "api_token",
];

/**
 * Gives both roles their rights on a schema, and takes away what an older version gave too much. The reading role is made if the
 * login may; without it, nobody reads.
 */
export async function grantRights(db: Knex, schema: string): Promise<void> {
  const rights = applicationRights(schema);
  // one text is one transaction: an application that is running never stands without its rights
  await db.raw(
    rights.map(([sql]) => sql).join(";\n"),
    rights.flatMap(([, names]) => names),
  );
  await db.raw(`
    do $$ begin
      if to_regrole('${READ_ROLE}') is null then create role ${READ_ROLE} nologin; end if;
    exception when duplicate_object or unique_violation or insufficient_privilege then null;
    end $$`);
  const [found] = await rows(db, { made: "boolean" }, "select to_regrole(:role) is not null as made", {
    role: READ_ROLE,
  });
  if (found?.made !== true) return;
  await db.raw(
    [
      `grant usage on schema ?? to ${READ_ROLE}`,
      `grant select on all tables in schema ?? to ${READ_ROLE}`,
      ...SECRET_TABLES.map(() => `revoke all on ??.?? from ${READ_ROLE}`),
    ].join(";\n"),
    [schema, schema, ...SECRET_TABLES.flatMap((table) => [schema, table])],
  );
}

/**
 * Whether the schema is somebody else's and has all these migrations: a login that only acts as the application has nothing to
 * do then, and no right to do it.
 */
export async function isLentInFull(
  db: Knex,
  schema: string,
  migrations: readonly string[],
): Promise<boolean> {
  const [lent] = await rows(
    db,
    { readable: "boolean" },
    `select coalesce(has_table_privilege(to_regclass(format('%I.migration', n.nspname)), 'select'), false) as readable
       from pg_namespace n where n.nspname = :schema and not pg_has_role(n.nspowner, 'usage')`,
    { schema },
  );
  if (lent?.readable !== true) return false;
  const run = await rows(db, { name: "text" }, "select name from :schema:.migration", { schema });
  return migrations.every((wanted) => run.some(({ name }) => name === wanted));
}

type Statement = readonly [sql: string, names: readonly string[]];

function applicationRights(schema: string): Statement[] {
  const role = APPLICATION_ROLE;
  return [
    [`grant usage on schema ?? to ${role}`, [schema]],
    [`revoke update, delete, truncate on all tables in schema ?? from ${role}`, [schema]],
    [`grant select, insert on all tables in schema ?? to ${role}`, [schema]],
    ...OWN_TABLES.map((table): Statement => [`revoke insert on ??.?? from ${role}`, [schema, table]]),
    [`grant usage, select on all sequences in schema ?? to ${role}`, [schema]],
    [`grant execute on all functions in schema ?? to ${role}`, [schema]],
    ...Object.entries(MAY_UPDATE).map(([table, columns]): Statement => [
      `grant update (${columns.map(() => "??").join(", ")}) on ??.?? to ${role}`,
      [...columns, schema, table],
    ]),
    ...MAY_DELETE.map((table): Statement => [`grant delete on ??.?? to ${role}`, [schema, table]]),
  ];
}
