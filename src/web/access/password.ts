/** Passwords as they are kept: scrypt of Node's own OpenSSL, with the salt and the cost beside the hash. */
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";

/** OWASP's recommendation of 2023 for scrypt: 2^17, 8, 1, which takes 128 MiB for a moment. */
const COST = { N: 2 ** 17, r: 8, p: 1 } as const;
const BYTES = 32;
/** A length and nothing else, as NIST SP 800-63B asks: rules about characters make passwords worse. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

/** "scrypt$131072$8$1$salt$hash", base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64"), hash.toString("base64")].join("$");
}

/** False also for a person without a password, in the same time: who signs in learns nothing of who exists. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const [kind, n, r, p, salt = "", hash = ""] = (kept ?? NOBODY).split("$");
  if (kind !== "scrypt") throw new Error("a password is kept in a way that this version does not know");
  const expected = Buffer.from(hash, "base64");
  const given = await derive(password, Buffer.from(salt, "base64"), {
    N: Number(n),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(given, expected) && kept !== null;
}

const NOBODY = `scrypt$${COST.N}$${COST.r}$${COST.p}$${"A".repeat(22)}==$${"A".repeat(43)}=`;

function derive(password: string, salt: Buffer, cost: Pick<ScryptOptions, "N" | "r" | "p">): Promise<Buffer> {
  // one person types "å" as one character, another machine sends "a" and a ring
  const normal = password.normalize("NFKC");
  return new Promise((resolve, reject) => {
    scrypt(normal, salt, BYTES, { ...cost, maxmem: 256 * 1024 ** 2 }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
