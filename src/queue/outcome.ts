/** How a piece of work ended well. What went wrong is thrown, or was written down as a row. */
export type Outcome = { readonly kind: "done" } | { readonly kind: "already done" };

export const DONE: Outcome = { kind: "done" };
/** The row was already where the job would have moved it. Nothing is left to do, and that is no error. */
export const ALREADY_DONE: Outcome = { kind: "already done" };
