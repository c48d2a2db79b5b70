/** Fortnox's token address: client credentials with TenantId, and refresh tokens that rotate at each use. */
import { AccessTokens, oauthError } from "../access-tokens.ts";
import { Refused, type Answer, type Asked } from "../stand-in.ts";

export const CLIENT = { id: "kvitt-test", secret: "a-secret-of-fortnox", tenant: "7001" } as const;

export class Tokens extends AccessTokens {
  readonly scopes = new Set([
    "bookkeeping",
    "invoice",
    "payment",
    "companyinformation",
    "settings",
    "inbox",
    "connectfile",
  ]);
  #refresh = "refresh-0";

  answer({ headers, body }: Asked): Answer {
    const wanted = `Basic ${Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString("base64")}`;
    if (headers.authorization !== wanted)
      return oauthError(401, "invalid_client", "Client authentication failed");
    const form = new URLSearchParams(String(body));
    const grant = form.get("grant_type");
    if (this.isRevoked) return oauthError(400, "invalid_grant", "The consent has been revoked");
    const scope = [...this.scopes].join(" ");
    if (grant === "client_credentials") {
      if (headers["tenantid"] !== CLIENT.tenant) return oauthError(400, "invalid_grant", "Unknown tenant");
      return { status: 200, body: this.give(scope) };
    }
    if (grant === "refresh_token") {
      if (form.get("refresh_token") !== this.#refresh)
        return oauthError(400, "invalid_grant", "Invalid refresh token");
      this.#refresh = `refresh-${this.given + 1}`;
      return { status: 200, body: { ...this.give(scope), refresh_token: this.#refresh } };
    }
    return oauthError(400, "unsupported_grant_type", String(grant));
  }

  /** The token, by which the limit is counted. */
  letIn(authorization: string | undefined, scope: string): string {
    this.mustBeGood(authorization, { message: "unauthorized" });
    if (!this.scopes.has(scope))
      throw new Refused({
        status: 403,
        body: { ErrorInformation: { error: 1, message: "Har inte behörighet för scope.", code: 2000663 } },
      });
    return CLIENT.tenant;
  }
}
