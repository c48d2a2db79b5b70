/** The upload of files: a page with a form, and one PUT for each file with the file as its body. */
import { languageOf, show, type Routes } from "../desk.ts";
import { messages } from "../messages.ts";
import { uploadSection } from "./form.ts";
import { receive } from "./receive.ts";

export const uploadRoutes: Routes = (parent, desk) => {
  const { app, maxBytes } = desk;
  const { settings, inbox, receivables } = app.workspace;

  parent.get("/upload", { config: { access: "decide" } }, async (request, reply) => {
    const language = languageOf(request, desk);
    const content = [uploadSection(language, request.host)];
    return show(request, reply, desk, { title: messages.upload[language], content, script: "upload" });
  });

  void parent.register((server, _options, done) => {
    // no parser reads the body: `receive` does, whatever its content type
    server.removeAllContentTypeParsers();
    server.addContentTypeParser("*", (_request, _payload, parsed) => parsed(null));
    for (const [folder, path] of [
      ["inbox", inbox],
      ["receivables", receivables],
    ] as const) {
      server.put<{ Params: { name: string } }>(
        `/${folder}/:name`,
        { config: { access: "decide" } },
        async (request, reply) => {
          const language = languageOf(request, desk);
          const received = await receive({
            name: request.params.name,
            bytes: request.raw,
            announced: Number(request.headers["content-length"] ?? 0),
            folder: path,
            maxBytes,
          });
          if (!received.ok) {
            // do not wait for the rest of the file
            return reply
              .header("connection", "close")
              .code(received.status)
              .send({ says: received.problem[language] });
          }
          const { name, size } = received;
          app.log.info({ folder, size }, "a file was uploaded");
          return reply
            .code(201)
            .send({ name, size, says: messages.received({ name, nightlyAt: settings.nightlyAt })[language] });
        },
      );
    }
    done();
  });
};
