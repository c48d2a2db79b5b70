/** The search, and the pages that it leads to: a line with its explanation, a receivable with the lines that settled it. */
import { z } from "zod";
import { explainLine } from "../../audit/explain/explain.ts";
import { explanationParts } from "../../audit/explain/explanation-text.ts";
import { receivableView } from "../../books/receivable-view.ts";
import { search } from "../../books/search.ts";
import { UserError } from "../../errors.ts";
import { languageOf, show, type Routes } from "../desk.ts";
import { HITS_SHOWN, hitsContent } from "./hits-page.ts";
import { lineContent } from "./line-page.ts";
import { messages } from "./messages.ts";
import { receivableContent } from "./receivable-page.ts";
import { SOUGHT_MAX, soughtBy } from "./sought.ts";

const READ = { config: { access: "read" } } as const;
const Query = z.object({ q: z.string().default("") });
/** As large as PostgreSQL's int8 takes for certain. */
const Id = z.object({
  id: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
});

export const searchRoutes: Routes = (server, desk) => {
  const { books, workspace } = desk.app;

  server.get("/search", READ, async (request, reply) => {
    const language = languageOf(request, desk);
    const { q } = Query.parse(request.query);
    if (q.length > SOUGHT_MAX) throw new UserError(messages.tooLong, messages.help);
    const sought = soughtBy(q);
    const hits = sought.text === "" ? null : await search(books, sought, HITS_SHOWN + 1);
    const content = hitsContent(sought.text, hits, language);
    return show(request, reply, desk, { title: messages.title[language], content, script: "desk" });
  });

  server.get("/lines/:id", READ, async (request, reply) => {
    const language = languageOf(request, desk);
    const explanation = await explainLine(books, Id.parse(request.params), workspace.settings);
    const content = lineContent(explanation, explanationParts(explanation, language), language);
    const { row, paymentReference: payout } = explanation.line;
    return show(request, reply, desk, { title: messages.lineTitle({ row, payout })[language], content });
  });

  server.get("/receivables/:id", READ, async (request, reply) => {
    const language = languageOf(request, desk);
    const found = await receivableView(books, Id.parse(request.params).id);
    if (found === null) throw new UserError(messages.noSuchReceivable, messages.searchForIt);
    return show(request, reply, desk, { title: found.number, content: receivableContent(found, language) });
  });
};
