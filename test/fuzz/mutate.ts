/** Damages a file as disks, mails, editors and Excel do: and says whether what was read is still the same money. */
import type { SettlementLine } from "../../src/reports/report.ts";
import { REASONS } from "../../src/reports/refusals/reasons.ts";
import { show, type Read } from "./check-written.ts";
import type { Random } from "./random.ts";
import type { Expected } from "./write-report.ts";

export function mutate(
  bytes: Uint8Array,
  chance: Random,
): { readonly bytes: Uint8Array; readonly how: string } {
  const damages = [
    flipBits,
    otherByte,
    lostByte,
    newByte,
    otherDigit,
    cutEnd,
    lostLine,
    doubledLine,
    swappedLines,
    swappedCells,
  ] as const;
  const damage = chance.pick(damages);
  return { bytes: damage(bytes, chance), how: damage.name };
}

function flipBits(bytes: Uint8Array, chance: Random): Uint8Array {
  const out = bytes.slice();
  for (let times = 1 + chance.below(3); times > 0; times--) {
    const at = chance.below(out.length);
    out[at] = (out[at] ?? 0) ^ (1 << chance.below(8));
  }
  return out;
}

function otherByte(bytes: Uint8Array, chance: Random): Uint8Array {
  const out = bytes.slice();
  out[chance.below(out.length)] = chance.chance(0.5)
    ? chance.below(256)
    : chance.pick([34, 10, 13, 59, 44, 46, 45, 48]);
  return out;
}

function lostByte(bytes: Uint8Array, chance: Random): Uint8Array {
  const at = chance.below(bytes.length);
  return joined(bytes.subarray(0, at), bytes.subarray(at + 1));
}

function newByte(bytes: Uint8Array, chance: Random): Uint8Array {
  const at = chance.below(bytes.length + 1);
  return joined(bytes.subarray(0, at), Uint8Array.of(chance.below(256)), bytes.subarray(at));
}

/** An öre, or a million. */
function otherDigit(bytes: Uint8Array, chance: Random): Uint8Array {
  const out = bytes.slice();
  const from = chance.below(out.length);
  for (let i = 0; i < out.length; i++) {
    const at = (from + i) % out.length;
    const byte = out[at] ?? 0;
    if (byte < 48 || byte > 57) continue;
    out[at] = 48 + ((byte - 48 + 1 + chance.below(9)) % 10);
    return out;
  }
  return out;
}

function cutEnd(bytes: Uint8Array, chance: Random): Uint8Array {
  return bytes.subarray(0, chance.below(bytes.length));
}

function lostLine(bytes: Uint8Array, chance: Random): Uint8Array {
  return onLines(bytes, (lines) => lines.splice(chance.below(lines.length), 1));
}

function doubledLine(bytes: Uint8Array, chance: Random): Uint8Array {
  return onLines(bytes, (lines) => {
    const at = chance.below(lines.length);
    lines.splice(at, 0, lines[at] ?? "");
  });
}

function swappedLines(bytes: Uint8Array, chance: Random): Uint8Array {
  return onLines(bytes, (lines) => {
    const [a, b] = [chance.below(lines.length), chance.below(lines.length)];
    [lines[a], lines[b]] = [lines[b] ?? "", lines[a] ?? ""];
  });
}

/** Two cells beside each other. Between rows would be undetectable: the sums stay the same. */
function swappedCells(bytes: Uint8Array, chance: Random): Uint8Array {
  return onLines(bytes, (lines) => {
    const at = chance.below(lines.length);
    const cells = (lines[at] ?? "").split(/([;,\t|])/);
    if (cells.length < 3) return;
    const first = chance.below((cells.length - 1) / 2) * 2;
    [cells[first], cells[first + 2]] = [cells[first + 2] ?? "", cells[first] ?? ""];
    lines[at] = cells.join("");
  });
}

function onLines(bytes: Uint8Array, change: (lines: string[]) => void): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1");
  const end = text.includes("\n") ? "\n" : "\r";
  const lines = text.split(end);
  change(lines);
  return Buffer.from(lines.join(end), "latin1");
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

/**
 * Null when the damaged file was refused by name, or still is the same money: the same settlement in the same
 * currency, made of the same amounts. Texts (a reference, a date) may differ, as nothing proves them.
 */
export function wrongMoney(expected: readonly Expected[], { result, lines }: Read): string | null {
  if (result.outcome === "refused") {
    const nameless = result.refusals.find(
      ({ reason, what, todo }) => !(reason in REASONS) || what.sv === "" || todo.en === "",
    );
    return nameless ? `a refusal without a name: ${show(nameless)}` : null;
  }
  const [before] = expected;
  const [after] = result.payouts;
  if (!before || !after || result.payouts.length !== expected.length)
    return `${result.payouts.length} payouts`;
  // Without the payout's amount nothing is proven, and the reader says so.
  if (after.unproven.some(({ en }) => en.includes("total_settlement_amount") || en.includes("no summary")))
    return null;
  if (after.currency !== before.payout.currency) return `currency ${after.currency}`;
  if (after.totals.settlement !== before.payout.totals.settlement)
    return `settlement ${after.totals.settlement}`;
  const [wanted, found] = [money(before.lines), money(lines[0] ?? [])];
  return wanted === found ? null : `amounts ${found} instead of ${wanted}`;
}

function money(lines: readonly SettlementLine[]): string {
  return (
    lines
      // What takes and gives nothing is no money: a fee that is invoiced may be left out of the totals of its payout.
      .filter(({ effect }) => effect !== 0n)
      .map(({ type, amount, effect }) => `${type} ${amount} ${effect}`)
      .sort()
      .join(", ")
  );
}
