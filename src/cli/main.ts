/** The process: passes the arguments, streams, environment and clock to the program, and ends with its exit code. */
import { systemClock } from "../clock.ts";
import { withoutSecrets } from "../secrets.ts";
import { EXIT } from "./context.ts";
import { runCommand } from "./program.ts";

const STRAGGLERS_MS = 2_000;

// Closing the output early (`kvitt vouchers | head`) ends the program without an error.
process.stdout.on("error", () => process.exit(EXIT.agrees));

// what nobody has caught is said as everything else, without passwords
process.on("uncaughtException", (thrown) => {
  process.stderr.write(
    `kvitt: ${withoutSecrets(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown))}\n`,
  );
  process.exit(EXIT.technical);
});

const args = process.argv.slice(2);
process.exitCode = await runCommand(args, {
  env: process.env,
  cwd: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  clock: systemClock,
});

// A server that was stopped has closed everything; work that heeds no signal must not keep it.
if (["start", "worker"].includes(args[0] ?? "")) setTimeout(() => process.exit(), STRAGGLERS_MS).unref();
