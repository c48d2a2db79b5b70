/** Header maps for exports that Kvitt does not know: made on a file that was uploaded. */
import { createReadStream } from "node:fs";
import type { FastifyReply, FastifyRequest } from "fastify";
import { audit } from "../../books/audit.ts";
import { addHeaderMap } from "../../config/add-header-map.ts";
import { UserError } from "../../errors.ts";
import { checkList } from "../../intake/receivables/check-list.ts";
import { configuredMaps } from "../../intake/receivables/configured-maps.ts";
import { sampleList } from "../../intake/receivables/sample-list.ts";
import { languageOf, show, type Desk, type Routes } from "../desk.ts";
import { heldFile, holdingOf, type HeldFile } from "./hold.ts";
import { isMapName, mapOf, proposedMap, type ChosenMap } from "./map-form.ts";
import { mapContent } from "./map-page.ts";
import { messages } from "./messages.ts";
import { sayOnPage } from "../say.ts";

interface ById {
  Params: { id: string };
}

export const mapRoutes: Routes = (server, desk) => {
  const { app, maxBytes } = desk;
  const holding = holdingOf(app.workspace.work, app.clock, maxBytes);

  server.get<ById>("/upload/:id/map", { config: { access: "decide" } }, async (request, reply) => {
    const { held, sample } = await sampled(request.params.id);
    const isAsked = typeof request.query === "object" && request.query !== null && "name" in request.query;
    const chosen = isAsked ? mapOf(request.query, sample) : proposedMap(held.name, sample);
    return mapPage(request, reply, { held, sample, chosen, isAsked });
  });

  server.post<ById>("/upload/:id/map", { config: { access: "admin" } }, async (request, reply) => {
    const { held, sample } = await sampled(request.params.id);
    const chosen = mapOf(request.body, sample);
    const { name, ...map } = chosen;
    try {
      if (!isMapName(name)) throw new UserError(messages.mapIsWrong, messages.chooseName);
      const tried = await tryMap(desk, held, chosen);
      if (tried === null) throw new UserError(messages.mapNeeds, messages.chooseColumns);
      if (tried.refusals.length > 0) throw new UserError(messages.mapFails, messages.chooseColumns);
      await addHeaderMap(app.workspace.config, name, map);
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      const problem = sayOnPage(thrown, languageOf(request, desk));
      return mapPage(request, reply.code(400), { held, sample, chosen, isAsked: true, problem });
    }
    const actor = request.visitor?.name ?? "";
    await app.books.transaction((trx) =>
      audit(trx, app.clock.now(), [{ actor, action: "header map added", subject: name, after: map }]),
    );
    return reply.redirect(`/upload/${held.id}?map=${encodeURIComponent(name)}`, 303);
  });

  async function sampled(id: string) {
    const held = await heldFile(holding, id);
    if (held === null) throw new UserError(messages.noSuchUpload, messages.uploadAgain);
    const sample = await sampleList(sourceOf(held));
    if (sample === null) throw new UserError(messages.noTable, messages.exportCsv);
    return { held, sample };
  }

  interface Shown {
    readonly held: HeldFile;
    readonly sample: Awaited<ReturnType<typeof sampled>>["sample"];
    readonly chosen: ChosenMap;
    readonly isAsked: boolean;
    readonly problem?: string;
  }

  async function mapPage(
    request: FastifyRequest,
    reply: FastifyReply,
    { held, sample, chosen, isAsked, problem: given }: Shown,
  ): Promise<FastifyReply> {
    const language = languageOf(request, desk);
    const isNamed = isMapName(chosen.name);
    const tried = isAsked && isNamed ? await tryMap(desk, held, chosen) : null;
    const wrong = !isAsked
      ? null
      : !isNamed
        ? messages.mapIsWrong
        : tried === null
          ? messages.mapNeeds
          : null;
    const problem = given ?? wrong?.[language] ?? null;
    const content = mapContent({ held, sample, chosen, tried, problem, visitor: request.visitor, language });
    return show(request, reply, desk, { title: messages.mapTitle[language], content });
  }
};

/** The file read with this map alone; null when it is no list with it. */
async function tryMap({ app }: Desk, held: HeldFile, { name, ...map }: ChosenMap) {
  const { settings } = app.workspace;
  const { preset, columns, fixed, negative } = map;
  const headers = { [name]: { preset, columns, fixed, negative, leaveOut: {} } };
  const maps = configuredMaps({ ...settings, receivables: { headers } });
  return checkList(held.name, sourceOf(held), maps);
}

function sourceOf({ path }: HeldFile) {
  return () => createReadStream(path, { highWaterMark: 1 << 16 });
}
