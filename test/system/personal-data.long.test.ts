/**
 * A report may carry more than Kvitt asks for: a customer's name, address, telephone. It stays in the archive and in the line's
 * row, and is nowhere else: in no log, job, error, letter or page, also when the database refuses the line.
 */
import { afterAll, describe, expect, test } from "@jest/globals";
import { Redis } from "ioredis";
import { openRedis } from "../setup/redis.ts";
import { sampleReport } from "../intake/sample.ts";
import { closeShops, NIGHT, openPlace, type Env, type Place } from "./place.ts";

const MINUTE = 60_000;
const PERSON = {
  name: "Ellinor Månstråle",
  mail: "ellinor@manstrale.example",
  phone: "+46 70 174 06 58",
  street: "Kvarngränd 17",
};
const PIECES = ["Ellinor", "nstr\u00e5le", "manstrale", "174 06 58", "1740658", "Kvarngr"];
const found = (text: string) => PIECES.filter((piece) => text.includes(piece));

const places: Place[] = [];
afterAll(async () => {
  for (const place of places) await place.close();
  await closeShops();
});

/** The sample with four columns that the portal does not offer. */
function report(reference: string): string {
  const plain = sampleReport({
    reference,
    lines: [{ reference: "lost" }, { reference: "F1", amount: "55.00" }],
  });
  const [head = "", table = ""] = plain.split("\n\n");
  const [columns = "", ...lines] = table.trimEnd().split("\n");
  const { name, mail, phone, street } = PERSON;
  return [
    `${head}\n`,
    `${columns};customer_name;customer_email;phone;street`,
    ...lines.map((line) => `${line};${name};${mail};${phone};${street}`),
    "",
  ].join("\n");
}

async function openHouse(env: Env): Promise<Place> {
  const config = "settleSeconds: 0.2\nmail: { from: k@example.se, to: [a@example.se] }\n";
  const place = await openPlace({ config, env: { LOG_LEVEL: "trace", ...env } });
  places.push(place);
  place.put("inbox/settlement.1.csv", report("100200300"));
  return place;
}

/** Every row of the queue and of the books but the line's own, as text. */
async function rowsOf(place: Place): Promise<[string, string][]> {
  const tables = await place.ask<{ schema: string; table: string }>(
    `select table_schema as schema, table_name as "table" from information_schema.tables
      where table_schema in ('kvitt', 'bullmq') and table_type = 'BASE TABLE' and table_name <> 'line'`,
  );
  const all: [string, string][] = [];
  for (const { schema, table } of tables) {
    const rows = await place.ask<{ row: string }>(
      `select to_jsonb(t)::text as row from ${schema}.${table} t`,
    );
    all.push([`${schema}.${table}`, rows.map(({ row }) => row).join("\n")]);
  }
  return all;
}

async function everywhere(place: Place, redisUrl: string | null): Promise<[string, string][]> {
  const all = await rowsOf(place);
  if (redisUrl !== null) {
    const client = new Redis(redisUrl);
    for (const key of await client.keys("*"))
      if ((await client.type(key)) === "hash")
        all.push([`Redis ${key}`, JSON.stringify(await client.hgetall(key))]);
    client.disconnect();
  }
  return all;
}

describe.each(["postgres", "redis"])("with the queue on %s", (queue) => {
  test(
    "a customer's name and telephone are in the archive and the line's row, and nowhere else",
    async () => {
      const redis = queue === "redis" ? await openRedis() : null;
      if (queue === "redis" && redis === null) return;
      try {
        const place = await openHouse(redis === null ? {} : { REDIS_URL: redis.url });
        const { code, stdout, stderr } = await place.run(NIGHT);
        expect([0, 3]).toContain(code);
        const [line] = await place.ask<{ extra: string }>("select extra::text from kvitt.line limit 1");
        expect(line?.extra).toContain(PERSON.name); // or the test proves nothing
        expect({ said: found(`${stdout}${stderr}`) }).toEqual({ said: [] });
        for (const [where, text] of await everywhere(place, redis?.url ?? null))
          expect({ where, found: found(text) }).toEqual({ where, found: [] });
        for (const command of [["deviations"], ["payout", "100200300"], ["explain", "100200300:6"]])
          expect({ command, said: found((await place.inside(command)).stdout) }).toEqual({
            command,
            said: [],
          });
      } finally {
        await redis?.stop();
      }
    },
    3 * MINUTE,
  );

  test(
    "a database that refuses the line says its number, and not what is in it",
    async () => {
      const redis = queue === "redis" ? await openRedis() : null;
      if (queue === "redis" && redis === null) return;
      try {
        const place = await openHouse(redis === null ? {} : { REDIS_URL: redis.url });
        await place.ask(
          "alter table kvitt.line add constraint full_moon check (merchant_reference1 <> 'lost')",
        );
        const running = place.start(NIGHT);
        const timer = setTimeout(() => running.child.kill("SIGTERM"), 40_000);
        const { stdout, stderr } = await running.ended;
        clearTimeout(timer);
        expect(stderr).toContain("full_moon");
        expect({ said: found(`${stdout}${stderr}`) }).toEqual({ said: [] });
        const all = await everywhere(place, redis?.url ?? null);
        for (const [where, text] of all) expect({ where, found: found(text) }).toEqual({ where, found: [] });
        expect(all.some(([, text]) => text.includes("full_moon"))).toBe(true); // the error is kept, without the row
      } finally {
        await redis?.stop();
      }
    },
    3 * MINUTE,
  );
});
