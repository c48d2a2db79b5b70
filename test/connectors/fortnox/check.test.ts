/** What `kvitt connectors` says of Fortnox. */
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { connectorReports } from "../../../src/pipeline/connector-report.ts";
import { renderConnectors } from "../../../src/cli/render/connectors.ts";
import { ConnectedShop } from "../conformance/connected-shop.ts";
import { openFortnox, type FortnoxUnderTest } from "./under-test.ts";

let shop: ConnectedShop;
let system: FortnoxUnderTest;
const PAYING = { payments: "book", modeOfPayment: "KLARNA" };

beforeAll(async () => {
  shop = await ConnectedShop.open();
});
afterAll(() => shop.close());
beforeEach(async () => {
  await shop.begin(async (clock) => (system = await openFortnox(clock)));
  shop.configure(PAYING);
});

const said = () => shop.findings();

test("all that its roles need is there", async () => {
  expect(await said()).toEqual([
    "works: Fortnox lets Kvitt in: Nordljus AB",
    "works: the voucher series K is there",
    "works: the mode of payment KLARNA has account 1686",
  ]);
  expect(system.server.calls.filter((call) => !/^GET|oauth/.test(call))).toEqual([]);
});

test.each([
  ["a consent that was taken back", () => system.revoke(), "does not let Kvitt in", "approve the app again"],
  [
    "a permission that is missing",
    () => void system.server.tokens.scopes.delete("settings"),
    "2000663",
    "approve it again",
  ],
  [
    "a series that is not manual",
    () => void system.server.company.series.set("K", { manual: false }),
    "K is not manual",
    "Voucher series",
  ],
  [
    "a mode of payment with the bank's account",
    () => void system.server.company.modes.set("KLARNA", 1930),
    "has account 1930",
    "clearing",
  ],
  [
    "a mode of payment that is not there",
    () => void system.server.company.modes.delete("KLARNA"),
    "no mode of payment KLARNA",
    "Add a mode",
  ],
])("%s is told, with what to do", async (_name, breakIt, what, todo) => {
  breakIt();
  const broken = (await said()).filter((one) => one.startsWith("broken"));
  expect(broken).toHaveLength(1);
  expect(broken[0]).toContain(what);
  expect(broken[0]).toContain(todo);
});

test("it shows when each role last worked, and what was wrong since", async () => {
  await shop.shop.payout([{ amount: 10_000, reference1: "1001" }], { reference: "P1" });
  await shop.night();
  await shop.deliver();
  await shop.shop.payout([{ amount: 10_000, reference1: "1001" }], { reference: "P2" });
  await shop.night();
  system.lockThrough("2026-03-31");
  shop.clock.pass(3_600_000);
  await shop.deliver();
  const text = renderConnectors(await connectorReports(shop.app()), "sv", "Europe/Stockholm");
  expect(text).toContain(
    "verifikationer  fungerade senast 2 mars kl. 04.15; misslyckades 2 mars kl. 05.15: Fortnox tar inte emot datumet",
  );
  expect(text).toContain("→ Lås upp perioden i Fortnox");
});
