import { expect, test } from "@jest/globals";
import { clockAt } from "../../src/clock.ts";
import { UserError } from "../../src/errors.ts";
import { silentLog } from "../../src/log.ts";
import { verbatim } from "../../src/message.ts";
import { patiently } from "../../src/wire/patience.ts";

/** How many attempts it takes when the first two fail so. */
async function attempts(failure: Error): Promise<number> {
  let count = 0;
  const stop = new AbortController().signal;
  await patiently(
    "the database at db:5432",
    () => ((count += 1) <= 2 ? Promise.reject(failure) : Promise.resolve()),
    { clock: clockAt("2026-05-02T01:15:00Z"), log: silentLog, stop },
  ).catch(() => undefined);
  return count;
}

const PASSING = [
  Object.assign(new Error("connect ECONNRESET 127.0.0.1:5432"), { code: "ECONNRESET" }),
  Object.assign(new Error("terminating connection due to administrator command"), { code: "57P01" }),
  new Error("Connection terminated unexpectedly"),
  new Error("Client has encountered a connection error and is not queryable"),
  new Error("timeout exceeded when trying to connect"),
  new Error("Knex: Timeout acquiring a connection. The pool is probably full."),
  new Error("Unable to acquire a connection"),
  new Error("Query read timeout"),
  Object.assign(new AggregateError([new Error("connect ECONNREFUSED ::1:5432")], ""), {
    code: "ECONNREFUSED",
  }),
  new Error("Connection is closed."),
  new Error("Stream isn't writeable and enableOfflineQueue options is false"),
  new Error("Reached the max retries per request limit (which is 1)."),
  new Error("LOADING Redis is loading the dataset in memory"),
];

test.each(PASSING)("%s may pass, and is waited for", async (failure) => {
  expect(await attempts(failure)).toBe(3);
});

test.each([
  new Error("WRONGPASS invalid username-password pair or user is disabled."),
  Object.assign(new Error('password authentication failed for user "kvitt"'), { code: "28P01" }),
  new UserError(verbatim("the schema is newer"), verbatim("upgrade Kvitt")),
  new Error("relation does not exist"),
])("%s does not, and ends it at once", async (failure) => {
  expect(await attempts(failure)).toBe(1);
});
