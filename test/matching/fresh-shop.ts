/** A database for a test file, emptied before each test, with a shop that plays nights in it. */
import { afterAll, beforeAll, beforeEach } from "@jest/globals";
import { openBooks, type Books } from "../../src/books/database.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";
import { Scenario } from "./scenario.ts";

export interface FreshShop {
  readonly books: Books;
  readonly shop: Scenario;
  readonly database: FreshDatabase;
}

/** Called once, at the top of a test file; `given` gets the books and a new shop before each of its tests. */
export function freshShop(given: (fresh: FreshShop) => void): void {
  let database: FreshDatabase;
  let books: Books;
  beforeAll(async () => {
    database = await freshDatabase();
    books = openBooks({ url: database.url });
  });
  beforeEach(async () => {
    await database.empty();
    given({ books, shop: new Scenario(books), database });
  });
  afterAll(async () => {
    await books.destroy();
    await database.drop();
  });
}
