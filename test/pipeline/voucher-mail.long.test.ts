/** SIE files by mail: through the outbox, to a real SMTP server, and never twice. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { change, rows } from "../../src/books/database.ts";
import { connectorReports } from "../../src/pipeline/connector-report.ts";
import { deliverPosting } from "../../src/pipeline/deliver.ts";
import { recordJobFailure } from "../../src/pipeline/failed-job.ts";
import { confirmArrived, retry } from "../../src/pipeline/retry.ts";
import { duePostings } from "../../src/books/runs.ts";
import { openSink, type SinkOptions, type SmtpSink } from "../mail/smtp-sink.ts";
import { FileShop, vouchersIn } from "./file-shop.ts";

const TO = "sie@importer.example";
const SETTINGS = {
  company: { name: "Nordljus AB", orgNumber: "556334-3689" },
  mail: { from: "kvitt@nordljus.example", to: ["anna@nordljus.example"] },
  targets: ["mail"],
  connectors: { mail: { to: TO } },
};
const NAME = "Kvitt_2026-03-02_1.si";

let shop: FileShop;
let sink: SmtpSink | null = null;
beforeAll(async () => {
  shop = await FileShop.open();
}, 60_000); // the first also starts the server
afterAll(() => shop.close());
beforeEach(() => shop.begin(SETTINGS));
afterEach(async () => {
  await sink?.close();
  sink = null;
});

/** A mail server that is there from now on. */
async function serve(options: SinkOptions = {}, settings: object = SETTINGS): Promise<SmtpSink> {
  await sink?.close();
  sink = await openSink(options);
  shop.configure(settings, { SMTP_URL: sink.url });
  return sink;
}

async function night(...references: readonly string[]): Promise<string[]> {
  for (const reference of references) await shop.payout(reference);
  return shop.night();
}

const letters = () =>
  rows(
    shop.books,
    { said: "text" },
    `select concat_ws(' ', kind, state, array_to_string(recipients, ','), attempts) as said from mail order by id`,
  ).then((found) => found.map(({ said }) => said));

describe("a night's vouchers", () => {
  test("are one letter to the address, with one file whose bytes come as they were written", async () => {
    const { received, recipients } = await serve();
    expect(await night("P1", "P2")).toEqual([]);
    expect(await shop.states()).toEqual([`K1 mail posted ${NAME}`, `K2 mail posted ${NAME}`]);
    expect(await shop.send()).toEqual([]);
    expect(recipients).toEqual([[TO]]);
    const [letter] = received;
    expect(letter?.subject).toBe(`SIE-fil ${NAME} från Nordljus AB`);
    expect(letter?.messageId).toMatch(/^<20260302T\d+Z\.vouchers-1@nordljus\.example>$/);
    expect(letter?.attachments.map(({ filename }) => filename)).toEqual([NAME]);
    expect(vouchersIn(letter?.attachments[0]?.content ?? Buffer.alloc(0))).toEqual([
      "K 1 2026-03-01 Klarna utbetalning P1",
      "K 2 2026-03-01 Klarna utbetalning P2",
    ]);
    expect(letter?.text).toContain("2 verifikationer att läsa in");
    expect(await shop.verify()).toEqual([]);
    expect(shop.names()).toEqual([]); // nothing in the folder
  });

  test("that come later are in a letter of their own, and none is in two", async () => {
    const { received } = await serve();
    await night("P1");
    await shop.send();
    await night("P2");
    await shop.send();
    const all = received.flatMap(({ attachments }) =>
      attachments.flatMap(({ content }) => vouchersIn(content)),
    );
    expect(all).toEqual(["K 1 2026-03-01 Klarna utbetalning P1", "K 2 2026-03-01 Klarna utbetalning P2"]);
    expect(received).toHaveLength(2);
  });

  test("are a letter each where files are a voucher's, with the file's usual name, and numbers as set", async () => {
    const files = { connectors: { mail: { to: TO, files: "voucher", numbers: "importer" } } };
    const { received } = await serve({}, { ...SETTINGS, ...files });
    await night("P1", "P2");
    await shop.send();
    const names = received.flatMap(({ attachments }) => attachments.map(({ filename }) => filename));
    expect(names).toEqual(["K1_P1_K2026-1.si", "K1_P2_K2026-2.si"]);
    const content = received[0]?.attachments[0]?.content ?? Buffer.alloc(0);
    expect(vouchersIn(content)).toEqual(["K  2026-03-01 K1 Klarna utbetalning P1"]);
    expect(await shop.verify()).toEqual([]);
  });

  test("go to the folder too where both are targets", async () => {
    const { received } = await serve({}, { ...SETTINGS, targets: ["sie", "mail"] });
    await night("P1");
    await shop.send();
    expect(shop.names()).toEqual(["K1_P1_K2026-1.si"]);
    expect(received).toHaveLength(1);
    expect(await shop.verify()).toEqual([]);
  });

  test("are kept as a file where there is no mail server", async () => {
    await night("P1");
    expect(await shop.send()).toEqual([]);
    const [{ reference } = { reference: "" }] = await rows(
      shop.books,
      { reference: "text" },
      "select reference from mail",
    );
    const eml = await simpleParser(readFileSync(join(shop.app.workspace.mail, reference)));
    expect(eml.attachments.map(({ filename }) => filename)).toEqual([NAME]);
  });

  test("that were changed in the outbox are found by verify", async () => {
    await night("P1");
    const other = Buffer.from("#FLAGGA 0\r\n#KSUMMA 1\r\n").toString("base64");
    await shop.books.transaction(async (trx) => {
      await change(trx, "reset role"); // as somebody with the owner's rights does
      await change(
        trx,
        "update mail set attachments = jsonb_set(attachments, '{0,content}', to_jsonb(:other::text))",
        {
          other,
        },
      );
    });
    expect(await shop.verify()).toEqual([
      `file ${NAME}: the content of the file is not that of its 1 voucher`,
    ]);
  });
});

describe("whatever breaks,", () => {
  test("a letter that cannot be put into the outbox leaves nothing behind, and comes whole", async () => {
    await shop.payout("P1");
    await shop.payout("P2");
    await shop.match();
    await change(
      shop.books,
      "insert into mail (key, kind, message_id, sender, recipients, subject, text, html, created_at) values ('vouchers 1', 'alarm', '', '', '{}', '', '', '', now())",
    );
    expect(await shop.deliver()).toHaveLength(1); // the first, whose key is taken; the second makes another letter of both
    expect((await shop.states()).every((state) => state.endsWith("mail posted Kvitt_2026-03-02_2.si"))).toBe(
      true,
    );
    expect((await letters()).filter((one) => one.startsWith("vouchers"))).toHaveLength(1);
  });

  test("three workers at once compose one letter", async () => {
    for (const reference of ["P1", "P2", "P3"]) await shop.payout(reference);
    await shop.match();
    const signal = new AbortController().signal;
    const due = await duePostings(shop.books, "all");
    await Promise.all(due.map((id) => deliverPosting(shop.app, id, signal)));
    expect(await letters()).toEqual([`vouchers pending ${TO} 0`]);
    expect((await shop.states()).every((state) => state.endsWith(`mail posted ${NAME}`))).toBe(true);
  });

  test("a server that is down was given nothing: the letter is sent when it is up, with the same Message-ID", async () => {
    await serve();
    await night("P1");
    await sink?.close();
    expect((await shop.send())[0]).toMatch(/could not be sent/);
    expect(
      await rows(shop.books, { handed: "boolean" }, "select handed_at is not null as handed from mail"),
    ).toEqual([{ handed: false }]);
    const { received } = await serve();
    expect(await shop.send()).toEqual([]);
    expect(received).toHaveLength(1);
  });

  test("a server that says to come back later is asked again", async () => {
    const answers = [{ code: 451, text: "4.3.0 later" }];
    const { received } = await serve({ onLetter: () => answers.pop() ?? null });
    await night("P1");
    expect(await shop.send()).toHaveLength(1);
    expect(await shop.send()).toEqual([]);
    expect(received).toHaveLength(1);
  });

  test("an answer that is lost after the server has the letter is told, and only a person sends it again", async () => {
    let isCut = true;
    const { received } = await serve({ cutAfterLetter: () => isCut });
    await night("P1");
    const [told] = await shop.send();
    expect(told).toContain("It is not known whether the mail");
    expect(told).toContain("kvitt retry mail:1");
    isCut = false;
    // a worker that is killed here comes again, and a person who retries everything has not looked
    expect(await shop.send()).toHaveLength(1);
    const error = new Error(told);
    const steps = await recordJobFailure(shop.app, {
      kind: "send-mail",
      payload: { mailId: "1" },
      attempts: 1,
      error,
    });
    expect(steps).toEqual([{ kind: "send-mail", mailId: "2" }]);
    expect((await retry(shop.app, null)).retried).toBe(0);
    expect(received).toHaveLength(1);
    const [letter] = await rows(shop.books, { text: "text" }, "select text from mail where id = 2");
    expect(letter?.text).toContain("retry mail:1");
    expect(await letters()).toEqual([`vouchers failed ${TO} 2`, "failure pending anna@nordljus.example 0"]);
    await confirmArrived(shop.app, "mail:1", "anna"); // she has seen it
    expect((await letters())[0]).toBe(`vouchers sent ${TO} 2`);
    await expect(confirmArrived(shop.app, "mail:1", "anna")).rejects.toThrow("no mail mail:1");
    await change(shop.books, "update mail set state = 'failed', problem = 'unclear' where id = 1"); // she has not
    await retry(shop.app, "mail:1");
    await shop.send();
    const ids = received.map(({ messageId }) => messageId ?? "");
    expect(ids.filter((id) => id.includes("vouchers"))).toEqual([ids[0], ids[0]]);
  });

  test("a worker that was killed while it handed the letter over does not hand it over again", async () => {
    const { received } = await serve();
    await night("P1");
    await change(shop.books, "update mail set handed_at = now()");
    expect((await shop.send())[0]).toContain("It is not known whether the mail");
    expect(received).toEqual([]);
  });

  test("an address that is refused is told to the people who get letters", async () => {
    await serve({
      onRecipient: (address) => (address === TO ? { code: 550, text: "5.1.1 no such user" } : null),
    });
    await night("P1");
    const [told] = await shop.send();
    expect(told).toContain(TO);
    await recordJobFailure(shop.app, {
      kind: "send-mail",
      payload: { mailId: "1" },
      attempts: 1,
      error: new Error(told),
    });
    expect(await letters()).toEqual([`vouchers failed ${TO} 1`, "failure pending anna@nordljus.example 0"]);
    const { received } = await serve();
    expect((await retry(shop.app, null)).retried).toBe(1);
    expect(await shop.send()).toEqual([]);
    expect(received.some(({ attachments }) => attachments[0]?.filename === NAME)).toBe(true);
  });
});

describe("kvitt connectors", () => {
  const says = async () => {
    const [mail] = await connectorReports(shop.app);
    return [
      ...(mail?.findings ?? []).map(({ state, says: { en } }) => `${state}: ${en}`),
      ...(mail?.roles ?? []).map(({ workedAt, problem }) =>
        problem === null ? `worked ${workedAt?.toISOString().slice(0, 10)}` : `failed: ${problem.en}`,
      ),
    ];
  };

  test("says whether letters can be sent, and when one was", async () => {
    await serve();
    expect(await says()).toEqual([
      `works: SIE files are sent to ${TO} from kvitt@nordljus.example; the mail server answers and accepts the login.`,
    ]);
    await night("P1");
    await shop.send();
    expect((await says())[1]).toBe("worked 2026-03-02");
    await sink?.close();
    expect((await says())[0]).toMatch(/^attention: SIE by mail does not answer just now/);
  });

  test("says that letters are only kept, that the sender is nobody's, and that nothing goes there", async () => {
    expect((await says())[0]).toContain("attention: The mails to sie@importer.example are not sent but kept");
    await serve({}, { ...SETTINGS, mail: {} });
    expect((await says())[0]).toContain("attention: The sender is kvitt@localhost.localdomain.");
    await serve({}, { ...SETTINGS, targets: ["sie"] });
    expect((await says())[0]).toContain("no SIE files are sent there");
  });
});
