/** One session with an SFTP server. The server must show a key that the settings name; what goes wrong is a ConnectorFault. */
import { createHash } from "node:crypto";
import { Client, type FileEntryWithStats, type SFTPWrapper } from "ssh2";
import type { SftpAccount } from "../../config/connectors/sftp.ts";
import { errnoOf, isError, messageOf } from "../../errors.ts";
import { ConnectorFault, type FaultFacts } from "../fault.ts";
import { messages } from "./messages.ts";

/** Connecting and signing in. */
const READY_MS = 20_000;
/** An open session that answers nothing for three of these is cut. */
const PROOF_OF_LIFE_MS = 10_000;
const PROOFS_MISSED = 3;

/** What every server answers in one packet, and how many of them are under way. */
const PIECE_BYTES = 32_768;
const PIECES_AT_ONCE = 32;

/** SFTP's own codes: draft-ietf-secsh-filexfer-02, section 7. */
const END_OF_FILE = 1;
const NO_SUCH_FILE = 2;
const PERMISSION_DENIED = 3;

export type Credentials = { readonly password: string } | { readonly privateKey: Buffer };

export interface Entry {
  readonly name: string;
  readonly kind: "file" | "folder" | "other";
  readonly size: number;
  /** Seconds since 1970, as the server has it. */
  readonly modified: number;
}

export interface SftpSession {
  list(folder: string): Promise<readonly Entry[]>;
  /** The whole file; null: it is gone. */
  read(path: string, bytesMax: number): Promise<Buffer | null>;
  /** Null: it is gone. */
  stat(path: string): Promise<Pick<Entry, "size" | "modified"> | null>;
  close(): void;
}

interface Opening {
  readonly account: SftpAccount;
  readonly title: string;
  readonly credentials: Credentials;
  readonly signal: AbortSignal;
}

/** Throws a ConnectorFault. The caller closes the session. */
export async function openSession({ account, title, credentials, signal }: Opening): Promise<SftpSession> {
  const client = new Client();
  const cut = () => client.destroy();
  signal.addEventListener("abort", cut);
  const close = () => {
    signal.removeEventListener("abort", cut);
    client.end();
    // a silent server would keep the socket open
    setTimeout(cut, 1_000).unref();
  };
  let shown = "";
  const fault = (thrown: unknown) => faultOf(thrown, { account, title, shown });
  // what fails after the session is open fails the request that waits for it
  let lost: (thrown: unknown) => void = () => undefined;
  const gone = new Promise<never>((_resolve, reject) => (lost = reject));
  gone.catch(() => undefined);
  client.on("error", lost);
  client.on("close", () => lost(new Error("the connection was closed")));
  const whole = <T>(work: Promise<T>) => Promise.race([work, gone]);
  try {
    signal.throwIfAborted();
    const ready = new Promise<void>((resolve) => client.once("ready", resolve));
    client.connect({
      host: account.host,
      port: account.port,
      username: account.user,
      ...credentials,
      readyTimeout: READY_MS,
      keepaliveInterval: PROOF_OF_LIFE_MS,
      keepaliveCountMax: PROOFS_MISSED,
      hostVerifier: (key: Buffer) => {
        shown = fingerprint(key);
        return account.hostKey?.includes(shown) === true;
      },
    });
    await whole(ready);
    const sftp = await whole(promised<SFTPWrapper>((done) => client.sftp(done)));
    return sessionOn(sftp, { whole, fault, close });
  } catch (thrown) {
    close();
    throw fault(thrown);
  }
}

interface Around {
  whole<T>(work: Promise<T>): Promise<T>;
  fault(thrown: unknown): unknown;
  close(): void;
}

function sessionOn(sftp: SFTPWrapper, { whole, fault, close }: Around): SftpSession {
  const asked = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await whole(work);
    } catch (thrown) {
      throw fault(thrown);
    }
  };
  const orGone = async <T>(work: Promise<T>): Promise<T | null> => {
    try {
      return await whole(work);
    } catch (thrown) {
      if (codeOf(thrown) === NO_SUCH_FILE) return null;
      throw fault(thrown);
    }
  };
  return {
    list: async (folder) =>
      (await asked(promised<FileEntryWithStats[]>((done) => sftp.readdir(folder, done)))).map(entryOf),
    read: (path, bytesMax) => orGone(readAll(sftp, path, bytesMax)),
    stat: async (path) => {
      const found = await orGone(promised<{ size: number; mtime: number }>((done) => sftp.stat(path, done)));
      return found === null ? null : { size: found.size, modified: found.mtime };
    },
    close,
  };
}

/** Pieces are asked for side by side, since each answer takes a way there and back. At most `bytesMax` bytes. */
async function readAll(sftp: SFTPWrapper, path: string, bytesMax: number): Promise<Buffer> {
  const handle = await promised<Buffer>((done) => sftp.open(path, "r", done));
  try {
    const { size } = await promised<{ size: number }>((done) => sftp.fstat(handle, done));
    const content = Buffer.alloc(Math.min(size, bytesMax));
    let [next, end] = [0, content.length];
    const readPieces = async () => {
      for (let at = next; at < end; at = next) {
        next += PIECE_BYTES;
        const to = Math.min(at + PIECE_BYTES, end);
        // a server may answer with less than was asked for
        for (let from = at, bytes = 0; from < to; from += bytes) {
          bytes = await readSome(sftp, handle, { content, from, to });
          if (bytes === 0) end = Math.min(end, from);
          if (bytes === 0) return;
        }
      }
    };
    await Promise.all(Array.from({ length: PIECES_AT_ONCE }, readPieces));
    return content.subarray(0, end);
  } finally {
    sftp.close(handle, () => undefined);
  }
}

interface Piece {
  readonly content: Buffer;
  readonly from: number;
  readonly to: number;
}

/** How many bytes were read; 0: the file ends here. */
async function readSome(sftp: SFTPWrapper, handle: Buffer, { content, from, to }: Piece): Promise<number> {
  try {
    return await promised<number>((done) => sftp.read(handle, content, from, to - from, from, done));
  } catch (thrown) {
    if (codeOf(thrown) === END_OF_FILE) return 0;
    throw thrown;
  }
}

function entryOf({ filename, attrs }: FileEntryWithStats): Entry {
  const kind = attrs.isFile() ? "file" : attrs.isDirectory() ? "folder" : "other";
  return { name: filename, kind, size: attrs.size, modified: attrs.mtime };
}

/** "SHA256:...", as OpenSSH shows it. */
function fingerprint(key: Buffer): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}

interface Where {
  readonly account: SftpAccount;
  readonly title: string;
  /** The fingerprint of the server's key; empty where it has shown none. */
  readonly shown: string;
}

function faultOf(thrown: unknown, { account, title, shown }: Where): unknown {
  if (thrown instanceof ConnectorFault) return thrown;
  const of = (facts: Omit<FaultFacts, "system">) =>
    new ConnectorFault({ system: title, ...facts }, { cause: thrown });
  const { hostKey, host, user, folder } = account;
  if (shown !== "" && hostKey === undefined)
    return of({ kind: "config", says: messages.keyNotNamed({ host, shown }), todo: messages.nameKey(shown) });
  if (shown !== "" && hostKey?.includes(shown) !== true)
    return of({ kind: "auth", says: messages.keyChanged({ host, shown }), todo: messages.askForKey(shown) });
  if (levelOf(thrown) === "client-authentication")
    return of({ kind: "auth", says: messages.notLetIn(user), todo: messages.newPassword });
  switch (codeOf(thrown)) {
    case NO_SUCH_FILE:
      return of({ kind: "config", says: messages.noFolder(folder), todo: messages.correctFolder });
    case PERMISSION_DENIED:
      return of({ kind: "config", says: messages.mayNotRead(folder), todo: messages.correctFolder });
    default:
      return of({ kind: "busy", says: messages.noSession({ host, why: whyOf(thrown) }) });
  }
}

function whyOf(thrown: unknown): string {
  return messageOf(thrown) || (errnoOf(thrown) ?? "?");
}

function codeOf(thrown: unknown): unknown {
  return isError(thrown) && "code" in thrown ? thrown.code : undefined;
}

/** ssh2 says in which part of the protocol it failed. */
function levelOf(thrown: unknown): unknown {
  return isError(thrown) && "level" in thrown ? thrown.level : undefined;
}

/** The answer of a function that calls back. */
function promised<T>(ask: (done: (error: Error | undefined | null, answer: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    ask((error, answer) => (error ? reject(error) : resolve(answer)));
  });
}
