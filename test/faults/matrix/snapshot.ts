/**
 * Everything that a night leaves behind, as lists of texts that can be compared byte for byte: the books, the folders, and the
 * letters that a mail server took. What may differ between two nights is taken out here and nowhere else.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { HOME_ID_FILE } from "../../../src/config/home-id.ts";
import type { SmtpSink } from "../../mail/smtp-sink.ts";
import { booksOf } from "../../system/books.ts";
import { COPY, type Home } from "./home.ts";

/** A list of texts for each part; the order within a part does not count. */
export type Snapshot = Readonly<Record<string, readonly string[]>>;

/** The part whose entries are letters; entries of all others are lines, or what is made of lines. */
export const LETTERS = "letters";

/**
 * What legitimately differs. Ids, runs and instants of the books are left out by `booksOf`; of the rest:
 * - a letter's Message-ID begins with the instant of composing, and a refusal says when, and of which claim;
 * - the end of the audit chain, which a letter quotes, seals instants and ids;
 * - the number of a deviation, in the letter and its list, as a transaction that is rolled back leaves its numbers unused; with
 *   it, where a letter breaks lines;
 * - of two files with one content, the one that is imported first counts, by its name;
 * - a killed writer may leave a hidden temporary file, which nobody reads (".name.tmp");
 * - a killed claim may leave its manifest without a file, which is removed after an hour.
 */
const DIFFERS: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{64}\b/g, "<hash>"],
  [/\b\d{8}T\d{9}Z\b/g, "<instant>"],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "<instant>"],
  [/"claimId": "[^"]+"/g, '"claimId": "<id>"'],
  [/(#|\bresolve )\d+\b/g, "$1<number>"],
  [/(?: |\\n)+/g, " "],
  [/(\\r )\d+(?=[;,])/g, "$1<number>"],
];
/** Beside a refused file: why, and when. */
const REASON = ".reason.json";
const isLeftover = (path: string) => /(^|\/)\.[^/]*\.tmp$/.test(path);

export async function snapshotOf(
  home: Home,
  sink: Pick<SmtpSink, "received" | "recipients">,
): Promise<Snapshot> {
  const all = {
    ...(await booksOf(home)),
    runs: (
      await home.ask<{ run: string }>("select concat_ws(' ', kind, scope, night) as run from kvitt.run")
    ).map(({ run }) => run),
    archive: filesIn(home, "archive"),
    quarantine: filesIn(home, "quarantine"),
    sie: filesIn(home, "sie"),
    "left in the inbox": [...filesIn(home, "inbox"), ...filesIn(home, "receivables")],
    "left claimed": claimedIn(home),
    [LETTERS]: lettersTo(home.recipient, sink),
  };
  return Object.fromEntries(
    Object.entries(all).map(([part, entries]) => [part, entries.map((one) => one.replaceAll(COPY, ""))]),
  );
}

function filesIn(home: Home, folder: string): string[] {
  return pathsIn(join(home.folder, folder))
    .filter((path) => !isLeftover(path))
    .map((path) => {
      const bytes = readFileSync(join(home.folder, folder, path));
      return `${path} ${digest(path.endsWith(REASON) ? same(bytes.toString("utf8")) : bytes)}`;
    })
    .sort();
}

/** A manifest counts only with its file. The home's own id lies beside the claims and is none. */
export function claimedIn(home: Home): string[] {
  return pathsIn(join(home.folder, "work")).filter(
    (path) => !path.endsWith(".json") && !isLeftover(path) && path !== HOME_ID_FILE,
  );
}

function pathsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
}

/**
 * The same letter with the same Message-ID, to the byte, is one letter, as it is to mail servers and readers: when the answer to
 * DATA is lost, nobody can know whether the letter was taken, and it is sent again. Composed anew it would have another
 * Message-ID, and count as doubled.
 */
function lettersTo(
  address: string,
  { received, recipients }: Pick<SmtpSink, "received" | "recipients">,
): string[] {
  const letters = received
    .filter((_, index) => recipients[index]?.includes(address))
    .map(({ messageId, subject, text, html, attachments }) =>
      JSON.stringify({
        messageId,
        subject,
        text,
        html,
        attachments: attachments.map(({ filename, content }) => [filename, content.toString("utf8")]),
      }),
    );
  return [...new Set(letters)].map(same).sort();
}

function same(text: string): string {
  return DIFFERS.reduce((left, [pattern, name]) => left.replaceAll(pattern, name), text);
}

function digest(bytes: Buffer | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export interface Difference {
  readonly lost: number;
  readonly doubled: number;
  readonly lettersLost: number;
  readonly lettersDoubled: number;
  /** A few words for each entry that differs. */
  readonly words: readonly string[];
}

/** What is missing from `found`, and what is there beyond `expected`. A changed entry is one lost and one doubled. */
export function compare(expected: Snapshot, found: Snapshot): Difference {
  const counts = { lost: 0, doubled: 0, lettersLost: 0, lettersDoubled: 0 };
  const words: string[] = [];
  for (const part of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const [missing, extra] = [
      without(expected[part] ?? [], found[part] ?? []),
      without(found[part] ?? [], expected[part] ?? []),
    ];
    counts[part === LETTERS ? "lettersLost" : "lost"] += missing.length;
    counts[part === LETTERS ? "lettersDoubled" : "doubled"] += extra.length;
    // of an entry that has changed, from a little before the place where it did
    const from = Math.max(0, firstDifference(missing[0], extra[0]) - WORDS_MAX / 3);
    words.push(
      ...missing.map((one) => `lost from ${part}: ${one.slice(from, from + WORDS_MAX)}`),
      ...extra.map((one) => `too much in ${part}: ${one.slice(from, from + WORDS_MAX)}`),
    );
  }
  return { ...counts, words };
}

const WORDS_MAX = 300;

/** 0 when there is only one of them. */
function firstDifference(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return 0;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

/** The entries of `all` that `taken` has not, each as often as it is missing. */
function without(all: readonly string[], taken: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const one of taken) left.set(one, (left.get(one) ?? 0) + 1);
  return all.filter((one) => {
    const count = left.get(one) ?? 0;
    if (count > 0) left.set(one, count - 1);
    return count === 0;
  });
}
