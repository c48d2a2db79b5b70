import { ConnectorFault } from "../../src/connectors/fault.ts";

/** The fault that must have been thrown. */
export async function faultOf(work: Promise<unknown>): Promise<ConnectorFault> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof ConnectorFault)) throw new Error(`no fault: ${String(thrown)}`);
  return thrown;
}
