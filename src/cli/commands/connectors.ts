/** `kvitt connectors`: the systems that Kvitt is connected with, whether each works, when it last did, and what to do. */
import { connectorReports, type ConnectorReport } from "../../pipeline/connector-report.ts";
import { command } from "../command.ts";
import { EXIT } from "../context.ts";
import { renderConnectors } from "../render/connectors.ts";
import { messages } from "./messages.ts";

export const connectors = command({
  name: "connectors",
  text: messages.connectors,
  json: true,
  run: async ({ app, answer, language }) => {
    const found = await connectorReports(app);
    const document = found.map(({ system, title, findings, roles }) => ({
      system,
      title,
      works: worksNow({ findings }),
      findings: findings.map(({ state, says, todo }) => ({
        state,
        says: says[language],
        todo: todo?.[language] ?? null,
      })),
      roles: roles.map(({ role, workedAt, failedAt, fault, problem, todo }) => ({
        role,
        workedAt,
        failedAt,
        fault,
        problem: problem?.[language] ?? null,
        todo: todo?.[language] ?? null,
      })),
    }));
    answer(document, () => renderConnectors(found, language, app.workspace.settings.timeZone));
    return found.every(worksNow) ? EXIT.agrees : EXIT.technical;
  },
});

function worksNow({ findings }: Pick<ConnectorReport, "findings">): boolean {
  return findings.every(({ state }) => state !== "broken");
}
