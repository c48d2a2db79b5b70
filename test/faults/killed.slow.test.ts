import { afterEach, expect, test } from "@jest/globals";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { claimedFile } from "../../src/intake/files/claim-manifest.ts";
import { booksOf } from "../system/books.ts";
import { closeShops, NIGHT, openShop, until, type Place } from "../system/place.ts";

afterEach(closeShops);

/** A killed process keeps its jobs for some 10 s before another one may take them over. */
const PATIENCE_MS = 600_000;

/** What must be true of the books at the moment of the kill. */
const MOMENTS = {
  "as the first file is claimed": "select from kvitt.report_file limit 1",
  "when some reports are in and others are not":
    "select from kvitt.report_file where state = 'imported' limit 1",
  "as it begins to match": "select from kvitt.run where state = 'matching'",
  "as vouchers are delivered": "select from kvitt.posting where attempts > 0 limit 1",
  "as the mail is composed": "select from kvitt.run where state = 'notifying'",
};

test(
  "a night that is killed, wherever it is by then, is brought to its end by the next one",
  async () => {
    const undisturbed = await openShop();
    await undisturbed.json(NIGHT, 3);
    const books = await booksOf(undisturbed);
    const sie = sieFiles(undisturbed);

    const killed = new Map<string, Place>();
    for (const [moment, sql] of Object.entries(MOMENTS)) {
      const place = await openShop();
      const { child, ended } = place.start(NIGHT);
      await until(moment, async () => (await place.ask(sql)).length > 0 || child.exitCode !== null);
      child.kill("SIGKILL");
      await ended;
      killed.set(moment, place);
    }
    const ends = [...killed].map(async ([moment, place]) => {
      await place.json(NIGHT, 3);
      return {
        moment,
        books: await booksOf(place),
        sie: sieFiles(place),
        claimed: claimedFiles(place),
        inbox: place.names("inbox"),
        unfinished: await place.ask("select id from kvitt.run where state <> 'done'"),
      };
    });
    const whole = { books, sie, claimed: [], inbox: [], unfinished: [] };
    expect(await Promise.all(ends)).toEqual([...killed.keys()].map((moment) => ({ moment, ...whole })));
  },
  PATIENCE_MS,
);

/** A process killed before it moved its file leaves only a claim manifest, which is removed after an hour. */
function claimedFiles(place: Place): string[] {
  return place.names("work").filter((id) => existsSync(claimedFile(join(place.workspace, "work"), id)));
}

/** A killed writer may leave a hidden temporary file, which no accounting program imports. */
function sieFiles(place: Place): string[] {
  return place.names("sie").filter((name) => !/^\..*\.tmp$/.test(name));
}

test(
  "an import that is killed is brought to its end by the night",
  async () => {
    const [undisturbed, killed] = [await openShop(), await openShop()];
    await undisturbed.json(NIGHT, 3);
    const { child, ended } = killed.start([
      "import",
      ...killed.names("inbox").map((name) => `${killed.workspace}/inbox/${name}`),
      "--wait",
    ]);
    await until(
      "a claim",
      async () => (await killed.ask("select from kvitt.report_file limit 1")).length > 0,
    );
    child.kill("SIGKILL");
    await ended;
    await killed.json(NIGHT, 3);
    const [one, other] = [await booksOf(undisturbed), await booksOf(killed)];
    // the receivables came after the payouts, so some lines were matched in a later run
    for (const part of ["payouts", "lines", "receivables", "unsettled"])
      expect(other[part]).toEqual(one[part]);
    expect(await killed.ask("select id from kvitt.run where state <> 'done'")).toEqual([]);
  },
  PATIENCE_MS,
);
