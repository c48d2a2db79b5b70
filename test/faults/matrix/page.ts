/** The generated page docs/faults.md. */
import { SECONDS_MAX, markdown, type Row } from "./table.ts";

export interface Measured {
  readonly command: string;
  readonly machine: string;
  readonly at: Date;
}

export function page(rows: readonly Row[], { command, machine, at }: Measured): string {
  return `${markdown(rows)}\n${command} ${machine} ${at.toISOString()} ${SECONDS_MAX}`;
}
