/** Files that are sent: settlement reports into the inbox, lists of receivables into their folder. */
import { z } from "zod";
import { languageOf } from "../desk.ts";
import { messages as upload } from "../upload/messages.ts";
import { receive } from "../upload/receive.ts";
import { messages } from "./messages.ts";
import { access, described, type Api, type ApiRoutes } from "./route.ts";
import { Received } from "./schemas.ts";

const FOLDERS = [
  { name: "inbox", summary: "Sends a settlement report; the next run takes it in" },
  { name: "receivables", summary: "Sends a list of receivables; the next run takes it in" },
] as const;

export const fileApi: ApiRoutes = (parent, desk) => {
  const { app, maxBytes } = desk;
  const { workspace } = app;

  void parent.register((server, _options, done) => {
    // no parser reads the body: `receive` does, whatever its content type
    server.removeAllContentTypeParsers();
    server.addContentTypeParser("*", (_request, _payload, parsed) => parsed(null));
    const api = server as unknown as Api; // the types of what is given are lost in a scope of its own
    for (const { name: folder, summary } of FOLDERS) {
      api.put(
        `/${folder}/:name`,
        {
          config: access("decide"),
          schema: {
            ...described({ summary, answer: Received, status: 201, problems: [413] }),
            consumes: ["application/octet-stream"],
            params: z.object({ name: z.string() }),
          },
        },
        async (request, reply) => {
          const language = languageOf(request, desk);
          const received = await receive({
            name: request.params.name,
            bytes: request.raw,
            announced: Number(request.headers["content-length"] ?? 0),
            folder: workspace[folder],
            maxBytes,
          });
          if (!received.ok) {
            // do not wait for the rest of the file
            reply.header("connection", "close").code(received.status);
            return reply.send({ says: received.problem[language], todo: messages.tryAnotherFile[language] });
          }
          const { name, size } = received;
          app.log.info({ folder, size }, "a file was uploaded");
          const says = upload.received({ name, nightlyAt: workspace.settings.nightlyAt })[language];
          return reply.code(201).send({ name, size, says });
        },
      );
    }
    done();
  });
};
