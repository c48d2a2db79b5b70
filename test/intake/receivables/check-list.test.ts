import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { readSettings } from "../../../src/config/read-settings.ts";
import { checkList, type ListCheck } from "../../../src/intake/receivables/check-list.ts";
import type { HeaderMap } from "../../../src/intake/receivables/header-map.ts";
import { configuredMaps } from "../../../src/intake/receivables/configured-maps.ts";

function check(
  text: string,
  file = "export.csv",
  maps: readonly HeaderMap[] = [],
): Promise<ListCheck | null> {
  const source = async function* () {
    await Promise.resolve();
    yield Buffer.from(text);
  };
  return checkList(file, source, maps);
}

/** What a person gets who pastes the proposal into the settings. */
async function readWithProposal(text: string): Promise<ListCheck | null> {
  const proposed = await check(text);
  expect(proposed).toMatchObject({ rows: 0, refusals: [{ code: "unreadable" }] });
  const settings = readSettings("test", parse(proposed?.proposal ?? ""));
  if (!settings.ok) throw new Error(settings.problem.en);
  return check(text, "export.csv", configuredMaps(settings.value));
}

test("a list of Kvitt's own is told with its rows and what is wrong in them", async () => {
  const found = await check("kind;number;currency;amount\nfaktura;1;SEK;5,00\nfaktura;2;kr;5,00\n");
  expect(found).toMatchObject({ rows: 1, refusedCount: 1, refusals: [], proposal: null });
});

test.each([
  ["Fortnox", "Fakturanr;Kundnamn;Fakturadatum;Totalt;Saldo\n1;Anna;2026-03-01;5,00;5,00\n"],
  [
    "WooCommerce",
    "order_id,order_number,order_date,status,order_total,currency\n4711,1001,2026-03-01,completed,5.00,SEK\n",
  ],
  [
    "an accounting program in Norwegian",
    "Faktura;Fakturadato;Ordrenr;Beløp inkl. mva\n1;01.03.2026;77;5,00\n",
  ],
  ["a shop in Swedish", "Ordernr;Datum;Ordersumma;Valuta\n1;2026-03-01;5,00;SEK\n"],
  ["a list that says its kinds", "Typ;Nummer;Belopp;Valuta\nFaktura;1;5,00;SEK\n"],
  ["an export with a comma in its headers", '"Order #","Order Total","Date, local"\n"1","5.00","x"\n'],
])("the proposal for %s reads it", async (_what, text) => {
  expect(await readWithProposal(text)).toMatchObject({ rows: 1, refusedCount: 0, proposal: null });
});

test("Klarna's order id is told from the shop's", async () => {
  const found = await check("Ordernr;Klarna order id;Totalt;Valuta\n1;0aa1;5,00;SEK\n");
  expect(parse(found?.proposal ?? "")).toEqual({
    receivables: {
      headers: {
        export: {
          columns: { number: "Ordernr", order_id: "Klarna order id", currency: "Valuta", amount: "Totalt" },
          fixed: { kind: "order" },
        },
      },
    },
  });
});

test("the map is called as the file, whatever that is called", async () => {
  const text = "Ordernr;Totalt\n1;5,00\n";
  for (const [file, name] of [
    ["Ordrar mars (2).csv", "ordrar-mars-2"],
    ["2026-03.csv", "list-2026-03"],
    ["..csv", "list-"],
  ] as const)
    expect(Object.keys(parse((await check(text, file))?.proposal ?? "").receivables.headers)).toEqual([name]);
});

test.each([
  ["a settlement report", "type;capture_date;order_id;amount;posting_currency\nSALE;;o;1.00;SEK\n"],
  ["a table of anything", "name;age\nAnna;34\n"],
  ["nothing", ""],
  ["bytes that are no text", "kind\0;number\n"],
])("%s is no list of receivables", async (_what, text) => {
  expect(await check(text)).toBeNull();
});
