/** Why somebody does not come in by the provider, in words that say what to do, and in one word for the log. */
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from "openid-client";
import { isError, UserError } from "../errors.ts";
import type { Message } from "../message.ts";
import { messages } from "./messages.ts";

const REFUSALS = {
  "no answer": [502, messages.noAnswer, messages.tryLater],
  "wrong description": [502, messages.wrongDescription, messages.checkIssuer],
  "wrong secret": [502, messages.wrongSecret, messages.checkSecret],
  cancelled: [401, messages.cancelled, messages.beginAgain],
  "other attempt": [400, messages.otherAttempt, messages.beginAgain],
  "used code": [400, messages.usedCode, messages.beginAgain],
  clocks: [502, messages.clocksDiffer, messages.setClocks],
  "not to be believed": [502, messages.notBelieved, messages.checkClient],
  "provider refuses": [502, messages.providerRefuses, messages.askAtProvider],
  "no address": [403, messages.noAddress, messages.letAddressBeSaid],
  "not verified": [403, messages.notVerified, messages.verifyAddress],
  "not invited": [403, messages.notInvited, messages.askForInvitation],
  "other subject": [403, messages.otherSubject, messages.askToFree],
  disabled: [403, messages.disabled, messages.askAdministrator],
} as const satisfies Record<string, readonly [status: number, problem: Message, todo: Message]>;
export type Why = keyof typeof REFUSALS;

export class SignInRefused extends UserError {
  readonly why: Why;
  /** Of the answer to the browser. */
  readonly statusCode: number;
  /** For the log: the provider's word or the library's, never who it is about. */
  readonly detail: string | null;

  constructor(why: Why, detail: string | null) {
    const [status, problem, todo] = REFUSALS[why];
    super(problem, todo);
    this.name = "SignInRefused";
    this.why = why;
    this.statusCode = status;
    this.detail = detail;
  }
}

export function refused(why: Why, detail: string | null = null): SignInRefused {
  return new SignInRefused(why, detail);
}

/** What the library threw, while it read the provider's description of itself or the answer to a sign-in. */
export function refusalOf(thrown: unknown, during: "description" | "answer"): unknown {
  if (thrown instanceof SignInRefused) return thrown;
  if (thrown instanceof AuthorizationResponseError)
    return refused(thrown.error === "access_denied" ? "cancelled" : "provider refuses", thrown.error);
  if (thrown instanceof WWWAuthenticateChallengeError) return refused("wrong secret", thrown.code);
  if (thrown instanceof ResponseBodyError) return refused(whyOf(thrown.error), thrown.error);
  if (isUnreachable(thrown)) return refused("no answer", causeOf(thrown));
  if (thrown instanceof ClientError) return ofLibrary(thrown, during);
  return thrown;
}

/** What fetch throws when nobody answers, also where the library has taken it for an error of its own. */
function isUnreachable(thrown: unknown): thrown is Error {
  if (!isError(thrown)) return false;
  return thrown.name === "TypeError" || (isError(thrown.cause) && thrown.cause.name === "TypeError");
}

/** By RFC 6749, 5.2. */
function whyOf(error: string): Why {
  if (error === "invalid_client" || error === "unauthorized_client") return "wrong secret";
  return error === "invalid_grant" ? "used code" : "provider refuses";
}

function ofLibrary(error: ClientError, during: "description" | "answer"): SignInRefused {
  const detail = causeOf(error);
  switch (error.code ?? "") {
    case "OAUTH_TIMEOUT":
    case "OAUTH_ABORT":
      return refused("no answer", detail);
    case "OAUTH_RESPONSE_IS_NOT_CONFORM":
      return refused(during === "description" ? "wrong description" : "no answer", detail);
    case "OAUTH_JWT_TIMESTAMP_CHECK_FAILED":
      return refused("clocks", detail);
    default:
      return refused(during === "description" ? "wrong description" : "not to be believed", detail);
  }
}

function causeOf({ message, cause }: Error): string {
  return isError(cause) ? `${message}: ${cause.message}` : message;
}
