/** Reports out of an SFTP account of a real OpenSSH server. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { clockAt, type Clock } from "../../../src/clock.ts";
import { readSettings } from "../../../src/config/read-settings.ts";
import type { Brought, Connector } from "../../../src/connectors/connector.ts";
import { sftp } from "../../../src/connectors/sftp/sftp.ts";
import { silentLog } from "../../../src/log.ts";
import { hasOpenSsh, openSsh, type TestSsh } from "../../setup/openssh.ts";
import { faultOf as thrownBy } from "../fault-of.ts";

const withServer = hasOpenSsh() ? describe : describe.skip;
if (!hasOpenSsh())
  process.stderr.write("SKIPPED: SFTP: no OpenSSH server here (apt-get install openssh-server)\n");

let ssh: TestSsh;
const signal = new AbortController().signal;

if (hasOpenSsh()) {
  beforeAll(async () => (ssh = await openSsh()));
  afterAll(() => ssh.close());
  beforeEach(() => {
    for (const name of readdirSync(ssh.folder)) rmSync(join(ssh.folder, name), { recursive: true });
  });
}

function connected(
  own: Readonly<Record<string, unknown>> = {},
  clock: Clock = clockAt("2026-03-02T03:00:00Z"),
): Connector {
  const { host, port, user, keyFile, hostKey } = ssh;
  const account = { name: "klarna", host, port, user, keyFile, hostKey: [hostKey], folder: ".", ...own };
  const read = readSettings("test", { connectors: { sftp: [account] } });
  if (!read.ok) throw new Error(read.problem.en);
  const opened = sftp.open({ settings: read.value, folder: "/", secrets: {}, clock, log: silentLog });
  const [connector] = [opened].flat();
  if (!connector) throw new Error("the settings have an account");
  return connector;
}

const bring = (connector: Connector, cursor: string | null = null): Promise<Brought> => {
  if (connector.reports === undefined) throw new Error("reports come from there");
  return connector.reports.bring(cursor, signal);
};
const put = (name: string, content: string) => writeFileSync(join(ssh.folder, name), content);
const brought = ({ files }: Brought) =>
  files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString("utf8")]);

/** What was thrown, as a person reads it. */
async function faultOf(work: Promise<unknown>) {
  const { kind, problem, todo } = await thrownBy(work);
  return { kind, says: problem.en, todo: todo.en };
}

withServer("reports out of an SFTP account", () => {
  test("each is brought once, as it is; nothing on the server changes", async () => {
    put("123456789_20260301T000226_0.csv", "a\n");
    put("987654321_20260301T000226_0.CSV", "ö\n");
    put("987654321_20260301T000226_0.pdf", "%PDF");
    put(".123_part.csv", "half");
    const connector = connected();
    const first = await bring(connector);
    expect(brought(first)).toEqual([
      ["123456789_20260301T000226_0.csv", "a\n"],
      ["987654321_20260301T000226_0.CSV", "ö\n"],
    ]);
    const second = await bring(connector, first.cursor);
    expect(brought(second)).toEqual([]);
    put("1_20260302T000226_0.csv", "b\n");
    const third = await bring(connector, second.cursor);
    expect(brought(third)).toEqual([["1_20260302T000226_0.csv", "b\n"]]);
    expect(readdirSync(ssh.folder)).toHaveLength(5);
  });

  test("a report that was sent again in another layout is brought again", async () => {
    put("1.csv", "one layout\n");
    const connector = connected();
    const { cursor } = await bring(connector);
    put("1.csv", "another layout\n");
    expect(brought(await bring(connector, cursor))).toEqual([["1.csv", "another layout\n"]]);
  });

  test("the same size at another time is another report", async () => {
    put("1.csv", "abc\n");
    const connector = connected();
    const { cursor } = await bring(connector);
    put("1.csv", "abd\n");
    utimesSync(join(ssh.folder, "1.csv"), new Date(0), new Date(1e12));
    expect(brought(await bring(connector, cursor))).toEqual([["1.csv", "abd\n"]]);
  });

  test("a file that is still written is left, and brought when it stands still", async () => {
    put("done.csv", "whole\n");
    put("growing.csv", "half");
    const clock = clockAt("2026-03-02T03:00:00Z");
    const growing: Clock = {
      ...clock,
      sleep: (ms) => {
        appendFileSync(join(ssh.folder, "growing.csv"), " and the rest\n");
        return clock.sleep(ms);
      },
    };
    const first = await bring(connected({}, growing));
    expect(brought(first)).toEqual([["done.csv", "whole\n"]]);
    const second = await bring(connected(), first.cursor);
    expect(brought(second)).toEqual([["growing.csv", "half and the rest\n"]]);
  });

  test("one that is gone before it is read is no fault", async () => {
    put("a.csv", "a\n");
    put("b.csv", "b\n");
    const clock = clockAt("2026-03-02T03:00:00Z");
    const goes: Clock = {
      ...clock,
      sleep: (ms) => {
        rmSync(join(ssh.folder, "a.csv"));
        return clock.sleep(ms);
      },
    };
    expect(brought(await bring(connected({}, goes)))).toEqual([["b.csv", "b\n"]]);
  });

  test("folders of several merchant ids are read, and files of one name stay apart; links are not followed", async () => {
    for (const merchant of ["K1", "K2"]) {
      mkdirSync(join(ssh.folder, merchant));
      put(`${merchant}/1.csv`, `${merchant}\n`);
    }
    symlinkSync("/etc", join(ssh.folder, "etc"));
    symlinkSync("K1/1.csv", join(ssh.folder, "link.csv"));
    const expected = [
      ["K1-1.csv", "K1\n"],
      ["K2-1.csv", "K2\n"],
    ];
    expect(brought(await bring(connected()))).toEqual(expected);
    expect(brought(await bring(connected({ folder: ssh.folder })))).toEqual(expected);
    expect(brought(await bring(connected({ folder: `${ssh.folder}/K1/` })))).toEqual([["1.csv", "K1\n"]]);
  });

  test("what has left the server is forgotten, so that the cursor stays small", async () => {
    put("old.csv", "a\n");
    const connector = connected();
    const first = await bring(connector);
    rmSync(join(ssh.folder, "old.csv"));
    const second = await bring(connector, first.cursor);
    expect(JSON.parse(second.cursor)).toEqual({ seen: {} });
  });

  test("a large first time is brought in parts, each with a cursor that goes on from there", async () => {
    for (const name of ["a", "b", "c"]) put(`${name}.csv`, "x".repeat(9_000_000));
    const connector = connected();
    let cursor: string | null = null;
    const names: string[][] = [];
    for (let times = 0; times < 4; times += 1) {
      const part = await bring(connector, cursor);
      names.push(part.files.map(({ name }) => name));
      cursor = part.cursor;
    }
    expect(names).toEqual([["a.csv"], ["b.csv"], ["c.csv"], []]);
  });
});

withServer("who answers, and who asks", () => {
  test("without a host key in the settings nothing is sent, and the key that is shown is told", async () => {
    const fault = await faultOf(bring(connected({ hostKey: undefined })));
    expect(fault.kind).toBe("config");
    expect(fault.says).toContain(ssh.hostKey);
    expect(fault.todo).toContain(`hostKey: ${ssh.hostKey}`);
  });

  test("another host key than the settings name is no busy server", async () => {
    await ssh.stop();
    await ssh.start("another");
    try {
      const fault = await faultOf(bring(connected()));
      expect(fault).toMatchObject({ kind: "auth", says: expect.stringContaining("another host key") });
    } finally {
      await ssh.stop();
      await ssh.start();
    }
    expect(brought(await bring(connected()))).toEqual([]);
  });

  test("one of several host keys will do, as while the provider changes its own", async () => {
    const other = `SHA256:${"A".repeat(43)}`;
    expect(brought(await bring(connected({ hostKey: [other, ssh.hostKey] })))).toEqual([]);
  });

  test("a key that is not let in, a folder that is not there, a file without a key: each says what to do", async () => {
    const hostFile = join(ssh.folder, "..", "host");
    expect(await faultOf(bring(connected({ keyFile: hostFile })))).toMatchObject({
      kind: "auth",
      todo: expect.stringContaining("portal"),
    });
    expect(await faultOf(bring(connected({ folder: "nowhere" })))).toMatchObject({
      kind: "config",
      says: expect.stringContaining("there is no folder nowhere"),
    });
    expect(await faultOf(bring(connected({ keyFile: "no/such/file" })))).toMatchObject({
      kind: "config",
      says: expect.stringContaining("/no/such/file"),
    });
  });

  test("a server that is not there is busy, and comes back by itself", async () => {
    await ssh.stop();
    const connector = connected();
    expect(await faultOf(bring(connector))).toMatchObject({
      kind: "busy",
      says: expect.stringContaining("ECONNREFUSED"),
    });
    expect(await connector.check(signal)).toMatchObject([{ state: "attention" }]);
    await ssh.start();
    put("1.csv", "a\n");
    expect(brought(await bring(connector))).toEqual([["1.csv", "a\n"]]);
    expect(await connector.check(signal)).toMatchObject([{ state: "works", todo: null }]);
  });

  test("a server that goes away while files are brought gives none of them", async () => {
    put("1.csv", "a\n");
    const clock = clockAt("2026-03-02T03:00:00Z");
    const cut: Clock = { ...clock, sleep: () => ssh.stop() };
    try {
      expect((await faultOf(bring(connected({}, cut)))).kind).toBe("busy");
    } finally {
      await ssh.start();
    }
  });
});

describe("the settings of an account", () => {
  const account = { name: "klarna", host: "sftp.example.com", user: "u", passwordFile: "p" };
  const problemOf = (...accounts: unknown[]) => {
    const read = readSettings("test", { connectors: { sftp: accounts } });
    return read.ok ? null : read.problem.en;
  };

  test("have one secret, a key as OpenSSH shows it, and a name of their own", () => {
    expect(problemOf(account)).toBeNull();
    expect(problemOf(account, { ...account, name: "kustom" })).toBeNull();
    expect(problemOf({ ...account, keyFile: "k" })).toContain("either passwordFile or keyFile");
    expect(problemOf({ ...account, passwordFile: undefined })).toContain("either passwordFile or keyFile");
    expect(problemOf({ ...account, hostKey: "MD5:00:11" })).toContain("connectors.sftp.0.hostKey");
    expect(problemOf(account, account)).toContain("a name of its own");
    expect(problemOf({ ...account, password: "secret" })).toContain("password");
  });
});
