/** That the lint of this repository sees the mistakes it is there for, those that need types included. */
import { afterAll, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "lint-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A mistake for each rule that needs types. */
const MISTAKES: Readonly<Record<string, string>> = {
  "no-floating-promises": `export function forgotten(): void { save(); }`,
  "no-misused-promises": `export function misused(): string { return save() ? "saved" : "not saved"; }`,
  "await-thenable": `export async function waits(amount: bigint): Promise<bigint> { return await amount; }`,
  "only-throw-error": `export function thrown(): never { throw { code: "unknown_type" }; }`,
  "switch-exhaustiveness-check": `export function label(state: "open" | "closed"): void { switch (state) { case "open": save().catch(report); } }`,
};

const Diagnostics = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });

test("each rule that needs types finds its mistake, and nothing is found in code without one", () => {
  const head = `const report = (error: unknown): unknown => error;\nconst save = async (): Promise<boolean> => true;\n`;
  for (const [rule, code] of Object.entries(MISTAKES)) {
    writeFileSync(join(folder, `${rule}.ts`), `${head}void report;\nvoid save;\n${code}\n`);
  }
  writeFileSync(join(folder, "right.ts"), `${head}export function saved(): void { save().catch(report); }\n`);
  // the compiler's options of the repository, so that types are read as they are there
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: join(ROOT, "tsconfig.json"), include: ["."], compilerOptions: { types: [] } }),
  );

  const { stdout, stderr } = lint(folder);
  const found = Diagnostics.parse(JSON.parse(stdout)).diagnostics.map(
    ({ code, filename }) => `${filename.split("/").at(-1)}: ${code}`,
  );
  expect({ found: found.sort(), stderr }).toEqual({
    found: Object.keys(MISTAKES)
      .map((rule) => `${rule}.ts: typescript(${rule})`)
      .sort(),
    stderr: "",
  });
});

/** The command of package.json, asked about another folder. */
function lint(where: string) {
  const { scripts } = z
    .object({ scripts: z.object({ lint: z.string() }) })
    .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));
  const [program = "", ...options] = scripts.lint.split(" ");
  const config = ["-c", join(ROOT, ".oxlintrc.json"), "--format", "json", "."];
  return spawnSync(join(ROOT, "node_modules/.bin", program), [...options, ...config], {
    cwd: where,
    encoding: "utf8",
  });
}
