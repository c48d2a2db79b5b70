/** The queue's part of `kvitt migrate`. */
import { migratePostgresQueue } from "./on-postgres.ts";

/** Creates or upgrades the queue's schema in the database. Safe to run twice and side by side. */
export function migrateQueue(databaseUrl: string): Promise<void> {
  return migratePostgresQueue(databaseUrl);
}
