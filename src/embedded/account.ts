/**
 * The operating system account that the database runs as. PostgreSQL refuses to run as root, so where we are root it runs
 * as an unprivileged account, which is made the owner of its files.
 */
import { spawnSync } from "node:child_process";
import { lchownSync, readFileSync, statSync } from "node:fs";

/** null: our own account. */
export type Account = { readonly uid: number; readonly gid: number } | null;

const PREFERRED = ["postgres", "nobody"];
const NOBODY = { uid: 65_534, gid: 65_534 };

/** The account that should own what is created in `folder`: its owner, unless that is root. */
export function accountFor(folder: string): Account {
  if (process.getuid?.() !== 0) return null;
  const { uid, gid } = statSync(folder);
  return uid === 0 ? unprivileged() : { uid, gid };
}

/** Spawn options that start a child as the account (Node drops root's supplementary groups with it). */
export function spawnAs(account: Account): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}

/**
 * Makes the account the owner of a file or folder. Never through a link: in a folder that somebody else owns, root would
 * give away a file of their choice.
 */
export function changeOwner(path: string, account: Account): void {
  if (account !== null) lchownSync(path, account.uid, account.gid);
}

/** Whether the account can enter the folder. Tried, not computed from mode bits, which do not include ACLs. */
export function canEnter(folder: string, account: Account): boolean {
  if (account === null) return true;
  return (
    spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...spawnAs(account), cwd: "/", env: {} })
      .status === 0
  );
}

function unprivileged(): { uid: number; gid: number } {
  const known = new Map<string, { uid: number; gid: number }>();
  for (const line of passwd()) {
    const [name = "", , uid = "", gid = ""] = line.split(":");
    // unsigned in the kernel; macOS writes nobody's as -2
    if (name !== "" && uid !== "") known.set(name, { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 });
  }
  for (const name of PREFERRED) {
    const account = known.get(name);
    if (account && account.uid !== 0) return account;
  }
  return NOBODY;
}

function passwd(): string[] {
  try {
    return readFileSync("/etc/passwd", "utf8").split("\n");
  } catch {
    return [];
  }
}
