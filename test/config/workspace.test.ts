import { afterAll, describe, expect, test } from "@jest/globals";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MachineError, UserError } from "../../src/errors.ts";
import { languageIn, openWorkspace } from "../../src/config/workspace.ts";

const folder = mkdtempSync(join(tmpdir(), "kvitt-home-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
function emptyFolder(): string {
  const path = join(folder, String(++made));
  mkdirSync(path);
  return path;
}

function withConfig(text: string): string {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, ".kvitt"));
  writeFileSync(join(cwd, ".kvitt", "kvitt.config.yaml"), text);
  return cwd;
}

function problemOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return error.say("en");
    throw error;
  }
  return "no problem";
}

test("the first use makes the folders that people and Kvitt need, and leaves the database's to the database", () => {
  const cwd = emptyFolder();
  const workspace = openWorkspace({}, cwd);
  expect(workspace.folder).toBe(join(cwd, ".kvitt"));
  for (const name of ["inbox", "receivables", "archive", "quarantine", "sie", "mail", "work"])
    expect(statSync(join(workspace.folder, name)).isDirectory()).toBe(true);
  expect(existsSync(workspace.pg)).toBe(false);
  expect(workspace).toMatchObject({ databaseUrl: null, redisUrl: null, smtpUrl: null, logLevel: "info" });
});

test("nobody but the owner and the group can read what lies in the folders, whatever the umask", () => {
  const umask = process.umask(0);
  try {
    const workspace = openWorkspace({}, emptyFolder());
    const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect(modeOf(workspace.inbox)).toBe("770");
    expect(modeOf(workspace.archive)).toBe("750");
    expect(modeOf(workspace.work)).toBe("700");
    expect(Number.parseInt(modeOf(workspace.folder), 8) & 0o006).toBe(0);
  } finally {
    process.umask(umask);
  }
});

test("a second use changes nothing", () => {
  const cwd = emptyFolder();
  expect(openWorkspace({}, cwd)).toEqual(openWorkspace({}, cwd));
});

test("the environment says where the home and the inbox are, and overrides the file", () => {
  const cwd = withConfig("language: sv\nmail: { from: a@example.se, to: b@example.se }\nsettleSeconds: 7\n");
  const workspace = openWorkspace(
    {
      KVITT_INBOX: "../shared",
      KVITT_LANG: "en",
      KVITT_MAIL_FROM: "kvitt@example.se",
      KVITT_MAIL_TO: "anna@example.se, bo@example.se,",
      DATABASE_URL: "postgres://u:p@db/kvitt",
      REDIS_URL: "redis://redis:6379",
      SMTP_URL: "smtp://mail:25",
      LOG_LEVEL: "debug",
    },
    cwd,
  );
  expect(workspace.inbox).toBe(join(cwd, "..", "shared"));
  expect(workspace.settings).toMatchObject({
    language: "en",
    settleSeconds: 7,
    mail: { from: "kvitt@example.se", to: ["anna@example.se", "bo@example.se"] },
  });
  expect(workspace).toMatchObject({
    databaseUrl: "postgres://u:p@db/kvitt",
    redisUrl: "redis://redis:6379",
    smtpUrl: "smtp://mail:25",
    logLevel: "debug",
  });
});

test("a variable that is set but empty is not set", () => {
  const workspace = openWorkspace(
    { KVITT_HOME: "", DATABASE_URL: "", KVITT_MAIL_TO: " ", KVITT_LANG: "" },
    emptyFolder(),
  );
  expect(workspace).toMatchObject({ databaseUrl: null, settings: { language: "sv", mail: { to: [] } } });
});

describe("the language of the terminal", () => {
  test.each([
    [{ LANG: "sv_SE.UTF-8" }, "sv"],
    [{ LANG: "en_US.UTF-8" }, "en"],
    [{ LANG: "en" }, "en"],
    [{ LANG: "EN-GB" }, "en"],
    [{ LC_ALL: "sv_FI@euro", LANG: "en_US.UTF-8" }, "sv"],
    [{ LC_MESSAGES: "en_GB.UTF-8", LANG: "sv_SE.UTF-8" }, "en"],
    [{ LC_ALL: "", LC_MESSAGES: "", LANG: "en_US" }, "en"],
    [{ LC_ALL: "C", LANG: "en_US.UTF-8" }, "sv"],
    [{ LANG: "C.UTF-8" }, "sv"],
    [{ LANG: "POSIX" }, "sv"],
    [{ LANG: "de_DE.UTF-8" }, "sv"],
    [{ LANG: "enm_GB" }, "sv"],
    [{}, "sv"],
    [{ KVITT_LANG: "sv", LANG: "en_US.UTF-8" }, "sv"],
    [{ KVITT_LANG: "en", LC_ALL: "sv_SE.UTF-8" }, "en"],
  ])("of %j is %s", (env, language) => {
    expect(languageIn(env, emptyFolder())).toBe(language);
  });

  test("is what the settings file says, whatever the locale", () => {
    expect(languageIn({ LANG: "en_US.UTF-8" }, withConfig("language: sv\n"))).toBe("sv");
    expect(languageIn({ LANG: "sv_SE.UTF-8" }, withConfig("language: en\n"))).toBe("en");
    expect(languageIn({ LANG: "en_US.UTF-8" }, withConfig("nightlyAt: soon\n"))).toBe("en");
  });

  test("by the locale does not change what is kept: vouchers and mails stay as the settings have them", () => {
    const env = { LANG: "en_US.UTF-8", LC_ALL: "en_US.UTF-8" };
    expect(openWorkspace(env, emptyFolder()).settings.language).toBe("sv");
  });
});

test("all problems of environment and file are said at once, without showing a password", () => {
  const cwd = withConfig("nightlyAt: 25:00\nsettelSeconds: 3\n");
  const problem = problemOf(() =>
    openWorkspace(
      { KVITT_LANG: "fi", KVITT_MAIL_TO: "anna", DATABASE_URL: "mysql://u:secret@db/x", LOG_LEVEL: "loud" },
      cwd,
    ),
  );
  for (const part of [
    "KVITT_LANG",
    "KVITT_MAIL_TO",
    "DATABASE_URL",
    "LOG_LEVEL",
    "nightlyAt",
    "settelSeconds",
  ])
    expect(problem).toContain(part);
  expect(problem).not.toContain("secret");
  expect(existsSync(join(cwd, ".kvitt", "inbox"))).toBe(false);
});

test("a file that is no YAML is said with its line", () => {
  expect(problemOf(() => openWorkspace({}, withConfig("language: sv\nmail: [\n")))).toMatch(
    /kvitt\.config\.yaml.*line 3/s,
  );
  expect(problemOf(() => openWorkspace({}, withConfig("language: *unknown\n")))).toMatch(
    /kvitt\.config\.yaml.*unknown/s,
  );
});

test("what is wrong with a setting is said in both languages, with what was read and what to write", () => {
  const text =
    "nightlyAt: 3\naccounts: { bank: 12 }\nfoo: 1\ntargets: [fax]\nmerchants: { K1: { payoutEveryDays: 90 } }\n";
  let said: UserError | null = null;
  try {
    openWorkspace({ DATABASE_URL: "mysql://u:secret@h/d", KVITT_LANG: "fr" }, withConfig(text));
  } catch (error) {
    said = error as UserError;
  }
  expect(said?.say("sv").split("\n")).toEqual([
    "Inställningarna går inte att använda:",
    "DATABASE_URL: skriv en adress som postgres://user:password@host:5432/kvitt",
    "KVITT_LANG: skriv något av sv, en",
    'kvitt.config.yaml: nightlyAt (3): skriv ett klockslag som "03:15", med citattecken',
    "kvitt.config.yaml: accounts.bank (12): ett konto har fyra siffror, som 1930",
    "kvitt.config.yaml: targets.0 (fax): skriv något av sie, mail, fortnox, bjornlunden",
    "kvitt.config.yaml: merchants.K1.payoutEveryDays (90): skriv högst 60",
    "kvitt.config.yaml: överst: det finns ingen inställning foo",
    "Rätta miljövariablerna eller kvitt.config.yaml och kör igen.",
  ]);
  expect(said?.say("en")).toContain("kvitt.config.yaml: accounts.bank (12): an account has four digits");
  expect(said?.say("en")).toContain("kvitt.config.yaml: top level: there is no setting foo\n");
});

test("an empty configuration, or one of comments only, is all defaults", () => {
  for (const text of ["", "# nothing yet\n"])
    expect(openWorkspace({}, withConfig(text)).settings.language).toBe("sv");
});

test("a file where a folder should be is told to a person", () => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, "taken"), "");
  expect(problemOf(() => openWorkspace({ KVITT_HOME: "taken" }, cwd))).toContain("should be a folder");
  expect(problemOf(() => openWorkspace({ KVITT_HOME: "taken/deeper" }, cwd))).toContain("should be a folder");
  expect(problemOf(() => openWorkspace({ KVITT_INBOX: "taken" }, cwd))).toContain("should be a folder");
});

test("an inbox that is given from outside is never made, and its absence stops no command", () => {
  const cwd = emptyFolder();
  const workspace = openWorkspace({ KVITT_INBOX: "share/klarna" }, cwd);
  expect(workspace).toMatchObject({ inbox: join(cwd, "share", "klarna"), inboxIsGiven: true });
  expect(existsSync(join(cwd, "share"))).toBe(false);
  // that of the home is ours, also when it is named
  const own = openWorkspace({ KVITT_INBOX: ".kvitt/inbox" }, cwd);
  expect([own.inboxIsGiven, existsSync(own.inbox)]).toEqual([false, true]);
});

test("a folder that cannot be made is technical, and says which, why and what to do, in each language", () => {
  const open = (): unknown => {
    try {
      return openWorkspace({ KVITT_HOME: "/sys/kvitt" }, emptyFolder());
    } catch (thrown) {
      return thrown;
    }
  };
  const error = open();
  if (!(error instanceof MachineError)) throw new Error(`not told in words: ${String(error)}`);
  expect(error.say("en")).toMatch(/^The folder \/sys\/kvitt cannot be made: E.* KVITT_HOME/);
  expect(error.say("sv")).toMatch(/^Mappen \/sys\/kvitt kan inte skapas: E.* KVITT_HOME/);
});

describe("the inbox stands apart from Kvitt's own folders", () => {
  test.each([
    ["around a home that is not hidden", { KVITT_HOME: "kvitt", KVITT_INBOX: "." }],
    ["the home itself", { KVITT_INBOX: ".kvitt" }],
    ["inside the archive", { KVITT_INBOX: ".kvitt/archive/inbox" }],
    ["the folder of receivables", { KVITT_INBOX: ".kvitt/receivables" }],
  ])("not %s", (_, env) => {
    expect(problemOf(() => openWorkspace(env, emptyFolder()))).toContain("within each other");
  });

  test("not by way of a link either", () => {
    const cwd = emptyFolder();
    openWorkspace({}, cwd);
    symlinkSync(join(cwd, ".kvitt", "archive"), join(cwd, "link"));
    expect(problemOf(() => openWorkspace({ KVITT_INBOX: "link" }, cwd))).toContain("within each other");
  });

  test("around a hidden home it is allowed, as hidden folders are not walked", () => {
    expect(problemOf(() => openWorkspace({ KVITT_INBOX: "." }, emptyFolder()))).toBe("no problem");
  });
});

test.each([
  "postgres://kvitt:p@ss@db/kvitt",
  "postgres://kvitt:12/ab@db/kvitt",
  "postgres://kvitt:12?ab@db/kvitt",
  "postgres://kvitt:12#ab@db/kvitt",
  "postgres://kvitt:50%ofit@db/kvitt",
])("an address that can be read in two ways is refused, and nothing of it is said: %s", (DATABASE_URL) => {
  const folder = mkdtempSync(join(tmpdir(), "kvitt-address-"));
  try {
    const opened = () => openWorkspace({ KVITT_HOME: folder, DATABASE_URL }, folder);
    expect(opened).toThrow("DATABASE_URL: write the password percent-encoded");
    expect(opened).not.toThrow(/12|ss@|ofit/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("an address comes out of the file that a variable names; what is wrong with the file is said", () => {
  const folder = mkdtempSync(join(tmpdir(), "kvitt-file-"));
  try {
    const file = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return name;
    };
    const open = (env: Record<string, string>) => openWorkspace({ KVITT_HOME: folder, ...env }, folder);
    const SMTP_URL_FILE = file("smtp", " smtp://a:b%40c@mail \n\n");
    expect(open({ SMTP_URL_FILE, SMTP_URL: "" }).smtpUrl).toBe("smtp://a:b%40c@mail");
    expect(open({ SMTP_URL_FILE: "" }).smtpUrl).toBeNull();
    expect(() => open({ SMTP_URL_FILE, SMTP_URL: "smtp://other" })).toThrow(
      "SMTP_URL and SMTP_URL_FILE are both set",
    );
    expect(() => open({ REDIS_URL_FILE: file("empty", "\n") })).toThrow(
      "REDIS_URL_FILE: the file empty is empty",
    );
    expect(() => open({ DATABASE_URL_FILE: "gone" })).toThrow(
      /DATABASE_URL_FILE: the file gone cannot be read: ENOENT/,
    );
    expect(() => open({ DATABASE_URL_FILE: file("odd", "postgres//x:hemligt") })).toThrow(
      /^(?!.*hemligt).*DATABASE_URL/s,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
