/** The queue's part of `kvitt migrate`: its own tables, beside those of the books. */
import { migratePostgresQueue } from "./on-postgres.ts";

/** Creates or upgrades the queue's schema in the database. Safe to run twice or concurrently. */
export function migrateQueue(databaseUrl: string): Promise<void> {
  return migratePostgresQueue(databaseUrl);
}
