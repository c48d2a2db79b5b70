/** Asks a system whether it works, for no longer than a person waits. */
import { ConnectorFault } from "./fault.ts";
import type { Connector, ConnectorFinding } from "./connector.ts";
import type { Message } from "../message.ts";
import { messages } from "./messages.ts";

/** Never throws for what the system answers, or does not. */
export async function checkConnector(
  connector: Connector,
  withinMs: number,
): Promise<readonly ConnectorFinding[]> {
  const limit = AbortSignal.timeout(withinMs);
  try {
    return await connector.check(limit);
  } catch (thrown) {
    if (thrown instanceof ConnectorFault) return [findingOf(thrown)];
    if (!limit.aborted) throw thrown;
    const says = messages.noAnswer(withinMs / 1000);
    return [findingOf(new ConnectorFault({ system: connector.title, kind: "busy", says }))];
  }
}

/** What works, one thing after the other, up to the first that does not. Throws what is not the system's. */
export async function findingsOf(look: () => AsyncIterable<Message>): Promise<readonly ConnectorFinding[]> {
  const findings: ConnectorFinding[] = [];
  try {
    for await (const says of look()) findings.push({ state: "works", says, todo: null });
  } catch (thrown) {
    if (!(thrown instanceof ConnectorFault)) throw thrown;
    findings.push(findingOf(thrown));
  }
  return findings;
}

/** A system that is busy works again by itself. */
export function findingOf({ kind, problem, todo }: ConnectorFault): ConnectorFinding {
  return { state: kind === "busy" ? "attention" : "broken", says: problem, todo };
}
