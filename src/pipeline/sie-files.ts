/**
 * Vouchers that go into SIE files together. What is in a file is decided in one transaction and never again: whoever comes after a crash
 * makes the same file, and whoever comes later makes another one, of other vouchers.
 *
 * A file in the folder is looked for and made after that, and then recorded. A letter is composed in the same transaction, and with it the
 * vouchers count as delivered: its row is what is sent, by a step that has a state, a Message-ID and retries of its own, and a voucher
 * that is neither in a letter nor to be put into one cannot be.
 */
import {
  addSieFile,
  dueForFiles,
  lockSieFiles,
  nextSieFileId,
  recordFilePosted,
  sieFileOf,
  vouchersInFile,
  type MemberOfFile,
  type SieFile,
  type VoucherInFile,
} from "../books/sie-files.ts";
import type { PostingRow, SourceRow } from "../books/postings.ts";
import { dateIn } from "../clock.ts";
import { fiscalYearAt, fiscalYearName } from "../config/fiscal-year.ts";
import { sieFilesOf } from "../config/settings.ts";
import type { SieFiles } from "../config/sie-files.ts";
import { rateTable, type Rates } from "../delivery/rates.ts";
import { sieFileName } from "../delivery/sie/file-name.ts";
import { isInFolder, putInFolder, type Content } from "../delivery/sie/folder.ts";
import { readyForSie, type ReadyForSie } from "../delivery/sie/ready.ts";
import { sieTarget } from "../delivery/sie/target.ts";
import { voucherKey, type Delivered, type Delivery, type DeliveryTarget } from "../delivery/target.ts";
import type { VoucherSource } from "../delivery/voucher-source.ts";
import { UserError } from "../errors.ts";
import { VERSION } from "../version.ts";
import type { AppContext } from "../app.ts";
import { ratesFor } from "./known-rates.ts";
import { sourceOf } from "./source.ts";
import { chunksOf, type ReadyVoucher } from "./sie-content.ts";
import { addVoucherLetter, fittingLetter } from "./voucher-mail.ts";

/** null: this delivery is a file of its own, or goes to another kind of target. */
export async function deliverInFile(
  app: AppContext,
  posting: PostingRow,
  signal: AbortSignal,
): Promise<Delivery | null> {
  const known = posting.isGathered ? await sieFileOf(app.books, posting.id) : null;
  const own = sieFilesOf(app.workspace.settings, posting.target);
  const gathers = posting.target === "mail" || (own !== null && own.files !== "voucher");
  if (known === null && !gathers) return null;
  const decided = known ?? (await decideFile(app, posting, signal));
  return "kind" in decided ? decided : finish(app, decided, posting.id, signal);
}

/** The folder, in which a voucher has a file of its own. */
export function folderTarget({ workspace, clock }: AppContext, rates: Rates): DeliveryTarget {
  return sieTarget({
    folder: workspace.sie,
    settings: workspace.settings,
    rates,
    version: VERSION,
    clock,
  });
}

/**
 * Whether a voucher is in the folder in a file of its own: written before the settings gathered them, and not recorded as the process was
 * killed. null: it is not. One that was not tried yet is not looked for.
 */
async function alone(
  app: AppContext,
  rates: Rates,
  row: SourceRow & { readonly attempts: number },
  tried: number,
  signal: AbortSignal,
): Promise<Delivered | null> {
  if (row.attempts <= tried) return null;
  const source = await sourceOf(app, row);
  return folderTarget(app, rates).lookUp(source, voucherKey(source), signal);
}

/** Makes the file, if it is not there, and records the delivery of all that is in it. */
async function finish(
  app: AppContext,
  file: SieFile,
  postingId: bigint,
  signal: AbortSignal,
): Promise<Delivery> {
  const { books, workspace, clock } = app;
  const members = await vouchersInFile(books, file.id);
  if (file.mailId === null) {
    const content = await contentOf(app, file, members);
    const place = { folder: workspace.sie, name: file.name };
    if (!(await isInFolder(place, [content], signal))) {
      const put = await putInFolder(place, [content], signal);
      if (put.kind !== "there") return put;
    }
    await recordFilePosted(books, file, clock.now());
  }
  const rates = members.find((one) => one.postingId === postingId)?.rates ?? [];
  return { kind: "delivered", reference: file.name, rates };
}

/** The bytes of a file as it was decided, each time the same but for the date and version that write it. */
async function contentOf(app: AppContext, file: SieFile, members: readonly MemberOfFile[]): Promise<Content> {
  const { settings } = app.workspace;
  const ready: VoucherSource[] = [];
  for (const row of members) {
    const known = rateTable({}, row.rates);
    if (!known.ok) throw new Error(`the rates of ${file.name} cannot be read: ${known.problem.en}`);
    const one = readyForSie(await sourceOf(app, row), settings, known.value, file.language);
    if (one.kind === "refused") throw new UserError(one.problem, one.remedy);
    if (one.kind === "waits") throw new Error(`${file.name} was decided without its rate of ${one.currency}`);
    ready.push(one.voucher);
  }
  return () => chunksOf(app, ready, file.numbers);
}

/** What is due now and belongs together with this delivery becomes a file. */
async function decideFile(
  app: AppContext,
  posting: PostingRow,
  signal: AbortSignal,
): Promise<SieFile | Delivery> {
  const { workspace, clock } = app;
  const { settings } = workspace;
  const { target, id } = posting;
  const { files, numbers } = sieFilesOf(settings, target) ?? { files: "voucher", numbers: "own" };
  const { rates } = await ratesFor(app);
  return app.books.transaction(async (trx) => {
    const within = { ...app, books: trx };
    await lockSieFiles(trx);
    const known = await sieFileOf(trx, id);
    if (known !== null) return known; // another worker has, meanwhile
    const own = await readyOf(within, rates, posting);
    if (own.kind !== "ready") return own;
    // its attempt that is under way is counted
    const there = target === "sie" ? await alone(within, rates, posting, 1, signal) : null;
    if (there !== null) return { kind: "delivered", ...there };
    const together: ReadyVoucher[] = [];
    const key = groupOf(app, files, posting);
    for (const one of await dueForFiles(trx, target)) {
      if (groupOf(app, files, one) !== key) continue;
      if (target === "sie" && one.postingId !== id && (await alone(within, rates, one, 0, signal)) !== null)
        continue; // its own delivery finds it
      const ready = one.postingId === id ? own : await readyOf(within, rates, one);
      if (ready.kind === "ready") together.push({ ...one, source: ready.voucher, rates: ready.rates });
    }
    const fitting = target === "mail" ? await fittingLetter(within, together, { id, numbers }) : together;
    if ("kind" in fitting) return fitting;
    if (!fitting.some(({ postingId }) => postingId === id)) return gone(posting);
    const fileId = await nextSieFileId(trx);
    const name = nameOf({ files, posting, fileId, today: dateIn(settings.timeZone, clock.now()) });
    const mailId =
      target === "mail" ? await addVoucherLetter(within, fitting, { fileId, name, numbers }) : null;
    const file: SieFile = { id: fileId, target, name, numbers, language: settings.language, mailId };
    await addSieFile(trx, { ...file, at: clock.now(), vouchers: fitting });
    if (mailId !== null) await recordFilePosted(trx, file, clock.now());
    return file;
  });
}

/** It was due when its job began, and is not any more: a look at its row says why. */
function gone({ id }: PostingRow): Delivery {
  return { kind: "unsure", cause: new Error(`posting ${id} is being delivered by another worker`) };
}

async function readyOf(app: AppContext, rates: Rates, row: SourceRow): Promise<ReadyForSie> {
  return readyForSie(await sourceOf(app, row), app.workspace.settings, rates);
}

/** What stands in a file together: of one fiscal year, as a file has one, and of one month where files are a month's. */
function groupOf(
  { workspace: { settings } }: AppContext,
  files: SieFiles,
  { voucherId, date }: VoucherInFile | PostingRow,
): string {
  if (files === "voucher") return String(voucherId);
  const { year, part } = fiscalYearAt(date, settings.company);
  const month = files === "month" ? date.slice(0, 7) : "";
  return `${fiscalYearName(year, part)} ${month}`;
}

interface Named {
  readonly files: SieFiles;
  readonly posting: PostingRow;
  readonly fileId: bigint;
  readonly today: string;
}

/** "Kvitt_2026-03-02_7.si": the night or the month, and the file's own number, which no other has. */
function nameOf({ files, posting, fileId, today }: Named): string {
  if (files === "voucher") return sieFileName(posting);
  return `Kvitt_${files === "month" ? posting.date.slice(0, 7) : today}_${fileId}.si`;
}
