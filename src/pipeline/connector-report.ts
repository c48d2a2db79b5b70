/** Of each connected system: whether it works now, and of each of its roles when it last did and what was wrong. */
import type { AppContext } from "../app.ts";
import { connectorStates, type ConnectorState } from "../books/connector-state.ts";
import { checkConnector, findingOf } from "../connectors/check.ts";
import type { ConnectorFinding } from "../connectors/connector.ts";
import { ConnectorFault } from "../connectors/fault.ts";
import { connectorsOf } from "./connected.ts";

export interface ConnectorReport {
  readonly system: string;
  readonly title: string;
  readonly findings: readonly ConnectorFinding[];
  /** Those that were used so far. */
  readonly roles: readonly ConnectorState[];
}

const ANSWER_WITHIN_MS = 10_000;

export async function connectorReports(app: AppContext): Promise<readonly ConnectorReport[]> {
  const states = await connectorStates(app.books);
  const rolesOf = (system: string) => states.filter((one) => one.system === system);
  try {
    return await Promise.all(
      connectorsOf(app).map(async (connector) => ({
        system: connector.name,
        title: connector.title,
        findings: await checkConnector(connector, ANSWER_WITHIN_MS),
        roles: rolesOf(connector.name),
      })),
    );
  } catch (thrown) {
    if (!(thrown instanceof ConnectorFault)) throw thrown;
    const system = thrown.system.toLowerCase();
    return [{ system, title: thrown.system, findings: [findingOf(thrown)], roles: rolesOf(system) }];
  }
}
