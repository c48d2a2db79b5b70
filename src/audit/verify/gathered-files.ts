/**
 * Checks SIE files that gather vouchers: each is recorded under its name for all that is in it, and holds what was booked, be it in the
 * folder or in its letter. A file that has been moved away is not an error; a letter is kept.
 */
import { createReadStream } from "node:fs";
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { mailedFile, sieFilesAfter, vouchersInFile, type SieFile } from "../../books/sie-files.ts";
import { sieFingerprint } from "../../delivery/sie/fingerprint.ts";
import type { VerifyContext, VerifyFinding } from "./checks.ts";
import { messages } from "./messages.ts";
import { isWhatWasDelivered } from "./sie-content.ts";

const AT_ONCE = 100;

export async function* checkGatheredFiles(context: VerifyContext): AsyncIterable<VerifyFinding> {
  for (let after = 0n; ;) {
    const files = await sieFilesAfter(context.trx, after, AT_ONCE);
    for (const file of files) {
      const finding = (problem: VerifyFinding["problem"]): VerifyFinding => ({
        check: "deliveries",
        subject: `file ${file.name}`,
        problem,
      });
      if (file.strange > 0) yield finding(messages.fileRecordedElsewhere(file.strange));
      const there = await bytesOf(file, context);
      if (there === "away") continue;
      if (there === "gone") {
        yield finding(messages.letterGone);
        continue;
      }
      context.count("sieFiles", 1);
      const members = await vouchersInFile(context.trx, file.id);
      const fingerprint = await sieFingerprint(there);
      if (!(await isWhatWasDelivered(fingerprint, members, file.numbers, context)))
        yield finding(messages.gatheredContentDiffers(members.length));
    }
    const last = files.at(-1);
    if (last === undefined || files.length < AT_ONCE) return;
    after = last.id;
  }
}

async function bytesOf(
  { name, mailId }: SieFile,
  { trx, workspace }: VerifyContext,
): Promise<Readable | "away" | "gone"> {
  if (mailId !== null) {
    const mailed = await mailedFile(trx, name);
    return mailed === null ? "gone" : Readable.from([mailed], { objectMode: false });
  }
  const path = join(workspace.sie, name);
  const found = await lstat(path).catch(() => null);
  return found?.isFile() === true ? createReadStream(path) : "away";
}
