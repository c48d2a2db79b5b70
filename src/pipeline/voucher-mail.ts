/** SIE files as attachments: what a letter bears, and the letter in the outbox. */
import { messages } from "./messages.ts";
import { addMail } from "../books/mails.ts";
import { mailLanguage } from "../config/settings.ts";
import type { SieNumbers } from "../config/sie-files.ts";
import type { Delivery } from "../delivery/target.ts";
import { composeVoucherLetter } from "../mail/voucher-letter.ts";
import { messageIdOf } from "../mail/letter.ts";
import type { AppContext } from "../app.ts";
import { chunksOf, type ReadyVoucher } from "./sie-content.ts";

/** Mail servers take 20 to 25 MB, and an attachment grows by a third on its way. */
const ATTACHED_MAX = 10_000_000;

/** Of those that belong together, as many as one letter bears, with the one that is delivered now among them; the others get a letter each so many. */
export async function fittingLetter(
  app: AppContext,
  together: readonly ReadyVoucher[],
  { id, numbers }: { readonly id: bigint; readonly numbers: SieNumbers },
): Promise<readonly ReadyVoucher[] | Extract<Delivery, { readonly kind: "refused" }>> {
  let letter: ReadyVoucher[] = [];
  let size = 0;
  for (const one of together) {
    const own = await sizeOf(chunksOf(app, [one.source], numbers));
    if (own > ATTACHED_MAX) {
      if (one.postingId === id) return tooLarge(one, own);
      continue; // its own delivery says so
    }
    if (size + own > ATTACHED_MAX) {
      if (letter.some(({ postingId }) => postingId === id)) return letter;
      [letter, size] = [[], 0];
    }
    letter.push(one);
    size += own;
  }
  return letter;
}

/** Puts the letter into the outbox, and returns its id. */
export async function addVoucherLetter(
  app: AppContext,
  vouchers: readonly ReadyVoucher[],
  { fileId, name, numbers }: { readonly fileId: bigint; readonly name: string; readonly numbers: SieNumbers },
): Promise<bigint> {
  const { workspace, books, clock } = app;
  const { settings } = workspace;
  const { mail } = settings.connectors;
  if (mail === undefined) throw new Error("there is no target mail"); // an earlier version of the settings had it
  const at = clock.now();
  const chunks: Buffer[] = [];
  const sources = vouchers.map(({ source }) => source);
  for await (const chunk of chunksOf(app, sources, numbers)) chunks.push(chunk);
  const composed = composeVoucherLetter(
    {
      company: settings.company.name,
      at,
      timeZone: settings.timeZone,
      file: { name, bytes: Buffer.concat(chunks) },
      numbers,
      vouchers,
    },
    mailLanguage(settings),
  );
  const id = await addMail(books, settings, {
    key: `vouchers ${fileId}`,
    messageId: messageIdOf(`vouchers-${fileId}`, at, settings.mail.from),
    kind: "vouchers",
    runId: null,
    at,
    to: [mail.to],
    ...composed,
  });
  if (id === null) throw new Error(`the letter of ${name} is there already`);
  return id;
}

async function sizeOf(chunks: AsyncIterable<Buffer>): Promise<number> {
  let size = 0;
  for await (const { length } of chunks) size += length;
  return size;
}

function tooLarge(
  { series, number }: ReadyVoucher,
  bytes: number,
): Extract<Delivery, { readonly kind: "refused" }> {
  const [megabytes, most] = [Math.ceil(bytes / 1_000_000), ATTACHED_MAX / 1_000_000];
  return {
    kind: "refused",
    problem: messages.tooLargeForMail({ name: `${series}${number}`, megabytes, most }),
    remedy: messages.tooLargeForMailRemedy,
  };
}
