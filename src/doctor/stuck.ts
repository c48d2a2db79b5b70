/** Judges rows that have failed or are stuck, with the command that continues them. */
import { messages } from "./messages.ts";
import type { Stuck } from "../books/health.ts";
import type { Message } from "../message.ts";
import { attention, broken, works, type Finding } from "./finding.ts";

const KINDS: Readonly<Record<Stuck["kind"], { readonly one: Message; readonly many: Message }>> = {
  file: { one: messages.file, many: messages.files },
  run: { one: messages.run, many: messages.runs },
  posting: { one: messages.posting, many: messages.postings },
  mail: { one: messages.mail, many: messages.mails },
};

export function judgeStuck(all: readonly Stuck[]): readonly Finding[] {
  if (all.length === 0) return [works("rows", messages.nothingStuck)];
  return all.map((stuck) => {
    const { kind, how, count, problem } = stuck;
    const name = count === 1 ? KINDS[kind].one : KINDS[kind].many;
    const why = problem === null ? "" : `: ${problem}`;
    const ids = idsOf(stuck);
    switch (how) {
      case "failed":
        return broken("rows", messages.rowsFailed({ count, name, ids, why }), messages.retryAll);
      case "waiting":
        return attention("rows", messages.waitForRate({ count, name, ids }), messages.writeRate);
      case "standing":
        return attention("rows", messages.rowsStuck({ count, name, ids, why }), messages.keepWorkersRunning);
    }
  });
}

/** "posting:7, posting:9, …" */
function idsOf({ kind, ids, count }: Stuck): string {
  const named = ids.map((id) => `${kind}:${id}`);
  return [...named, ...(count > ids.length ? ["…"] : [])].join(", ");
}
