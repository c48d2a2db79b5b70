/**
 * A night whose vouchers go into a file and into a letter, in a process that is killed (kill -9) at each await of both. Whatever the
 * moment, in the end each voucher is in one file and in one letter; and no letter with vouchers has arrived twice.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeTree } from "../faults/instrument/tree.ts";
import { openGround, QUEUES, type Ground } from "../faults/matrix/ground.ts";
import type { Home } from "../faults/matrix/home.ts";
import { Program, ProcessEnded, WarmPrograms } from "../faults/matrix/program.ts";
import type { KillAt } from "../faults/program/points.ts";
import { vouchersIn } from "./file-shop.ts";

const CONFIG = JSON.stringify({
  settleSeconds: 0,
  web: { port: 0 },
  mail: { from: "kvitt@example.com" },
  targets: ["sie", "mail"],
  sie: { files: "night" },
}); // JSON is YAML

/** Awaits of what decides files, makes them, and composes and sends letters. */
const OURS =
  /pipeline\/(?:sie-files|voucher-mail|send-mail|deliver)\.|books\/(?:sie-files|mails)\.|delivery\/sie\/folder\./;

/** Where something outside the database has happened: a file is there, a letter was taken. */
const OUTSIDE = /delivery\/sie\/folder\.|pipeline\/send-mail\./;

let ground: Ground;
let tree: string;
beforeAll(async () => {
  ground = await openGround();
  tree = makeTree("sie-files");
}, 120_000);
afterAll(() => ground.close());

interface Shop extends Home {
  /** Of its importer alone. */
  readonly to: string;
}

async function openShop(): Promise<Shop> {
  const home = await ground.home(QUEUES[0]);
  const to = `importer-${home.id}@example.com`;
  const config: unknown = JSON.parse(CONFIG);
  home.put("kvitt.config.yaml", JSON.stringify({ ...Object(config), connectors: { mail: { to } } }));
  return { ...home, to };
}

/** What a process reached; none: it was killed. */
async function night(program: Program, home: Shop, killAt: KillAt | null): Promise<readonly string[]> {
  try {
    return (await program.nightPoints(home, killAt)).map(([point]) => point);
  } catch (thrown) {
    if (!(thrown instanceof ProcessEnded)) throw thrown;
    return [];
  }
}

/** "sent", or "left" for a person to decide whether it has arrived. */
async function judge(home: Shop): Promise<"sent" | "left"> {
  const booked = await home.ask<{ name: string }>(
    "select series || ' ' || number as name from kvitt.voucher order by number",
  );
  expect(booked.length).toBeGreaterThan(1);
  expect(await home.ask("select distinct target, state from kvitt.posting order by target")).toEqual(
    ["mail", "sie"].map((target) => ({ target, state: "posted" })),
  );
  const mailed = await home.ask<{ content: string; state: string }>(
    "select attachments -> 0 ->> 'content' as content, state from kvitt.mail where kind = 'vouchers' order by id",
  );
  const folder = join(home.folder, "sie");
  const files = readdirSync(folder).filter((name) => !name.startsWith("."));
  const arrived = ground.sink.received.filter((_, place) => ground.sink.recipients[place]?.includes(home.to));
  for (const contents of [
    files.map((name) => readFileSync(join(folder, name))),
    mailed.map(({ content }) => Buffer.from(content, "base64")),
  ]) {
    const names = contents.flatMap(vouchersIn).map((one) => one.split(" ").slice(0, 2).join(" "));
    expect(names.sort()).toEqual(booked.map(({ name }) => name).sort());
  }
  const twice = arrived
    .map(({ messageId }) => messageId)
    .filter((id, place, all) => all.indexOf(id) !== place);
  expect(twice).toEqual([]);
  const isSent = mailed.every(({ state }) => state === "sent");
  if (isSent) expect(arrived).toHaveLength(mailed.length);
  return isSent ? "sent" : "left";
}

test("each voucher is in one file and one letter, wherever the process is killed", async () => {
  const warm = new WarmPrograms(tree, 1);
  const finisher = await Program.begin(tree);
  const left: string[] = [];
  let killed = 0;
  try {
    const undisturbed = await openShop();
    // what is reached after one await is what is reached before the next, but for the outside world
    const points = (await night(finisher, undisturbed, null)).filter(
      (point) => OURS.test(point) && (point.endsWith(" before") || OUTSIDE.test(point)),
    );
    expect(await judge(undisturbed)).toBe("sent");
    await undisturbed.remove();
    expect(points.length).toBeGreaterThan(20);
    for (const point of points) {
      const [home, doomed] = [await openShop(), await warm.take()];
      try {
        if ((await night(doomed, home, { point, hit: 1 })).length === 0) killed += 1;
        await doomed.kill();
        await night(finisher, home, null).catch(() => undefined); // a letter that may have arrived ends in an error
        if ((await judge(home)) === "left") left.push(point);
      } finally {
        await home.remove();
      }
    }
    expect(killed).toBe(points.length);
  } finally {
    await warm.end();
    await finisher.kill();
  }
  // only between handing the letter over and recording the answer is it a person's to decide
  for (const point of left) expect(point).toMatch(/pipeline\/send-mail|books\/mails/);
  expect(left.length).toBeGreaterThan(0);
  expect(left.length).toBeLessThan(10);
}, 900_000);
