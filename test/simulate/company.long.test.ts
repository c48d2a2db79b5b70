import { expect, test } from "@jest/globals";
import { makeCompany } from "./company.ts";
import { has } from "./features.ts";
import { drawCompany } from "./habits.ts";
import { openPlain } from "./plain/system.ts";
import { seeded } from "./random.ts";
import { besides } from "./series.ts";
import { play } from "./system.ts";

test("the contract, read plainly, puts no payment on another customer's invoice, and settles what is certain", async () => {
  for (let seed = 1; seed <= 25; seed++) {
    const finding = await play(await makeCompany(seed), openPlain);
    expect({ seed, finding }).toEqual({ seed, finding: null });
  }
});

test("series begin at one number, one apart, and at small and large offsets both ways", () => {
  const random = seeded("offsets");
  const offsets = new Set(Array.from({ length: 500 }, () => besides(random, 1_000) - 1_000));
  for (const offset of [0, 1, -1, 5, -5, 25, -25]) expect([...offsets]).toContain(offset);
});

test("companies are one shop or several, of one price or many, with every setting of references", () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 200; seed++) {
    const shops = drawCompany(seeded(seed));
    seen.add(shops.length === 1 ? "one shop" : "several shops");
    for (const { references, prices, namesMerchant, first } of shops) {
      seen.add(JSON.stringify(references));
      seen.add(prices?.length === 1 ? "one price" : "many prices");
      seen.add(`named ${namesMerchant}`);
      seen.add(`first is ${first}`);
    }
  }
  const settings = [
    { second: "ignore" },
    { second: "number" },
    { second: "order_number" },
    { first: "number" },
  ];
  const expected = [
    ..."one shop,one price,many prices,named never,first is order number,first is invoice number,{}".split(
      ",",
    ),
    ...(has("merchantId") ? ["several shops", "named always", "named now and then"] : []),
    ...(has("references") ? ["first is internal id", "first is text"] : []),
    ...(has("references") ? settings.map((one) => JSON.stringify(one)) : []),
  ];
  expect([...seen]).toEqual(expect.arrayContaining(expected));
});

test("one number is several things in a company: an order, an invoice, a refund", async () => {
  const numbers = new Map<string, Set<string>>();
  for (let seed = 1; seed <= 20; seed++) {
    const { nights } = await makeCompany(seed);
    for (const { bytes } of nights.flatMap(({ receivables }) => receivables)) {
      const [head = "", ...rows] = bytes.toString("utf8").replace("\ufeff", "").split("\r\n");
      const delimiter = [";", ",", "\t"].find((mark) => head.includes(mark)) ?? ";";
      const at = (name: string) => head.split(delimiter).indexOf(name);
      for (const row of rows) {
        const cells = row.split(delimiter);
        for (const [what, column] of [
          [cells[at("kind")] ?? "", at("number")],
          ["order", at("order_number")],
        ] as const) {
          const key = `${seed} ${cells[column] ?? ""}`;
          numbers.set(key, (numbers.get(key) ?? new Set()).add(what));
        }
      }
    }
  }
  const shared = [...numbers.values()].filter((kinds) => kinds.has("invoice") && kinds.has("order"));
  expect(shared.length).toBeGreaterThan(50);
});
