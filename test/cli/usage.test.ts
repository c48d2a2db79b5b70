import { afterAll, expect, test } from "@jest/globals";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { runCommand } from "../../src/cli/program.ts";
import { systemClock } from "../../src/clock.ts";

const folder = mkdtempSync(join(tmpdir(), "kvitt-usage-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function kvitt(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const said = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof said) =>
    // a terminal's stream has more than a program that prints needs
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        said[name] += chunk.toString();
        done();
      },
    }) as unknown as NodeJS.WriteStream;
  const context = {
    env,
    cwd: folder,
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    clock: systemClock,
  };
  return { code: await runCommand(args, context), ...said };
}

const WRONG: readonly (readonly [args: string, sv: string, en: string])[] = [
  ["payots", 'Kommandot "payots" finns inte. Menade du payouts?', 'There is no command "payots".'],
  ["payouts --jsn", "Flaggan --jsn finns inte. Menade du --json?", "There is no option --jsn."],
  ["payout", "Argumentet <ref> saknas. Se kvitt payout --help", "The argument <ref> is missing."],
  ["resolve 1 --why", "Flaggan --why <text> saknar sitt värde.", "The option --why <text> lacks its value."],
  ["nightly now", "För många argument: 1, och kommandot tar 0.", "Too many arguments: 1"],
  ["worker cook", '"cook" går inte att använda här, bara scheduler,', '"cook" cannot be used here, only'],
  [
    "vouchers --format x",
    '"x" går inte att använda här, bara hledger.',
    '"x" cannot be used here, only hledger.',
  ],
  [
    "resolve one",
    '"one" är ingen avvikelse. Skriv numret ur kvitt deviations',
    '"one" is no deviation. Write its number',
  ],
  [
    "resolve 1 --match F1",
    '"F1" anger inte vilken faktura, kreditfaktura eller order',
    '"F1" does not say which receivable.',
  ],
  [
    "resolve 1 --account 99",
    '"99" är inget konto. Skriv fyra siffror',
    '"99" is no account. Write four digits',
  ],
  ["resolve --older-than x", '"x" är inget antal dagar.', '"x" is no number of days.'],
  ["explain 7", '"7" är ingen rad. Skriv REF:RAD', '"7" is no line. Write REF:ROW'],
  ["verify --anchor abc", '"abc" är ingen hash.', '"abc" is no hash.'],
  ["replay last", '"last" är ingen körning.', '"last" is no run.'],
];

test.each(WRONG)("%s is wrong usage, said in the person's language", async (line, sv, en) => {
  const args = line.split(" ");
  expect(await kvitt(args)).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(sv) });
  expect(await kvitt(args, { KVITT_LANG: "en" })).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining(en),
  });
});

/** These print no document. */
const WITHOUT_JSON = /^worker /;

test.each(WRONG.filter(([line]) => !WITHOUT_JSON.test(line)))(
  "%s --json is wrong usage, told as one JSON document",
  async (line, sv) => {
    const { code, stdout } = await kvitt(line.split(" ").toSpliced(1, 0, "--json"));
    expect({ code, said: JSON.parse(stdout) as unknown }).toEqual({
      code: 2,
      said: { error: { kind: "usage", message: expect.stringContaining(sv) } },
    });
  },
);

test("help is in the person's language, from the environment, the settings or the locale", async () => {
  expect((await kvitt(["nightly", "--help"])).stdout).toMatch(/^Användning: kvitt nightly \[flaggor\]\n/);
  expect((await kvitt(["nightly", "--help"], { LANG: "en_GB.UTF-8" })).stdout).toMatch(/^Usage: kvitt/);
  const workspace = join(folder, "english");
  mkdirSync(workspace);
  writeFileSync(join(workspace, "kvitt.config.yaml"), "language: en\nnightlyAt: soon\n");
  const env = { KVITT_HOME: workspace };
  expect((await kvitt(["nightly", "--help"], env)).stdout).toMatch(/^Usage: kvitt nightly \[options\]\n/);
  expect((await kvitt(["check", "a.csv"], env)).stderr).toMatch(/^kvitt: The settings cannot be used/);
});

const GROUPS = {
  sv: ["Dagligt arbete", "Visa", "Åtgärda", "Installera och köra", "Granska"],
  en: ["Daily work", "Look", "Decide", "Set up and run", "Audit"],
};
const COMMANDS = [
  "nightly import receivables check retry",
  "payouts payout deviations vouchers month runs",
  "resolve undo",
  "start worker migrate doctor connectors people demo help",
  "verify explain replay evidence",
];

test.each(["sv", "en"] as const)(
  "the help groups the commands by what they are for: %s",
  async (language) => {
    const { stdout } = await kvitt(["--help"], { KVITT_LANG: language });
    const groups = stdout
      .split(/\n\n(?=\S)/)
      .slice(3)
      .map((group) => {
        const [heading = "", ...lines] = group.split("\n");
        return [heading, lines.flatMap((line) => /^ {2}([a-z]+)/.exec(line)?.[1] ?? []).join(" ")];
      });
    expect(groups).toEqual(GROUPS[language].map((heading, index) => [`${heading}:`, COMMANDS[index]]));
  },
);
