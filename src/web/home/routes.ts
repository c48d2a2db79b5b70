/** The first page. */
import { languageOf, show, type Routes } from "../desk.ts";
import { messages } from "../messages.ts";
import { homeContent } from "./page.ts";
import { pageData } from "./page-data.ts";

export const homeRoutes: Routes = (server, desk) => {
  server.get("/", { config: { access: "read" } }, async (request, reply) => {
    const language = languageOf(request, desk);
    const data = await pageData(desk.app, language, request.visitor);
    return show(request, reply, desk, {
      title: messages.home[language],
      content: homeContent(data),
      script: data.underWay === null ? "desk" : "live",
    });
  });
};
