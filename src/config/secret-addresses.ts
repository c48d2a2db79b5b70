/**
 * Passwords, and the addresses that hold them: from the environment, or from a file that a variable names, as Docker's secrets and
 * systemd's credentials have them. A file is seen by nobody who looks at the environment of a process.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf } from "../errors.ts";
import type { Message } from "../message.ts";
import { CONNECTOR_SECRETS, type ConnectorSecret } from "./connectors.ts";
import { messages } from "./messages.ts";

export const SECRET_ADDRESSES = ["DATABASE_URL", "REDIS_URL", "SMTP_URL"] as const;
/** Secrets that are no addresses. */
export const BARE_SECRETS = ["KVITT_OIDC_CLIENT_SECRET", ...CONNECTOR_SECRETS] as const;

/** The secrets of outside systems that are set, by the name of their variable. */
export type Secrets = Readonly<Partial<Record<ConnectorSecret, string>>>;

type Env = Readonly<Record<string, string | undefined>>;

/** The environment with what its `*_FILE` variables name. A relative path is relative to the working directory. */
export function withSecretFiles(env: Env, cwd: string, problems: Message[]): Env {
  const read: Record<string, string> = {};
  for (const name of [...SECRET_ADDRESSES, ...BARE_SECRETS]) {
    const variable = `${name}_FILE`;
    const file = env[variable]?.trim() ?? "";
    if (file === "") continue;
    if ((env[name]?.trim() ?? "") !== "") {
      problems.push(messages.addressTwice({ name, variable }));
      continue;
    }
    try {
      const content = readFileSync(resolve(cwd, file), "utf8").trim();
      if (content === "") problems.push(messages.secretFileEmpty({ variable, file }));
      else read[name] = content;
    } catch (error) {
      problems.push(messages.secretFileUnreadable({ variable, file, error: messageOf(error) }));
    }
  }
  return { ...env, ...read };
}

/**
 * Whether everybody reads the address alike. A password with a bare "@", "/", "#", "?" or "%" ends somewhere else for each
 * reader, and then a part of it is taken for a host or a database, and shown.
 */
export function isUnambiguous(address: string): boolean {
  if (!URL.canParse(address)) return true; // refused for that already
  const { username, password, pathname, search, hash } = new URL(address);
  const userInfo = address.slice(0, address.lastIndexOf("@")).replace(/^\w+:\/\//, "");
  if (userInfo.includes("@") || `${pathname}${search}${hash}`.includes("@")) return false;
  try {
    for (const part of [username, password, pathname, search]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}
