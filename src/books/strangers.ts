/** Rows that lie under a seal and that the sealing transaction did not write: what somebody has put in by SQL before a night. */
import { rows, type Handle } from "./database.ts";

/** Rows that somebody else had written before, and committed without an entry. */
export interface Strange {
  readonly count: number;
  /** The id of the first one, as text. */
  readonly first: string;
}

/** Rows of a table with `after` < id <= `last`. */
export interface IdRange<T extends string> {
  readonly table: T;
  readonly after: bigint;
  readonly last: bigint;
}

/**
 * Rows of the ranges that another transaction has written. PostgreSQL keeps with each row which one that was, and what is not
 * committed yet and seen all the same is our own, savepoints included. Only who writes an entry of the chain as well, or the
 * files of the database, can hide from it. null: there are none.
 */
export async function strangers<T extends string>(
  trx: Handle,
  ranges: readonly IdRange<T>[],
): Promise<Readonly<Partial<Record<T, Strange>>> | null> {
  const found: Partial<Record<T, Strange>> = {};
  // age() counts from our own number once we have one
  const [own] = await rows(trx, { number: "bigint" }, "select pg_current_xact_id()::text::bigint as number");
  for (const { table, after, last } of ranges) {
    const [others] = await rows(trx, { count: "bigint", first: "bigint?" }, writtenByOthers(table), {
      after,
      last,
      own: own?.number,
    });
    if (others && others.first !== null)
      found[table] = { count: Number(others.count), first: String(others.first) };
  }
  return Object.keys(found).length === 0 ? null : found;
}

/** Transactions are few, rows may be a million: so the rows are counted by transaction first. */
const writtenByOthers = (table: string) => /* sql */ `
  select coalesce(sum(x.count), 0)::bigint as count, min(x.first) as first
    from (select age(t.xmin) as age, count(*) as count, min(t.id) as first from ${table} t
           where t.id > :after::bigint and t.id <= :last::bigint group by 1) x
   where case when x.age >= 2147483647 or :own::bigint - x.age < 3 then true
              else pg_xact_status((:own::bigint - x.age)::text::xid8) is distinct from 'in progress' end`;
