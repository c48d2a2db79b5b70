/** Writers of allocations, vouchers and decisions take turns; the database's own guard takes the same lock. */
import { change, type Handle } from "./database.ts";

/** Waits for the turn, and holds it until the transaction ends. */
export async function acquireWriteLock(trx: Handle): Promise<void> {
  await change(
    trx,
    "select pg_advisory_xact_lock(hashtextextended('allocation', 'allocation'::regclass::oid::bigint))",
  );
}
