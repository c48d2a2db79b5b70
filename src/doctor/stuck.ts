/** What rows that have failed or stand still mean, and the command that moves them. */
import { messages } from "./messages.ts";
import type { Stuck } from "../books/health.ts";
import type { Message } from "../message.ts";
import { attention, broken, works, type Finding } from "./finding.ts";

const KINDS: Readonly<Record<Stuck["kind"], { readonly one: Message; readonly many: Message }>> = {
  file: { one: messages.kindsFileOne, many: messages.kindsFileMany },
  run: { one: messages.kindsRunOne, many: messages.kindsRunMany },
  posting: { one: messages.kindsPostingOne, many: messages.kindsPostingMany },
  mail: { one: messages.kindsMailOne, many: messages.kindsMailMany },
};

export function judgeStuck(all: readonly Stuck[]): readonly Finding[] {
  if (all.length === 0) return [works("rows", messages.nothingFailedStandsStill)];
  return all.map((stuck) => {
    const { kind, how, count, problem } = stuck;
    const name = count === 1 ? KINDS[kind].one : KINDS[kind].many;
    const why = problem === null ? "" : `: ${problem}`;
    const ids = idsOf(stuck);
    switch (how) {
      case "failed":
        return broken("rows", messages.failed({ count, name, ids, why }), messages.cureCauseRunKvittRetry);
      case "waiting":
        return attention("rows", messages.forARate({ count, name, ids }), messages.putRateUnderRatesKvitt);
      case "standing":
        return attention(
          "rows",
          messages.stoodMoreThanHour({ count, name, ids, why }),
          messages.seeKvittStartKvittWorker,
        );
    }
  });
}

/** "posting:7, posting:9, …" */
function idsOf({ kind, ids, count }: Stuck): string {
  const named = ids.map((id) => `${kind}:${id}`);
  return [...named, ...(count > ids.length ? ["…"] : [])].join(", ");
}
