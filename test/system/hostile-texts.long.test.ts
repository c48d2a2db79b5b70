/**
 * Whatever stands in a report, a list, a file's name or the settings, it stays text: drawn by chance into every field at once,
 * carried through a whole night, and looked for in the letter's HTML and headers, the page, and the auditor's summary. The
 * measure is a harmless night: no element, no attribute and no header that it does not have.
 */
import { afterAll, expect, test } from "@jest/globals";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { importReport } from "../../jobs/import-report.ts";
import { writeEvidence } from "../../src/audit/evidence/evidence.ts";
import { silentLog } from "../../src/log.ts";
import { openMailer } from "../../src/mail/send.ts";
import { openQueues } from "../../src/queue/open-queues.ts";
import { enqueueFor } from "../../workers/enqueue.ts";
import { buildServer } from "../../src/web/server.ts";
import { select } from "../setup/select.ts";
import { signedIn } from "../web/signed-in.ts";
import { unzip } from "../audit/unzip.ts";
import { openWorld } from "../audit/world.ts";
import { sampleReport } from "../intake/sample.ts";

const MINUTE = 60_000;
const folder = mkdtempSync(join(tmpdir(), "kvitt-hostile-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ways out of a text into what is around it. */
const WAYS_OUT = [
  "<script>x0()</script>",
  "<img src=x0 onerror=x0()>",
  '"><x0 y="',
  "' onx0='1",
  '" onx0="1',
  "</title><x0>",
  "</style><x0>",
  "--><x0>",
  "]]><x0>",
  "&lt;x0&gt;",
  "<!--",
  "javascript:x0()",
  "{{x0}}${x0}",
  "\r\nBcc: x0@example.com",
  "\nX0: 1\n\n<x0>",
  "\u2028<x0>\u2029",
  "\u202e<x0>",
  "=?utf-8?q?=0d=0aBcc:_x0?=",
  "%0d%0aBcc: x0",
  "a@b.se>, <x0@example.com",
  "\u0000<x0>",
  "\ud800<x0>",
  "ＳＣＲＩＰＴ＜x0＞",
];
const way = fc.constantFrom(...WAYS_OUT);
/** With harmless text around, so that some of it passes the reader. */
const hostile = fc
  .tuple(fc.constantFrom("", "1001", "å "), way, fc.constantFrom("", "7", " ö"))
  .map((parts) => parts.join(""));
const inCell = hostile.map((text) => (/[\r\n;"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text));
const inName = hostile.map((text) =>
  text.replaceAll("\u0000", "_").replaceAll("\ud800", "_").replace(/[/\\]/g, "_").slice(0, 60),
);

interface Texts {
  readonly cells: readonly string[];
  readonly reportName: string;
  readonly listName: string;
  readonly company: string;
  readonly merchant: string;
  readonly why: string;
}

const texts: fc.Arbitrary<Texts> = fc.record({
  cells: fc.array(inCell, { minLength: 16, maxLength: 16 }),
  reportName: inName,
  listName: inName,
  company: hostile,
  merchant: hostile,
  // neither an argument of a command nor a form or body of the desk can have a NUL (test/web/server.test.ts)
  why: hostile.map((text) => text.replaceAll("\0", "")),
});
const HARMLESS: Texts = {
  cells: Array.from({ length: 16 }, (_, n) => `text${n}`),
  reportName: "report",
  listName: "list",
  company: "Nordljus AB",
  merchant: "nordljus.example",
  why: "said so by the shop",
};

interface Shown {
  /** What a browser or a mail program reads: the letter, the page, the summary, the page of an unknown path. */
  readonly html: readonly (readonly [where: string, html: string])[];
  /** Heads of letters as they are sent. */
  readonly heads: readonly string[];
}

let played = 0;
async function play({ cells, reportName, listName, company, merchant, why }: Texts): Promise<Shown> {
  const cell = (n: number) => cells[n % cells.length] ?? "";
  const world = await openWorld({
    company: { name: company },
    merchants: { K123456: { name: merchant } },
    mail: { from: "kvitt@example.se", to: ["anna@example.se"] },
  });
  const queues = await openQueues({ databaseUrl: world.url, log: silentLog });
  const server = buildServer({
    app: world.app,
    queues,
    kinds: [importReport],
    enqueue: enqueueFor({ app: world.app, queues }),
  });
  try {
    const columns = [
      "type",
      "capture_date",
      "sale_date",
      "order_id",
      "short_order_id",
      "capture_id",
      "merchant_reference1",
    ];
    const shape = {
      columns: [...columns, "merchant_reference2", "amount", "posting_currency", "klarna_comment"],
    };
    const line = (n: number) => ({
      reference: cell(n),
      captureId: cell(n + 1),
      orderId: cell(n + 2),
      comment: cell(n + 3),
    });
    const good = sampleReport({
      ...shape,
      reference: "REF1",
      lines: [{ reference: "F1" }, line(0), line(4)],
    });
    const named = sampleReport({ ...shape, reference: cell(8), lines: [line(9)] });
    const off = sampleReport({ ...shape, reference: cell(10), off: 7, lines: [line(11)] });
    const heads = sampleReport({
      ...shape,
      columns: [...shape.columns, cell(12)],
      reference: "REF4",
      currency: cell(13),
    });
    const list = `kind;number;order_number;currency;amount\ninvoice;F1;;SEK;90.00\ninvoice;${cell(14)};${cell(15)};SEK;5.00\n${cell(3)};${cell(5)};x;${cell(7)};y\n`;
    const bytes = (text: string) => Buffer.from(text);
    await world.night({
      at: new Date("2024-05-03T01:15:00Z"),
      files: [
        { name: "settlement.REF1.csv", bytes: bytes(good) },
        { name: `${reportName}.csv`, bytes: bytes(named) },
        { name: `2${reportName}.csv`, bytes: bytes(off) },
        { name: `3${reportName}.csv`, bytes: bytes(heads) },
        { name: `4${reportName}.csv`, bytes: bytes(cell(6)) },
      ],
      receivables: [
        { name: `${listName}.csv`, bytes: bytes(list) },
        { name: `2${listName}.csv`, bytes: bytes(`${cell(1)};${cell(2)}\n`) },
      ],
    });
    const [lost] = await world.open("no_receivable");
    if (lost !== undefined) await world.decide(lost, { accept: true, why });
    // a report with a character that no text can have is refused: then there is nothing of it to sum up
    const summaries: [string, string][] = [];
    for (const { reference } of await select(
      world.app.books,
      "select payment_reference as reference from payout",
    )) {
      const zip = join(folder, `${(played += 1)}.zip`);
      await writeEvidence(world.app, String(reference), zip, "sv");
      const summary = unzip(readFileSync(zip)).get("summary.html")?.toString("utf8") ?? "";
      expect(summary).toContain("<html");
      summaries.push([`summary of ${String(reference)}`, summary]);
    }
    const { headers } = await signedIn(world.app, "admin");
    const page = await server.inject({ url: "/", headers });
    const unknown = await server.inject({
      url: `/${asPath(cell(0))}?lang=${asPath(cell(1))}`,
      headers,
    });
    const mails = await select(
      world.app.books,
      `select id::text, message_id as "messageId", sender, recipients, subject, text, html, attachments, created_at as date from mail`,
    );
    expect(mails.length).toBeGreaterThan(0);
    expect(page.statusCode).toBe(200);
    const mailer = openMailer({ smtpUrl: null, folder, log: silentLog });
    const sent: string[] = [];
    const letters: [string, string][] = [];
    played += 1;
    for (const mail of mails) {
      const letter = mail as unknown as Parameters<typeof mailer.send>[0] & {
        sender: string;
        recipients: string[];
      };
      const messageId = `<${played}.${letter.id}@example.se>`;
      const { reference } = await mailer.send({
        ...letter,
        messageId,
        from: letter.sender,
        to: letter.recipients,
      });
      sent.push(readFileSync(join(folder, reference), "latin1"));
      letters.push([`letter ${letter.id}`, letter.html]);
    }
    return {
      html: [...letters, ["page", page.body], ...summaries, ["unknown path", unknown.body]],
      heads: sent,
    };
  } finally {
    await server.close();
    await queues.close();
    await world.close();
  }
}

/** Half a character cannot be in an address. */
const asPath = (text: string) => encodeURIComponent(Buffer.from(text).toString("utf8"));

/** "a[href]" for each element and attribute, as a browser splits them: quoted values are one thing, whatever is in them. */
function elementsOf(html: string): Set<string> {
  const found = new Set<string>();
  for (const [, name = "", attributes = ""] of html.matchAll(
    /<([a-zA-Z!?/][^\s>]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/g,
  )) {
    found.add(name.toLowerCase());
    for (const [, key = ""] of attributes.matchAll(/([^\s=/"']+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?/g))
      found.add(`${name.toLowerCase()}[${key.toLowerCase()}]`);
  }
  return found;
}

/** A page of the desk itself, with the text encoded: a payout by its reference, this page in the other language. */
const OWN_PAGE = /^"\/(?![/\\])[\w%.~!*'()&#;?=/-]*"$/;

/** Addresses that a click or a look would follow. */
function addressesOf(html: string): string[] {
  return [...html.matchAll(/\s(?:href|src|action|style|xlink:href)\s*=\s*("[^"]*"|'[^']*')/g)].map(
    ([, value = ""]) => value,
  );
}

/** Header names of each part of a letter, each with how often it is there. */
function headersOf(letter: string): Set<string> {
  const names = [...(letter.split("\r\n\r\n")[0] ?? "").matchAll(/^([^\s:]+):/gm)].map(([, name = ""]) =>
    name.toLowerCase(),
  );
  return new Set(names.map((name) => `${name} ${names.filter((other) => other === name).length}`));
}

test(
  "no text of a report, a list, a file's name or a setting becomes an element, an attribute or a header",
  async () => {
    const harmless = await play(HARMLESS);
    const known = new Set(harmless.html.flatMap(([, html]) => [...elementsOf(html)]));
    const headers = new Set(harmless.heads.flatMap((letter) => [...headersOf(letter)]));
    expect(known.size).toBeGreaterThan(10);
    expect(harmless.html.filter(([where]) => where.startsWith("summary")).length).toBeGreaterThan(1);
    const seed = Number(process.env["SEED"] ?? 20_260_101);
    const runs = Number(process.env["KVITT_CASES"] ?? 6);
    await fc.assert(
      fc.asyncProperty(texts, async (drawn) => {
        const { html, heads } = await play(drawn);
        for (const [where, page] of html) {
          const strange = [...elementsOf(page)].filter((one) => !known.has(one) && !MAY_BE_MORE.test(one));
          expect({ where, strange }).toEqual({ where, strange: [] });
          expect({
            where,
            follows: addressesOf(page).filter((one) => /x0/.test(one) && !OWN_PAGE.test(one)),
          }).toEqual({
            where,
            follows: [],
          });
          // a character that turns the writing around, or ends it, is not shown as it is
          expect({ where, marks: MARKS.find((mark) => page.includes(mark)) }).toEqual({
            where,
            marks: undefined,
          });
        }
        for (const letter of heads) {
          expect([...headersOf(letter)].filter((one) => !headers.has(one))).toEqual([]);
          const [head = ""] = letter.split("\r\n\r\n");
          expect(/^To: (.*)$/m.exec(head)?.[1]).toBe("anna@example.se");
          expect(head).not.toMatch(/^(?:bcc|cc|x0):/im);
        }
      }),
      { seed, numRuns: runs, endOnFailure: true },
    );
  },
  12 * MINUTE,
);

/** What ends a text early, or turns it around. */
const MARKS = ["\u0000", "\u202e", "\u2028", "\u2029"];

/** Elements that a page has for more deviations than the harmless night's. */
const MAY_BE_MORE =
  /^\/?(?:table|thead|tbody|tr|td|th|ul|ol|li|p|h[1-6]|span|div|code|strong|em|br|pre|a|section|details|summary)(?:\[(?:class|style|data-title|colspan|role|scope|lang|dir|href|align|width|cellpadding|cellspacing|border|id)\])?$/;
