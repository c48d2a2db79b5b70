/**
 * The OpenID Connect provider that people may sign in by: authorization code flow with PKCE, state and nonce, by openid-client.
 * What comes back is believed only when the ID token's signature, issuer, audience, nonce and times have been checked.
 */
import { createHmac } from "node:crypto";
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  WWWAuthenticateChallengeError,
  type ClientAuth,
  type Configuration,
  type IDToken,
  type UserInfoResponse,
} from "openid-client";
import type { Clock } from "../clock.ts";
import type { Workspace } from "../config/workspace.ts";
import { refusalOf, refused } from "./refusal.ts";

export const CALLBACK_PATH = "/sign-in/callback";
/** Of one request to the provider. */
const ANSWER_WITHIN_S = 10;
/** So far the clocks of both may differ. */
const CLOCKS_DIFFER_S = 60;
/** The description of a provider is read anew after this: addresses and keys change. */
const DESCRIPTION_MS = 3_600_000;
const SCOPE = "openid email";

export interface ProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Null: the provider knows Kvitt as a public client, by PKCE alone. */
  readonly clientSecret: string | null;
  readonly redirectUrl: URL;
}

/** Null where the settings name no provider. */
export function providerOptions({ settings, oidcSecret }: Workspace): ProviderOptions | null {
  const { signIn, url } = settings.web;
  const { issuer, clientId } = signIn;
  if (issuer === undefined || clientId === undefined || url === undefined) return null;
  return { issuer, clientId, clientSecret: oidcSecret, redirectUrl: new URL(CALLBACK_PATH, url) };
}

/** Who signed in, as the provider says. */
export interface ProvenIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  /** Null: the provider says nothing of it. */
  readonly isVerified: boolean | null;
}

export class Provider {
  readonly #options: ProviderOptions;
  readonly #clock: Clock;
  #known: { readonly config: Configuration; readonly until: number } | null = null;

  constructor(options: ProviderOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  /** Where to send the browser. `token` is the attempt's, which nobody else knows. Throws SignInRefused. */
  async begin(token: string): Promise<URL> {
    const config = await this.describe();
    return buildAuthorizationUrl(config, {
      redirect_uri: this.#options.redirectUrl.href,
      scope: SCOPE,
      response_type: "code",
      state: madeOf(token, "state"),
      nonce: madeOf(token, "nonce"),
      code_challenge: await calculatePKCECodeChallenge(madeOf(token, "verifier")),
      code_challenge_method: "S256",
    });
  }

  /** Who came back. `query` is that of the address the browser was sent back to. Throws SignInRefused. */
  async finish(query: URLSearchParams, token: string): Promise<ProvenIdentity> {
    const state = madeOf(token, "state");
    if (query.get("state") !== state) throw refused("other attempt");
    const config = await this.describe();
    const back = new URL(this.#options.redirectUrl);
    back.search = query.toString();
    try {
      const tokens = await authorizationCodeGrant(config, back, {
        expectedState: state,
        expectedNonce: madeOf(token, "nonce"),
        pkceCodeVerifier: madeOf(token, "verifier"),
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw refused("not to be believed");
      const about = await aboutThem(config, tokens.access_token, claims);
      return {
        issuer: claims.iss,
        subject: claims.sub,
        email: typeof about["email"] === "string" ? about["email"].trim() : null,
        isVerified: verifiedIn(about["email_verified"]),
      };
    } catch (thrown) {
      throw refusalOf(thrown, "answer");
    }
  }

  /** What the provider says of itself, read from it when it is not known or old. Throws SignInRefused. */
  async describe(): Promise<Configuration> {
    const now = this.#clock.now().getTime();
    if (this.#known !== null && this.#known.until > now) return this.#known.config;
    const { issuer, clientId, clientSecret } = this.#options;
    const server = new URL(issuer);
    try {
      const config = await discovery(
        server,
        clientId,
        { [clockTolerance]: CLOCKS_DIFFER_S },
        authBy(clientSecret),
        {
          // the settings allow http for this machine alone
          execute: [
            ...(server.protocol === "http:" ? [allowInsecureRequests] : []),
            enableNonRepudiationChecks,
          ],
          timeout: ANSWER_WITHIN_S,
        },
      );
      const { authorization_endpoint, token_endpoint, jwks_uri } = config.serverMetadata();
      if ([authorization_endpoint, token_endpoint, jwks_uri].includes(undefined))
        throw refused("wrong description");
      this.#known = { config, until: now + DESCRIPTION_MS };
      return config;
    } catch (thrown) {
      throw refusalOf(thrown, "description");
    }
  }
}

/** Some providers say the address elsewhere only. */
async function aboutThem(
  config: Configuration,
  accessToken: string,
  claims: IDToken,
): Promise<UserInfoResponse> {
  if (claims["email"] !== undefined || config.serverMetadata().userinfo_endpoint === undefined) return claims;
  try {
    return await fetchUserInfo(config, accessToken, claims.sub);
  } catch (thrown) {
    throw thrown instanceof WWWAuthenticateChallengeError ? refused("no address", thrown.code) : thrown;
  }
}

/** State, nonce and code verifier of an attempt: neither is kept, and from neither another one can be told. */
function madeOf(token: string, what: "state" | "nonce" | "verifier"): string {
  return createHmac("sha256", token).update(what).digest("base64url");
}

/** As OpenID Connect has it, in the header, unless the provider takes the secret in the body only. */
function authBy(secret: string | null): ClientAuth {
  if (secret === null) return None();
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...request) => {
    const takes = server.token_endpoint_auth_methods_supported;
    const inBody = takes?.includes("client_secret_post") === true && !takes.includes("client_secret_basic");
    (inBody ? post : basic)(server, ...request);
  };
}

/** Some providers write it as a text. */
function verifiedIn(claim: unknown): boolean | null {
  if (claim === true || claim === "true") return true;
  return claim === undefined || claim === null ? null : false;
}
