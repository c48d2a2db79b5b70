/** A letter that the mail server refuses, from the first page to the button that sends it, with a real SMTP server. */
import { afterAll, expect, jest, test } from "@jest/globals";
import { openSink, type Answer, type SmtpSink } from "../../mail/smtp-sink.ts";
import { until } from "../../system/place.ts";
import { expectGood } from "./good-page.ts";
import { visitDesk } from "./visit.ts";

jest.setTimeout(120_000);

const BLOCKED: Answer = { code: 550, text: "5.7.1 Avsändaren är spärrad" };
let answer: Answer | null = BLOCKED;
let sink: SmtpSink | undefined;

const { inBrowser, visit } = visitDesk("a failed mail", async () => {
  sink = await openSink({ onLetter: () => answer });
  return { env: { SMTP_URL: sink.url }, nightEndsWith: 1 };
});
afterAll(() => sink?.close());

const mails = () =>
  visit.desk.place.ask<{ state: string; subject: string }>(
    "select state, subject from kvitt.mail order by id",
  );

inBrowser("a letter that the mail server refuses", () => {
  test("is on the page of runs with the server's own words; the button tries again, and says when it fails again", async () => {
    const { page, desk } = visit;
    expect((await mails()).map(({ state }) => state)).toContain("failed");
    await visit.go("/runs");
    const failed = page.locator("#failures article", { hasText: "Mejl" }).first();
    expect(await failed.textContent()).toContain(BLOCKED.text);
    await expectGood(page);

    await desk.work();
    await failed.getByRole("button", { name: /^Försök igen/ }).click();
    await page.waitForURL("**/runs?retried=1");
    expect(await page.locator("[role=status]").textContent()).toContain("1 jobb körs igen");
    await until("the letter failed again", async () =>
      (await mails()).some(({ state }) => state === "failed"),
    );
    expect(sink?.received).toEqual([]);
    await visit.go("/runs");
    expect(await page.locator("#failures").textContent()).toContain(BLOCKED.text);
  });

  test("is sent by the same button once the server takes it, and is no failure any more", async () => {
    const { page } = visit;
    answer = null;
    const before = await mails();
    await visit.go("/language/en");
    await visit.go("/runs");
    await expectGood(page);
    const buttons = page.getByRole("button", { name: /^Try again/ });
    await (
      (await buttons.count()) > 1 ? page.getByRole("button", { name: "Try everything again" }) : buttons
    ).click();
    await page.waitForURL("**/runs?retried=*");
    await until("every letter is sent", async () => (await mails()).every(({ state }) => state === "sent"));
    expect(sink?.received.map(({ subject }) => subject).sort()).toEqual(
      before.map(({ subject }) => subject).sort(),
    );
    await visit.go("/runs");
    expect(await page.locator("#failures").count()).toBe(0);
    await visit.go("/language/sv");
    const [run] = await visit.desk.place.ask<{ id: string }>("select max(id) as id from kvitt.run");
    await visit.go(`/runs/${run?.id}`);
    expect(await page.locator("#mails .tag.good").allTextContents()).toContain("skickat");
    await expectGood(page);
  });
});
