/** Fortnox's token address: client credentials with TenantId, and refresh tokens that rotate at each use. */
import type { Clock } from "../../../src/clock.ts";
import { Refused, type Answer, type Asked } from "../stand-in.ts";

export const CLIENT = { id: "kvitt-test", secret: "a-secret-of-fortnox", tenant: "7001" } as const;
const LIFE_MS = 3_600_000;

export class Tokens {
  readonly scopes = new Set([
    "bookkeeping",
    "invoice",
    "payment",
    "companyinformation",
    "settings",
    "inbox",
    "connectfile",
  ]);
  /** How often a token was given. */
  given = 0;
  readonly #clock: Clock;
  readonly #access = new Map<string, number>();
  #refresh = "refresh-0";
  #isRevoked = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The customer takes the consent back. */
  revoke(): void {
    this.#isRevoked = true;
    this.#access.clear();
  }

  consent(): void {
    this.#isRevoked = false;
  }

  /** Every access token ends at once, and others are given. */
  expire(): void {
    this.#access.clear();
  }

  answer({ headers, body }: Asked): Answer {
    const wanted = `Basic ${Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString("base64")}`;
    if (headers.authorization !== wanted) return error(401, "invalid_client", "Client authentication failed");
    const form = new URLSearchParams(String(body));
    const grant = form.get("grant_type");
    if (this.#isRevoked) return error(400, "invalid_grant", "The consent has been revoked");
    if (grant === "client_credentials") {
      if (headers["tenantid"] !== CLIENT.tenant) return error(400, "invalid_grant", "Unknown tenant");
      return { status: 200, body: this.#give() };
    }
    if (grant === "refresh_token") {
      if (form.get("refresh_token") !== this.#refresh)
        return error(400, "invalid_grant", "Invalid refresh token");
      this.#refresh = `refresh-${this.given + 1}`;
      return { status: 200, body: { ...this.#give(), refresh_token: this.#refresh } };
    }
    return error(400, "unsupported_grant_type", String(grant));
  }

  /** The token, by which the limit is counted. */
  letIn(authorization: string | undefined, scope: string): string {
    const token = authorization?.replace(/^Bearer /, "") ?? "";
    const until = this.#access.get(token);
    if (until === undefined || until <= this.#clock.now().getTime())
      throw new Refused({ status: 401, body: { message: "unauthorized" } });
    if (!this.scopes.has(scope))
      throw new Refused({
        status: 403,
        body: { ErrorInformation: { error: 1, message: "Har inte behörighet för scope.", code: 2000663 } },
      });
    return CLIENT.tenant;
  }

  #give() {
    this.given++;
    const token = `access-${this.given}`;
    this.#access.set(token, this.#clock.now().getTime() + LIFE_MS);
    return {
      access_token: token,
      token_type: "bearer",
      expires_in: LIFE_MS / 1000,
      scope: [...this.scopes].join(" "),
    };
  }
}

function error(status: number, code: string, says: string): Answer {
  return { status, body: { error: code, error_description: says } };
}
