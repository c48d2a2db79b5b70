/** `kvitt start` the first time: it writes a settings file that changes nothing, and never touches one that is there. */
import { afterAll, expect, test } from "@jest/globals";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { starterFile } from "../../src/config/starter/starter-file.ts";
import { closeShops, openShop, until } from "./place.ts";

afterAll(closeShops);

test("the first start writes every setting, commented out, in the language of the terminal", async () => {
  const place = await openShop();
  const config = join(place.folder, "new", "kvitt.config.yaml");
  const env = { KVITT_HOME: join(place.folder, "new"), KVITT_LANG: "", LANG: "en_US.UTF-8" };
  const running = place.start(["start"], env);
  await until("the settings file", () => existsSync(config));
  running.child.kill("SIGTERM");
  // 2 where another program has the page's port: the file is written before that is known
  expect([0, 2]).toContain((await running.ended).code);
  expect(readFileSync(config, "utf8")).toBe(starterFile("en"));
}, 60_000);

test("stopped by SIGTERM it ends with 0, prints nothing where no terminal reads, and keeps the settings", async () => {
  const place = await openShop({ config: "settleSeconds: 0.2\nweb: { port: 0 }\n" });
  const running = place.start(["start"], { LOG_LEVEL: "info" });
  let log = "";
  running.child.stderr?.on("data", (text: string) => (log += text));
  await until("at work", () => log.includes('"at work"'));
  running.child.kill("SIGTERM");
  const { code, stdout } = await running.ended;
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  expect(readFileSync(join(place.workspace, "kvitt.config.yaml"), "utf8")).toContain("port: 0");
}, 60_000);
