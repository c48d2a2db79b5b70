/**
 * The borders between the folders, as ARCHITECTURE.md draws them: which room may import from which, who speaks to what
 * outside, and a few habits that keep files readable. Each failure says where the code belongs instead.
 */
import { expect, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";

interface Room {
  readonly may: readonly string[];
  /** What to do instead of breaking the border. */
  readonly instead: string;
}

/** From the ground up: a room may import only from rooms that stand above it in this list, and of those only `may`. */
const ROOMS: Readonly<Record<string, Room>> = {
  base: { may: [], instead: "a base file knows no room; move what needs one into that room" },
  jobs: {
    may: [],
    instead:
      "a job is a name, a payload of ids and a retry policy; the work is done by workers/ through src/",
  },
  wire: {
    may: ["base"],
    instead: "src/wire keeps connections alive and knows nothing of what is said over them",
  },
  config: { may: ["base"], instead: "src/config reads settings; who acts on one is told by an argument" },
  format: {
    may: ["base", "config"],
    instead: "src/format shows values that it is given; read them in src/books",
  },
  reports: {
    may: ["base"],
    instead: "src/reports is pure: let src/intake call it and pass in what it needs",
  },
  ledger: {
    may: ["base", "config", "reports"],
    instead: "src/ledger is arithmetic: let src/pipeline pass in what it needs",
  },
  books: {
    may: ["base", "wire", "config", "format", "reports", "ledger"],
    instead: "src/books stores and reads; a rule about what is stored belongs to the room that calls it",
  },
  app: {
    may: ["base", "config", "books"],
    instead: "src/app.ts holds what every step is given, and does nothing",
  },
  embedded: {
    may: ["base"],
    instead: "src/embedded only starts and stops a PostgreSQL; who opens it decides what is in it",
  },
  queue: {
    may: ["base", "wire", "jobs"],
    instead: "src/queue carries work and knows none; give it a job kind and a handler",
  },
  delivery: {
    may: ["base", "config", "ledger"],
    instead: "a target is given a voucher; src/pipeline reads it from the books and records the delivery",
  },
  mail: {
    may: ["base", "format"],
    instead: "src/mail composes what it is given; src/pipeline reads the facts from the books",
  },
  openid: {
    may: ["base", "config"],
    instead:
      "src/openid proves who somebody is at a provider; whom that lets in is decided in src/web/access",
  },
  matching: {
    may: ["base", "config", "ledger", "books"],
    instead: "src/matching decides inside the transaction it is given; src/pipeline begins it",
  },
  intake: {
    may: ["base", "config", "format", "reports", "books"],
    instead: "src/intake brings files in; what comes after is called by src/pipeline",
  },
  connectors: {
    may: ["base", "config", "ledger", "delivery", "mail"],
    instead:
      "src/connectors speaks with outside systems; src/pipeline reads the books for it and records what came of it",
  },
  pipeline: {
    may: [
      "base",
      "config",
      "format",
      "reports",
      "ledger",
      "books",
      "app",
      "matching",
      "delivery",
      "connectors",
      "mail",
      "intake",
    ],
    instead: "src/pipeline is called by workers/ and src/cli, with an app context; it does not know who asks",
  },
  decisions: {
    may: ["base", "config", "format", "ledger", "books", "matching"],
    instead: "src/decisions changes the books as a person has decided; src/cli and src/web call it",
  },
  audit: {
    may: [
      "base",
      "config",
      "format",
      "reports",
      "ledger",
      "books",
      "delivery",
      "matching",
      "intake",
      "pipeline",
    ],
    instead: "src/audit recomputes what the rooms above it did; only src/cli and src/web call it",
  },
  demo: {
    may: ["base", "config", "reports"],
    instead: "src/demo makes files as a shop would have them; src/cli runs them",
  },
  doctor: {
    may: [
      "base",
      "config",
      "format",
      "jobs",
      "books",
      "queue",
      "mail",
      "openid",
      "delivery",
      "connectors",
      "pipeline",
    ],
    instead: "src/doctor looks and changes nothing; src/cli shows what it found",
  },
  web: {
    may: [
      "base",
      "config",
      "format",
      "reports",
      "jobs",
      "books",
      "app",
      "queue",
      "delivery",
      "mail",
      "openid",
      "intake",
      "pipeline",
      "decisions",
      "audit",
      "doctor",
    ],
    instead: "src/web shows and holds no rule; put a rule into the room that owns it, SQL into src/books",
  },
  workers: {
    may: ["base", "config", "jobs", "books", "app", "queue", "pipeline", "web"],
    instead:
      "a worker takes a job, calls one function of src/pipeline and enqueues the next; put the rule there",
  },
  cli: {
    may: [
      "base",
      "wire",
      "config",
      "format",
      "jobs",
      "reports",
      "ledger",
      "books",
      "app",
      "embedded",
      "queue",
      "delivery",
      "connectors",
      "matching",
      "intake",
      "pipeline",
      "decisions",
      "audit",
      "demo",
      "doctor",
      "web",
      "workers",
    ],
    instead: "src/cli is the outermost room: nothing imports it",
  },
};

/** Packages with one door into the program: whoever else needs them asks the room that has it. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  bullmq: ["queue"],
  ioredis: ["queue"],
  knex: ["books"],
  "pg-copy-streams": ["books"],
  pg: ["books", "queue", "embedded", "wire"],
  fastify: ["web"],
  nodemailer: ["mail"],
  commander: ["cli"],
  "iconv-lite": ["delivery", "reports"],
  yazl: ["audit", "cli", "mail"],
};

/** The rooms whose statements run in the database; all others ask src/books for a function. */
const SPEAK_SQL = ["books", "matching", "pipeline", "decisions", "audit"];

const LINES_MAX = 400;

/** Exceptions, each with its reason. Remove one when the reason is gone: one that is not needed fails too. */
const ALLOWED: Readonly<Record<string, string>> = {
  "time src/embedded/lock.ts": "how old a lock is, by the clock that stamped its file",
  "environment src/embedded/run.ts":
    "PostgreSQL's programs get ours, less the PG* variables that would lead them astray",
};

interface Import {
  readonly from: string;
  /** A file of ours, or a package's name. */
  readonly to: string;
  readonly isOurs: boolean;
  /** What stands before the path: " { rows, type Handle } from ". */
  readonly names: string;
  /** Gone when the program runs. */
  readonly isType: boolean;
}

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SOURCES = filesOf("src", "jobs", "workers");
const TEXTS = new Map(SOURCES.map((file) => [file, readFileSync(join(ROOT, file), "utf8")]));
const IMPORTS = SOURCES.flatMap(importsOf);

function filesOf(...folders: string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) =>
        posix.join(folder, name),
      ),
    )
    .filter((name) => name.endsWith(".ts"))
    .sort();
}

function importsOf(from: string): Import[] {
  const statements = (TEXTS.get(from) ?? "").matchAll(
    /^import\b(?<taken>[^;"]*?)"(?<what>[^"]+)"|^export\b(?<given>[^;"=(]*?)\bfrom\s+"(?<whose>[^"]+)"|\bimport\("(?<later>[^"]+)"\)/gm,
  );
  return [...statements].flatMap(({ groups = {} }): Import[] => {
    const what = groups["what"] ?? groups["whose"] ?? groups["later"] ?? "";
    const names = groups["taken"] ?? groups["given"] ?? "";
    const isType = /^\s*type\b/.test(names);
    if (what.startsWith("node:")) return [];
    if (what.startsWith("."))
      return [{ from, to: posix.join(dirname(from), what), isOurs: true, names, isType }];
    const name = what
      .split("/")
      .slice(0, what.startsWith("@") ? 2 : 1)
      .join("/");
    return [{ from, to: name, isOurs: false, names, isType }];
  });
}

function roomOf(file: string): string {
  const [top = "", second = ""] = file.split("/");
  if (top !== "src") return top;
  if (file === "src/app.ts") return "app";
  return second.endsWith(".ts") ? "base" : second;
}

/** What breaks a rule, less what is allowed; a permission that nothing needs any more breaks it as well. */
function broken(
  rule: string,
  offences: readonly { readonly file: string; readonly says: string }[],
): string[] {
  const prefix = `${rule} `;
  const allowed = Object.keys(ALLOWED)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
  const idle = allowed.filter((file) => !offences.some((one) => one.file === file));
  return [
    ...offences.filter(({ file }) => !allowed.includes(file)).map(({ file, says }) => `${file}: ${says}`),
    ...idle.map(
      (file) =>
        `${file}: keeps to the rule "${rule}" now; remove its exception from ${import.meta.url.split("/").at(-1)}`,
    ),
  ];
}

test("every room is in the map, and the map runs one way", () => {
  const names = Object.keys(ROOMS);
  expect([...new Set(SOURCES.map(roomOf))].filter((room) => !names.includes(room))).toEqual([]);
  const upward = names.flatMap((room, place) =>
    (ROOMS[room]?.may ?? [])
      .filter((other) => names.indexOf(other) >= place)
      .map((other) => `${room} -> ${other}`),
  );
  expect(upward).toEqual([]);
});

test("a room imports only from the rooms it may", () => {
  const offences = IMPORTS.filter(({ isOurs }) => isOurs).flatMap(({ from, to }) => {
    const [room, other] = [roomOf(from), roomOf(to)];
    const known = ROOMS[room];
    if (known === undefined || room === other || known.may.includes(other)) return [];
    return [{ file: from, says: `imports ${to}. ${known.instead}` }];
  });
  expect(broken("borders", offences)).toEqual([]);
});

test("verify does not use the steps that it checks", () => {
  const offences = IMPORTS.filter(
    ({ from, to }) => from.startsWith("src/audit/verify") && roomOf(to) === "pipeline",
  ).map(({ from, to }) => ({
    file: from,
    says: `imports ${to}; recompute it, or move what both need into src/books`,
  }));
  expect(broken("verify", offences)).toEqual([]);
});

test("jobs know nothing but zod", () => {
  const offences = IMPORTS.filter(
    ({ from, to }) => roomOf(from) === "jobs" && roomOf(to) !== "jobs" && to !== "zod",
  ).map(({ from, to }) => ({ file: from, says: `imports ${to}. ${ROOMS["jobs"]?.instead}` }));
  expect(broken("jobs", offences)).toEqual([]);
});

test("a package is used by the room that has the door to it", () => {
  const offences = IMPORTS.filter(
    ({ isOurs, isType, from, to }) =>
      !isOurs && !isType && !(DOORS[to] ?? [roomOf(from)]).includes(roomOf(from)),
  ).map(({ from, to }) => ({
    file: from,
    says: `imports ${to}, whose door is src/${DOORS[to]?.join(", src/")}; ask that room for a function`,
  }));
  expect(broken("doors", offences)).toEqual([]);
});

test("only the rooms around the books speak SQL", () => {
  const offences = IMPORTS.filter(
    ({ from, to, names }) =>
      to === "src/books/database.ts" &&
      /\b(?:rows|change)\b/.test(names) &&
      !SPEAK_SQL.includes(roomOf(from)),
  ).map(({ from }) => from);
  // knex's own ways past those two
  const raw = linesOf(/\.raw\(|\bwithSchema\(/)
    .map(({ file }) => file)
    .filter((file) => !SPEAK_SQL.includes(roomOf(file)));
  const says = "speaks SQL; move the statement into a file of src/books, named after what it reads";
  expect(
    broken(
      "sql",
      [...new Set([...offences, ...raw])].map((file) => ({ file, says })),
    ),
  ).toEqual([]);
});

test("no file reaches itself through its imports, types included", () => {
  const next = new Map<string, string[]>();
  for (const { from, to, isOurs } of IMPORTS) {
    if (isOurs) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const circles: { file: string; says: string }[] = [];
  const walk = (file: string, path: readonly string[]): void => {
    const seen = path.indexOf(file);
    if (seen !== -1) {
      const circle = [...path.slice(seen), file].join(" -> ");
      circles.push({ file, says: `circle ${circle}. Put what both need into a file of its own` });
    }
    if (done.has(file)) return;
    done.add(file);
    for (const other of next.get(file) ?? []) walk(other, [...path, file]);
  };
  for (const file of SOURCES) walk(file, []);
  expect(broken("circles", circles)).toEqual([]);
});

test(`no file has more than ${LINES_MAX} lines`, () => {
  const offences = SOURCES.map((file) => ({ file, lines: (TEXTS.get(file) ?? "").split("\n").length - 1 }))
    .filter(({ lines }) => lines > LINES_MAX)
    .map(({ file, lines }) => ({ file, says: `has ${lines} lines; split it by what its parts are about` }));
  expect(broken("size", offences)).toEqual([]);
});

test("every file says first what it is for", () => {
  const offences = SOURCES.filter(
    (file) => roomOf(file) !== "jobs" && !/^(?:#!.*\n)?\/\*\*/.test(TEXTS.get(file) ?? ""),
  ).map((file) => ({
    file,
    says: "has no opening sentence; say what it is for, and what it leaves to others",
  }));
  expect(broken("opening", offences)).toEqual([]);
});

test("no file or folder has a name that says nothing", () => {
  const empty = /(?:^|[-/.])(?:utils?|helpers?|commons?|managers?|services?|misc|shared)(?=[-/.]|$)/;
  const offences = [...SOURCES, ...filesOf("test", "migrations")]
    .filter((file) => empty.test(file))
    .map((file) => ({ file, says: "name it after the thing it holds" }));
  expect(broken("names", offences)).toEqual([]);
});

test("time comes through a clock that is passed in", () => {
  const offences = linesOf(/\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bprocess\.hrtime\b/)
    .filter(({ file }) => file !== "src/clock.ts")
    .map(({ file, line }) => ({
      file,
      says: `line ${line} reads the machine's clock; take a Clock as an argument`,
    }));
  expect(broken("time", offences)).toEqual([]);
});

test("nothing is printed but by the command line", () => {
  const offences = linesOf(/\bconsole\.\w+\(|\bprocess\.stdout\b/)
    .filter(({ file }) => roomOf(file) !== "cli")
    .map(({ file, line }) => ({
      file,
      says: `line ${line} prints; log with the Log that is passed in, or return it`,
    }));
  expect(broken("print", offences)).toEqual([]);
});

test("the environment is read where the program begins", () => {
  const offences = linesOf(/\bprocess\.env\b/)
    .filter(({ file }) => file !== "src/cli/main.ts")
    .map(({ file, line }) => ({
      file,
      says: `line ${line} reads the environment; add the variable to src/config/workspace.ts`,
    }));
  expect(broken("environment", offences)).toEqual([]);
});

/** Lines of code, not of comment, that hold the pattern. */
function linesOf(pattern: RegExp): { file: string; line: number }[] {
  return SOURCES.flatMap((file) =>
    (TEXTS.get(file) ?? "").split("\n").flatMap((text, index) => {
      const code = /^\s*(?:\/\/|\/?\*)/.test(text) ? "" : text.replace(/\s\/\/ .*$/, "");
      return pattern.test(code) ? [{ file, line: index + 1 }] : [];
    }),
  );
}
