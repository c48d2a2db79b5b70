import { expect, test } from "@jest/globals";
import { connect } from "node:net";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { pino } from "pino";
import { workWeb } from "../../workers/web.ts";
import { createServer } from "node:http";
import { UserError } from "../../src/errors.ts";
import { openWorkspace } from "../../src/config/workspace.ts";
import { testHouse } from "./app-context.ts";

/** The home again, with another web section in its configuration. */
function withWeb(folder: string, web: string) {
  writeFileSync(`${folder}/kvitt.config.yaml`, `web: ${web}\n`);
  return openWorkspace({ KVITT_HOME: folder }, "/");
}

test("a port that is taken is said in words, with the setting that changes it", async () => {
  const place = await testHouse();
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  const address = holder.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const workspace = withWeb(place.app.workspace.folder, `{ port: ${port} }`);
  const failed = workWeb({ app: { ...place.app, workspace }, queues: place.queues });
  await expect(failed).rejects.toThrow(UserError);
  await expect(failed).rejects.toThrow("web.port");
  holder.close();
  await place.close();
});

test("it answers on the address of the settings, and ends although an upload stands still", async () => {
  const place = await testHouse();
  const workspace = withWeb(place.app.workspace.folder, "{ port: 0 }");
  const lines: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => lines.push(line) });
  const slept: number[] = [];
  const clock = {
    ...place.app.clock,
    sleep: async (ms: number) => {
      slept.push(ms); // no real wait: time is up at once
    },
  };
  const app = { ...place.app, workspace, clock, log };
  const web = await workWeb({ app, queues: place.queues });
  const listening = /http:[^"]+/.exec(lines.join(""))?.[0] ?? "";
  const { hostname, port } = new URL(listening);
  expect(hostname).toBe("127.0.0.1");
  expect((await fetch(`${listening}/livez`)).status).toBe(200);

  const stuck = connect(Number(port), "127.0.0.1");
  stuck.on("error", () => undefined);
  stuck.write(`PUT /inbox/a.csv HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100\r\n\r\nonly this`);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await web.close();
  expect(slept).toContain(5_000);
  await expect(fetch(`${listening}/livez`)).rejects.toThrow("fetch failed");
  await place.close();
});
