/** The lock that serialises writers of receivables, allocations, vouchers and decisions. Triggers acquire it too. */
import { change, type Handle } from "./database.ts";

/** Acquires the write lock; released at commit or rollback. */
export async function acquireWriteLock(trx: Handle): Promise<void> {
  await change(
    trx,
    "select pg_advisory_xact_lock(hashtextextended('allocation', 'allocation'::regclass::oid::bigint))",
  );
}
