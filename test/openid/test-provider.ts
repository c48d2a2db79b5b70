/**
 * A real OpenID Connect provider that people of the tests have accounts at: oidc-provider, with its keys in our hands, so that
 * a test can also have it issue an ID token that is wrong in one thing and signed all the same.
 */
import { jest } from "@jest/globals";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from "jose";
import { Provider } from "oidc-provider";

export const CLIENT = { id: "kvitt-test", secret: "en-hemlighet-som-ingen-far-se" } as const;

const keyPair = () => generateKeyPair("RS256", { extractable: true });
/** Of the provider, and of somebody else. Made once: it takes a while. */
const keys = Promise.all([keyPair(), keyPair()]);

export interface Account {
  readonly email?: string;
  readonly email_verified?: boolean;
}

export interface TestProvider {
  readonly issuer: string;
  readonly accounts: Map<string, Account>;
  /** Who sits at the browser. */
  signedInAs: string;
  /** Changes the claims of the next ID tokens, or signs them with another key. */
  forge: ((claims: JWTPayload) => JWTPayload) | null;
  foreignKey: boolean;
  /** What the description of the provider says otherwise. */
  description: Readonly<Record<string, unknown>>;
  /** The requests for a token, so far: how Kvitt showed its secret. */
  tokenRequests: ("header" | "body")[];
  /** The address in the browser -> the address that the provider sends the browser back to. */
  visit(address: string): Promise<string>;
  close(): Promise<void>;
}

export async function openProvider(redirectUri: string): Promise<TestProvider> {
  // it says that it keeps everything in memory, and what it does by default, as it should here
  for (const how of ["warn", "info"] as const) jest.spyOn(console, how).mockImplementation(() => undefined);
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  const [own, foreign] = await keys;
  const place: TestProvider = {
    issuer,
    accounts: new Map(),
    signedInAs: "",
    forge: null,
    foreignKey: false,
    description: {},
    tokenRequests: [],
    visit: (address) => visit(issuer, address),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
    jwks: { keys: [{ ...(await exportJWK(own.privateKey)), use: "sig", kid: "own" }] },
    cookies: { keys: ["of the test"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, ...place.accounts.get(id) }),
    }),
    loadExistingGrant: async (context) => {
      const grant = new provider.Grant({
        clientId: CLIENT.id,
        accountId: context.oidc.session?.accountId ?? "",
      });
      grant.addOIDCScope("openid email");
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  const keyFor = () => (place.foreignKey ? foreign.privateKey : own.privateKey);
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? "";
    if (path === "/.well-known/openid-configuration")
      rewrite(response, (json) => Promise.resolve({ ...json, ...place.description }));
    if (path === "/token") {
      place.tokenRequests.push(request.headers.authorization === undefined ? "body" : "header");
      rewrite(response, (json) => forged(json, place.forge, keyFor()));
    }
    if (!path.startsWith("/interaction/")) return void answer(request, response);
    const login = { accountId: place.signedInAs };
    const result =
      place.signedInAs === "" ? { error: "access_denied", error_description: "end-user aborted" } : { login };
    void provider.interactionFinished(request, response, result);
  });
  return place;
}

/** Changes the JSON that is about to be sent. */
function rewrite(
  response: ServerResponse,
  change: (json: Record<string, unknown>) => Promise<Record<string, unknown>>,
): void {
  const end = response.end.bind(response);
  response.end = ((body: unknown) => {
    void change(JSON.parse(String(body)) as Record<string, unknown>).then((changed) => {
      const text = JSON.stringify(changed);
      response.setHeader("content-length", Buffer.byteLength(text));
      return end(text);
    });
    return response;
  }) as typeof response.end; // koa calls it with a body alone
}

async function forged(
  json: Record<string, unknown>,
  forge: TestProvider["forge"],
  key: CryptoKey,
): Promise<Record<string, unknown>> {
  const given = json["id_token"];
  if (typeof given !== "string") return json;
  const claims = decodeJwt(given);
  const signed = new SignJWT(forge?.(claims) ?? claims).setProtectedHeader({ alg: "RS256", kid: "own" });
  return { ...json, id_token: await signed.sign(key) };
}

/** As a browser without a history: it keeps cookies while it is led around, until it is led away from the provider. */
async function visit(issuer: string, address: string): Promise<string> {
  const cookies = new Map<string, string>();
  let at = address;
  for (let hops = 0; hops < 10; hops += 1) {
    if (!at.startsWith(issuer)) return at;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(at, { redirect: "manual", headers: { cookie } });
    const location = answer.headers.get("location");
    if (location === null) throw new Error(`${at} leads nowhere: ${answer.status} ${await answer.text()}`);
    for (const one of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (one.split(";")[0] ?? "").split("=");
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    at = new URL(location, at).href;
  }
  throw new Error("the provider leads round and round");
}
