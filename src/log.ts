/** Logs: JSON lines on stderr (stdout belongs to results). Ids and counts, never payloads or personal data. */
import { pino, type Logger } from "pino";
import { withoutSecrets } from "./secrets.ts";

export type Log = Logger;

/** `level` is pino's ("info", "warn", ..., "silent"). */
export function openLog(level = "info"): Log {
  return pino(
    {
      name: "kvitt",
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: { streamWrite: withoutSecrets },
    },
    pino.destination(2),
  );
}

export const silentLog: Log = pino({ level: "silent" });
