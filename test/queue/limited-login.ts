/** An empty database whose owner is a login that a test may keep out. */
import { randomBytes } from "node:crypto";
import { askDatabase, emptyDatabase } from "../setup/database.ts";

export interface LimitedLogin {
  /** The database as that login. */
  readonly url: string;
  /** Its database as an administrator. */
  readonly adminUrl: string;
  /** Ends its connections, and refuses new ones. */
  keepOut(): Promise<void>;
  letIn(): Promise<void>;
  drop(): Promise<void>;
}

export async function openLimitedLogin(): Promise<LimitedLogin> {
  const login = `kvitt_limited_${randomBytes(4).toString("hex")}`;
  const database = await emptyDatabase();
  const ask = (sql: string) => askDatabase(database.url, sql);
  const url = new URL(database.url);
  await ask(`create role ${login} login password 'x'`);
  await ask(`alter database ${url.pathname.slice(1)} owner to ${login}`);
  [url.username, url.password] = [login, "x"];
  return {
    url: url.href,
    adminUrl: database.url,
    async keepOut() {
      await ask(`alter role ${login} connection limit 0`);
      await ask(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${login}'`);
    },
    async letIn() {
      await ask(`alter role ${login} connection limit -1`);
    },
    drop: () => database.drop(),
  };
}
