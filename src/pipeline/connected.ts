/**
 * The systems that the settings connect, opened once in a process: their limits and tokens are shared by all calls. And what is kept of
 * each role: when it worked last, and what was wrong.
 */
import type { AppContext } from "../app.ts";
import { noteConnector, type ConnectorUse } from "../books/connector-state.ts";
import { paymentsTarget } from "../config/connectors.ts";
import type { Workspace } from "../config/workspace.ts";
import type { Connector, TargetGiven } from "../connectors/connector.ts";
import { ConnectorFault } from "../connectors/fault.ts";
import { openConnectors } from "../connectors/registry.ts";
import type { PaymentTarget } from "../delivery/payment-target.ts";
import type { Delivery, DeliveryTarget } from "../delivery/target.ts";

const OPENED = new WeakMap<Workspace, readonly Connector[]>();

/** Throws a ConnectorFault where the settings of one are not enough. */
export function connectorsOf({ workspace, clock, log }: Pick<AppContext, "workspace" | "clock" | "log">) {
  const known = OPENED.get(workspace);
  if (known !== undefined) return known;
  const { settings, folder, connectorSecrets: secrets } = workspace;
  const letters = { smtpUrl: workspace.smtpUrl, folder: workspace.mail };
  const opened = openConnectors({ settings, folder, secrets, letters, clock, log });
  OPENED.set(workspace, opened);
  return opened;
}

/** For tests, which are less patient with a system that is silent. */
export function useConnectors(workspace: Workspace, connectors: readonly Connector[]): void {
  OPENED.set(workspace, connectors);
}

/** The target of a system. Throws where it is not connected any more. */
export function connectedTarget(app: AppContext, name: string, given: TargetGiven): DeliveryTarget {
  const found = connectorsOf(app)
    .find((one) => one.name === name)
    ?.target?.(given);
  if (found === undefined) throw new Error(`there is no target ${name}`);
  return found;
}

/** Null: the name is no customer ledger's. */
export function paymentTargetOf(app: AppContext, name: string): PaymentTarget | null {
  if (!name.endsWith(paymentsTarget(""))) return null;
  const found = connectorsOf(app)
    .find((one) => paymentsTarget(one.name) === name)
    ?.payments?.();
  if (found === undefined || found === null) throw new Error(`there is no target ${name}`);
  return found;
}

/** Keeps that a system took what it was given, or refused it. */
export async function noteOutcome(app: AppContext, target: string, delivery: Delivery): Promise<void> {
  if (target === "sie" || delivery.kind === "waits" || delivery.kind === "unsure") return;
  await noteConnector(
    app.books,
    useOf(target),
    delivery.kind === "delivered" ? null : { kind: null, problem: delivery.problem, todo: delivery.remedy },
    app.clock.now(),
  );
}

/** Keeps why a system could not be used. */
export async function noteFault(app: AppContext, target: string, fault: ConnectorFault): Promise<void> {
  await noteConnector(app.books, useOf(target), fault, app.clock.now());
}

function useOf(target: string): ConnectorUse {
  const ending = paymentsTarget("");
  return target.endsWith(ending)
    ? { system: target.slice(0, -ending.length), role: "payments" }
    : { system: target, role: "target" };
}
