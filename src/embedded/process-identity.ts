/**
 * Identifies processes beyond their id. Ids are reused, and in a container a restarted program has the same one every
 * time, so a file that says "process 7 holds this" counts only if process 7 was started at the time that the file says.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { errnoOf } from "../errors.ts";

const UNKNOWN = "";

/** A process as written into lock and client files: "7 <start time>". Without a start time where none can be read. */
export function signature(pid: number = process.pid): string {
  return `${pid} ${startTimeOf(pid) ?? UNKNOWN}`.trim();
}

/** Whether the process that wrote the signature is still running. */
export function isAlive(signed: string): boolean {
  const [id = "", ...rest] = signed.trim().split(" ");
  const pid = Number(id);
  if (!Number.isInteger(pid) || pid <= 0 || !pidExists(pid)) return false;
  const startTime = rest.join(" ");
  const now = startTimeOf(pid);
  if (now === null) return false;
  return startTime === UNKNOWN || now === UNKNOWN || startTime === now;
}

export function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === "EPERM"; // it exists, and belongs to another user
  }
}

/** null for a zombie: it has ended, but its parent has not reaped it (in a container perhaps never will). */
function startTimeOf(pid: number): string | null {
  if (process.platform === "linux") return startTimeOnLinux(pid);
  if (process.platform === "win32") return UNKNOWN;
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-o", "lstart=", "-p", String(pid)], {
    encoding: "utf8",
  });
  const [, state = "", startTime = UNKNOWN] = /^\s*(\S+)\s+(.*?)\s*$/.exec(stdout ?? "") ?? [];
  return state.startsWith("Z") ? null : startTime;
}

/** Clock ticks from boot to process start (proc(5), field 22), with the id of that boot. */
function startTimeOnLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // the second field is the program's name in brackets and may hold spaces: count from the last bracket
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return null;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}/${fields[19] ?? ""}`;
  } catch {
    return UNKNOWN;
  }
}
