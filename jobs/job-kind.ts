/** What can be asked for: the shape that every file in this folder fills in. */
import type { z } from "zod";

export interface JobKind<P extends z.ZodType = z.ZodType> {
  /** Also the name of its queue. */
  readonly name: string;
  /** Ids only: money and personal data stay in the books. */
  readonly payload: P;
  /** The same work has the same id, so that asking twice is asking once. Never with a ":", never a whole number. */
  id(payload: z.infer<P>): string;
  /** The n:th wait is `firstDelayMs` times 2 to the power of n - 1, give or take a fifth. */
  readonly retry: { readonly attempts: number; readonly firstDelayMs: number };
}
