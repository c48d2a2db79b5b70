import { createServer, type AddressInfo } from "node:net";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { simpleParser } from "mailparser";
import { UserError } from "../../src/errors.ts";
import { silentLog } from "../../src/log.ts";
import { composeDigest } from "../../src/mail/digest.ts";
import { messageIdOf, type Letter } from "../../src/mail/letter.ts";
import { openMailer } from "../../src/mail/send.ts";
import { BUSY_NIGHT } from "./example-night.ts";
import { openSink, type SinkOptions, type SmtpSink } from "./smtp-sink.ts";

const AT = new Date("2026-05-02T01:15:03.123Z");
const open: SmtpSink[] = [];
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kvitt-mail-"));
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  rmSync(folder, { recursive: true, force: true });
});

async function sink(options: SinkOptions = {}): Promise<SmtpSink> {
  const opened = await openSink(options);
  open.push(opened);
  return opened;
}

function mailer(smtpUrl: string | null, deadlineMs = 5_000) {
  return openMailer({ smtpUrl, folder, log: silentLog, deadlineMs });
}

function letter(some: Partial<Letter> = {}): Letter {
  const composed = composeDigest(BUSY_NIGHT, "sv", "Europe/Stockholm");
  if (composed === null) throw new Error("the busy night has nothing to tell");
  return {
    ...composed,
    id: "12",
    messageId: messageIdOf("digest-12", AT, "kvitt@nordljus.example"),
    from: "Kvitt på Nordljus <kvitt@nordljus.example>",
    to: ["Åsa Öberg <asa@nordljus.example>", "bo@nordljus.example"],
    date: AT,
    ...some,
  };
}

/** What a promise was rejected with. */
async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("it was sent");
    },
    (thrown: unknown) => thrown,
  );
}

test("a letter arrives with its words, its names in Swedish letters and its attachment", async () => {
  const { url, received, recipients } = await sink();
  const sent = await mailer(url).send(letter());
  expect(sent).toMatchObject({ refused: [], deferred: [] });
  expect(sent.reference).toMatch(/^250 /);
  const [mail] = received;
  expect(recipients).toEqual([["asa@nordljus.example", "bo@nordljus.example"]]);
  expect(mail?.subject).toBe(letter().subject);
  expect(mail?.from?.text).toBe('"Kvitt på Nordljus" <kvitt@nordljus.example>');
  expect(mail?.messageId).toBe("<20260502T011503123Z.digest-12@nordljus.example>");
  expect(mail?.date).toEqual(new Date("2026-05-02T01:15:03.000Z"));
  expect(mail?.headers.get("auto-submitted")).toBe("auto-generated");
  expect(mail?.text?.trimEnd()).toBe(letter().text.trimEnd());
  expect(typeof mail?.html === "string" && mail.html.trimEnd()).toBe(letter().html.trimEnd());
  const [csv] = mail?.attachments ?? [];
  expect(csv?.filename).toBe("avvikelser-2026-05-02.csv");
  expect(csv?.contentType).toBe("text/csv");
  expect(csv?.content.toString("utf8")).toBe(letter().attachments[0]?.content);
  expect([...(csv?.content.subarray(0, 3) ?? [])]).toEqual([0xef, 0xbb, 0xbf]);
});

test("a server that is down is a technical failure, and the same letter goes out when it is up", async () => {
  const first = await openSink();
  const { port, url } = first;
  await first.close();
  const mail = mailer(url);
  const thrown = await thrownBy(mail.send(letter()));
  expect(thrown).toBeInstanceOf(Error);
  expect(thrown).not.toBeInstanceOf(UserError);
  expect(String(thrown)).toContain("the mail could not be sent");
  const { received } = await sink({ port });
  await mail.send(letter());
  expect(received.map(({ messageId }) => messageId)).toEqual([letter().messageId]);
});

test("an answer of 4xx is for now: thrown as technical, then taken", async () => {
  const answers = [{ code: 451, text: "4.7.1 Greylisted" }];
  const { url, received } = await sink({ onLetter: () => answers.shift() ?? null });
  const mail = mailer(url);
  const thrown = await thrownBy(mail.send(letter()));
  expect(thrown).not.toBeInstanceOf(UserError);
  expect(String(thrown)).toContain("4.7.1 Greylisted");
  await mail.send(letter());
  expect(received).toHaveLength(1);
});

test("all recipients refused with 5xx need a person, and the words say who and what to do", async () => {
  const { url } = await sink({ onRecipient: () => ({ code: 550, text: "5.1.1 No such user" }) });
  const thrown = await thrownBy(mailer(url).send(letter()));
  expect(thrown).toBeInstanceOf(UserError);
  expect(thrown instanceof UserError && thrown.say("sv")).toContain("asa@nordljus.example");
  expect(thrown instanceof UserError && thrown.say("en")).toContain("KVITT_MAIL_TO");
});

test("one recipient refused for now keeps the letter from being for good", async () => {
  const { url } = await sink({
    onRecipient: (address) =>
      address.startsWith("bo")
        ? { code: 450, text: "4.2.1 Busy" }
        : { code: 550, text: "5.1.1 No such user" },
  });
  expect(await thrownBy(mailer(url).send(letter()))).not.toBeInstanceOf(UserError);
});

test("a letter that some got tells who did not, for good or for now, and is not thrown back", async () => {
  const { url, recipients } = await sink({
    onRecipient: (address) => {
      if (address.startsWith("bo")) return { code: 550, text: "5.1.1 No such user" };
      return address.startsWith("cia") ? { code: 451, text: "4.3.0 Later" } : null;
    },
  });
  const to = ["asa@nordljus.example", "bo@nordljus.example", "cia@nordljus.example"];
  const sent = await mailer(url).send(letter({ to }));
  expect(recipients).toEqual([["asa@nordljus.example"]]);
  expect(sent.refused).toEqual(["bo@nordljus.example"]);
  expect(sent.deferred).toEqual(["cia@nordljus.example"]);
});

test("a letter refused with 5xx needs a person", async () => {
  const { url } = await sink({ onLetter: () => ({ code: 554, text: "5.7.1 Spam" }) });
  const thrown = await thrownBy(mailer(url).send(letter()));
  expect(thrown instanceof UserError && thrown.say("en")).toContain("5.7.1 Spam");
});

test("an address that is none needs a person, before anything is sent", async () => {
  const { url, received } = await sink();
  const thrown = await thrownBy(mailer(url).send(letter({ to: ["Åsa utan adress"] })));
  expect(thrown instanceof UserError && thrown.say("sv")).toContain("Åsa utan adress");
  expect(received).toEqual([]);
});

test("a wrong password needs a person and is never in the words; the right one is taken", async () => {
  const { port, received } = await sink({ login: { user: "kvitt", password: "hemlig&t" } });
  const wrong = await thrownBy(mailer(`smtp://kvitt:galet@127.0.0.1:${port}`).send(letter()));
  expect(wrong instanceof UserError && wrong.say("sv")).toContain("SMTP_URL");
  expect(String(wrong)).not.toContain("galet");
  const right = mailer(`smtp://kvitt:hemlig%26t@127.0.0.1:${port}`);
  await right.check();
  await right.send(letter());
  expect(received).toHaveLength(1);
});

test("a server that never speaks is given up in time", async () => {
  const silent = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo; // a TCP server, not a pipe
  const started = performance.now();
  const thrown = await thrownBy(mailer(`smtp://127.0.0.1:${port}`, 300).send(letter()));
  silent.close();
  expect(thrown).toBeInstanceOf(Error);
  expect(thrown).not.toBeInstanceOf(UserError);
  expect(performance.now() - started).toBeLessThan(4_000);
});

test("a signal ends the sending", async () => {
  const { url, received } = await sink();
  expect(await thrownBy(mailer(url).send(letter(), AbortSignal.abort()))).toBeInstanceOf(Error);
  expect(received).toEqual([]);
});

test("what is no SMTP address is refused without being repeated", () => {
  for (const address of ["mejl.example.se", "http://user:hemligt@mejl.example.se", "smtp://"]) {
    expect(() => mailer(address)).toThrow(UserError);
    expect(() => mailer(address)).not.toThrow(/hemligt/);
  }
});

test("without a server the letter is a file that a mail program reads", async () => {
  const sent = await mailer(null).send(letter());
  expect(sent).toEqual({ reference: "20260502T011503123Z.digest-12.eml", refused: [], deferred: [] });
  const mail = await simpleParser(readFileSync(join(folder, sent.reference)));
  expect(mail.subject).toBe(letter().subject);
  expect(mail.messageId).toBe(letter().messageId);
  expect(mail.attachments.map(({ filename }) => filename)).toEqual(["avvikelser-2026-05-02.csv"]);
});

test("the same letter again leaves the file as it is and gives the same reference", async () => {
  const first = await mailer(null).send(letter());
  const written = readFileSync(join(folder, first.reference));
  const again = await Promise.all([mailer(null).send(letter()), mailer(null).send(letter())]);
  expect(again).toEqual([first, first]);
  expect(readdirSync(folder)).toEqual([first.reference]);
  expect(readFileSync(join(folder, first.reference)).equals(written)).toBe(true);
});

test("many workers with one letter at once leave one whole file", async () => {
  const sent = await Promise.all(Array.from({ length: 20 }, () => mailer(null).send(letter())));
  expect(new Set(sent.map(({ reference }) => reference)).size).toBe(1);
  expect(readdirSync(folder)).toHaveLength(1);
});

test("a letter to nobody is kept as a file to its sender, with a server as without", async () => {
  const { url, received } = await sink();
  for (const smtpUrl of [null, url]) {
    const { reference } = await mailer(smtpUrl).send(letter({ to: [] }));
    const mail = await simpleParser(readFileSync(join(folder, reference)));
    expect([mail.to].flat()[0]?.text).toBe('"Kvitt på Nordljus" <kvitt@nordljus.example>');
  }
  expect(received).toEqual([]);
});

test("a folder that cannot be made is a technical failure", async () => {
  const blocked = join(folder, "mail");
  writeFileSync(blocked, "");
  const kept = openMailer({ smtpUrl: null, folder: blocked, log: silentLog });
  expect(await thrownBy(kept.send(letter()))).not.toBeInstanceOf(UserError);
  await expect(kept.check()).rejects.toThrow(/EEXIST/);
});

test("the check says that a folder is fit to write in", async () => {
  await mailer(null).check();
  if (process.getuid?.() === 0) return; // root may write anywhere
  chmodSync(folder, 0o500);
  await expect(mailer(null).check()).rejects.toThrow(/EACCES/);
  chmodSync(folder, 0o700);
});
