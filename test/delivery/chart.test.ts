import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import iconv from "iconv-lite";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import { accountsIn, loadChartOfAccounts } from "../../src/delivery/chart.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "kvitt-chart-"));
});
afterEach(() => rmSync(home, { recursive: true }));

const FILE =
  '#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 1\r\n#FNAMN "Söder AB"\r\n#KONTO 3740 "Öres- och kronutjämning"\r\n' +
  '#KTYP 3740 I\r\n  #konto 1510 Kundfordringar\r\n#KONTO 15100 "för lång"\r\n#KONTO\r\n#IB 0 1510 x\r\n';

const withChart = (over: object, company: object = {}) => ({
  ...DEFAULT_SETTINGS,
  ...over,
  company: { ...DEFAULT_SETTINGS.company, ...company },
});

test("the accounts of a SIE file are those of its #KONTO, in its own charset", () => {
  for (const charset of ["cp437", "utf8", "latin1"]) {
    expect([...accountsIn(iconv.encode(FILE, charset))]).toEqual([
      [3740, "Öres- och kronutjämning"],
      [1510, "Kundfordringar"],
    ]);
  }
});

test("the chart is the file and the accounts of the settings together, and none where neither is given", async () => {
  expect(await loadChartOfAccounts(DEFAULT_SETTINGS, home)).toEqual({ ok: true, value: null });
  writeFileSync(join(home, "konton.se"), iconv.encode(FILE, "cp437"));
  const both = withChart({ accountsInUse: [3990] }, { chartFile: "konton.se" });
  const loaded = await loadChartOfAccounts(both, home);
  expect(loaded).toMatchObject({ ok: true, value: { from: "konton.se" } });
  if (loaded.ok) expect([...(loaded.value?.names.keys() ?? [])]).toEqual([3990, 3740, 1510]);
  const listed = await loadChartOfAccounts(withChart({ accountsInUse: [3990] }), home);
  expect(listed).toEqual({ ok: true, value: { from: "accountsInUse", names: new Map([[3990, ""]]) } });
});

test("a chart that is not there, or is none, is refused with what to do", async () => {
  const settings = withChart({}, { chartFile: "konton.se" });
  expect(await loadChartOfAccounts(settings, home)).toMatchObject({
    ok: false,
    problem: { sv: expect.stringContaining("konton.se finns inte") },
  });
  writeFileSync(join(home, "konton.se"), "konto;namn\n3740;Öres\n");
  expect(await loadChartOfAccounts(settings, home)).toMatchObject({
    ok: false,
    problem: { sv: expect.stringContaining("inget #KONTO") },
  });
});
