/** The version of this program, from package.json. */
import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** package.json is one folder up in a checkout, two in the built package. */
function readVersion(): string {
  for (const up of ["../package.json", "../../package.json"]) {
    const file = fileURLToPath(new URL(up, import.meta.url));
    if (!existsSync(file)) continue;
    const read: unknown = createRequire(import.meta.url)(file);
    if (read !== null && typeof read === "object" && "version" in read) return String(read.version);
  }
  return "0.0.0";
}

export const VERSION = readVersion();
