/** A home folder and books of their own for a test file. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { openBooks, type Books } from "../../src/books/database.ts";
import { addRun } from "../../src/books/runs.ts";
import { systemClock } from "../../src/clock.ts";
import { openWorkspace, type Workspace } from "../../src/config/workspace.ts";
import { freshDatabase } from "../setup/database.ts";

export interface Place {
  readonly books: Books;
  readonly url: string;
  /** A new home for each test; settleSeconds as given. */
  workspace(config?: string): Workspace;
  run(): Promise<bigint>;
  end(): Promise<void>;
}

export async function openPlace(): Promise<Place> {
  const database = await freshDatabase();
  const books = openBooks({ url: database.url });
  const folder = mkdtempSync(join(tmpdir(), "kvitt-intake-"));
  let homes = 0;
  return {
    books,
    url: database.url,
    workspace: (config = "settleSeconds: 0\n") => makeHome(join(folder, String(++homes)), config),
    run: () => newRun(books),
    async end() {
      await books.destroy();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function makeHome(folder: string, config: string): Workspace {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "kvitt.config.yaml"), config);
  return openWorkspace({ KVITT_HOME: folder }, "/");
}

async function newRun(books: Books): Promise<bigint> {
  const at = systemClock.now();
  const id = await addRun(books, { kind: "import", scope: "*", night: null, at, settings: {}, rules: 1 });
  if (id === null) throw new Error("a run without a night is always new");
  return id;
}
