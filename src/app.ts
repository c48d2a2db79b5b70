/** What every step of a run is given: the workspace, the books, the clock and the log. */
import type { Books } from "./books/database.ts";
import type { Clock } from "./clock.ts";
import type { Workspace } from "./config/workspace.ts";
import type { Log } from "./log.ts";

export interface AppContext {
  readonly workspace: Workspace;
  readonly books: Books;
  readonly clock: Clock;
  readonly log: Log;
}
