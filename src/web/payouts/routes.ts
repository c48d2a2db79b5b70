/** Payouts: the list, one with its proof, lines and vouchers, and the files that belong to it. */
import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { archivedPath } from "../../audit/verify/archive.ts";
import { evidenceName, writeEvidence } from "../../audit/evidence/evidence.ts";
import { linesOfPayout, sumsByType } from "../../books/payout-lines.ts";
import { mailedFile } from "../../books/sie-files.ts";
import { deviations, payouts, type PayoutPlace, type PayoutView } from "../../books/views.ts";
import { voucherPage } from "../../books/voucher-page.ts";
import { UserError } from "../../errors.ts";
import { safeName } from "../../intake/files/file-name.ts";
import { languageOf, show, type Desk, type Routes } from "../desk.ts";
import { messages as access } from "../access/messages.ts";
import { listContent } from "./list-page.ts";
import { messages } from "./messages.ts";
import {
  DEVIATIONS_AT_ONCE,
  LINES_AT_ONCE,
  payoutContent,
  VOUCHER_ROWS_AT_ONCE,
  VOUCHERS_AT_ONCE,
} from "./page.ts";

const PAYOUTS_AT_ONCE = 50;
const Name = z.object({ merchant: z.string().max(200), reference: z.string().max(200) });
const Lines = z.object({
  after: z.coerce.number().int().min(0).catch(0),
  only: z.enum(["open"]).optional().catch(undefined),
  /** Vouchers after this one. */
  voucher: z.coerce.number().int().min(0).catch(0),
});
/** The payout after which the list goes on; null: from the newest on. */
const List = z
  .object({
    date: z.iso.date(),
    reference: z.string().max(200),
    merchant: z.string().max(200),
    issuer: z.enum(["klarna", "kustom"]),
  })
  .transform(({ date, reference, merchant, issuer }): PayoutPlace => {
    return { payoutDate: date, paymentReference: reference, merchantId: merchant, issuer };
  })
  .nullable()
  .catch(null);
const READ = { config: { access: "read" } } as const;

export const payoutRoutes: Routes = (server, desk) => {
  const { books, workspace, clock } = desk.app;

  server.get("/payouts", READ, async (request, reply) => {
    const language = languageOf(request, desk);
    const before = List.parse(request.query);
    const found = (await payouts(books, null, PAYOUTS_AT_ONCE + 1, before)).toReversed();
    const content = listContent(found.slice(0, PAYOUTS_AT_ONCE), {
      language,
      isMore: found.length > PAYOUTS_AT_ONCE,
    });
    return show(request, reply, desk, { title: messages.payouts[language], content, script: "desk" });
  });

  server.get("/payouts/:merchant/:reference", READ, async (request, reply) => {
    const language = languageOf(request, desk);
    const { payout, name } = await payoutOf(desk, request.params);
    const { after, only, voucher } = Lines.parse(request.query);
    const open = only === "open";
    const content = payoutContent({
      payout,
      sums: await sumsByType(books, name),
      lines: await linesOfPayout(books, { reference: name, after, most: LINES_AT_ONCE + 1, open }),
      open,
      deviations: (await deviations(books, { reference: name, newest: DEVIATIONS_AT_ONCE + 1 })).toReversed(),
      vouchers: await voucherPage(books, {
        reference: name,
        after: voucher,
        most: VOUCHERS_AT_ONCE + 1,
        rowsMax: VOUCHER_ROWS_AT_ONCE,
      }),
      language,
      now: clock.now(),
    });
    const title = messages.payout(payout.paymentReference)[language];
    return show(request, reply, desk, { title, content, script: "desk" });
  });

  server.get("/payouts/:merchant/:reference/report", READ, async (request, reply) => {
    const { payout } = await payoutOf(desk, request.params);
    const { name, sha256 } = payout.file;
    const path = await archivedPath({ path: `archive/${sha256}`, sha256 }, { workspace });
    return file(reply, path, basename(name));
  });

  server.get("/payouts/:merchant/:reference/evidence", READ, async (request, reply) => {
    const { name, payout } = await payoutOf(desk, request.params);
    const folder = await mkdtemp(join(tmpdir(), "kvitt-evidence-"));
    const path = join(folder, "evidence.zip");
    reply.raw.once("close", () => void rm(folder, { recursive: true, force: true }));
    await writeEvidence(desk.app, name, path, workspace.settings.language);
    return file(reply, path, evidenceName(payout.paymentReference));
  });

  server.get<{ Params: { name: string } }>("/sie/:name", READ, (request, reply) => {
    const name = safeName(request.params.name);
    return file(reply, join(workspace.sie, name), name);
  });

  server.get<{ Params: { name: string } }>("/mailed/:name", READ, async (request, reply) => {
    const { name } = request.params;
    const bytes = await mailedFile(books, name);
    if (bytes === null) throw new UserError(messages.fileGone, access.toTheStart);
    return attached(reply, name, bytes.length).send(bytes);
  });
};

async function payoutOf(
  { app }: Desk,
  params: unknown,
): Promise<{ readonly payout: PayoutView; readonly name: string }> {
  const { merchant, reference } = Name.parse(params);
  const name = `${merchant}/${reference}`;
  const payout = (await payouts(app.books, name)).find((one) => one.merchantId === merchant);
  if (payout === undefined) throw new UserError(access.noSuchPage, access.toTheStart);
  return { payout, name };
}

async function file(reply: FastifyReply, path: string | null, name: string): Promise<FastifyReply> {
  const found = path === null ? null : await stat(path).catch(() => null);
  if (path === null || !found?.isFile()) throw new UserError(messages.fileGone, access.toTheStart);
  return attached(reply, name, found.size).send(createReadStream(path));
}

/** A file to be kept: no browser shows what came from a report as a page of ours. */
function attached(reply: FastifyReply, name: string, bytes: number): FastifyReply {
  return reply
    .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header("content-length", bytes)
    .type("application/octet-stream");
}
