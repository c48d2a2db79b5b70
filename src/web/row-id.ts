/** The id of a row, as an address or a form has it. */
import { z } from "zod";

export const rowId = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(BigInt);
