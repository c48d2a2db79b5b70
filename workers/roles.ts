/** The worker roles, and how each is started. A process may have all of them, or one. */
import { NIGHT_ROLES, ROLES, type Role } from "../src/roles.ts";
import { workImport } from "./import.ts";
import { workMatch } from "./match.ts";
import { workNotify } from "./notify.ts";
import { workPost } from "./post.ts";
import { workScheduler } from "./scheduler.ts";
import type { WorkerContext } from "./worker-context.ts";

export { NIGHT_ROLES, ROLES, type Role };

/** Starts a role's workers in this process; resolves when they listen. */
export async function begin(role: Exclude<Role, "web">, context: WorkerContext): Promise<void> {
  switch (role) {
    case "scheduler":
      return workScheduler(context);
    case "import":
      return workImport(context);
    case "match":
      return workMatch(context);
    case "post":
      return workPost(context);
    case "notify":
      return workNotify(context);
  }
}
