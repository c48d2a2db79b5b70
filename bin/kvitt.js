#!/usr/bin/env node
// The sources run as they are, through tsx: in a checkout, so that no build stands between `npm ci` and the first
// command, and in a package that was packed without a build. A package that was built runs dist/, which starts
// faster. Only a checkout has tsconfig.build.json, and there dist/ may be older than the sources.
import { existsSync } from "node:fs";

const built = new URL("../dist/src/cli/main.js", import.meta.url);
const isCheckout = existsSync(new URL("../tsconfig.build.json", import.meta.url));
if (existsSync(built) && !isCheckout) {
  await import(built.href);
} else {
  const { register } = await import("tsx/esm/api");
  // not the tsconfig.json of the folder that Kvitt is called in
  register({ tsconfig: false });
  await import(new URL("../src/cli/main.ts", import.meta.url).href);
}
