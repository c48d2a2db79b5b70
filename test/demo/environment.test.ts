import { expect, test } from "@jest/globals";
import { demoEnvironment, demoFolder, ignoredByDemo } from "../../src/demo/environment.ts";

test.each([
  [{}, "/shop/.kvitt-demo"],
  [{ KVITT_HOME: " " }, "/shop/.kvitt-demo"],
  [{ KVITT_HOME: "/var/kvitt" }, "/var/kvitt/.kvitt-demo"],
  [{ KVITT_HOME: "books" }, "/shop/books/.kvitt-demo"],
  // the commands that the demo proposes, and the demo again in the same shell
  [{ KVITT_HOME: ".kvitt-demo" }, "/shop/.kvitt-demo"],
  [{ KVITT_HOME: "/var/kvitt/.kvitt-demo/" }, "/var/kvitt/.kvitt-demo"],
])("with %j the demo is in %s", (env, folder) => {
  expect(demoFolder(env, "/shop")).toBe(folder);
});

test("nothing of the real books reaches the demo, and what is the person's own does", () => {
  const env = {
    PATH: "/bin",
    KVITT_LANG: "en",
    LOG_LEVEL: "debug",
    KVITT_HOME: "/var/kvitt",
    KVITT_INBOX: "/shared/klarna",
    DATABASE_URL: "postgres://u:p@db/kvitt",
    REDIS_URL: "redis://queue",
    SMTP_URL: "smtp://mail",
    KVITT_MAIL_FROM: "a@example.se",
    KVITT_MAIL_TO: "b@example.se",
  };
  expect(demoEnvironment(env, "/shop")).toEqual({
    PATH: "/bin",
    KVITT_LANG: "en",
    LOG_LEVEL: "debug",
    KVITT_HOME: "/var/kvitt/.kvitt-demo",
  });
  expect(ignoredByDemo({ ...env, SMTP_URL: "" })).toEqual([
    "DATABASE_URL",
    "REDIS_URL",
    "KVITT_INBOX",
    "KVITT_MAIL_FROM",
    "KVITT_MAIL_TO",
  ]);
});
