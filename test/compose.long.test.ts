/** What the containers are promised to be. There may be no engine to try them on, so the files themselves are read. */
import { expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { runCommand } from "../src/cli/program.ts";
import { systemClock } from "../src/clock.ts";
import { ROLES } from "../src/roles.ts";

const ROOT = new URL("../", import.meta.url);
const text = (name: string) => readFileSync(new URL(name, ROOT), "utf8");

const Healthcheck = z.union([
  z.strictObject({ disable: z.literal(true) }),
  z.strictObject({
    test: z.array(z.string()).min(2),
    interval: z.string(),
    timeout: z.string(),
    retries: z.int(),
    start_period: z.string().optional(),
  }),
]);
// every key that is used, so that a misspelt one is refused
const Service = z.strictObject({
  image: z.string(),
  build: z.string().optional(),
  init: z.boolean().optional(),
  restart: z.enum(["unless-stopped", "no"]),
  stop_grace_period: z.string().optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  shm_size: z.string().optional(),
  profiles: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.string() })).optional(),
  healthcheck: Healthcheck,
});
const Compose = z.strictObject({
  name: z.string(),
  "x-kvitt": z.unknown(),
  "x-health": z.unknown(),
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
});

const compose = Compose.parse(parse(text("docker-compose.yml"), { merge: true }));
const service = (name: string) => {
  const found = compose.services[name];
  if (!found) throw new Error(`there is no service ${name}`);
  return found;
};

test("there is a service for each role, the parts they need, and a step that migrates", () => {
  expect(Object.keys(compose.services).sort()).toEqual(
    [...ROLES, "migrate", "postgres", "redis", "mailpit"].sort(),
  );
});

test.each(ROLES)("%s runs its role, in the one image, with a health of its own", (role) => {
  const { command, image, init, stop_grace_period: grace, healthcheck } = service(role);
  expect({ command, image, init, grace }).toEqual({
    command: ["worker", role],
    image: "kvitt",
    init: true,
    grace: "2m",
  });
  // its own heartbeat and nothing else: no login at the mail server, and no other part's trouble
  expect(healthcheck).toMatchObject({ test: ["CMD", "kvitt", "doctor", "--role", role] });
});

test("a health check is a command of the program, and is not asked more often than a role beats", async () => {
  const said: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      said.push(chunk.toString());
      done();
    },
  }) as unknown as NodeJS.WriteStream; // a terminal's stream has more than a program that prints needs
  const context = { env: { KVITT_LANG: "en" }, cwd: "/", stdout: stream, stderr: stream, clock: systemClock };
  expect(await runCommand(["doctor", "--role", "import", "--help"], context)).toBe(0);
  expect(said.join("")).toContain("--role <role...>");
  for (const role of ROLES) expect(service(role).healthcheck).toMatchObject({ interval: "1m", retries: 3 });
});

test("a mail server that is down keeps nobody from working", () => {
  for (const role of ROLES) expect(service(role).depends_on).not.toHaveProperty("mailpit");
});

test("there is no password unless somebody writes one", () => {
  const raw = text("docker-compose.yml");
  const uses = raw.match(/\$\{POSTGRES_PASSWORD[^}]*\}/g) ?? [];
  expect(uses).toHaveLength(2);
  for (const use of uses) expect(use).toMatch(/^\$\{POSTGRES_PASSWORD:\?[^}]+\}$/);
  expect(raw).not.toMatch(/PASSWORD:-|kvitt:kvitt/);
});

test("the page is reached by its published port, on this machine alone", () => {
  const { environment, ports } = service("web");
  expect(environment).toMatchObject({
    KVITT_WEB_HOST: "0.0.0.0",
    KVITT_WEB_PORT: "8080",
    REDIS_URL: "redis://redis:6379",
  });
  expect(ports).toEqual(["127.0.0.1:${WEB_PORT:-8080}:8080"]);
  expect(service("import").environment).not.toHaveProperty("KVITT_WEB_HOST");
});

test("the folders that others use can be folders of the host", () => {
  expect(service("import").volumes).toEqual([
    "home:/data",
    "${INBOX:-inbox}:/inbox",
    "${RECEIVABLES:-receivables}:/receivables",
    "${SIE:-sie}:/sie",
  ]);
});

test.each(ROLES)("%s begins when the schema is there and its parts are healthy", (role) => {
  expect(service(role).depends_on).toEqual({
    migrate: { condition: "service_completed_successfully" },
    postgres: { condition: "service_healthy" },
    redis: { condition: "service_healthy" },
  });
});

test("the migration runs once, and needs only what stores", () => {
  const { command, restart, depends_on: needs } = service("migrate");
  expect({ command, restart, needs: Object.keys(needs ?? {}) }).toEqual({
    command: ["migrate"],
    restart: "no",
    needs: ["postgres", "redis"],
  });
});

test("nobody depends on a service that does not exist, or on a health that is not checked", () => {
  for (const { depends_on: needs = {} } of Object.values(compose.services)) {
    for (const [name, { condition }] of Object.entries(needs)) {
      if (condition === "service_healthy") expect(service(name).healthcheck).toHaveProperty("test");
      else expect(service(name).restart).toBe("no");
    }
  }
});

test("the queue forgets nothing", () => {
  expect(service("redis").command?.join(" ")).toBe(
    "redis-server --appendonly yes --maxmemory-policy noeviction",
  );
});

test("every named volume is declared, and every declared one is used", () => {
  const used = Object.values(compose.services)
    .flatMap(({ volumes = [] }) => volumes)
    // "${INBOX:-inbox}:/inbox" is the volume "inbox" unless INBOX says otherwise
    .map((volume) => volume.replace(/\$\{\w+:-(\w+)\}/, "$1").split(":")[0] ?? "");
  expect([...new Set(used)].sort()).toEqual(Object.keys(compose.volumes).sort());
});

test("nothing is reachable from other machines unless somebody says so", () => {
  for (const { ports = [] } of Object.values(compose.services)) {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  }
});

test("the environment holds only variables that Kvitt reads", () => {
  const read =
    "DATABASE_URL REDIS_URL SMTP_URL LOG_LEVEL KVITT_HOME KVITT_INBOX KVITT_RECEIVABLES KVITT_SIE KVITT_LANG KVITT_MAIL_FROM KVITT_MAIL_TO KVITT_PING_URL KVITT_WEB_HOST KVITT_WEB_PORT";
  const set = Object.keys(service("web").environment ?? {});
  const inImage = [...text("Dockerfile").matchAll(/(KVITT_\w+)=/g)].map(([, name = ""]) => name);
  for (const name of [...set, ...inImage]) expect(read.split(" ")).toContain(name);
});

test("the image runs as a plain user, and what it copies is there and not ignored", () => {
  const dockerfile = text("Dockerfile");
  const last = dockerfile.split(/^FROM /m).at(-1) ?? "";
  expect(last).toMatch(/^USER node$/m);
  expect(last).toMatch(/^ENTRYPOINT \["node", "bin\/kvitt\.js"\]$/m);
  const allowed = text(".dockerignore")
    .split("\n")
    .filter((line) => line.startsWith("!"))
    .map((line) => line.slice(1));
  const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = ""]) =>
    names.split(" "),
  );
  expect(sources.length).toBeGreaterThan(8);
  for (const source of sources) {
    expect({ source, exists: existsSync(new URL(source.replace("./", ""), ROOT)) }).toEqual({
      source,
      exists: true,
    });
  }
  expect([...new Set(sources)].sort()).toEqual(allowed.toSorted());
});

test("the volumes of the image are the folders that Kvitt is told to use", () => {
  const dockerfile = text("Dockerfile");
  const folders = ["/data", "/inbox", "/receivables", "/sie"];
  expect(dockerfile).toMatch(
    /^ENV .*KVITT_HOME=\/data KVITT_INBOX=\/inbox KVITT_RECEIVABLES=\/receivables KVITT_SIE=\/sie$/m,
  );
  expect(dockerfile).toContain(`RUN install -d -o node -g node ${folders.join(" ")}`);
  expect(dockerfile).toContain(`VOLUME ${JSON.stringify(folders).replaceAll(",", ", ")}`);
  expect(service("import").volumes?.map((volume) => volume.split(":").at(-1))).toEqual(folders);
});

test("kvitt is a command in the image", () => {
  expect(text("Dockerfile")).toMatch(/ln -s \/app\/bin\/kvitt\.js \/usr\/local\/bin\/kvitt$/m);
  // a link to it finds the program
  const link = join(mkdtempSync(join(tmpdir(), "kvitt-link-")), "kvitt");
  symlinkSync(fileURLToPath(new URL("bin/kvitt.js", ROOT)), link);
  expect(spawnSync(link, ["--version"], { encoding: "utf8" }).stdout).toMatch(/^\d+\.\d+\.\d+/);
});
