/** The names of the worker roles. A process may have all of them, or one. */
export const ROLES = ["scheduler", "import", "match", "post", "notify", "web"] as const;
export type Role = (typeof ROLES)[number];

/** Roles that do the steps of a run once it has been started. */
export const NIGHT_ROLES = ["import", "match", "post", "notify"] as const satisfies readonly Role[];
