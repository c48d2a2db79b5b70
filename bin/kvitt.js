#!/usr/bin/env node
// In a checkout the sources run as they are (through tsx), so that no build stands between `npm ci` and the
// first command. An installed package has no src/, only dist/.
import { existsSync } from "node:fs";

const source = new URL("../src/cli/main.ts", import.meta.url);
if (existsSync(source)) {
  const { register } = await import("tsx/esm/api");
  register();
  await import(source.href);
} else {
  await import(new URL("../dist/src/cli/main.js", import.meta.url).href);
}
