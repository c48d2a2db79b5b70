/** What everything that brings settlement reports must keep to. Called by each connector's test, with what stands in for its system. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AppContext } from "../../../src/app.ts";
import { verify } from "../../../src/audit/verify/verify.ts";
import { connectorStates } from "../../../src/books/connector-state.ts";
import { change, column, openBooks, type Books } from "../../../src/books/database.ts";
import { skippedFiles } from "../../../src/books/runs.ts";
import { clockAt } from "../../../src/clock.ts";
import { prepareFolders, readWorkspace } from "../../../src/config/workspace.ts";
import { silentLog } from "../../../src/log.ts";
import { bringFiles } from "../../../src/pipeline/bring.ts";
import { addNightlyRun } from "../../../src/pipeline/nightly-run.ts";
import { stepThroughNight } from "../../faults/program/night.ts";
import { freshDatabase, type FreshDatabase } from "../../setup/database.ts";
import { runFolder } from "../../setup/run.ts";

export interface ReportsUnderTest {
  /** As in `kvitt connectors`: "sftp-klarna". */
  readonly name: string;
  /** The block `connectors` of the settings. */
  readonly connectors: object;
  /** From now on the system has a payout of that many sales of 100.00. */
  offer(reference: string, sales: number): void;
  /** Nobody answers, until it comes back. */
  leave(): Promise<void> | void;
  comeBack(): Promise<void> | void;
  /** The credentials are not taken any more, until they are right again. */
  revoke(): void;
  admit(): void;
  close(): Promise<void>;
}

/** `home`: where files that the settings name may be kept. */
export type OpenReports = (home: string, clock: AppContext["clock"]) => Promise<ReportsUnderTest>;

export function reportsConformance(open: OpenReports): void {
  let database: FreshDatabase;
  let books: Books;
  let folder: string;
  let system: ReportsUnderTest;
  let clock: AppContext["clock"];
  let app: AppContext;

  beforeAll(async () => {
    database = await freshDatabase();
    books = openBooks({ url: database.url, max: 4 });
  });
  afterAll(async () => {
    await books.destroy();
    await database.drop();
  });
  beforeEach(async () => {
    await database.empty();
    folder = mkdtempSync(join(runFolder(), "reports-"));
    chmodSync(folder, 0o755);
    clock = clockAt("2026-03-02T03:15:00Z");
    system = await open(folder, clock);
    const content = { connectors: system.connectors, settleSeconds: 0 };
    writeFileSync(join(folder, "kvitt.config.yaml"), JSON.stringify(content)); // JSON is YAML
    app = process();
    prepareFolders(app.workspace);
  });
  afterEach(async () => {
    await system.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Each is as a process of its own. */
  function process(): AppContext {
    return { workspace: readWorkspace({ KVITT_HOME: folder }, folder), books, clock, log: silentLog };
  }
  /** A night to its end. Returns what its run says of what could not be brought. */
  async function night(by: AppContext = app): Promise<string[]> {
    const runId = await addNightlyRun(by);
    await stepThroughNight(by);
    const { warnings } = await skippedFiles(books, runId);
    return warnings.map(({ name, words }) => `${name}: ${words.en}`);
  }
  /** "ONE 2" for each payout and its lines, by reference. */
  const booked = () =>
    column(
      books,
      "text",
      `select payment_reference || ' ' || line_count from payout where state = 'posted' order by payment_reference`,
    );
  const problems = async () =>
    (await verify({ books, workspace: app.workspace }, { all: true })).findings.map(({ check }) => check);

  test("what is there is brought, proven and booked in the night; what is new, in the next", async () => {
    system.offer("ONE", 2);
    system.offer("TWO", 1);
    expect(await night()).toEqual([]);
    expect(await booked()).toEqual(["ONE 2", "TWO 1"]);
    system.offer("THREE", 3);
    expect(await night()).toEqual([]);
    expect(await booked()).toEqual(["ONE 2", "THREE 3", "TWO 1"]);
    expect(await column(books, "text", "select state from report_file order by id")).toEqual(
      Array<string>(3).fill("imported"),
    );
    expect(await problems()).toEqual([]);
  });

  test("what was brought and not noted is brought again, and booked once", async () => {
    system.offer("ONE", 2);
    await night();
    await change(books, "update connector_state set cursor = null");
    expect(await night(process())).toEqual([]);
    expect(await booked()).toEqual(["ONE 2"]);
    expect(await column(books, "text", "select state from report_file order by id")).toEqual([
      "imported",
      "duplicate",
    ]);
  });

  test("two processes that bring at once book each payout once", async () => {
    for (const name of ["A", "B", "C"]) system.offer(name, 2);
    const { signal } = new AbortController();
    const told = await Promise.all([bringFiles(process(), signal), bringFiles(process(), signal)]);
    expect(told.flat()).toEqual([]);
    await night();
    expect(await booked()).toEqual(["A 2", "B 2", "C 2"]);
  });

  test("while the system is away the night goes on and tells it; the next one brings everything", async () => {
    system.offer("ONE", 2);
    await system.leave();
    expect(await night()).toEqual([expect.stringContaining(`${system.name}: `)]);
    expect(await booked()).toEqual([]);
    expect(await connectorStates(books)).toMatchObject([{ system: system.name, fault: "busy" }]);
    await system.comeBack();
    expect(await night()).toEqual([]);
    expect(await booked()).toEqual(["ONE 2"]);
    expect(await connectorStates(books)).toMatchObject([{ system: system.name, problem: null }]);
  });

  test("credentials that are not taken are told with what to do, and cured without a restart", async () => {
    system.offer("ONE", 2);
    system.revoke();
    expect(await night()).toEqual([expect.stringMatching(/kvitt connectors|portal/)]);
    expect(await connectorStates(books)).toMatchObject([{ system: system.name, fault: "auth" }]);
    system.admit();
    expect(await night()).toEqual([]);
    expect(await booked()).toEqual(["ONE 2"]);
  });
}
