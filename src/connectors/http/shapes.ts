/** Cells of a system's answers, as systems write them: an amount or a whole number may be a text, and a text may be missing. */
import { z } from "zod";
import { type Minor } from "../../money.ts";
import { AnswerLost, ConnectorFault } from "../fault.ts";
import { messages } from "../messages.ts";
import { amountIn } from "./exact-json.ts";

/** An amount in kronor. */
export const amount = z.union([z.number(), z.string()]).transform((cell, context): Minor => {
  const read = amountIn(cell, "SEK");
  if (read !== null) return read;
  context.addIssue("no amount");
  return z.NEVER;
});

/** "" where there is none. */
export const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((cell) => (cell === null || cell === undefined ? "" : String(cell)));

export const whole = z.union([z.number(), z.string()]).transform(Number).pipe(z.int());

/** Missing is no. */
export const flag = z
  .union([z.boolean(), z.enum(["true", "false"])])
  .nullish()
  .transform((cell) => cell === true || cell === "true");

/** An answer's body in its shape. Throws a ConnectorFault that names what is different. */
export function readAs<T extends z.ZodType>(
  system: string,
  path: string,
  shape: T,
  body: unknown,
): z.infer<T> {
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  throw answerDiffers(system, path, read.error.issues.map((issue) => issue.path.join(".")).join(", "));
}

/** `where` in the answer it is another than is documented. */
export function answerDiffers(system: string, path: string, where: string): ConnectorFault {
  return new ConnectorFault({ system, kind: "data", says: messages.answerDiffers({ path, where }) });
}

/** The same of a call that has changed something: what it made is looked up where its answer does not say. Throws AnswerLost. */
export function readMade<T extends z.ZodType>(
  system: string,
  path: string,
  shape: T,
  body: unknown,
): z.infer<T> {
  try {
    return readAs(system, path, shape, body);
  } catch (thrown) {
    if (!(thrown instanceof ConnectorFault)) throw thrown;
    throw new AnswerLost(thrown.message, { cause: thrown });
  }
}

/** What was asked for; null where the system says that it is not there. */
export async function nullWhere<T>(
  isMissing: (thrown: unknown) => boolean,
  asking: Promise<T>,
): Promise<T | null> {
  try {
    return await asking;
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    throw thrown;
  }
}
