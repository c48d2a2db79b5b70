/** A shop with real books whose vouchers go into SIE files: nights are played, and deliveries made one attempt at a time. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AppContext } from "../../src/app.ts";
import { checkDeliveries } from "../../src/audit/verify/deliveries.ts";
import { lookInFolders } from "../../src/audit/verify/unknown-files.ts";
import { openBooks, rows, type Books } from "../../src/books/database.ts";
import { dueMails, duePostings } from "../../src/books/runs.ts";
import { clockAt } from "../../src/clock.ts";
import { prepareFolders, readWorkspace } from "../../src/config/workspace.ts";
import { messageOf } from "../../src/errors.ts";
import { silentLog } from "../../src/log.ts";
import { deliverPosting } from "../../src/pipeline/deliver.ts";
import { sendMailStep } from "../../src/pipeline/send-mail.ts";
import { Scenario } from "../matching/scenario.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";
import { runFolder } from "../setup/run.ts";
import { readSie } from "../sie/read.ts";

const NIGHT = new Date("2026-03-02T03:15:00Z");
const NEVER = new AbortController().signal;

export class FileShop {
  readonly books: Books;
  readonly shop: Scenario;
  clock = clockAt(NIGHT);
  home = "";
  #app: AppContext | null = null;
  readonly #database: FreshDatabase;

  private constructor(database: FreshDatabase) {
    this.#database = database;
    this.books = openBooks({ url: database.url, max: 6 });
    this.shop = new Scenario(this.books);
  }

  static async open(): Promise<FileShop> {
    return new FileShop(await freshDatabase());
  }

  /** Another test: empty books, an empty home. */
  async begin(settings: object, env: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.#database.empty();
    this.#clear();
    this.clock = clockAt(NIGHT);
    this.home = mkdtempSync(join(runFolder(), "file-shop-"));
    this.configure(settings, env);
  }

  configure(settings: object, env: Readonly<Record<string, string>> = {}): void {
    writeFileSync(join(this.home, "kvitt.config.yaml"), JSON.stringify(settings)); // JSON is YAML
    const workspace = readWorkspace({ KVITT_HOME: this.home, ...env }, this.home);
    prepareFolders(workspace);
    this.#app = { workspace, books: this.books, clock: this.clock, log: silentLog };
  }

  get app(): AppContext {
    if (this.#app === null) throw new Error("begin first");
    return this.#app;
  }

  async close(): Promise<void> {
    this.#clear();
    await this.books.destroy();
    await this.#database.drop();
  }

  #clear(): void {
    if (this.home !== "") rmSync(this.home, { recursive: true, force: true });
  }

  /** A payout of 100.00 whose line is not matched. */
  async payout(reference: string, date = "2026-03-01", currency = "SEK"): Promise<void> {
    await this.shop.payout([{ amount: 10_000, reference1: `O-${reference}` }], { reference, date, currency });
  }

  async match(): Promise<void> {
    await this.shop.night(this.app.workspace.settings, { at: this.clock.now() });
  }

  /** One attempt at every delivery that is due; what was thrown, in order. */
  async deliver(): Promise<string[]> {
    const thrown: string[] = [];
    for (const id of await duePostings(this.books, "all"))
      await deliverPosting(this.app, id, NEVER).catch((error: unknown) => thrown.push(messageOf(error)));
    return thrown;
  }

  /** Matched and delivered. */
  async night(): Promise<string[]> {
    await this.match();
    return this.deliver();
  }

  /** One attempt at every letter that is due. */
  async send(): Promise<string[]> {
    const thrown: string[] = [];
    for (const id of await dueMails(this.books, "all"))
      await sendMailStep(this.app, id, NEVER).catch((error: unknown) => thrown.push(messageOf(error)));
    return thrown;
  }

  /** "K1 sie posted Kvitt_2026-03-02_1.si" for each delivery. */
  async states(): Promise<string[]> {
    const found = await rows(
      this.books,
      { said: "text" },
      `select concat_ws(' ', v.series || v.number, o.target, o.state, o.reference, o.waits_for) as said
         from posting o join voucher v on v.id = o.voucher_id order by o.id`,
    );
    return found.map(({ said }) => said);
  }

  /** Names of the files in the folder. */
  names(): string[] {
    return readdirSync(this.app.workspace.sie).sort();
  }

  /** "K 1 2026-03-01 Klarna utbetalning P1" for each voucher in a file. */
  inFile(name: string): string[] {
    return vouchersIn(readFileSync(join(this.app.workspace.sie, name)));
  }

  /** What verify finds of deliveries. */
  async verify(): Promise<string[]> {
    const { workspace } = this.app;
    const inFolders = await lookInFolders(workspace);
    const settingsOf = () => Promise.resolve(workspace.settings);
    return this.books.transaction(async (trx) => {
      const found: string[] = [];
      const given = {
        trx,
        workspace,
        inFolders,
        settingsOf,
        limit: 100,
        anchor: null,
        count: () => undefined,
      };
      for await (const { subject, problem } of checkDeliveries(given))
        found.push(`${subject}: ${problem.en}`);
      return found;
    });
  }
}

/** "K 1 2026-03-01 Klarna utbetalning P1" for each voucher. Throws for what is no SIE file. */
export function vouchersIn(bytes: Buffer): string[] {
  const read = readSie(bytes);
  if (!read.ok) throw new Error(JSON.stringify(read));
  return read.value.vouchers.map(({ series, number, date, text }) => `${series} ${number} ${date} ${text}`);
}
