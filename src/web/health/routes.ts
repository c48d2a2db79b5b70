/** What `kvitt doctor` finds, as a page. */
import { addressOf } from "../../books/database.ts";
import { examine } from "../../doctor/checkup.ts";
import type { Finding } from "../../doctor/finding.ts";
import { silentLog } from "../../log.ts";
import { rolesAlive } from "../../pipeline/life.ts";
import { languageOf, show, type Desk, type Routes } from "../desk.ts";
import { messages } from "./messages.ts";
import { healthContent } from "./page.ts";

/** The mail server is spoken to each time: not more often than this, however often the page is asked for. */
const KEPT_MS = 5_000;

export const healthRoutes: Routes = (server, desk) => {
  const { books, clock, workspace } = desk.app;
  const look = kept(desk);

  server.get("/health", { config: { access: "read" } }, async (request, reply) => {
    const language = languageOf(request, desk);
    const { findings, at } = await look();
    const content = healthContent({
      findings,
      roles: await rolesAlive(books, clock.now()).catch(() => null),
      lookedAt: at,
      language,
      timeZone: workspace.settings.timeZone,
    });
    return show(request, reply, desk, { title: messages.health[language], content });
  });
};

interface Looked {
  readonly findings: readonly Finding[];
  readonly at: Date;
}

/** One checkup at a time, shared by all who ask meanwhile. */
function kept({ app }: Desk): () => Promise<Looked> {
  let newest: Promise<Looked> | null = null;
  let until = 0;
  return () => {
    const now = app.clock.now().getTime();
    if (newest !== null && now < until) return newest;
    until = Number.POSITIVE_INFINITY;
    const looking = checkup(app).finally(() => {
      until = app.clock.now().getTime() + KEPT_MS;
    });
    newest = looking;
    return looking;
  };
}

async function checkup({ workspace, books, clock }: Desk["app"]): Promise<Looked> {
  const findings = await examine({
    workspace,
    clock,
    log: silentLog,
    // the one that is in use; an embedded one runs already
    openDatabase: () => Promise.resolve({ url: addressOf(books), close: () => Promise.resolve() }),
  });
  return { findings, at: clock.now() };
}
