/** Where the two readings of the contract disagree about a tiny case, and what is left of the case that shows it. */
import { ladderAnswers } from "./tiny-books.ts";
import { cutsOf, show, without, type Cut, type TinyCase } from "./tiny-case.ts";
import { answersOf } from "./tiny-plain.ts";

/** The cases that the ladder and the plain reading answer differently. */
export async function disagreements(cases: readonly TinyCase[]): Promise<TinyCase[]> {
  const answers = await ladderAnswers(cases);
  return cases.filter((one, at) => JSON.stringify(answers[at]) !== JSON.stringify(answersOf(one)));
}

/** Made smaller by all that can be left out together: what may go alone is tried first, then more and more of it at once. */
export async function shrunk(one: TinyCase): Promise<string> {
  let least = one;
  for (let cuts = cutsOf(one); cuts.length > 0;) {
    const alone = await stillWrong(
      least,
      cuts.map((cut) => [cut]),
    );
    const possible = alone.flat();
    // half of them, a quarter, ...: the most that still shows it
    const attempts = possible.flatMap((_, at) => [possible.slice(0, at + 1), possible.slice(at)]);
    const [best] = (await stillWrong(least, attempts)).toSorted((a, b) => b.length - a.length);
    if (!best || JSON.stringify(without(least, best)) === JSON.stringify(least)) break;
    least = without(least, best);
    cuts = cutsOf(least).filter((cut) => JSON.stringify(without(least, [cut])) !== JSON.stringify(least));
  }
  const [ladder = []] = await ladderAnswers([least]);
  const plain = answersOf(least);
  const told = least.lines.flatMap((_, line) =>
    [0, 1].flatMap((night) => {
      const [said = "", should = ""] = [ladder[night]?.[line], plain[night]?.[line]];
      return said === should
        ? []
        : [`line ${line}, night ${night}: the ladder says "${said}", the plain reading "${should}"`];
    }),
  );
  return ["", show(least), ...told].join("\n");
}

/** Those of the sets of cuts after which the two readings still disagree. */
async function stillWrong(one: TinyCase, attempts: readonly (readonly Cut[])[]): Promise<(readonly Cut[])[]> {
  if (attempts.length === 0) return [];
  const cases = attempts.map((cuts) => without(one, cuts));
  const wrong = new Set(await disagreements(cases));
  return attempts.filter((_, at) => wrong.has(cases[at] ?? one));
}
