/**
 * A temporary schema for a replay, beside the books in the same database. It is dropped afterwards; one that a killed replay
 * left behind is dropped by the next replay.
 */
import { randomBytes } from "node:crypto";
import { change, openBooks, rows, value, type Books } from "../../books/database.ts";
import { migrate } from "../../books/migrate.ts";

const PREFIX = "kvitt_replay_";

/** `work` gets the empty, migrated schema, opened as its owner. The schema is dropped whatever happens. */
export async function withScratchSchema<T>(
  url: string,
  work: (books: Books, schema: string) => Promise<T>,
): Promise<T> {
  const schema = `${PREFIX}${randomBytes(6).toString("hex")}`;
  const owner = openBooks({ url, asOwner: true, max: 2 });
  try {
    await dropAbandoned(owner);
    // held until the end: while this transaction is open, no other replay takes the schema for an abandoned one
    return await owner.transaction(async (lease) => {
      await change(lease, "select pg_advisory_xact_lock(hashtextextended(:schema, 0))", { schema });
      const books = openBooks({ url, schema, asOwner: true, max: 2 });
      try {
        await migrate(url, schema);
        return await work(books, schema);
      } finally {
        await books.destroy();
        await drop(owner, schema);
      }
    });
  } finally {
    await owner.destroy();
  }
}

async function dropAbandoned(owner: Books): Promise<void> {
  const found = await rows(
    owner,
    { schema: "text" },
    "select nspname as schema from pg_namespace where starts_with(nspname, :prefix) order by 1",
    { prefix: PREFIX },
  );
  for (const { schema } of found) {
    await owner.transaction(async (trx) => {
      const lease = await value(
        trx,
        "boolean",
        "select pg_try_advisory_xact_lock(hashtextextended(:schema, 0)) as free",
        { schema },
      );
      if (lease) await trx.raw("drop schema if exists ?? cascade", [schema]);
    });
  }
}

async function drop(owner: Books, schema: string): Promise<void> {
  await owner.raw("drop schema if exists ?? cascade", [schema]);
}
