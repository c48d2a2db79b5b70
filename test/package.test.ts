/** What package.json promises: the same versions for everybody, and a package that has what the program needs. */
import { expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { z } from "zod";

const Versions = z.record(z.string(), z.string());
const manifest = z
  .object({
    dependencies: Versions,
    devDependencies: Versions,
    optionalDependencies: Versions,
    overrides: Versions,
  })
  .parse(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")));

test("every dependency is of one exact version", () => {
  const loose = Object.values(manifest)
    .flatMap((versions) => Object.entries(versions))
    .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name}: ${version}`);
  expect(loose).toEqual([]);
});
