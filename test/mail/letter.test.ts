import { expect, test } from "@jest/globals";
import { emlName, messageIdOf } from "../../src/mail/letter.ts";

const AT = new Date("2026-05-02T01:15:03.123Z");

test("a Message-ID is made of the instant, the key and the sender's domain", () => {
  expect(messageIdOf("digest-12", AT, "Kvitt <kvitt@nordljus.example>")).toBe(
    "<20260502T011503123Z.digest-12@nordljus.example>",
  );
});

test("a key with anything in it gives a Message-ID of plain letters", () => {
  const id = messageIdOf("failure: post/88 åäö\r\nBcc: x@y.z", AT, "no address");
  expect(id).toMatch(/^<[A-Za-z0-9_.-]+@localhost\.localdomain>$/);
});

test("two letters at different instants never share a Message-ID or a file", () => {
  const ids = [AT, new Date(AT.getTime() + 1)].map((at) => messageIdOf("digest-1", at, "kvitt@a.example"));
  expect(new Set(ids).size).toBe(2);
  expect(new Set(ids.map(emlName)).size).toBe(2);
});

test("a file's name never leads out of its folder", () => {
  expect(emlName("<../../etc/passwd@x>")).toBe("etc-passwd.eml");
  expect(emlName("<@x>")).toBe("letter.eml");
});
