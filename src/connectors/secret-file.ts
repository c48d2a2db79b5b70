/** A secret that the settings name a file for. Nothing is kept here: who asks gets what is in the file now, so that a new password needs no restart. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf } from "../errors.ts";
import { keepSecret } from "../secrets.ts";
import { ConnectorFault } from "./fault.ts";
import { messages } from "./messages.ts";

export interface SecretFile {
  readonly file: string;
  /** What a relative path is relative to. */
  readonly home: string;
  /** The system, as people call it. */
  readonly system: string;
}

/** The bytes, which are not empty. Throws a ConnectorFault. */
export function readSecretFile({ file, home, system }: SecretFile): Buffer {
  const path = resolve(home, file);
  try {
    const content = readFileSync(path);
    if (content.toString("latin1").trim() === "") throw new Error("it is empty");
    return content;
  } catch (error) {
    const says = messages.secretUnreadable({ file: path, why: messageOf(error) });
    throw new ConnectorFault({ system, kind: "config", says, todo: messages.writeSecret }, { cause: error });
  }
}

/** A password of one line, which no text shows from then on. */
export function readPassword(given: SecretFile): string {
  const password = readSecretFile(given)
    .toString("utf8")
    .replace(/\r?\n$/, "");
  keepSecret(password);
  return password;
}
