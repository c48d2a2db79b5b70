/** The worker roles, and how each is started. A process may have all of them, or one. */
import { workImport } from "./import.ts";
import { workMatch } from "./match.ts";
import { workNotify } from "./notify.ts";
import { workPost } from "./post.ts";
import { workScheduler } from "./scheduler.ts";
import type { WorkerContext } from "./worker-context.ts";

export const ROLES = ["scheduler", "import", "match", "post", "notify", "web"] as const;
export type Role = (typeof ROLES)[number];

/** Roles that do the steps of a run once it has been started. */
export const NIGHT_ROLES = ["import", "match", "post", "notify"] as const satisfies readonly Role[];

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
