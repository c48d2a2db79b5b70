/** Reports out of a real OpenSSH server, as every source of reports must bring them. */
import { afterAll, beforeAll, describe } from "@jest/globals";
import { copyFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sampleReport } from "../../intake/sample.ts";
import { hasOpenSsh, openSsh, type TestSsh } from "../../setup/openssh.ts";
import { reportsConformance } from "../conformance/reports.ts";

const withServer = hasOpenSsh() ? describe : describe.skip;
if (!hasOpenSsh())
  process.stderr.write("SKIPPED: SFTP: no OpenSSH server here (apt-get install openssh-server)\n");

withServer("reports out of an SFTP account:", () => {
  let ssh: TestSsh;
  if (hasOpenSsh()) beforeAll(async () => (ssh = await openSsh()));
  if (hasOpenSsh()) afterAll(() => ssh.close());

  reportsConformance(async (home) => {
    const { host, port, user, keyFile, hostKey, folder } = ssh;
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    const own = join(home, "key");
    copyFileSync(keyFile, own);
    const other = join(folder, "..", "host"); // a key, and not the user's
    const account = { name: "klarna", host, port, user, keyFile: "key", hostKey: [hostKey], folder: "." };
    return {
      name: "sftp-klarna",
      connectors: { sftp: [account] },
      offer: (reference, sales) =>
        writeFileSync(
          join(folder, `123456_${reference}.csv`),
          sampleReport({
            reference,
            lines: Array.from({ length: sales }, (_, index) => ({ orderId: `${reference}-${index}` })),
          }),
        ),
      leave: () => ssh.stop(),
      comeBack: () => ssh.start(),
      revoke: () => copyFileSync(other, own),
      admit: () => copyFileSync(keyFile, own),
      close: () => Promise.resolve(),
    };
  });
});
