/** Lets calls in by a name and a secret out of a file (HTTP's basic scheme). */
import { keepSecret } from "../../secrets.ts";
import { readPassword, type SecretFile } from "../secret-file.ts";
import type { HttpClientOptions } from "./client.ts";

/** The secret is read once, and again where it is not taken any more: a new one needs no restart. */
export function basicAccess(user: string, secret: SecretFile): NonNullable<HttpClientOptions["letIn"]> {
  let pass: Headers | null = null;
  return (stale) => {
    if (pass === null || stale !== null) pass = headersOf(user, readPassword(secret));
    return Promise.resolve(pass);
  };
}

function headersOf(user: string, password: string): Headers {
  const basic = Buffer.from(`${user}:${password}`).toString("base64");
  keepSecret(basic);
  return new Headers({ authorization: `Basic ${basic}` });
}
