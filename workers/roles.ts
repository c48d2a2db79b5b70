/** Which roles there are, and how each begins. One process may have all of them, or one. */
import { workImport } from "./import.ts";
import { workMatch } from "./match.ts";
import { workNotify } from "./notify.ts";
import { workPost } from "./post.ts";
import { workScheduler } from "./scheduler.ts";
import type { WorkerContext } from "./shift.ts";

export const ROLES = ["scheduler", "import", "match", "post", "notify", "web"] as const;
export type Role = (typeof ROLES)[number];

/** Roles that do a night's work once it has been asked for. */
export const NIGHT_ROLES = ["import", "match", "post", "notify"] as const satisfies readonly Role[];

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
