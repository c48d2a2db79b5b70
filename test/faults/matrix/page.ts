/** The generated page docs/faults.md: what is done to a night, and what it left. */
import { SHORT_LOCK_MS } from "../instrument/tree.ts";
import { SECONDS_MAX, holds, markdown, problemsOf, type Row } from "./table.ts";

export interface Measured {
  readonly command: string;
  readonly machine: string;
  readonly at: Date;
}

export function page(rows: readonly Row[], { command, machine, at }: Measured): string {
  const wrong = rows.filter((row) => !holds(row));
  return `# What a fault leaves

This page is written by \`npm run faults -- --write\`. Each scenario plays the same night of a small shop on each queue and
disturbs it. Then everything that it left is compared, byte for byte, with a night that nobody disturbed: payouts, lines,
allocations, deviations, vouchers with their rows and deliveries, the SIE files, the archive, the quarantine, what is left in the
inbox, and the letters that a mail server took. \`kvitt verify\` must agree as well. A night that nobody helps must be right again
within ${SECONDS_MAX} seconds after the fault is over.

\`${command}\`, ${at.toISOString().slice(0, 10)}, ${machine}.

${markdown(rows)}

${wrong.length === 0 ? "Every row holds." : `${wrong.length} rows do not hold:\n\n${wrong.map(reported).join("\n")}`}

## How it is read

- **lines lost, lines doubled**: entries that are missing, or there beyond an undisturbed night, of everything that is compared but
  letters. A changed entry is one of each.
- **letters doubled**: letters beyond those of an undisturbed night. The same letter with the same Message-ID counts once: when a
  mail server takes a letter and its answer is lost, nobody can know that, so Kvitt sends it again, to the byte the same. Servers
  and mail programs show such a pair as one letter, or as two copies of one; a letter composed anew would count as doubled.
- **seconds to recover**: from the end of the fault to the end of the night; of several nights, the slowest.
- **kill -9 at every await**: which awaits there are, the instrumented program tells itself; each has a point before and one after. A
  killed process keeps its jobs for ${(SHORT_LOCK_MS / 1000).toLocaleString("en")} s there, so that a thousand kills are played in reasonable time; in the product it is 20 s,
  or 8 s for a command, and is taken over within 1.25 of that. The row with the product's own lock shows it.
- What may differ between two nights is named in one place, \`test/faults/matrix/snapshot.ts\`: ids, instants, and the end of the
  audit chain, which seals both.

That each zero can fail is shown by \`test/faults/red.slow.test.ts\`: it takes away one protection after the other, and the
comparison must find it.
`;
}

function reported(row: Row): string {
  const [first = "", ...more] = problemsOf(row);
  const rest = more.length > 0 ? ` (and ${more.length} more)` : "";
  return `- ${row.scenario}, ${row.queue}: ${first.split("\n")[0]?.slice(0, 240) ?? ""}${rest}`;
}
