/** The upload: files are sent, held and checked at once, and taken in or thrown away by a person who has seen the verdict. */
import { createReadStream } from "node:fs";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { UserError } from "../../errors.ts";
import { sampleList } from "../../intake/receivables/sample-list.ts";
import { checkFile, kindOf, verdictOf, type FileCheck } from "../../pipeline/check-file.ts";
import { previewImport } from "../../pipeline/dry-run.ts";
import { excerpts } from "../../reports/check/excerpt.ts";
import { languageOf, show, type Desk, type Routes } from "../desk.ts";
import { faultsOf } from "./faults.ts";
import { heldFile, heldFiles, hold, holdingOf, noteVerdict, throwAway, type HeldFile } from "./hold.ts";
import { uploadContent } from "./list-page.ts";
import { mapRoutes } from "./map-routes.ts";
import { messages } from "./messages.ts";
import { previewContent } from "./preview-page.ts";
import { receive } from "./receive.ts";
import { doneText } from "./done-text.ts";
import { startRun, takeIn } from "./take-in.ts";
import { FAULTS_SHOWN, takeInForm, verdictContent } from "./verdict-page.ts";

const DECIDE = { config: { access: "decide" } } as const;
/** A preview reads, matches and books the file in a transaction that others wait for. */
const PREVIEW_BYTES_MAX = 16 * 1024 ** 2;
const CHECKS_KEPT = 50;

const TakeIn = z.object({
  id: z
    .union([z.string().max(100), z.array(z.string().max(100)).max(1_000)])
    .transform((one) => [one].flat()),
  when: z.enum(["now", "tonight"]),
});

interface ById {
  Params: { id: string };
}

export const uploadRoutes: Routes = (parent, desk) => {
  const { app, maxBytes } = desk;
  const { settings, work } = app.workspace;
  const holding = holdingOf(work, app.clock, maxBytes);
  /** A file does not change while it waits, and a large one takes seconds to check. */
  const checks = new Map<string, Promise<FileCheck>>();
  let isPreviewing = false;

  parent.get("/upload", DECIDE, async (request, reply) => {
    const language = languageOf(request, desk);
    const waiting = await heldFiles(holding);
    const says = doneText(request.query, { language, nightlyAt: settings.nightlyAt });
    const content = uploadContent({ waiting, says, visitor: request.visitor, language });
    return show(request, reply, desk, { title: messages.upload[language], content, script: "upload" });
  });

  parent.get<ById>("/upload/:id", DECIDE, async (request, reply) => {
    const language = languageOf(request, desk);
    const held = await heldOf(request.params.id);
    const check = await checked(held);
    const source = () => createReadStream(held.path, { highWaterMark: 1 << 16 });
    const places = faultsOf(check).slice(0, FAULTS_SHOWN);
    // line 0 is in no file
    const found = await excerpts(
      source,
      places.map((one) => ({ ...one, line: one.line ?? 0 })),
    );
    const content = verdictContent({
      held,
      check,
      verdict: verdictOf(check),
      excerpts: found,
      isTable: (await sampleList(source)) !== null,
      says: doneText(request.query, { language, nightlyAt: settings.nightlyAt }),
      nightlyAt: settings.nightlyAt,
      visitor: request.visitor,
      language,
    });
    return show(request, reply, desk, { title: held.name, content });
  });

  parent.post<ById>("/upload/:id/preview", DECIDE, async (request, reply) => {
    const language = languageOf(request, desk);
    const held = await heldOf(request.params.id);
    if (held.size > PREVIEW_BYTES_MAX) throw new UserError(messages.previewTooLarge, messages.tryAgain);
    if (isPreviewing) throw new UserError(messages.previewBusy, messages.tryAgain);
    isPreviewing = true;
    try {
      const preview = await previewImport(app, [held.path]);
      const check = await checked(held);
      const actions = takeInForm({
        held,
        check,
        nightlyAt: settings.nightlyAt,
        visitor: request.visitor,
        language,
      });
      const content = previewContent({
        held,
        preview,
        actions: verdictOf(check) === "trouble" ? null : actions,
        language,
      });
      return await show(request, reply, desk, { title: messages.previewTitle[language], content });
    } finally {
      isPreviewing = false;
    }
  });

  parent.post("/upload/take-in", DECIDE, async (request, reply) => {
    const { id: ids, when } = TakeIn.parse(request.body);
    const by = request.visitor?.name ?? "";
    let [files, rates] = [0, 0];
    for (const id of new Set(ids)) {
      const held = await heldFile(holding, id);
      const name = held === null ? null : await takeIn(desk, holding, held, by);
      if (name === null) continue;
      checks.delete(id);
      if (held?.kind === "rates") rates++;
      else files++;
    }
    if (files + rates === 0) throw new UserError(messages.noSuchUpload, messages.uploadAgain);
    const run = when === "now" && files > 0 ? `&run=${await startRun(desk, by)}` : "";
    return reply.redirect(`/upload?files=${files}&rates=${rates}${run}`, 303);
  });

  parent.post<ById>("/upload/:id/throw-away", DECIDE, async (request, reply) => {
    const held = await heldOf(request.params.id);
    await throwAway(holding, held);
    checks.delete(held.id);
    return reply.redirect("/upload?thrown=1", 303);
  });

  mapRoutes(parent, desk);
  void parent.register((server, _options, done) => {
    // no parser reads the body: `receive` does, whatever its content type
    server.removeAllContentTypeParsers();
    server.addContentTypeParser("*", (_request, _payload, parsed) => parsed(null));
    server.put<{ Params: { name: string } }>("/upload/:name", DECIDE, async (request, reply) => {
      const language = languageOf(request, desk);
      const by = request.visitor?.name ?? "";
      const outcome = await hold(holding, { ...arriving(request), by });
      if (!outcome.ok) return refused(reply, outcome.status, outcome.problem[language]);
      const check = await checked(outcome.held);
      const verdict = verdictOf(check);
      const { id, name, size } = outcome.held;
      const says = messages.verdicts[verdict][language];
      return reply
        .code(201)
        .send({ id, name, size, kind: kindOf(check), verdict, says, href: `/upload/${id}` });
    });
    folderRoutes(server, desk);
    done();
  });

  async function heldOf(id: string): Promise<HeldFile> {
    const held = await heldFile(holding, id);
    if (held === null) throw new UserError(messages.noSuchUpload, messages.uploadAgain);
    return held;
  }

  /** The verdict is written down with the file, for the list of what waits and for taking in. */
  async function checked(held: HeldFile): Promise<FileCheck> {
    const known = checks.get(held.id);
    const checking = known ?? checkFile(held.path, settings);
    if (known === undefined) {
      checks.set(held.id, checking);
      const [oldest] = checks.keys();
      if (checks.size > CHECKS_KEPT && oldest !== undefined) checks.delete(oldest);
    }
    try {
      const check = await checking;
      if (held.verdict === null)
        await noteVerdict(holding, held, { kind: kindOf(check), verdict: verdictOf(check) });
      return check;
    } catch (error) {
      checks.delete(held.id);
      throw error;
    }
  }
};

/** Straight into a folder, for programs that have checked their files. */
function folderRoutes(server: FastifyInstance, desk: Desk): void {
  const { settings, inbox, receivables } = desk.app.workspace;
  for (const [folder, path] of [
    ["inbox", inbox],
    ["receivables", receivables],
  ] as const) {
    server.put<{ Params: { name: string } }>(`/${folder}/:name`, DECIDE, async (request, reply) => {
      const language = languageOf(request, desk);
      const received = await receive({ ...arriving(request), folder: path, maxBytes: desk.maxBytes });
      if (!received.ok) return refused(reply, received.status, received.problem[language]);
      const { name, size } = received;
      desk.app.log.info({ folder, size }, "a file was uploaded");
      const says = messages.received({ name, nightlyAt: settings.nightlyAt })[language];
      return reply.code(201).send({ name, size, says });
    });
  }
}

function arriving({ params, raw, headers }: FastifyRequest<{ Params: { name: string } }>) {
  return { name: params.name, bytes: raw, announced: Number(headers["content-length"] ?? 0) };
}

/** Does not wait for the rest of the file. */
function refused(reply: FastifyReply, status: number, says: string): FastifyReply {
  return reply.header("connection", "close").code(status).send({ says });
}
