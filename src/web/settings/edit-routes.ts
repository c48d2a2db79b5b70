/** Changes settings that are safe to change, in their file: the form, what would change, and the writing. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { audit } from "../../books/audit.ts";
import { edited, hashOfText, readConfigText, replaceConfig, settingsIn } from "../../config/config-file.ts";
import type { SettingsEdit } from "../../config/config-file.ts";
import { editableSettings, editFor, tidied, type EditableSetting } from "../../config/editable-settings.ts";
import type { SettingsProblem } from "../../config/settings-check.ts";
import { UserError } from "../../errors.ts";
import { actorOf } from "../access/actor.ts";
import { languageOf, show, type Routes } from "../desk.ts";
import { sayOnPage } from "../say.ts";
import { changesContent, editContent, type Change } from "./edit-page.ts";
import { messages } from "./messages.ts";
import type { Says } from "./parts.ts";

const ADMIN = { config: { access: "admin" } } as const;
const MERCHANTS_ON_A_PAGE = 100;
const Form = z.record(z.string(), z.string().max(20_000));
const Query = z.object({ after: z.string().optional() });

export const editRoutes: Routes = (server, desk) => {
  const { app } = desk;
  const { config, fromEnvironment } = app.workspace;

  server.get("/settings/edit", ADMIN, async (request, reply) => {
    const { after } = Query.parse(request.query);
    return form(request, reply, { fields: onPage(await present(), after) });
  });

  server.post("/settings/edit", ADMIN, async (request, reply) =>
    told(request, reply, async (typed, file) => {
      const { changes, problems, text } = wishes(typed, file);
      if (problems.length > 0) return wrong(request, reply, typed, file, problems);
      const language = languageOf(request, desk);
      if (changes.length === 0 || text === file.text)
        return form(request, reply, {
          fields: onPage(file, undefined),
          says: { text: messages.nothingChanged[language], tone: "good" },
        });
      const shown = { visitor: request.visitor, language, state: file.state };
      const content = changesContent(changes, shown);
      return show(request, reply, desk, { title: messages.willChange[language], content });
    }),
  );

  server.post("/settings/edit/save", ADMIN, async (request, reply) =>
    told(request, reply, async (typed, file) => {
      const { changes, problems, text } = wishes(typed, file);
      if (text === null) return wrong(request, reply, typed, file, problems);
      if (changes.length === 0) return reply.redirect("/settings", 303);
      const keys = changes.map(({ setting }) => setting.key);
      await app.books.transaction(async (trx) => {
        const entry = {
          actor: actorOf(request),
          action: "changed settings",
          subject: "kvitt.config.yaml",
          before: { sha256: file.state },
          // no values: an address of a person would stay in the trail for ever
          after: { sha256: hashOfText(text), keys },
        };
        await audit(trx, app.clock.now(), [entry]);
        // last, so that a file that cannot be written leaves no entry
        await replaceConfig(config, file.text, text);
      });
      return reply.redirect("/settings?written=1", 303);
    }),
  );

  interface Present {
    readonly text: string;
    readonly state: string;
    readonly settings: readonly EditableSetting[];
  }

  async function present(): Promise<Present> {
    const text = await readConfigText(config);
    const read = settingsIn(config, text);
    if (!read.ok) throw new UserError(read.problem, messages.correctFile);
    return { text, state: hashOfText(text), settings: editableSettings(read.value) };
  }

  /** What cannot be done is said above the form, as the file has it now. */
  async function told(
    request: FastifyRequest,
    reply: FastifyReply,
    act: (typed: ReadonlyMap<string, string>, file: Present) => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    const { form: _, state, ...typed } = Form.parse(request.body ?? {});
    const file = await present();
    try {
      if (state !== file.state) throw new UserError(messages.fileChanged, messages.lookAgain);
      return await act(new Map(Object.entries(typed)), file);
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      const text = sayOnPage(thrown, languageOf(request, desk));
      return form(request, reply.code(409), {
        fields: onPage(await present(), undefined),
        says: { text, tone: "trouble" },
      });
    }
  }

  /** Only of settings that may be changed here. */
  function wishes(typed: ReadonlyMap<string, string>, { text, settings }: Present) {
    const changes: Change[] = [];
    const edits: SettingsEdit[] = [];
    for (const setting of settings) {
      const wish = typed.get(setting.key);
      if (wish === undefined || Object.hasOwn(fromEnvironment, setting.key)) continue;
      const edit = editFor(setting, wish);
      if (edit === null) continue;
      edits.push(edit);
      changes.push({ setting, typed: tidied(setting.what, wish) });
    }
    const result = edited(text, edits);
    const problems: readonly SettingsProblem[] = result.ok ? [] : result.problems;
    return { changes, problems, text: result.ok ? result.text : null };
  }

  interface Fields {
    readonly state: string;
    readonly settings: readonly EditableSetting[];
    readonly next: string | null;
  }

  function onPage({ state, settings }: Present, after: string | undefined): Fields {
    const company = settings.filter(({ what }) => what !== "merchant");
    const merchants = settings.filter(({ what }) => what === "merchant");
    const start = merchants.findIndex(({ path }) => path[1] === after) + 1;
    const shown = merchants.slice(start, start + MERCHANTS_ON_A_PAGE);
    const isMore = merchants.length > start + shown.length;
    return { state, settings: [...company, ...shown], next: isMore ? (shown.at(-1)?.path[1] ?? null) : null };
  }

  /** The same fields again, as they were typed. */
  function wrong(
    request: FastifyRequest,
    reply: FastifyReply,
    typed: ReadonlyMap<string, string>,
    { state, settings }: Present,
    problems: readonly SettingsProblem[],
  ): FastifyReply {
    const again = settings.filter(({ key, what }) => what !== "merchant" || typed.has(key));
    const text = messages.notRight[languageOf(request, desk)];
    return form(request, reply.code(400), {
      fields: { state, settings: again, next: null },
      typed,
      problems,
      says: { text, tone: "trouble" },
    });
  }

  interface FormOf {
    readonly fields: Fields;
    readonly typed?: ReadonlyMap<string, string>;
    readonly problems?: readonly SettingsProblem[];
    readonly says?: Says;
  }

  function form(
    request: FastifyRequest,
    reply: FastifyReply,
    { fields, typed = new Map(), problems = [], says }: FormOf,
  ): FastifyReply {
    const language = languageOf(request, desk);
    const inForce = new Map(editableSettings(app.workspace.settings).map(({ key, value }) => [key, value]));
    const content = editContent({
      ...fields,
      visitor: request.visitor,
      language,
      config,
      typed,
      problems,
      fromEnvironment,
      inForce: (key) => (inForce.get(key) ?? "").split("\n").join(", "),
      ...(says === undefined ? {} : { says }),
    });
    return show(request, reply, desk, { title: messages.edit[language], content });
  }
};
