/** What the API answers when it cannot do what was asked: what is wrong and what to do, with the status that fits. */
import { UserError } from "../../errors.ts";
import type { Message } from "../../message.ts";

/** A UserError whose status is not 400. */
export class ApiProblem extends UserError {
  readonly statusCode: 404 | 409 | 413 | 422;

  constructor(statusCode: ApiProblem["statusCode"], says: Message, todo: Message) {
    super(says, todo);
    this.name = "ApiProblem";
    this.statusCode = statusCode;
  }
}

/** Does the work; what is impossible has the status, and what was not understood keeps 400. */
export async function orProblem<T>(status: 409 | 422, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof UserError) || thrown instanceof ApiProblem) throw thrown;
    throw new ApiProblem(status, thrown.problem, thrown.todo);
  }
}
