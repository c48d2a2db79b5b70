import { expect, test } from "@jest/globals";
import { fitTogether } from "../../src/books/fit-together.ts";

test("a pair is forced where one side has no other choice, and then the next", () => {
  expect(
    fitTogether(
      [
        ["a", 1],
        ["b", 1],
        ["b", 2],
        ["c", 2],
        ["c", 3],
      ],
      3,
    ),
  ).toEqual([
    ["a", 1],
    ["b", 2],
    ["c", 3],
  ]);
});

test("what can be done in two ways is done in none, and is no contradiction", () => {
  const both = [
    ["a", 1],
    ["a", 2],
    ["b", 1],
    ["b", 2],
    ["c", 3],
  ] as const;
  expect(fitTogether(both, 3)).toEqual([["c", 3]]);
});

test("lists that cannot be the same are told", () => {
  expect(fitTogether([["a", 1]], 2)).toBeNull();
  const narrow = [
    ["a", 1],
    ["a", 2],
    ["b", 1],
    ["b", 2],
    ["c", 1],
    ["c", 2],
    ["d", 3],
    ["d", 4],
  ] as const;
  expect(fitTogether(narrow, 4)).toBeNull();
  expect(
    fitTogether(
      [
        ["a", 1],
        ["b", 1],
      ],
      2,
    ),
  ).toBeNull();
});
