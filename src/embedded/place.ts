/**
 * Where the embedded database of a home lies: in the home's own `pg/`, or, where we are root and the account that
 * the database runs as cannot walk there (a home of mode 0700), under /var/lib/kvitt/. Then a text file in `pg/`
 * says where.
 */
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, sep } from "node:path";
import { errnoOf } from "../errors.ts";
import { accountFor, canEnter, give, type Account } from "./account.ts";
import { homeIsACopy, noPermission, noSpace } from "./problems.ts";

/** Durable, made by root, writable by root alone: unlike /tmp, nobody can put something there before us. */
const STATE = "/var/lib/kvitt";
const POINTER = "WHERE-IS-THE-DATABASE.txt";

export interface Place {
  /** Holds everything below; owned by whoever runs Kvitt. */
  readonly folder: string;
  /** PostgreSQL's own data directory; owned by `account`. */
  readonly data: string;
  readonly password: string;
  readonly serverLog: string;
  readonly lock: string;
  readonly clients: string;
  /** Where a copy of the PostgreSQL programs may be put. */
  readonly copies: string;
  readonly account: Account;
}

/** Chooses, and makes the folders. `home` is the `pg/` folder. Throws NeedsPerson when it cannot be used. */
export function placeFor(home: string): Place {
  try {
    makeFolder(home);
    return choose(realpathSync(home));
  } catch (error) {
    const code = errnoOf(error) ?? "";
    if (code === "ENOSPC") throw noSpace(home);
    if (["EACCES", "EPERM", "EROFS", "EINVAL", "ENOTDIR"].includes(code)) throw noPermission(home, code);
    throw error;
  }
}

function choose(home: string): Place {
  const pointed = followPointer(home);
  if (pointed !== null) return layOut(pointed, accountFor(existingData(pointed)));
  const account = accountFor(existingData(home));
  if (canEnter(home, account)) return layOut(home, account);
  const elsewhere = join(STATE, createHash("sha256").update(home).digest("hex").slice(0, 24));
  makeFolder(elsewhere);
  checkOwnedByRoot(STATE);
  checkOwnedByRoot(elsewhere);
  writeFileSync(join(elsewhere, "home"), home);
  writePointer(home, elsewhere);
  return layOut(elsewhere, accountFor(elsewhere));
}

/** A database that is there keeps the owner it has. */
function existingData(folder: string): string {
  const data = join(folder, "data");
  return existsSync(data) ? data : folder;
}

function layOut(folder: string, account: Account): Place {
  const clients = join(folder, "clients");
  makeFolder(clients);
  // when root uses a home that a plain user owns, that user must be able to clear up here afterwards
  const owner = statSync(folder);
  if (process.getuid?.() === 0 && owner.uid !== 0) give(clients, owner);
  const copies = folder.startsWith(STATE + sep) || process.getuid?.() === 0 ? STATE : folder;
  return {
    folder,
    data: join(folder, "data"),
    password: join(folder, "password"),
    serverLog: join(folder, "server.log"),
    lock: join(folder, "lock"),
    clients,
    copies,
    account,
  };
}

/**
 * Walkable for the account, and no more than that, when we are root; for nobody else otherwise. Whatever the umask
 * is; but a folder that is there keeps the mode its owner gave it.
 */
function makeFolder(folder: string): void {
  const isRoot = process.getuid?.() === 0;
  makeParent(dirname(folder));
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, isRoot ? 0o711 : 0o700);
}

function makeParent(folder: string): void {
  const made = mkdirSync(folder, { recursive: true });
  if (made !== undefined && folder === STATE) chmodSync(folder, 0o755);
}

function writePointer(home: string, elsewhere: string): void {
  writeFileSync(
    join(home, POINTER),
    [
      elsewhere,
      "",
      "The database of this home lies in the folder above. Kvitt runs as root here, PostgreSQL refuses to, and the",
      "account it runs as cannot walk to this folder. Back up both folders together; keep this file.",
      "",
    ].join("\n"),
  );
}

/**
 * The folder a pointer names, or null. A home that was moved takes its pointer along and keeps its database; one
 * that was copied does not get to share it.
 */
function followPointer(home: string): string | null {
  const pointer = join(home, POINTER);
  if (process.getuid?.() !== 0 || !existsSync(pointer)) return null;
  const [folder = ""] = readFileSync(pointer, "utf8").split("\n");
  // only ever a folder of ours: root must not be led elsewhere by a file that somebody else may have written
  if (!/^[0-9a-f]{24}$/.test(folder.slice(STATE.length + 1)) || !folder.startsWith(STATE + sep)) return null;
  if (!existsSync(folder)) return null;
  checkOwnedByRoot(STATE);
  checkOwnedByRoot(folder);
  const owner = join(folder, "home");
  const original = existsSync(owner) ? readFileSync(owner, "utf8").trim() : home;
  if (original !== home && existsSync(join(original, POINTER))) throw homeIsACopy(pointer, original);
  if (original !== home) writeFileSync(owner, home);
  return folder;
}

function checkOwnedByRoot(folder: string): void {
  const { uid, mode } = lstatSync(folder);
  if (uid !== 0 || (mode & 0o022) !== 0) throw noPermission(folder, "it is not root's alone");
}
