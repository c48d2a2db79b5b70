/**
 * Commands that the letters and the docs teach are commands that the program takes: each is parsed by the program itself,
 * and by the rules that it has beyond parsing. Nothing is executed.
 */
import { expect, test } from "@jest/globals";
import { CommanderError, type Command } from "commander";
import { readdirSync, readFileSync } from "node:fs";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { decisionOf } from "../../src/cli/decision-options.ts";
import { buildProgram } from "../../src/cli/program.ts";
import { systemClock } from "../../src/clock.ts";
import { messageOf } from "../../src/errors.ts";
import { retryCommand } from "../../src/mail/failed-job.ts";
import { readId } from "../../src/pipeline/retry.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LETTERS = inFolder("test/fixtures/mail", /\.(?:txt|html|csv)$/);
const DOCS = [...inFolder("docs", /\.md$/), "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

/** What a reader puts in for the words in capitals that are not free text. */
const FILLED: Readonly<Record<string, string>> = {
  ACCOUNT: "3990",
  KONTO: "3990",
  ID: "12",
  COMMAND: "nightly",
};

/** A command that is asked for its help prints it. */
// a terminal's stream has more than a program that prints needs
const NOWHERE = new Writable({ write: (_chunk, _encoding, done) => done() }) as unknown as NodeJS.WriteStream;

test.each(LETTERS)("the commands of the letter %s can be typed", (file) => {
  const found = commandsIn(file);
  expect({ found: found.length > 0, refused: refusedOf(found) }).toEqual({
    // each letter teaches some: one in which nothing needs a person, how to verify it
    found: true,
    refused: [],
  });
});

test.each(DOCS)("the commands of %s can be typed", (file) => {
  expect(refusedOf(commandsIn(file))).toEqual([]);
});

test.each(["start-night", "sweep", "post-88", "file:", "posting:88; rm -rf /", null])(
  "of a failed job that is named %p, retry --all is taught",
  (id) => {
    const taught = retryCommand({
      id,
      step: "post",
      subject: null,
      since: new Date(0),
      attempts: 1,
      error: "",
    });
    expect(taught).toBe("kvitt retry --all");
  },
);

test.each(["file:12", "run:3", "posting:7", "mail:4"])("the retry of %s alone is taught", (id) => {
  const taught = retryCommand({
    id,
    step: "post",
    subject: null,
    since: new Date(0),
    attempts: 1,
    error: "",
  });
  expect({ taught, problem: problemOf(taught ?? "") }).toEqual({
    taught: `kvitt retry ${id}`,
    problem: null,
  });
});

test("a command that the program would not take is found", () => {
  const wrong = [
    "kvitt retry post-88",
    "kvitt approve 12",
    "kvitt resolve 12 --accept",
    "kvitt resolve 12 --match F1001",
    "kvitt payouts --jsn",
    "kvitt verify --anchor abc",
  ];
  expect(wrong.filter((one) => problemOf(one) === null)).toEqual([]);
  expect(
    commandsOfText('Run `npx kvitt resolve 12 --account\n  KONTO --why "it\'s"`, or `kvitt doctor`.'),
  ).toEqual(['kvitt resolve 12 --account KONTO --why "it\'s"', "kvitt doctor"]);
});

function inFolder(folder: string, pattern: RegExp): string[] {
  return readdirSync(`${ROOT}/${folder}`)
    .filter((name) => pattern.test(name))
    .map((name) => `${folder}/${name}`)
    .sort();
}

function commandsIn(file: string): string[] {
  const text = readFileSync(`${ROOT}/${file}`, "utf8");
  if (file.endsWith(".html")) return commandsOfHtml(text);
  return file.endsWith(".csv") ? commandsOfSentences(text.replaceAll('""', '"')) : commandsOfText(text);
}

/** Between backticks, where a line may have been broken, and the lines of a block of shell commands. */
function commandsOfText(text: string): string[] {
  const blocks = [...text.matchAll(/^```(?:sh|bash|console)\n([\s\S]*?)^```$/gm)].flatMap(([, block = ""]) =>
    block.split("\n").flatMap((line) => line.split("&&")),
  );
  const inline = [...text.replace(/^```[\s\S]*?^```$/gm, "").matchAll(/`([^`]+)`/g)].map(
    ([, code = ""]) => code,
  );
  return [...blocks, ...inline].map(bare).filter((line) => /^kvitt\s+\S/.test(line));
}

function commandsOfHtml(html: string): string[] {
  return [...html.matchAll(/<code[^>]*>([^<]*)<\/code>/g)]
    .map(([, code = ""]) =>
      bare(code.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&")),
    )
    .filter((line) => /^kvitt\s+\S/.test(line));
}

/** Where nothing marks code: to the end of the clause. */
function commandsOfSentences(text: string): string[] {
  return [...text.matchAll(/\bkvitt (?:"[^"\n]*"|[^".,:;\n]|[.,:;](?=[^\s"]))+/g)].map(([found]) =>
    bare(found),
  );
}

/** Without what stands before and after the command on its line. */
function bare(line: string): string {
  return line
    .replace(/\s#\s.*$/s, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(?:[A-Z_]+=\S+ )*(?:npx )?/, "");
}

function refusedOf(commands: readonly string[]): string[] {
  return commands.flatMap((one) => {
    const problem = problemOf(one);
    return problem === null ? [] : [`${one}: ${problem}`];
  });
}

/** Why the program would not take a command; null when it would. */
function problemOf(line: string): string | null {
  const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)]
    .slice(1)
    .map(([, quoted, plain = ""]) => quoted ?? FILLED[plain] ?? plain);
  const context = {
    env: {},
    cwd: "/",
    stdout: NOWHERE,
    stderr: NOWHERE,
    clock: systemClock,
  };
  const program = buildProgram(context, "en", async () => {});
  // only the name, in a sentence about the command
  if (args.length === 1)
    return program.commands.some((one) => one.name() === args[0]) ? null : "no such command";
  try {
    program.parse(args, { from: "user" });
    rulesBeyondParsing(args, program);
    return null;
  } catch (thrown) {
    const isHelp = thrown instanceof CommanderError && thrown.exitCode === 0;
    return isHelp ? null : messageOf(thrown);
  }
}

function rulesBeyondParsing([name = "", first]: readonly string[], program: Command): void {
  const command = program.commands.find((one) => one.name() === name);
  if (name === "resolve") decisionOf(command?.opts() ?? {});
  if (name === "retry" && command?.opts()["all"] !== true) readId(first ?? "");
}
