import { expect, test } from "@jest/globals";
import { pino } from "pino";
import { staysWhenLost } from "../../src/wire/stray.ts";

test("a lost connection that nobody waited for is said, and the process stays; a fault of the program ends it", () => {
  const said: string[] = [];
  const onStray = staysWhenLost(pino({ level: "warn" }, { write: (line: string) => said.push(line) }));
  onStray(Object.assign(new Error("connect ECONNRESET 127.0.0.1:5432"), { code: "ECONNRESET" }));
  expect(said).toHaveLength(1);
  expect(said[0]).toContain("ECONNRESET");
  const fault = new TypeError("x is not a function");
  expect(() => onStray(fault)).toThrow(fault);
  expect(said).toHaveLength(1);
});
