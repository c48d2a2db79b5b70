/** Receivables out of Björn Lundén. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { clockAt } from "../../../src/clock.ts";
import { readSettings } from "../../../src/config/read-settings.ts";
import { bjornlunden } from "../../../src/connectors/bjornlunden/bjornlunden.ts";
import { silentLog } from "../../../src/log.ts";
import { Bjornlunden } from "../../stand-ins/bjornlunden/bjornlunden.ts";
import { receivablesConformance } from "../conformance/receivables.ts";
import { openBjornlunden } from "./under-test.ts";

receivablesConformance(openBjornlunden, { receivables: true });

describe("of Björn Lundén", () => {
  let server: Bjornlunden;
  let clock = clockAt("2026-03-02T03:15:00Z");
  let cursor: string | null = null;

  beforeEach(async () => {
    clock = clockAt("2026-03-02T03:15:00Z");
    server = await Bjornlunden.open({ clock });
    cursor = null;
  });
  afterEach(async () => {
    await server.close();
    if (server.violations.length > 0) throw new Error(server.violations.join("; "));
  });

  /** Rows of the lists that are brought, without the first line of each. */
  const brought = async (): Promise<string[]> => {
    const own = { connectors: { bjornlunden: { ...server.settings, receivables: true } } };
    const read = readSettings("test", own);
    if (!read.ok) throw new Error(read.problem.en);
    const opened = [
      bjornlunden.open({
        settings: read.value,
        folder: "",
        secrets: server.secrets,
        clock,
        log: silentLog,
      }),
    ].flat();
    const found = await opened[0]?.receivables?.bring(cursor, new AbortController().signal);
    cursor = found?.cursor ?? null;
    return (found?.files ?? []).flatMap(({ bytes }) =>
      Buffer.from(bytes).toString().trimEnd().split("\n").slice(1),
    );
  };

  test("an order without the customer's number is its own; a preliminary invoice waits for its number", async () => {
    const { company, habits } = server;
    company.sell(1, 10_000n, { orderNumber: "W-7001" });
    company.sell(2, 10_000n, { orderNumber: "W-7002" });
    company.sell(3, 10_000n, { orderNumber: "W-7003", booked: false });
    habits.ordersWithoutNumber = [50_002];
    expect(await brought()).toEqual([
      "invoice;1;SEK;100.00;100.00;2026-02-20;W-7001;",
      "invoice;2;SEK;100.00;100.00;2026-02-20;50002;",
    ]);
    const third = company.invoices.get(3);
    if (third !== undefined) third.booked = true;
    expect((await brought()).at(-1)).toBe("invoice;3;SEK;100.00;100.00;2026-02-20;W-7003;");
  });

  test("an order is read once, and what is paid, deleted or partly paid since is told the next time, and not again", async () => {
    const { company } = server;
    for (const number of [1, 2, 3]) company.sell(number, 10_000n, { orderNumber: `W-${number}` });
    await brought();
    const [first, second, third] = [1, 2, 3].map((number) => company.invoices.get(number));
    if (first !== undefined) first.balance = 0n;
    if (second !== undefined) second.cancelled = true;
    if (third !== undefined) third.balance = 2_500n;
    expect(await brought()).toEqual([
      "invoice;3;SEK;100.00;25.00;2026-02-20",
      "invoice;1;SEK;100.00;0.00;2026-02-20",
      "invoice;2;SEK;100.00;0.00;2026-02-20",
    ]);
    expect(await brought()).toEqual(["invoice;3;SEK;100.00;25.00;2026-02-20"]);
    expect(server.count("GET /order/{id}")).toBe(3);
  });

  test("a credit invoice whose invoice could be one of two names none", async () => {
    const { company } = server;
    // the id of invoice 1001 is the number of invoice 2001
    company.sell(1001, 10_000n);
    company.sell(2001, 10_000n);
    company.sell(3001, -3_000n, { credits: "1001" });
    expect((await brought()).at(-1)).toBe("credit_note;3001;SEK;30.00;30.00;2026-02-20;;");
  });
});
