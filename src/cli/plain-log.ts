/** The log for people: a plain line on stderr for each record, instead of JSON. */
import { pino } from "pino";
import type { Log } from "../log.ts";
import { withoutSecrets } from "../secrets.ts";

/** `level` is pino's. Each line begins with "kvitt: ", and replaces a progress bar that is on the line. */
export function openPlainLog(level: string, stderr: NodeJS.WriteStream): Log {
  const clear = stderr.isTTY ? "\r\u001b[2K" : "";
  return pino(
    { level, base: null },
    { write: (line) => void stderr.write(`${clear}kvitt: ${withoutSecrets(sentence(line))}\n`) },
  );
}

/** "report.csv: could not be read: EACCES": the file or job, the message, the error. */
function sentence(line: string): string {
  const record: unknown = JSON.parse(line);
  if (typeof record !== "object" || record === null) return line.trim();
  const text = (key: string) => {
    const value: unknown = Reflect.get(record, key);
    return typeof value === "string" && value !== "" ? value : null;
  };
  const [about, message, error] = [text("file") ?? text("jobId"), text("msg"), text("error")];
  // some messages contain the file's name already
  const named = about !== null && message?.includes(about) ? null : about;
  return [named, message, error].filter((part) => part !== null).join(": ");
}
