/** A process that uses the embedded database of a folder until it is killed or hears "close" on stdin. */
import { openEmbedded } from "../../src/embedded/open.ts";

const { url, close } = await openEmbedded({ dataDir: process.argv[2] ?? "", durable: false });
process.stdout.write(`${url}\n`);
process.stdin.once("data", () => {
  void close().then(() => process.exit(0));
});
