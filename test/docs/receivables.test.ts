import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { readSettings } from "../../src/config/read-settings.ts";
import { configuredMaps } from "../../src/intake/receivables/configured-maps.ts";
import { RECEIVABLE_COLUMNS, RECEIVABLES_PRESETS } from "../../src/receivable-columns.ts";
import { readList } from "../intake/receivables/read-list.ts";
import { blocksOf, readPage } from "./page.ts";

const page = readPage("docs/receivables.md");

test("the list on the page is read to its last row", async () => {
  const [list = ""] = blocksOf(page, "csv");
  expect((await readList(list)).rows.map(({ kind, amount }) => [kind, amount])).toEqual([
    ["invoice", 125_000n],
    ["credit_note", 25_000n],
    ["order", 29_900n],
  ]);
});

test("the header maps on the page can be used", async () => {
  const [example = ""] = blocksOf(page, "yaml");
  const settings = readSettings("page", parse(example));
  if (!settings.ok) throw new Error(settings.problem.en);
  const maps = configuredMaps(settings.value);
  expect(maps.map(({ name }) => name)).toEqual(["bokföringen", "butiken"]);
  const { rows } = await readList("Beställning;Belopp;Läge\n1;5,00;klar\n2;6,00;Avbruten\n", maps);
  expect(rows).toMatchObject([{ kind: "order", number: "1", currency: "SEK" }]);
});

test("the page has every column and every preset", () => {
  for (const name of [...RECEIVABLE_COLUMNS, ...RECEIVABLES_PRESETS]) expect(page).toContain(`\`${name}\``);
});
