import { expect, test } from "@jest/globals";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { GROUPS } from "../../src/cli/program.ts";

test("each command is the file of its name, and each file in the folder is a command", () => {
  const folder = fileURLToPath(new URL("../../src/cli/commands", import.meta.url));
  const files = readdirSync(folder).filter((name) => !name.startsWith("messages."));
  const names = GROUPS.flatMap(({ commands }) => commands.map(({ name }) => `${name}.ts`));
  expect(files.sort()).toEqual(names.sort());
});
