/** SFTP accounts that settlement reports lie in: Klarna's, Kustom's, or one of the shop's own. */
import type { SftpAccount } from "../../config/connectors/sftp.ts";
import { findingsOf } from "../check.ts";
import type { Connector, Surroundings, System } from "../connector.ts";
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
    check: (signal) =>
      findingsOf(async function* () {
        const session = await open(signal);
        try {
          const { length } = await session.list(account.folder);
          yield messages.works({ host: account.host, count: length });
        } finally {
          session.close();
        }
      }),
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
