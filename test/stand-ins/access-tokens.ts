/** Access tokens as an outside system gives them: they end by time, all at once, or when the consent is taken back. */
import type { Clock } from "../../src/clock.ts";
import { Refused, type Answer } from "./stand-in.ts";

const LIFE_MS = 3_600_000;

export class AccessTokens {
  /** How often a token was given. */
  given = 0;
  readonly #clock: Clock;
  readonly #access = new Map<string, number>();
  #isRevoked = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isRevoked(): boolean {
    return this.#isRevoked;
  }

  /** The customer, or the system, takes the consent back. */
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

  /** Throws Refused for one that was not given, or has ended. */
  protected mustBeGood(authorization: string | undefined, refusal: unknown): void {
    const until = this.#access.get(authorization?.replace(/^Bearer /, "") ?? "");
    if (until === undefined || until <= this.#clock.now().getTime())
      throw new Refused({ status: 401, body: refusal });
  }

  protected give(scope: string) {
    this.given++;
    const token = `access-${this.given}`;
    this.#access.set(token, this.#clock.now().getTime() + LIFE_MS);
    return { access_token: token, token_type: "bearer", expires_in: LIFE_MS / 1000, scope };
  }
}

/** As OAuth 2 says that something is wrong. */
export function oauthError(status: number, code: string, says: string): Answer {
  return { status, body: { error: code, error_description: says } };
}
