/**
 * The program as the fault matrix runs it: translated once, each await instrumented, and, for the tests that show the matrix
 * turning red, with one protection taken away. The product itself has no switch for any of it.
 */
import { transformSync } from "@swc/core";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runFolder } from "../../setup/run.ts";
import { instrument } from "./instrument.ts";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));
const PARTS = ["src", "jobs", "workers", "test/faults/program"];
/** What says that a step waits for something; the rest of the program only serves commands, or pages. */
const INSTRUMENTED =
  /^(src\/(pipeline|intake|matching|decisions|delivery|mail|books|queue|reports)\/|src\/[^/]+\.ts$|workers\/)/;

/** Words of a source file that are replaced. They must be there exactly once, or the change is out of date. */
export interface Change {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** How long a killed process keeps its jobs. As in the product it would be 20 s, and each of a thousand kills would wait for it. */
export const SHORT_LOCK_MS = 4_000;
export const SHORT_LOCK: Change = {
  file: "src/queue/open-queues.ts",
  find: "const LOCK_MS = 20_000;",
  replace: `const LOCK_MS = ${SHORT_LOCK_MS.toLocaleString("en").replace(",", "_")};`,
};

/** Makes the tree, and returns its folder: `node FOLDER/test/faults/program/main.js` is the program. */
export function makeTree(name: string, changes: readonly Change[] = []): string {
  const folder = mkdtempSync(join(runFolder(), `tree-${name}-`));
  chmodSync(folder, 0o755);
  const pending = new Set(changes);
  for (const part of PARTS)
    for (const found of readdirSync(join(REPOSITORY, part), { recursive: true, encoding: "utf8" })) {
      const path = join(part, found);
      if (!path.endsWith(".ts")) continue;
      let source = readFileSync(join(REPOSITORY, path), "utf8");
      for (const change of changes.filter(({ file }) => file === path)) {
        source = replaceOnce(source, change);
        pending.delete(change);
      }
      writeTranslated(folder, path, INSTRUMENTED.test(path) ? instrument(source, path) : source);
    }
  for (const { file } of pending) throw new Error(`there is no file ${file} to change`);
  copyFileSync(join(REPOSITORY, "package.json"), join(folder, "package.json"));
  for (const linked of ["migrations", "node_modules"])
    symlinkSync(join(REPOSITORY, linked), join(folder, linked));
  return folder;
}

function replaceOnce(source: string, { file, find, replace }: Change): string {
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times, not once: ${find}`);
  return parts.join(replace);
}

function writeTranslated(folder: string, path: string, source: string): void {
  const { code } = transformSync(source, {
    swcrc: false,
    filename: path,
    jsc: { parser: { syntax: "typescript" }, target: "es2022", rewriteRelativeImportExtensions: true },
    module: { type: "es6" },
    // a constant of the options: swc's types do not know yet that it can make "./x.js" of an imported "./x.ts"
  } as Parameters<typeof transformSync>[1]);
  const file = join(folder, path).replace(/\.ts$/, ".js");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
}
