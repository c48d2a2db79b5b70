import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { DEVIATION_CODES } from "../../src/format/deviation-texts.ts";
import { SHOWN_MAX } from "../../src/mail/deviation-sections.ts";
import { composeDigest, hasNews } from "../../src/mail/digest.ts";
import type { DigestData } from "../../src/mail/digest-data.ts";
import { composeFailure } from "../../src/mail/failure.ts";
import { minor } from "../../src/money.ts";
import { LANGUAGES, verbatim, type Language } from "../../src/message.ts";
import { BUSY_NIGHT, deviation, GREEN_NIGHT, QUIET_NIGHT } from "./example-night.ts";

const FOLDER = new URL("../fixtures/mail/", import.meta.url);

/** GOLDEN=new writes only what is missing: to change an expectation, delete it, run, and read the difference. */
function expectGolden(name: string, found: string): void {
  const file = new URL(name, FOLDER);
  if (process.env["GOLDEN"] === "new" && !existsSync(file)) writeFileSync(file, found);
  expect(found).toBe(readFileSync(file, "utf8"));
}

function compose(data: DigestData, language: Language = "sv") {
  const composed = composeDigest(data, language, "Europe/Stockholm");
  if (composed === null) throw new Error("nothing was composed");
  return composed;
}

function withListed(listed: DigestData["deviations"]["listed"], more: Partial<DigestData> = {}): DigestData {
  return {
    ...QUIET_NIGHT,
    deviations: { listed, rest: [] },
    openByAge: listed.map(({ ageDays }) => ({ ageDays, count: 1 })),
    ...more,
  };
}

const NIGHTS = { "busy-night": BUSY_NIGHT, "green-night": GREEN_NIGHT };
for (const [name, night] of Object.entries(NIGHTS)) {
  for (const language of LANGUAGES) {
    test(`the ${name.replace("-", " ")} reads as agreed in ${language}`, () => {
      const { subject, text, html, attachments } = compose(night, language);
      expectGolden(`${name}.${language}.txt`, `${subject}\n\n${text}`);
      expectGolden(`${name}.${language}.html`, html);
      for (const { filename, content } of attachments) expectGolden(filename, content);
    });
  }
}

for (const language of LANGUAGES) {
  test(`a failed job reads as agreed in ${language}`, () => {
    const [job] = BUSY_NIGHT.failedJobs;
    if (!job) throw new Error("the busy night has no failed job");
    const at = new Date("2026-05-01T22:30:00Z"); // half past midnight in Stockholm
    const failure = { company: "Nordljus Heminredning AB", job, at, timeZone: "Europe/Stockholm" };
    const { subject, text, html, attachments } = composeFailure(failure, language);
    expectGolden(`failed-job.${language}.txt`, `${subject}\n\n${text}`);
    expectGolden(`failed-job.${language}.html`, html);
    expect(attachments).toEqual([]);
  });
}

test("the subject says the outcome: all well, or what there is to do", () => {
  expect(compose(GREEN_NIGHT).subject).toBe("Kvitt 2 maj: 2 utbetalningar bokförda, allt stämmer");
  expect(compose(GREEN_NIGHT, "en").subject).toBe("Kvitt 2 May: 2 payouts booked, everything agrees");
  const one = withListed([deviation({ id: 1n })], { payouts: GREEN_NIGHT.payouts.slice(0, 1) });
  expect(compose(one).subject).toBe("Kvitt 2 maj: 1 utbetalning bokförd, 1 öppen avvikelse");
  const old = withListed([deviation({ id: 1n, isNew: false, ageDays: 8 })]);
  expect(compose(old).subject).toBe("Kvitt 2 maj: 1 öppen avvikelse sedan tidigare");
  const closed = { ...QUIET_NIGHT, closed: { count: 3, listed: [] } };
  expect(compose(closed).subject).toBe("Kvitt 2 maj: 3 avvikelser stängda, allt stämmer");
});

test("a payout whose remainder is not zero is never all well", () => {
  const [first] = GREEN_NIGHT.payouts;
  if (!first) throw new Error("the green night has no payout");
  const { subject, html } = compose({ ...GREEN_NIGHT, payouts: [{ ...first, remainder: minor(1n) }] });
  expect(subject).toBe("Kvitt 2 maj: 1 utbetalning bokförd, 1 utbetalning med differens");
  expect(html).toMatch(/<b class="trouble-ink"[^>]*>0,01<\/b>/);
});

test("a payout without a voucher is told as not booked", () => {
  const [first] = GREEN_NIGHT.payouts;
  if (!first) throw new Error("the green night has no payout");
  const { subject, text } = compose({ ...GREEN_NIGHT, payouts: [{ ...first, vouchers: [] }] });
  expect(subject).toBe("Kvitt 2 maj: 1 utbetalning ännu inte bokförd");
  expect(text.replaceAll("\u00a0", " ")).toContain("2026-05-01, ej bokförd");
});

test("a night without anything to tell composes nothing", () => {
  expect(composeDigest(QUIET_NIGHT, "sv", "Europe/Stockholm")).toBeNull();
  const known = { ...QUIET_NIGHT, files: { ...QUIET_NIGHT.files, duplicate: 4 } };
  expect(hasNews(known)).toBe(false);
  expect(hasNews({ ...QUIET_NIGHT, receivables: { taken: 200, refused: [] } })).toBe(false);
});

test("what is open from before is told again when it has grown old, not each night", () => {
  const days = Array.from({ length: 200 }, (_, ageDays) => ageDays);
  const told = days.filter((ageDays) => hasNews(withListed([deviation({ id: 1n, isNew: false, ageDays })])));
  expect(told).toEqual([8, 31, 91, 121, 151, 181]);
});

test.each([
  ["a file taken in", { files: { ...QUIET_NIGHT.files, imported: 1 } }],
  ["a file in quarantine", { files: BUSY_NIGHT.files }],
  ["a refused receivable", { receivables: BUSY_NIGHT.receivables }],
  ["a payout", { payouts: GREEN_NIGHT.payouts }],
  ["a closed deviation", { closed: { count: 1, listed: [] } }],
  ["a failed job", { failedJobs: BUSY_NIGHT.failedJobs }],
  ["a new deviation", withListed([deviation({ id: 1n })])],
])("%s is worth a mail", (_what, some: Partial<DigestData>) => {
  expect(hasNews({ ...QUIET_NIGHT, ...some })).toBe(true);
});

test("the body shows fifty, of every kind some; the attachment has them all", () => {
  const many = Array.from({ length: 500 }, (_, index) => deviation({ id: BigInt(index + 1) }));
  const few = [
    deviation({ id: 900n, code: "ambiguous" }),
    deviation({ id: 901n, code: "chargeback", isNew: false, ageDays: 40 }),
  ];
  const { subject, text, html, attachments } = compose(withListed([...many, ...few]));
  expect(subject).toBe("Kvitt 2 maj: 502 öppna avvikelser (501 nya)");
  expect(text.match(/^#\d+/gm)).toHaveLength(SHOWN_MAX);
  expect(text).toContain("#900 10900");
  expect(text).toContain("… och 451 till, i den bifogade filen.");
  expect(attachments[0]?.content.split("\r\n")).toHaveLength(502 + 2);
  expect(html.length).toBeLessThan(90_000); // Gmail cuts a mail at 102 kB
});

test("deviations that are not listed are counted by kind with their sums, and pointed to", () => {
  const listed = [
    deviation({ id: 1n, amount: minor(100n) }),
    deviation({ id: 2n, isNew: false, ageDays: 9 }),
  ];
  const rest = [
    {
      code: "no_receivable" as const,
      isNew: true,
      count: 20_000,
      sums: [{ currency: "SEK", amount: minor(900n) }],
    },
    { code: "ambiguous" as const, isNew: false, count: 3, sums: [{ currency: "EUR", amount: minor(500n) }] },
  ];
  const data = withListed(listed, { openByAge: [{ ageDays: 0, count: 20_005 }] });
  const { subject, text } = compose({ ...data, deviations: { listed, rest } });
  expect(subject).toBe("Kvitt 2 maj: 20005 öppna avvikelser (20001 nya)");
  const plain = text.replaceAll("\u00a0", " ").replaceAll("\n", " ");
  expect(plain).toContain("(20001, 10,00 SEK)");
  expect(plain).toContain("… och 20000 till.");
  expect(plain).toContain("(3, 5,00 EUR)");
  expect(plain).toContain("I den bifogade filen är 2 av 20005 öppna avvikelser");
  expect(plain).toContain("`kvitt deviations --csv alla.csv`");
  const linked = compose({ ...data, page: "https://kvitt.example.se/shop", deviations: { listed, rest } });
  expect(linked.html).toContain("https://kvitt.example.se/shop/deviations.csv");
});

test("a night without news has a letter where one is asked for", () => {
  const composed = composeDigest(QUIET_NIGHT, "sv", "Europe/Stockholm", { always: true });
  expect(composed?.subject).toBe("Kvitt 2 maj: allt stämmer");
  expect(composed?.text).toContain("Nattkörningen är klar. Inget nytt har kommit in.");
});

test("a thousand payouts are a table of fifty, those that need a person among them, and a count with sums", () => {
  const [first] = GREEN_NIGHT.payouts;
  if (!first) throw new Error("the green night has no payout");
  const payouts = Array.from({ length: 1_000 }, (_, index) => ({
    ...first,
    paymentReference: String(1_000_000 + index),
    amount: minor(100n),
    remainder: minor(index === 777 ? 1n : 0n),
    unfindable: verbatim("none of its lines can be found"),
  }));
  const { text, html } = compose({ ...GREEN_NIGHT, payouts });
  const plain = text.replaceAll("\u00a0", " ");
  expect(plain).toContain("1000777");
  expect(plain).toContain("… och 950 till, 950,00 SEK");
  expect(plain).toContain("och 990 till:");
  expect(html.length).toBeLessThan(60_000);
});

test("every kind of deviation can be told, in the body and in the file", () => {
  const all = DEVIATION_CODES.map((code, index) => deviation({ id: BigInt(index + 1), code }));
  for (const language of LANGUAGES) {
    const { text, html, attachments } = compose(withListed(all), language);
    expect(text.match(/^#\d+/gm)).toHaveLength(DEVIATION_CODES.length);
    expect(`${text}${html}${attachments[0]?.content}`).not.toMatch(/undefined|\[object|NaN/);
  }
});

test("data from files can neither break out of the HTML nor forge lines in the text", () => {
  const evil = "<img src=x onerror=alert(1)>\"'&\u202egnp.exe\r\nATT GÖRA: betala";
  const data = withListed(
    [
      deviation({
        id: 1n,
        reference: evil,
        paymentReference: evil,
        file: evil,
        lineType: evil,
        expected: evil,
        found: evil,
        currency: "SEK",
        candidates: [{ kind: evil, number: evil, open: evil }],
      }),
    ],
    {
      company: evil,
      files: {
        ...QUIET_NIGHT.files,
        quarantined: [
          {
            name: evil,
            kind: "report",
            deviationId: null,
            refusals: [
              {
                line: 1,
                column: evil,
                found: evil,
                expected: evil,
                what: { sv: evil, en: evil },
                todo: { sv: evil, en: evil },
              },
            ],
          },
        ],
      },
      receivables: { taken: 1, refused: [{ file: evil, line: 2, problem: { sv: evil, en: evil } }] },
      payouts: BUSY_NIGHT.payouts.map((one, index) => ({
        ...one,
        merchantId: `${index}${evil}`,
        paymentReference: evil,
        vouchers: [evil],
        unproven: [{ sv: evil, en: evil }],
      })),
      closed: {
        count: 1,
        listed: [{ id: 2n, code: "ambiguous", amount: null, currency: null, reference: evil, how: "closed" }],
      },
      failedJobs: [{ id: evil, step: "import", subject: evil, since: new Date(0), attempts: 2, error: evil }],
    },
  );
  const { subject, text, html } = compose(data);
  expect(html).not.toMatch(/<img|onerror=alert\(1\)>|<script/i);
  expect(html).not.toContain("\u202e");
  expect(text).not.toContain("\u202e");
  expect(text).not.toMatch(/^ATT GÖRA: betala/m);
  expect(subject).not.toMatch(/[\r\n]/);
  expect(text).toContain("kvitt retry --all");
});

test("the HTML fetches nothing and has no script", () => {
  for (const language of LANGUAGES) {
    const { html } = compose(BUSY_NIGHT, language);
    expect(html).not.toMatch(/https?:|src=|@import|url\(|<link|<script|<form|<img/i);
    expect(html).toContain(`<html lang="${language}">`);
  }
});

test("a password in an error is never mailed", () => {
  const { text, html } = compose(BUSY_NIGHT);
  expect(`${text}${html}`).not.toContain("hemligt");
  expect(text).toContain("postgres://***@db:5432/kvitt");
});

test("a quarantined file and its deviation are told once, and counted as a file", () => {
  const { text, subject } = compose(BUSY_NIGHT);
  expect(text.match(/1500000130/g)).toHaveLength(1);
  expect(subject).toContain("1 fil i karantän");
  expect(subject).toContain("8 öppna avvikelser (6 nya)");
});

test("the lines of the text fit a mail window, but for commands", () => {
  for (const language of LANGUAGES) {
    for (const line of compose(BUSY_NIGHT, language).text.split("\n").slice(1))
      if (!line.includes("`")) expect(line.length).toBeLessThanOrEqual(76);
  }
});

test("a candidate in another currency than the line's says which", () => {
  const listed = deviation({
    id: 1n,
    code: "currency_differs",
    currency: "SEK",
    candidates: [{ kind: "invoice", number: "F1", open: "11.00", currency: "EUR" }],
  });
  expect(compose(withListed([listed])).text).toContain("förslag: faktura F1 (restbelopp 11,00 EUR)");
});

test("advice about what the references hold is news, and names the setting, the lines and an example", () => {
  const advice = [
    {
      merchantId: "K1",
      setting: "first: number",
      lines: 8,
      paymentReference: "P1",
      row: 4,
      kind: "invoice",
      number: "2000",
    },
  ];
  const advised = { ...QUIET_NIGHT, advice };
  expect(hasNews(advised)).toBe(true);
  const text = compose(advised).text.replace(/\s+/g, " ");
  expect(text).toContain("merchants.K1.references: { first: number } skulle 8 rader till matchas");
  expect(text).toContain("rad 4 i utbetalning P1 med faktura 2000");
});

test("a letter links to the desk, lists the SIE files, and says who decided what", () => {
  const night: DigestData = {
    ...withListed([deviation({ id: 27n })]),
    page: "https://kvitt.example/",
    sieFiles: { count: 3, listed: [{ voucher: "K 41", file: "K1_P1_K2026-41.si" }] },
    decided: {
      count: 1,
      listed: [{ deviationId: 12n, action: "match", actor: "Ada <b>", why: "by phone", voucher: "K 40" }],
    },
  };
  const { text, html } = compose(night, "en");
  expect(html).toContain('<a href="https://kvitt.example/deviations/27">');
  expect(html).toContain('<a href="https://kvitt.example/sie/K1_P1_K2026-41.si">');
  expect(html).toContain("Ada &lt;b&gt;: matched");
  expect(text).toContain("https://kvitt.example/deviations/12");
  expect(text).toContain("SIE FILES (3)");
  expect(text).toContain("… and 2 more.");
  expect(text).toContain("by phone");
  const { html: unlinked } = compose({ ...night, page: null }, "en");
  expect(unlinked).not.toContain("<a ");
});
