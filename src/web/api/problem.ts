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
