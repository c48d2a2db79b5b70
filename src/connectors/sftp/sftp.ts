/** SFTP accounts that settlement reports lie in: Klarna's, Kustom's, or one of the shop's own. */
import type { SftpAccount } from "../../config/connectors/sftp.ts";
import { findingOf } from "../check.ts";
import type { Connector, ConnectorFinding, Surroundings, System } from "../connector.ts";
import { ConnectorFault } from "../fault.ts";
import { readPassword, readSecretFile } from "../secret-file.ts";
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
        return [findingOf(thrown)];
      }
    },
  };
}

function credentialsOf(
  { passwordFile, keyFile }: SftpAccount,
  { home, title }: { readonly home: string; readonly title: string },
): Credentials {
  if (passwordFile !== undefined)
    return { password: readPassword({ file: passwordFile, home, system: title }) };
  return { privateKey: readSecretFile({ file: keyFile ?? "", home, system: title }) };
}
