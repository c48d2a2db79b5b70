/** The state of the database server and of stuck rows, for `kvitt doctor`. Reads only. */
import { json, text, type Row, type RowShape } from "./row.ts";
import { Client } from "pg";
import type { Clock } from "../clock.ts";
import type { Message } from "../message.ts";
import { ASK_ROLE, refuseSharedSessions, roleRemedy, type RoleAnswer } from "./refused-database.ts";
import { APPLICATION_ROLE, BOOKS_SCHEMA, MAY_TAKE, rows, type Handle } from "./database.ts";

export interface ServerCondition {
  /** "18.4" */
  readonly version: string;
  /** 180004 */
  readonly versionNumber: number;
  /** The database's clock minus ours. */
  readonly skewMs: number;
  /** Names of the migrations that have been run; null: no schema yet. */
  readonly migrations: readonly string[] | null;
  /** Whether nothing can be written: a standby, or a server that was set so. */
  readonly readOnly: boolean;
  /** Whether the application's role exists and this login may act as it. */
  readonly mayTakeRole: boolean;
  /** What an administrator must run before this login can use or make that role; null: nothing. */
  readonly roleRemedy: Message | null;
  /** Whether that role could edit facts, which it must not. */
  readonly mayEditFacts: boolean;
}

export interface AskServer {
  readonly url: string;
  readonly clock: Clock;
  readonly withinMs: number;
  readonly schema?: string;
}

/** Throws when the server does not answer, or refuses the login; UserError where a pooler shares its sessions. */
export async function serverCondition(asking: AskServer): Promise<ServerCondition> {
  const { url, clock, withinMs, schema = BOOKS_SCHEMA } = asking;
  await refuseSharedSessions(url);
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: withinMs,
    query_timeout: withinMs,
    application_name: "kvitt doctor",
  });
  client.on("error", () => undefined); // the query that needed the connection throws it
  await client.connect();
  try {
    const before = clock.now().getTime();
    const { rows: asked } = await client.query<{
      version: string;
      number: string;
      now: Date;
      readOnly: boolean;
      hasRole: boolean;
      hasSchema: boolean;
    }>(
      `select split_part(current_setting('server_version'), ' ', 1) as version,
              current_setting('server_version_num') as number, clock_timestamp() as now,
              pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on' as "readOnly",
              exists (select from pg_roles where rolname = $1) as "hasRole",
              to_regclass(format('%I.migration', $2::text)) is not null as "hasSchema"`,
      [APPLICATION_ROLE, schema],
    );
    const halfway = (before + clock.now().getTime()) / 2;
    const [found] = asked;
    if (found === undefined) throw new Error("the database answered with nothing");
    return {
      version: found.version,
      versionNumber: Number(found.number),
      skewMs: Math.round(found.now.getTime() - halfway),
      readOnly: found.readOnly,
      migrations: found.hasSchema ? await migrationsRun(client, schema) : null,
      mayTakeRole:
        found.hasRole &&
        (await ask(client, `select pg_has_role($1, ${MAY_TAKE}) as yes`, [APPLICATION_ROLE])),
      roleRemedy: await remedyOf(client),
      mayEditFacts:
        found.hasRole &&
        found.hasSchema &&
        (await ask(
          client,
          `select coalesce(bool_or(has_table_privilege($1, c.oid, 'update, delete, truncate')), false) as yes
             from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = $2 and c.relkind = 'r'
              and c.relname in ('line', 'allocation', 'voucher', 'voucher_row', 'decision', 'audit')`,
          [APPLICATION_ROLE, schema],
        )),
    };
  } finally {
    await client.end();
  }
}

/** Resolves when the books can be read. */
export async function booksAnswer(db: Handle): Promise<void> {
  await rows(db, {}, "select from run limit 1");
}

async function remedyOf(client: Client): Promise<Message | null> {
  const { rows: answers } = await client.query<RoleAnswer>(ASK_ROLE);
  return answers[0] === undefined ? null : roleRemedy(answers[0]);
}

async function migrationsRun(client: Client, schema: string): Promise<string[]> {
  const { rows: found } = await client.query<{ name: string }>(
    `select name from ${client.escapeIdentifier(schema)}.migration order by name`,
  );
  return found.map(({ name }) => name);
}

async function ask(client: Client, sql: string, bindings: string[]): Promise<boolean> {
  const { rows: answer } = await client.query<{ yes: boolean }>(sql, bindings);
  return answer[0]?.yes ?? false;
}

/** Rows of a kind that are stuck in a state. */
const STUCK_ROW = {
  kind: text<"file" | "run" | "posting" | "mail">(),
  /** "standing": pending for too long. "waiting": it waits for something that a deviation describes. */
  how: text<"failed" | "standing" | "waiting">(),
  count: "number",
  /** The lowest ids, as `kvitt retry` takes them. */
  ids: json<readonly (string | bigint)[]>(),
  /** The error of the newest. */
  problem: "text?",
} as const satisfies RowShape;

export interface Stuck extends Row<typeof STUCK_ROW> {
  readonly ids: readonly bigint[];
}

const STUCK = /* sql */ `
  with stuck as (
    select 'file' as kind, case state when 'failed' then 'failed' else 'standing' end as how, id, problem
      from report_file where state = 'failed' or (state = 'claimed' and found_at < :before)
    union all
    select 'run', case state when 'failed' then 'failed' else 'standing' end, id, problem
      from run where state = 'failed' or (state <> 'done' and started_at < :before)
    union all
    select 'posting', case when o.state = 'failed' then 'failed' when o.waits_for is not null then 'waiting'
                           else 'standing' end, o.id, o.problem
      from posting o join voucher v on v.id = o.voucher_id
     where o.state = 'failed' or (o.state = 'pending' and (o.waits_for = 'needs_rate' or o.waits_for is null and v.created_at < :before))
    union all
    select 'mail', case state when 'failed' then 'failed' else 'standing' end, id, problem
      from mail where state = 'failed' or (state = 'pending' and created_at < :before))
  select kind, how, count(*)::integer as count, (array_agg(id order by id))[1:5] as ids,
         (array_agg(problem order by id desc) filter (where problem is not null))[1] as problem
    from stuck group by kind, how order by kind, how`;

/** What has failed, and what has been pending since `before`. */
export async function stuckRows(db: Handle, before: Date): Promise<readonly Stuck[]> {
  const found = await rows(db, STUCK_ROW, STUCK, { before });
  // the driver may read int8[] differently from int8
  return found.map((one) => ({ ...one, ids: one.ids.map(BigInt) }));
}

const LAST_NIGHT_ROW = {
  scope: "text",
  /** "2026-03-02" */
  night: "text",
  /** State of that night's run; null before the first scheduled time. */
  state: "text?",
} as const satisfies RowShape;
export type LastNight = Row<typeof LAST_NIGHT_ROW>;

export function lastNights(db: Handle): Promise<LastNight[]> {
  return rows(
    db,
    LAST_NIGHT_ROW,
    `select s.scope, s.last_night as night,
            (select r.state from run r where r.scope = s.scope and r.night = s.last_night) as state
       from schedule s order by s.scope`,
  );
}
