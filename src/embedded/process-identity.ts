/**
 * Who a process id really is. Ids are reused, and in a container a restarted program has the same one every time,
 * so a note that says "process 7 holds this" counts only while process 7 was born at the moment the note says.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { errnoOf } from "../errors.ts";

const NOT_KNOWN = "";

/** A process as written into lock and client files: "7 <birth>". Without a birth where none can be read. */
export function signature(pid: number = process.pid): string {
  return `${pid} ${birthOf(pid) ?? NOT_KNOWN}`.trim();
}

/** Whether the process that signed is still the one that runs under its id. */
export function isAlive(signed: string): boolean {
  const [id = "", ...rest] = signed.trim().split(" ");
  const pid = Number(id);
  if (!Number.isInteger(pid) || pid <= 0 || !pidExists(pid)) return false;
  const birth = rest.join(" ");
  const now = birthOf(pid);
  if (now === null) return false;
  return birth === NOT_KNOWN || now === NOT_KNOWN || birth === now;
}

export function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === "EPERM"; // it is there, and somebody else's
  }
}

/** null: it has ended, and only waits for its parent to notice (in a container perhaps for ever). */
function birthOf(pid: number): string | null {
  if (process.platform === "linux") return birthOnLinux(pid);
  if (process.platform === "win32") return NOT_KNOWN;
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-o", "lstart=", "-p", String(pid)], {
    encoding: "utf8",
  });
  const [, state = "", birth = NOT_KNOWN] = /^\s*(\S+)\s+(.*?)\s*$/.exec(stdout ?? "") ?? [];
  return state.startsWith("Z") ? null : birth;
}

/** Clock ticks from boot to birth (proc(5), field 22), with the id of the boot they are counted from. */
function birthOnLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // the second field is the program's name in brackets and may hold spaces: count from the last bracket
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return null;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}/${fields[19] ?? ""}`;
  } catch {
    return NOT_KNOWN;
  }
}
