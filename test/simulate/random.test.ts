import { expect, test } from "@jest/globals";
import { seeded } from "./random.ts";

test("one seed gives the same numbers for ever", () => {
  const { uint32 } = seeded("kvitt");
  expect([uint32(), uint32(), uint32()]).toMatchInlineSnapshot(`
    [
      4146226960,
      3419506181,
      3862712893,
    ]
  `);
  expect(seeded("kvitt").uuid()).toMatchInlineSnapshot(`"f7226710-cbd1-4605-863c-523dce29d6f4"`);
});

test("a fork does not shift what its parent draws", () => {
  const [one, other] = [seeded(1), seeded(1)];
  for (let i = 0; i < 9; i++) one.fork("left").uint32();
  expect(one.uint32()).toBe(other.uint32());
  expect(one.fork("left").uint32()).not.toBe(one.fork("right").uint32());
});

test("numbers stay within their bounds and reach both", () => {
  const random = seeded("bounds");
  const drawn = new Set(Array.from({ length: 2_000 }, () => random.between(3, 7)));
  expect([...drawn].sort()).toEqual([3, 4, 5, 6, 7]);
});

test("chance is about what it says", () => {
  const random = seeded("chance");
  const hits = Array.from({ length: 20_000 }, () => random.chance(0.2)).filter(Boolean).length;
  expect(hits).toBeGreaterThan(3_800);
  expect(hits).toBeLessThan(4_200);
});

test("a shuffled list holds the same things, and the given one is left alone", () => {
  const list = Array.from({ length: 50 }, (_, index) => index);
  const shuffled = seeded("cards").shuffled(list);
  expect(shuffled).not.toEqual(list);
  expect(shuffled.toSorted((a, b) => a - b)).toEqual(list);
});

test("ids have the form of a version 4 UUID, and differ", () => {
  const random = seeded("ids");
  const ids = Array.from({ length: 1_000 }, () => random.uuid());
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(1_000);
});
