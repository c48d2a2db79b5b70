/** SFTP accounts that settlement reports lie in: Klarna's, Kustom's, or one of the shop's own. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { SftpAccount } from "../../config/connectors/sftp.ts";
import { messageOf } from "../../errors.ts";
import { keepSecret } from "../../secrets.ts";
import type { Connector, ConnectorFinding, Surroundings, System } from "../connector.ts";
import { ConnectorFault } from "../fault.ts";
import { messages } from "./messages.ts";
import { sftpReports } from "./reports.ts";
import { openSession, type Credentials } from "./session.ts";

export const sftp: System = {
  name: "sftp",
  title: "SFTP",
  open: (around) => (around.settings.connectors.sftp ?? []).map((account) => connect(account, around)),
};

function connect(account: SftpAccount, { folder: home, clock, log }: Surroundings): Connector {
  const title = `SFTP ${account.name}`;
  const open = (signal: AbortSignal) =>
    openSession({ account, title, credentials: credentialsOf(account, { home, title }), signal });
  return {
    name: `sftp-${account.name}`,
    title,
    reports: sftpReports({ folder: account.folder, clock, log, open }),
    async check(signal): Promise<readonly ConnectorFinding[]> {
      try {
        const session = await open(signal);
        try {
          const { length } = await session.list(account.folder);
          return [
            { state: "works", says: messages.works({ host: account.host, count: length }), todo: null },
          ];
        } finally {
          session.close();
        }
      } catch (thrown) {
        if (!(thrown instanceof ConnectorFault)) throw thrown;
        const state = thrown.kind === "busy" ? "attention" : "broken";
        return [{ state, says: thrown.problem, todo: thrown.todo }];
      }
    },
  };
}

/** Read anew each time, so that a new password needs no restart. */
function credentialsOf(
  { passwordFile, keyFile }: SftpAccount,
  { home, title }: { readonly home: string; readonly title: string },
): Credentials {
  const file = resolve(home, passwordFile ?? keyFile ?? "");
  try {
    const content = readFileSync(file);
    if (content.length === 0) throw new Error("empty");
    if (passwordFile === undefined) return { privateKey: content };
    const password = content.toString("utf8").replace(/\r?\n$/, "");
    keepSecret(password);
    return { password };
  } catch (error) {
    throw new ConnectorFault(
      {
        system: title,
        kind: "config",
        says: messages.secretUnreadable({ file, why: messageOf(error) }),
        todo: messages.writeSecret,
      },
      { cause: error },
    );
  }
}
