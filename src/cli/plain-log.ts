/** The log of a command that a person runs: a plain line on stderr for each record, instead of JSON. */
import { pino } from "pino";
import type { Log } from "../log.ts";

/** `level` is pino's. Lines begin with "kvitt: ", and push a progress bar out of their way. */
export function openPlainLog(level: string, stderr: NodeJS.WriteStream): Log {
  const clear = stderr.isTTY ? "\r\u001b[2K" : "";
  return pino(
    { level, base: null },
    { write: (line) => void stderr.write(`${clear}kvitt: ${sentence(line)}\n`) },
  );
}

/** The message with what it is about before it, and the error behind it. */
function sentence(line: string): string {
  const record: unknown = JSON.parse(line);
  if (typeof record !== "object" || record === null) return line.trim();
  const said = (key: string) => {
    const value: unknown = Reflect.get(record, key);
    return typeof value === "string" && value !== "" ? value : null;
  };
  const [about, message, error] = [said("file") ?? said("jobId"), said("msg"), said("error")];
  // some messages name the file themselves
  const named = about !== null && message?.includes(about) ? null : about;
  return [named, message, error].filter((part) => part !== null).join(": ");
}
