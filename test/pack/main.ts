/**
 * `npm run pack:check`: what a user gets. A checkout with nothing but the files of the repository is packed, the tarball
 * installed in an empty folder, and the demo played from there: once as packed without a build, once with it. No part of
 * `npm test`, since npm has to install the dependencies (from its cache, where it has them). Exit codes: 0 all right, 1 not.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** The payouts of the demo's month; test/demo/month.test.ts knows what is in them. */
const DEMO_PAYOUTS = ["7350284101", "7350284102", "7350284103", "7350284104", "7350284105"];
const Packed = z.array(z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }));
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));

const folder = mkdtempSync(join(tmpdir(), "kvitt-pack-"));
try {
  const checkout = cleanCheckout(join(folder, "checkout"));
  const empty = emptyFolder("empty");

  const asItIs = pack(checkout);
  mustNot(asItIs.files, /^(?:dist|test|node_modules)\//);
  install(empty, asItIs.tarball);
  play(empty, "packed without a build");

  // the compiler is a development dependency of the checkout
  symlinkSync(join(ROOT, "node_modules"), join(checkout, "node_modules"), "dir");
  run("npm", ["run", "--silent", "build"], checkout);
  const built = pack(checkout);
  mustNot(built.files, /^(?:test|node_modules)\/|^dist\/(?:test|migrations)\//);
  install(empty, built.tarball);
  // without its sources, so that only dist/ can have answered
  for (const sources of ["src", "jobs", "workers"])
    rmSync(join(empty, "node_modules/kvitt", sources), { recursive: true });
  play(empty, "packed after npm run build");
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The files that git has or would take, as they are now. */
function cleanCheckout(to: string): string {
  const names = run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], ROOT);
  for (const name of names.split("\0").filter((one) => one !== "")) {
    // one that is deleted but not committed is still in git's list
    cpSync(join(ROOT, name), join(to, name), { recursive: true, force: true, errorOnExist: false });
  }
  return to;
}

function emptyFolder(name: string): string {
  const made = join(folder, name);
  mkdirSync(made);
  return made;
}

function pack(checkout: string): { readonly tarball: string; readonly files: readonly string[] } {
  const out = run("npm", ["pack", "--json", "--pack-destination", folder], checkout);
  const [packed] = Packed.parse(JSON.parse(out));
  if (packed === undefined) throw new Error("npm pack made nothing");
  return { tarball: join(folder, packed.filename), files: packed.files.map(({ path }) => path) };
}

function mustNot(files: readonly string[], pattern: RegExp): void {
  const strays = files.filter((file) => pattern.test(file));
  if (strays.length > 0) throw new Error(`the package has files that it must not have: ${strays.join(", ")}`);
}

function install(into: string, tarball: string): void {
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball], into);
}

/** The installed program says its version, plays the demo, and exports all of its payouts. */
function play(where: string, how: string): void {
  const said = run("npx", ["--no", "--", "kvitt", "--version"], where).trim();
  if (said !== version) throw new Error(`${how}: kvitt --version says "${said}", not "${version}"`);
  const demo = run("npx", ["--no", "--", "kvitt", "demo"], where, {
    KVITT_HOME: join(folder, how.replaceAll(" ", "-")),
  });
  const exported = DEMO_PAYOUTS.filter((payout) =>
    demo.split("\n").some((row) => row.startsWith(payout) && /\bexported\b/.test(row)),
  );
  if (exported.length !== DEMO_PAYOUTS.length)
    throw new Error(`${how}: of the demo's payouts only ${exported.length} were exported:\n${demo}`);
  process.stdout.write(`${how}: kvitt ${said}, ${exported.length} payouts of the demo exported\n`);
}

/** What a command prints; one that fails ends the check with all that it said. */
function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): string {
  // what npm passed to this script is about the repository, not about the folder that the command runs in
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_(?:package|lifecycle|config_local_prefix)|INIT_CWD|KVITT_|DATABASE_URL)/.test(name),
  );
  const done = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...Object.fromEntries(own), KVITT_LANG: "en", ...env },
    maxBuffer: 64 * 1024 ** 2,
  });
  if (done.status === 0) return done.stdout;
  throw new Error(
    `${[command, ...args].join(" ")} ended with ${done.status ?? done.signal}${done.error ? ` (${done.error.message})` : ""}:\n${done.stdout}${done.stderr}`,
  );
}
