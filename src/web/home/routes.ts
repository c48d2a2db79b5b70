/** The first page. */
import { z } from "zod";
import { languageOf, show, type Routes } from "../desk.ts";
import { messages } from "../messages.ts";
import { homeContent } from "./page.ts";
import { DEVIATION_ORDERS, pageData } from "./page-data.ts";

/** Anything else is the usual order. */
const Shown = z.object({ order: z.enum(DEVIATION_ORDERS).catch("newest") });

export const homeRoutes: Routes = (server, desk) => {
  server.get("/", { config: { access: "read" } }, async (request, reply) => {
    const language = languageOf(request, desk);
    const { order } = Shown.parse(request.query);
    const data = await pageData(desk.app, language, request.visitor, order);
    return show(request, reply, desk, {
      title: messages.home[language],
      content: homeContent(data),
      script: data.underWay === null ? "desk" : "live",
    });
  });
};
