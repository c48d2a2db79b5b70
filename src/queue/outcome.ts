/** How a job succeeded. Failures are thrown, or recorded as a row. */
export type JobOutcome = { readonly kind: "done" } | { readonly kind: "already done" };

export const DONE: JobOutcome = { kind: "done" };
/** The row is already in the state that the job would move it to. Not an error: jobs may be delivered twice. */
export const ALREADY_DONE: JobOutcome = { kind: "already done" };
