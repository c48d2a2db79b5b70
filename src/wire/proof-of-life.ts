/**
 * Whether a PostgreSQL connection that has not answered for a while is at work or dead. A statement may rightly take minutes,
 * so time alone tells nothing; but the server knows what each of its backends is doing, and is asked over another connection.
 */
import { Client } from "pg";
import { Socket } from "node:net";

/** A backend of the server, so that no later one with the same number is taken for it. */
export interface Backend {
  readonly pid: number;
  readonly startedAt: string;
}

/** "unsure": the server does not answer at all, or the backend waits for us, which it may do for a moment. */
export type Verdict = "at work" | "unsure" | "gone";

const PROBE_MS = 5_000;

/**
 * What each backend is doing, in the given order; a connection without a backend had no time to ask for it. null: the server
 * cannot be asked, and why.
 */
export async function judge(
  url: string,
  backends: readonly (Backend | null)[],
): Promise<readonly Verdict[] | { readonly silent: string }> {
  try {
    return await asking(url, async (client) => {
      const { rows } = await client.query<{ pid: number; startedAt: string; atWork: boolean }>(
        `select pid, backend_start::text as "startedAt",
                coalesce(state, 'disabled') in ('active', 'fastpath function call', 'disabled')
                  and wait_event_type is distinct from 'Client' as "atWork"
           from pg_stat_activity where pid = any($1)`,
        [backends.flatMap((one) => one?.pid ?? [])],
      );
      return backends.map((backend): Verdict => {
        if (backend === null) return "unsure";
        const found = rows.find(
          ({ pid, startedAt }) => pid === backend.pid && startedAt === backend.startedAt,
        );
        if (found === undefined) return "gone";
        return found.atWork ? "at work" : "unsure";
      });
    });
  } catch (error) {
    // an answer, though not the one that was asked for: too many connections, starting up
    if (error instanceof Error && "severity" in error) return backends.map(() => "at work");
    return { silent: error instanceof Error ? error.message : String(error) };
  }
}

/** Ends what the server still holds for connections that we have given up: their transactions, and with them their locks. */
export async function terminate(url: string, backends: readonly Backend[]): Promise<void> {
  await asking(url, (client) =>
    client.query(
      `select pg_terminate_backend(a.pid)
         from unnest($1::int[], $2::text[]) as lost(pid, started)
         join pg_stat_activity a on a.pid = lost.pid and a.backend_start::text = lost.started`,
      [backends.map(({ pid }) => pid), backends.map(({ startedAt }) => startedAt)],
    ),
  );
}

/** Over a connection of its own, which is cut at the end: a polite end would wait for a server that may be silent. */
async function asking<T>(url: string, ask: (client: Client) => Promise<T>): Promise<T> {
  const socket = new Socket();
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: PROBE_MS,
    query_timeout: PROBE_MS,
    application_name: "kvitt probe",
    stream: () => socket,
  });
  client.on("error", () => undefined); // the statement that needed the connection throws it
  try {
    await client.connect();
    const answer = await ask(client);
    void client.end();
    return answer;
  } finally {
    setTimeout(() => socket.destroy(), 100);
  }
}
