/** A shop with real books whose vouchers go to a stand-in: nights are played, and deliveries made one attempt at a time. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AppContext } from "../../../src/app.ts";
import { column, openBooks, rows, type Books } from "../../../src/books/database.ts";
import { addRun, duePostings, skippedFiles } from "../../../src/books/runs.ts";
import { clockAt } from "../../../src/clock.ts";
import { prepareFolders, readWorkspace } from "../../../src/config/workspace.ts";
import { silentLog } from "../../../src/log.ts";
import { collect } from "../../../src/pipeline/collect.ts";
import { useConnectors } from "../../../src/pipeline/connected.ts";
import { connectorReports } from "../../../src/pipeline/connector-report.ts";
import { deliverPosting } from "../../../src/pipeline/deliver.ts";
import { retry } from "../../../src/pipeline/retry.ts";
import { messageOf } from "../../../src/errors.ts";
import { Scenario } from "../../matching/scenario.ts";
import { freshDatabase, type FreshDatabase } from "../../setup/database.ts";
import { runFolder } from "../../setup/run.ts";
import type { OpenSystem, SourceUnderTest, TargetUnderTest } from "./system-under-test.ts";

export const NIGHT = new Date("2026-03-02T03:15:00Z");

export interface PostingSeen {
  readonly target: string;
  readonly state: string;
  readonly reference: string | null;
  readonly problem: string | null;
  readonly attempts: number;
  readonly isSent: boolean;
}

export class ConnectedShop<T extends SourceUnderTest = TargetUnderTest> {
  readonly books: Books;
  readonly shop: Scenario;
  clock = clockAt(NIGHT);
  readonly #database: FreshDatabase;
  readonly #folder = mkdtempSync(join(runFolder(), "connected-"));
  #system: T | null = null;
  #apps: AppContext[] = [];

  private constructor(database: FreshDatabase) {
    this.#database = database;
    this.books = openBooks({ url: database.url, max: 6 });
    this.shop = new Scenario(this.books);
  }

  static async open<T extends SourceUnderTest = TargetUnderTest>(): Promise<ConnectedShop<T>> {
    return new ConnectedShop<T>(await freshDatabase());
  }

  get system(): T {
    if (this.#system === null) throw new Error("begin first");
    return this.#system;
  }

  /** Another test: empty books, a new stand-in. */
  async begin(open: OpenSystem<T>): Promise<void> {
    await this.#database.empty();
    await this.end();
    this.clock = clockAt(NIGHT);
    this.#system = await open(this.clock);
    this.configure({});
  }

  async end(): Promise<void> {
    await this.#system?.server.close();
    this.#system = null;
    this.#apps = [];
  }

  async close(): Promise<void> {
    await this.end();
    await this.books.destroy();
    await this.#database.drop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** `own`: what the system's block has beside the usual; `settings`: the rest of the file. */
  configure(own: object, settings: object = {}): void {
    const { system } = this.system;
    const content = {
      targets: [system.name],
      connectors: { [system.name]: this.system.settings(own) },
      ...settings,
    };
    writeFileSync(join(this.#folder, "kvitt.config.yaml"), JSON.stringify(content)); // JSON is YAML
    this.#apps = [];
  }

  /** Each is as a process of its own: another connector, another token. */
  app(worker = 0): AppContext {
    const known = this.#apps[worker];
    if (known !== undefined) return known;
    const workspace = readWorkspace({ KVITT_HOME: this.#folder, ...this.system.secrets }, this.#folder);
    const app: AppContext = { workspace, books: this.books, clock: this.clock, log: silentLog };
    const opened = this.system.system.open({
      settings: workspace.settings,
      folder: this.#folder,
      secrets: workspace.connectorSecrets,
      clock: this.clock,
      log: silentLog,
      silentMs: 300,
    });
    useConnectors(
      workspace,
      [opened].flat().filter((one) => one !== null),
    );
    this.#apps[worker] = app;
    return app;
  }

  /** The first step of a night: what the system has comes in. Returns what the run has to tell. */
  async collect(): Promise<string[]> {
    const app = this.app();
    prepareFolders(app.workspace);
    const at = this.clock.now();
    const run = { kind: "nightly", scope: "*", night: null, at, settings: {}, rules: 2 } as const;
    const id = (await addRun(this.books, run)) ?? 0n;
    await collect(app, id, new AbortController().signal);
    const { warnings, failed } = await skippedFiles(this.books, id);
    return [...warnings.map(({ words }) => words.en), ...failed.map(({ problem }) => problem)];
  }

  /** "invoice 1001 O1001 100.00 of 100.00 2026-02-20" for each receivable. */
  receivables(): Promise<string[]> {
    return column(
      this.books,
      "text",
      `select concat_ws(' ', kind, number, coalesce(order_number, '-'), show_minor(open_amount, currency), 'of',
                        show_minor(amount, currency), date, 'credits ' || credits)
         from receivable order by length(number), number`,
    );
  }

  async night(): Promise<void> {
    await this.shop.night(this.app().workspace.settings);
  }

  /** One attempt at every delivery that is due; what was thrown, in order. */
  async deliver(worker = 0): Promise<string[]> {
    const thrown: string[] = [];
    for (const id of await duePostings(this.books, "all")) {
      await deliverPosting(this.app(worker), id, new AbortController().signal).catch((error: unknown) =>
        thrown.push(messageOf(error)),
      );
    }
    return thrown;
  }

  /** As `kvitt retry --all`, and an attempt. */
  async retry(): Promise<string[]> {
    await retry(this.app(), null);
    return this.deliver();
  }

  postings(): Promise<PostingSeen[]> {
    return rows(
      this.books,
      {
        target: "text",
        state: "text",
        reference: "text?",
        problem: "text?",
        attempts: "number",
        isSent: "boolean",
      },
      `select target, state, reference, problem, attempts, sent_at is not null as "isSent" from posting order by id`,
    );
  }

  /** "works: ..." for each thing that `kvitt connectors` says of the system, with what to do. */
  async findings(): Promise<string[]> {
    const [report] = await connectorReports(this.app());
    const all = report?.findings ?? [];
    return all.map(({ state, says, todo }) => `${state}: ${says.en} ${todo?.en ?? ""}`.trim());
  }

  async states(): Promise<string[]> {
    return (await this.postings()).map(({ target, state }) => `${target} ${state}`);
  }
}
