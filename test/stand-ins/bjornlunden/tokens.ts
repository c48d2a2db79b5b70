/** Björn Lundén's token address: client credentials in the form. And who is let in with which company's key. */
import type { IncomingHttpHeaders } from "node:http";
import { AccessTokens, oauthError } from "../access-tokens.ts";
import { Refused, type Answer, type Asked } from "../stand-in.ts";

export const CLIENT = { id: "kvitt-test", secret: "a-secret-of-bjornlunden" } as const;
/** The key of the company whose books these are, and of another that the integration is activated for as well. */
export const KEYS = {
  own: "69f15a2d-0000-4b38-b085-4d7a5e95e1b5",
  other: "1c2d3e4f-0000-4b38-b085-4d7a5e95e1b5",
} as const;

export class Tokens extends AccessTokens {
  /** Companies that the integration is activated for. */
  readonly activated = new Map<string, string>([
    [KEYS.own, "Nordljus AB"],
    [KEYS.other, "Söderljus AB"],
  ]);
  /** Parts of the interface that the integration may use. */
  readonly scopes = new Set(["journal", "customerinvoice", "order", "account", "financialyear", "details"]);

  answer({ body }: Asked): Answer {
    const form = new URLSearchParams(String(body));
    const isClient = form.get("client_id") === CLIENT.id && form.get("client_secret") === CLIENT.secret;
    if (!isClient || this.isRevoked)
      return oauthError(401, "invalid_client", "The given client credentials were not valid");
    if (form.get("grant_type") !== "client_credentials")
      return oauthError(400, "unsupported_grant_type", String(form.get("grant_type")));
    return { status: 200, body: this.give("oob") };
  }

  /** The company's key, by which the limit is counted. */
  letIn(headers: IncomingHttpHeaders, operation: string): string {
    this.mustBeGood(
      headers.authorization,
      error("401 UNAUTHORIZED", "CALLER_NOT_AUTHENTICATED", "Unauthorized"),
    );
    const key = String(headers["user-key"]);
    const [, part = ""] = / \/(\w+)/.exec(operation) ?? [];
    if (part === "common") return key;
    // as others have met it, for a key that is no company's
    if (!this.activated.has(key))
      throw new Refused({
        status: 500,
        body: error("500 INTERNAL_SERVER_ERROR", "DATABASE_ERROR", "Internal server error"),
      });
    if (!this.scopes.has(part))
      throw new Refused({
        status: 403,
        body: error("403 FORBIDDEN", "ACCESS_RESTRICTED", `The service provider has no scope for ${part}`),
      });
    return key;
  }
}

/** An error in the system's own form. */
export function error(status: string, exceptionId: string, message: string) {
  return { status, exceptionId, message };
}
