/** A month: the page, its vouchers as one SIE file, its specification, and everything as one zip. */
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import {
  sieNameOf,
  sieOfMonth,
  specificationCsv,
  waitingForRate,
  writeMonth,
  zipNameOf,
} from "../../audit/month/files.ts";
import { daysOf, specification } from "../../audit/month/specification.ts";
import { movementsOn } from "../../books/month.ts";
import { monthAndYear } from "../../format/days.ts";
import { languageOf, show, type Routes } from "../desk.ts";
import { messages } from "./messages.ts";
import { monthContent, SHOWN_MAX, type ShownAccount } from "./page.ts";

const READ = { config: { access: "read" } } as const;
interface Month {
  readonly Params: { readonly month: string };
}

export const monthRoutes: Routes = (server, { app, ...desk }) => {
  const { books, workspace } = app;
  const { settings } = workspace;

  server.get<Month>("/months/:month", READ, async (request, reply) => {
    const language = languageOf(request, { app, ...desk });
    const { month } = request.params;
    const days = daysOf(month);
    const accounts: ShownAccount[] = [];
    for (const one of await specification(books, settings, month)) {
      let first: ShownAccount["first"] = [];
      for await (const batch of movementsOn(books, one, days, SHOWN_MAX)) {
        first = batch;
        break;
      }
      accounts.push({ ...one, first });
    }
    const title = messages.month(monthAndYear(month, language))[language];
    const content = monthContent(month, accounts, await waitingForRate(app, month), language);
    return show(request, reply, { app, ...desk }, { title, content });
  });

  server.get<Month>("/months/:month/sie", READ, async ({ params: { month } }, reply) => {
    const sie = await sieOfMonth(app, month);
    return file(reply, sieNameOf(month), Readable.from(sie.chunks(), { objectMode: false }));
  });

  server.get<Month>("/months/:month/specification", READ, ({ params: { month } }, reply) => {
    daysOf(month);
    const csv = Readable.from(specificationCsv(app, month, settings.language), { objectMode: false });
    return file(reply, `kvitt-${month}.csv`, csv);
  });

  server.get<Month>("/months/:month/zip", READ, async ({ params: { month } }, reply) => {
    daysOf(month);
    const folder = await mkdtemp(join(tmpdir(), "kvitt-month-"));
    reply.raw.once("close", () => void rm(folder, { recursive: true, force: true }));
    const path = join(folder, "month.zip");
    await writeMonth(app, month, path, settings.language);
    return file(reply, zipNameOf(month), createReadStream(path));
  });
};

/** Sends a file to be kept. */
function file(reply: FastifyReply, name: string, bytes: Readable): FastifyReply {
  return reply
    .header("content-disposition", `attachment; filename="${name}"`)
    .type("application/octet-stream")
    .send(bytes);
}
