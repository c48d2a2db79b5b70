/** The process of `nights.long.test.ts`: plays nights and prints a line of JSON for each. Its argument is the options as JSON. */
import { playNights, type Nights } from "./nights.ts";

// written by the test beside it
const options = JSON.parse(process.argv[2] ?? "{}") as Omit<Nights, "onNight">;
await playNights({ ...options, onNight: (held) => void process.stdout.write(`${JSON.stringify(held)}\n`) });
