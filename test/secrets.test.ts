import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { cleanError, keepSecretsOf, withoutSecrets } from "../src/secrets.ts";

const password = fc
  .string({ unit: "grapheme", minLength: 8, maxLength: 40 })
  .filter((text) => text.trim().length > 7);

test("whatever the password is and however it is written, none of it is left", () => {
  const seed = Number(process.env["SEED"] ?? 20_260_101);
  fc.assert(
    fc.property(password, (secret) => {
      const encoded = encodeURIComponent(secret);
      keepSecretsOf(`smtp://anna:${encoded}@mail.example.se:587`);
      const written = [
        secret,
        encoded,
        encoded.toLowerCase() === encoded ? secret : encoded.replace(/%../g, (hex) => hex.toLowerCase()),
        JSON.stringify(secret).slice(1, -1),
      ];
      for (const form of written) {
        expect(withoutSecrets(`login ${form} was refused`)).toBe("login *** was refused");
        expect(withoutSecrets(`a${form}b`)).toBe("a***b");
      }
      const plain = Buffer.from(`\0anna\0${secret}`).toString("base64");
      const said = withoutSecrets(`AUTH PLAIN ${plain}`).replace("AUTH PLAIN ", "");
      expect(said).toContain("***");
      expect(Buffer.from(said.replace("***", ""), "base64").toString()).not.toContain(secret.slice(0, 6));
    }),
    { seed, numRuns: 40 },
  );
});

test.each([
  [
    "connect to postgres://kvitt:p@ss/w:o@db:5432/kvitt failed",
    "connect to postgres://***@db:5432/kvitt failed",
  ],
  ["redis://secret@cache", "redis://***@cache"],
  [
    "see https://example.se/a, or write to anna@example.se",
    "see https://example.se/a, or write to anna@example.se",
  ],
  ["user@host says no", "user@host says no"],
])("an address that was not known: %s", (text, bare) => {
  expect(withoutSecrets(text)).toBe(bare);
});

test("a short password is hidden where it stands alone, and one that is also the user's name nowhere", () => {
  keepSecretsOf("postgres://anna:tall@db/books");
  expect(withoutSecrets('password "tall" installed')).toBe('password "***" installed');
  keepSecretsOf("postgres://kvitt:kvitt@db/kvitt");
  expect(withoutSecrets("kvitt: the books of kvitt")).toBe("kvitt: the books of kvitt");
  keepSecretsOf("postgres://db/books?user=anna&password=Hemligt%40ord");
  expect(withoutSecrets("password Hemligt@ord, Hemligt%40ord")).toBe("password ***, ***");
});

test("an error is clean in its message, its stack and its cause", () => {
  keepSecretsOf("redis://:langt-losenord@cache");
  const cause = new Error("WRONGPASS langt-losenord");
  const error = cleanError(new Error("AUTH langt-losenord", { cause }));
  expect(error.message).toBe("AUTH ***");
  expect(error.stack).toContain("AUTH ***");
  expect(`${error.stack}${cause.message}${cause.stack}`).not.toContain("losenord");
});
