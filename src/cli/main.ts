/** The process: what `kvitt` is started with, and what it ends with. */
import { systemClock } from "../clock.ts";
import { EXIT } from "./context.ts";
import { command } from "./program.ts";

// An output that is closed early (`kvitt vouchers | head`) ends the program quietly.
process.stdout.on("error", () => process.exit(EXIT.agrees));

process.exitCode = await command(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  clock: systemClock,
});
