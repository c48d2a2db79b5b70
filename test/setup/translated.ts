/**
 * The sources as plain JavaScript, for tests that start processes of their own: made once a run, since `tsx` would translate
 * all of them anew in each process.
 */
import { transformFileSync } from "@swc/core";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { runFolder } from "./run.ts";

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

/** A constant of its own: swc's types do not know yet that it can make "./x.js" of an imported "./x.ts". */
const TO_JAVASCRIPT = {
  swcrc: false,
  jsc: { parser: { syntax: "typescript" }, target: "es2022", rewriteRelativeImportExtensions: true },
  module: { type: "es6" },
  sourceMaps: "inline",
} as const;

/** The path of a source file's translation: a program that `node` runs as it is, with all that it imports. */
export function translated(source: URL): string {
  const folder = join(runFolder(), "translated");
  if (!existsSync(folder)) translateAll(folder);
  return join(folder, relative(REPOSITORY, fileURLToPath(source))).replace(/\.ts$/, ".js");
}

/** It only gets its name when it is whole; of two that make it at once, one keeps the other's. */
function translateAll(folder: string): void {
  const own = mkdtempSync(`${folder}-`);
  chmodSync(own, 0o755); // other accounts run it too
  for (const part of ["src", "test"])
    for (const name of readdirSync(join(REPOSITORY, part), { recursive: true, encoding: "utf8" }))
      if (name.endsWith(".ts")) translate(join(part, name), own);
  copyFileSync(join(REPOSITORY, "package.json"), join(own, "package.json"));
  for (const name of ["migrations", "node_modules"]) symlinkSync(join(REPOSITORY, name), join(own, name));
  try {
    renameSync(own, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(own, { recursive: true });
  }
}

function translate(name: string, into: string): void {
  const { code } = transformFileSync(join(REPOSITORY, name), TO_JAVASCRIPT);
  const path = join(into, name).replace(/\.ts$/, ".js");
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
}
