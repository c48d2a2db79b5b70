/** An SFTP account with a password, at a server that asks for it and has an empty folder. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";
import { clockAt } from "../../../src/clock.ts";
import { readSettings } from "../../../src/config/read-settings.ts";
import { sftp } from "../../../src/connectors/sftp/sftp.ts";
import { silentLog } from "../../../src/log.ts";
import { withoutSecrets } from "../../../src/secrets.ts";
import { faultOf } from "../fault-of.ts";

const PASSWORD = "c0rrect & hårse%40";
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});

let folder: string;
let server: InstanceType<typeof ssh2.Server>;
let asked: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "kvitt-sftp-"));
  asked = [];
  server = new ssh2.Server({ hostKeys: [privateKey] }, (client) => {
    client.on("error", () => undefined);
    client.on("authentication", (one) => {
      if (one.method !== "password") return one.reject(["password"]);
      asked.push(one.password);
      if (one.password === PASSWORD) one.accept();
      else one.reject(["password"]);
    });
    client.on("session", (accept) => {
      accept().on("sftp", (acceptSftp) => {
        const stream = acceptSftp();
        const handle = Buffer.from("all");
        stream.on("OPENDIR", (id) => stream.handle(id, handle));
        stream.on("READDIR", (id) => stream.status(id, ssh2.utils.sftp.STATUS_CODE.EOF));
        stream.on("CLOSE", (id) => stream.status(id, ssh2.utils.sftp.STATUS_CODE.OK));
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function connected(own: Readonly<Record<string, unknown>> = {}) {
  const { port } = server.address() as AddressInfo; // a TCP server has one
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  const shown = createHash("sha256").update(parsed.getPublicSSH()).digest("base64").replace(/=+$/, "");
  const account = {
    name: "k",
    host: "127.0.0.1",
    port,
    user: "u",
    passwordFile: "secret",
    hostKey: `SHA256:${shown}`,
    ...own,
  };
  const read = readSettings("test", { connectors: { sftp: [account] } });
  if (!read.ok) throw new Error(read.problem.en);
  const clock = clockAt("2026-03-02T03:00:00Z");
  const [connector] = [
    sftp.open({ settings: read.value, folder, secrets: {}, clock, log: silentLog }),
  ].flat();
  if (!connector?.reports) throw new Error("reports come from there");
  return connector.reports;
}

const signal = new AbortController().signal;

test("the password is read from its file each time, without the line's end, and hidden in texts", async () => {
  writeFileSync(join(folder, "secret"), "an old one\n");
  const reports = connected();
  expect((await faultOf(reports.bring(null, signal))).kind).toBe("auth");
  writeFileSync(join(folder, "secret"), `${PASSWORD}\n`);
  expect((await reports.bring(null, signal)).files).toEqual([]);
  expect(asked).toEqual(["an old one", PASSWORD]);
  expect(withoutSecrets(`it was ${PASSWORD}`)).toBe("it was ***");
});

test("no server but the one that is named is shown the password", async () => {
  writeFileSync(join(folder, "secret"), PASSWORD);
  expect((await faultOf(connected({ hostKey: undefined }).bring(null, signal))).kind).toBe("config");
  const another = connected({ hostKey: `SHA256:${"A".repeat(43)}` });
  expect((await faultOf(another.bring(null, signal))).kind).toBe("auth");
  expect(asked).toEqual([]);
});

test("without a password nothing is tried", async () => {
  const missing = await faultOf(connected().bring(null, signal));
  expect({ kind: missing.kind, says: missing.problem.sv }).toEqual({
    kind: "config",
    says: expect.stringContaining(join(folder, "secret")),
  });
  writeFileSync(join(folder, "secret"), "");
  expect((await faultOf(connected().bring(null, signal))).kind).toBe("config");
  expect(asked).toEqual([]);
});

test("told to stop, it does not wait for the server", async () => {
  writeFileSync(join(folder, "secret"), PASSWORD);
  const stopped = new AbortController();
  stopped.abort();
  await expect(connected().bring(null, stopped.signal)).rejects.toThrow("aborted");
  expect(asked).toEqual([]);
});
