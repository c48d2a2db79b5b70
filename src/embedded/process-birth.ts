/**
 * Who a process id really is. Ids are reused, and in a container a restarted program has the same one every time,
 * so a note that says "process 7 holds this" counts only while process 7 was born at the moment the note says.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { errnoOf } from "../errors.ts";

/** A process as written into lock and client files: "7 <birth>". The birth is empty where none can be read. */
export function signature(pid: number = process.pid): string {
  return `${pid} ${birthOf(pid)}`.trim();
}

/** Whether the process that signed is still the one that runs under its id. */
export function isAlive(signed: string): boolean {
  const [id = "", ...rest] = signed.trim().split(" ");
  const pid = Number(id);
  if (!Number.isInteger(pid) || pid <= 0 || !pidExists(pid)) return false;
  const birth = rest.join(" ");
  const now = birthOf(pid);
  return birth === "" || now === "" || birth === now;
}

export function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === "EPERM"; // it is there, and somebody else's
  }
}

function birthOf(pid: number): string {
  if (process.platform === "linux") return birthOnLinux(pid);
  if (process.platform === "win32") return "";
  return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
}

/** Clock ticks from boot to birth (proc(5), field 22), with the id of the boot they are counted from. */
function birthOnLinux(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // the second field is the program's name in brackets and may hold spaces: count from the last bracket
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}/${ticks}`;
  } catch {
    return "";
  }
}
