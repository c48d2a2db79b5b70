import { select } from "../setup/select.ts";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { copyInto, copyText, storable } from "../../src/books/copy.ts";
import { change, openBooks, rows, type Books } from "../../src/books/database.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";

let database: FreshDatabase;
let books: Books;
beforeAll(async () => {
  database = await freshDatabase();
  books = openBooks({ url: database.url, max: 1 });
});
afterAll(async () => {
  await books.destroy();
  await database.drop();
});

const TABLE = "create temporary table t (id integer primary key, text text) on commit drop";

test("rows arrive as they were, in their number", async () => {
  const texts = ["plain", "", "tab\t", "line\nend\r\n", "\\N", "\\.", "\\", "åäö 🧾", "nul\0", "half \ud83e"];
  const found = await books.transaction(async (trx) => {
    await change(trx, TABLE);
    const copying = await copyInto(trx, "t", ["id", "text"]);
    for (const [id, text] of texts.entries()) await copying.write(`${id}\t${copyText(text)}\n`);
    await copying.write(`99\t${copyText(null)}\n`);
    expect(await copying.end()).toBe(texts.length + 1);
    return rows(trx, { text: "text?" }, "select text from t order by id");
  });
  expect(found.map(({ text }) => text)).toEqual([...texts.map(storable), null]);
});

test("what PostgreSQL cannot hold is replaced, and nothing else", () => {
  expect(storable("a\0b \ud83e\uddfe \ud83e")).toBe("a\ufffdb \ud83e\uddfe \ufffd");
});

test("more than the connection takes at once is waited for", async () => {
  const count = await books.transaction(async (trx) => {
    await change(trx, TABLE);
    const copying = await copyInto(trx, "t", ["id", "text"]);
    const text = "x".repeat(500);
    for (let i = 0; i < 20_000; i++) await copying.write(`${i}\t${text}\n`);
    return copying.end();
  });
  expect(count).toBe(20_000);
});

test("a row that the table refuses is an error, and the connection serves on after it", async () => {
  const refused = books.transaction(async (trx) => {
    await change(trx, TABLE);
    const copying = await copyInto(trx, "t", ["id", "text"]);
    try {
      for (let i = 0; i < 50_000; i++) await copying.write(`${i % 1000}\tx\n`);
      await copying.end();
    } catch (error) {
      await copying.abort();
      throw error;
    }
  });
  await expect(refused).rejects.toThrow("duplicate key");
  expect(await select(books, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("rows that are thrown away leave nothing, and the connection serves on after it", async () => {
  for (const written of [0, 10, 50_000]) {
    const thrown = books.transaction(async (trx) => {
      await change(trx, TABLE);
      const copying = await copyInto(trx, "t", ["id", "text"]);
      for (let i = 0; i < written; i++) await copying.write(`${i}\tx\n`);
      await copying.abort();
      await copying.abort();
      throw new Error("thrown away");
    });
    await expect(thrown).rejects.toThrow("thrown away");
  }
  expect(await select(books, "select 1 as one")).toEqual([{ one: 1 }]);
});
