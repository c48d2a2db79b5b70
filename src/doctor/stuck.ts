/** What rows that have failed or stand still mean, and the command that moves them. */
import type { Stuck } from "../books/health.ts";
import type { Message } from "../message.ts";
import { attention, broken, works, type Finding } from "./finding.ts";

const KINDS: Readonly<Record<Stuck["kind"], { readonly one: Message; readonly many: Message }>> = {
  file: { one: { sv: "fil", en: "file" }, many: { sv: "filer", en: "files" } },
  run: { one: { sv: "körning", en: "run" }, many: { sv: "körningar", en: "runs" } },
  posting: { one: { sv: "leverans", en: "delivery" }, many: { sv: "leveranser", en: "deliveries" } },
  mail: { one: { sv: "mejl", en: "mail" }, many: { sv: "mejl", en: "mails" } },
};

export function judgeStuck(all: readonly Stuck[]): readonly Finding[] {
  if (all.length === 0)
    return [
      works("rows", { sv: "inget har misslyckats eller stannat", en: "nothing has failed or stands still" }),
    ];
  return all.map((stuck) => {
    const { kind, how, count, problem } = stuck;
    const name = count === 1 ? KINDS[kind].one : KINDS[kind].many;
    const why = problem === null ? "" : `: ${problem}`;
    const ids = idsOf(stuck);
    switch (how) {
      case "failed":
        return broken(
          "rows",
          {
            sv: `${count} ${name.sv} misslyckades (${ids})${why}`,
            en: `${count} ${name.en} failed (${ids})${why}`,
          },
          {
            sv: "Åtgärda orsaken och kör kvitt retry --all.",
            en: "Cure the cause and run kvitt retry --all.",
          },
        );
      case "waiting":
        return attention(
          "rows",
          {
            sv: `${count} ${name.sv} väntar på en växelkurs (${ids})`,
            en: `${count} ${name.en} ${count === 1 ? "waits" : "wait"} for a rate (${ids})`,
          },
          {
            sv: "Lägg in kursen under rates i kvitt.config.yaml och kör kvitt nightly --wait.",
            en: "Put the rate under rates in kvitt.config.yaml and run kvitt nightly --wait.",
          },
        );
      case "standing":
        return attention(
          "rows",
          {
            sv: `${count} ${name.sv} har stått i mer än en timme (${ids})${why}`,
            en: `${count} ${name.en} ${count === 1 ? "has" : "have"} stood for more than an hour (${ids})${why}`,
          },
          {
            sv: "Se till att kvitt start (eller kvitt worker) är igång; då prövas de igen av sig själva.",
            en: "See that kvitt start (or kvitt worker) is running; they are then tried again by themselves.",
          },
        );
    }
  });
}

/** "posting:7, posting:9, …" */
function idsOf({ kind, ids, count }: Stuck): string {
  const named = ids.map((id) => `${kind}:${id}`);
  return [...named, ...(count > ids.length ? ["…"] : [])].join(", ");
}
