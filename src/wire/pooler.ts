/** Whether a pooler between us and PostgreSQL gives one session to many: pgbouncer's pool_mode transaction or statement. */
import { Client } from "pg";
import { Socket } from "node:net";

const ANSWER_MS = 5_000;

/**
 * A direct connection is told its backend's number when it begins, and pays one question here. Behind any pooler that number is
 * made up; then two connections are held against each other: in sessions of their own they never meet in one backend, and
 * neither ever changes its own. Leaves nothing behind in a session.
 */
export async function sharesSessions(url: string): Promise<boolean> {
  return connected(url, async (one) => {
    const own = await backendOf(one);
    if (own === Reflect.get(one, "processID")) return false;
    return connected(url, async (other) => {
      await other.query("begin"); // keeps the backend that a shared pool would give to the next statement
      const others = await backendOf(other);
      return others === own || (await backendOf(one)) !== own;
    }).catch((error: unknown) => {
      // a pool of one session has no second: whoever waits for it does not share it
      if (error instanceof Error && /timeout/i.test(error.message)) return false;
      throw error;
    });
  });
}

async function backendOf(client: Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]?.pid;
}

async function connected<T>(url: string, ask: (client: Client) => Promise<T>): Promise<T> {
  const socket = new Socket();
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    application_name: "kvitt",
    stream: () => socket,
  });
  client.on("error", () => undefined); // the question that needed the connection throws it
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
    socket.destroy();
  }
}
