/** One case of each law of the reader: a number in, what is wrong (or nothing) out. The tests and the long run share them. */
import { mutate, wrongMoney } from "./mutate.ts";
import { difference, inPieces, readAll, show } from "./check-written.ts";
import { random } from "./random.ts";
import { randomPayout } from "./random-payout.ts";
import { writeJson } from "./write-json.ts";
import { writePlanned, writeReport } from "./write-report.ts";

/** A report in any dialect and layout reads back exactly as it was meant. */
export async function roundTrip(seed: number): Promise<string | null> {
  const chance = random(seed);
  const payouts = chance.chance(0.2) ? 2 + chance.below(2) : 1;
  const written = writeReport(chance, { lines: chance.below(6), payouts, watertight: chance.chance(0.2) });
  const wrong = difference(written, await readAll(inPieces(written.bytes, chance), written.options));
  return wrong && `${wrong}\n${show(written.dialect)} ${written.layout}\n${written.text}`;
}

/** A damaged report is refused by name, or still is the same money. */
export async function mutant(seed: number): Promise<string | null> {
  const chance = random(seed);
  const written = writeReport(chance, { lines: 1 + chance.below(6), payouts: 1, watertight: true });
  const damaged = mutate(written.bytes, chance);
  const wrong = wrongMoney(written.expected, await readAll(inPieces(damaged.bytes, chance), written.options));
  return (
    wrong &&
    `${damaged.how}: ${wrong}\n${show(written.dialect)}\n${Buffer.from(damaged.bytes).toString("latin1")}`
  );
}

/** The same payouts by CSV and by the Settlements API's JSON are the same payouts. */
export async function csvAndJson(seed: number): Promise<string | null> {
  const chance = random(seed);
  const payouts = Array.from({ length: chance.chance(0.2) ? 2 : 1 }, () =>
    randomPayout(chance, {
      lines: chance.below(8),
      plain: false,
      signed: false,
      alone: false,
      watertight: false,
    }),
  );
  const json = await readAll(inPieces(writeJson(payouts, chance), chance), { name: "payout.json" });
  const csv = await readAll(inPieces(writePlanned(payouts), chance), { name: "payout.csv" });
  if (json.result.outcome === "refused") return show(json.result.refusals);
  if (csv.result.outcome === "refused") return show(csv.result.refusals);
  for (const [index, payout] of csv.result.payouts.entries()) {
    // Which columns there are, and what their lack leaves unproven, is the file's and not the payout's.
    const { columns: _c, unproven: _u, unfindable: _f, ...one } = payout;
    const { columns: _d, unproven: _v, unfindable: _g, ...other } = json.result.payouts[index] ?? payout;
    if (show(one) !== show(other)) return `${show(one)}\n${show(other)}`;
    const lines = (read: typeof json) =>
      (read.lines[index] ?? []).map((line) => show({ ...line, row: 0 })).sort();
    if (show(lines(json)) !== show(lines(csv)))
      return `${lines(json).join("\n")}\n\n${lines(csv).join("\n")}`;
  }
  return null;
}

/** A damaged JSON answer is refused by name, or still is the same money. */
export async function jsonMutant(seed: number): Promise<string | null> {
  const chance = random(seed);
  const payouts = [
    randomPayout(chance, {
      lines: 1 + chance.below(5),
      plain: false,
      signed: false,
      alone: false,
      watertight: true,
    }),
  ];
  const whole = await readAll(inPieces(writePlanned(payouts), chance), { name: "payout.csv" });
  if (whole.result.outcome === "refused") return show(whole.result.refusals);
  const expected = whole.result.payouts.map((payout, index) => ({ payout, lines: whole.lines[index] ?? [] }));
  const damaged = mutate(writeJson(payouts, chance), chance);
  const wrong = wrongMoney(expected, await readAll(inPieces(damaged.bytes, chance), { name: "payout.json" }));
  return wrong && `${damaged.how}: ${wrong}\n${Buffer.from(damaged.bytes).toString("utf8")}`;
}
