/** What each page of the desk weighs and costs over books with a million lines. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AppContext } from "../../src/app.ts";
import { openBooks } from "../../src/books/database.ts";
import { migrate } from "../../src/books/migrate.ts";
import { systemClock } from "../../src/clock.ts";
import { openWorkspace } from "../../src/config/workspace.ts";
import { openEmbedded } from "../../src/embedded/open.ts";
import { silentLog } from "../../src/log.ts";
import { makeBooks, MADE } from "./pages-books.ts";

export async function benchPages(folder: string, lines: number): Promise<void> {
  const workspace = openWorkspace({ KVITT_HOME: join(folder, "home") }, folder);
  const database = await openEmbedded({ dataDir: workspace.pg });
  await migrate(database.url);
  const books = openBooks({ url: database.url });
  const app: AppContext = { workspace, books, clock: systemClock, log: silentLog };
  try {
    if (!existsSync(join(folder, MADE))) await makeBooks(app, database.url, folder, lines);
  } finally {
    await books.destroy();
    await database.close();
  }
}
