/** A kind of job: the shape that every file in this folder fills in. */
import type { z } from "zod";

export interface JobKind<P extends z.ZodType = z.ZodType> {
  /** Also the name of its queue. */
  readonly name: string;
  /** Ids only: amounts and personal data stay in the books. */
  readonly payload: P;
  /** The deduplication key: the same work has the same id. BullMQ refuses a ":" in it and whole numbers. */
  id(payload: z.infer<P>): string;
  /** Exponential backoff: the n:th delay is `firstDelayMs` times 2 to the power of n - 1, with 20 % jitter. */
  readonly retry: { readonly attempts: number; readonly firstDelayMs: number };
}
