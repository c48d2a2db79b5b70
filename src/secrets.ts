/**
 * Passwords are said to nobody. Those of the addresses that a process is given are kept here, and taken out of every text that
 * leaves it, in whatever way a driver or a server has written them; and out of any address, also one that was not known.
 */

/** What stands in the place of a password. */
const HIDDEN = "***";
/** A shorter one that is a word of its own is only hidden where it stands alone. */
const SURELY_ONE = 8;

let known: readonly string[] = [];
let pattern: RegExp | null = null;

/** The password in an address, also in its query, as it is written there; and in pieces that a parser may take for others. */
export function keepSecretsOf(address: string): void {
  for (const secret of secretsIn(address)) keepSecret(secret);
}

/** A password by itself. */
export function keepSecret(secret: string): void {
  if (secret.length < 3) return;
  known = [...new Set([...known, ...formsOf(secret)])].sort((a, b) => b.length - a.length);
  pattern = new RegExp(known.map(literally).join("|"), "gu");
}

/** The text without passwords. */
export function withoutSecrets(text: string): string {
  const bare = pattern === null ? text : text.replace(pattern, HIDDEN);
  // up to the last "@" before a space: a password that was not encoded may have "@" and "/" in it
  return bare.replace(/(\w:\/\/)(?:[^\s@"'<>]*:[^\s"'<>]*|[^\s/@]+)@/g, `$1${HIDDEN}@`);
}

/** The error itself without passwords, in its message and its stack, and what caused it. */
export function cleanError<E>(thrown: E): E {
  for (let one: unknown = thrown; one instanceof Error; one = one.cause) {
    const [message, stack] = [withoutSecrets(one.message), one.stack && withoutSecrets(one.stack)];
    if (message !== one.message) one.message = message;
    if (stack !== undefined && stack !== one.stack) one.stack = stack;
  }
  return thrown;
}

function secretsIn(address: string): string[] {
  const found: string[] = [];
  const [, userInfo = ""] = /^\w+:\/\/(.*)@/s.exec(address) ?? [];
  const colon = userInfo.indexOf(":");
  if (colon >= 0) found.push(userInfo.slice(colon + 1));
  for (const [, value = ""] of address.matchAll(/[?&]\w*pass\w*=([^&#]*)/gi)) found.push(value);
  return found.filter((one) => !isSaidAnyway(one, address, userInfo));
}

/** "kvitt" of postgres://kvitt:kvitt@db/kvitt: whoever hid it would hide half of what there is to say. */
function isSaidAnyway(secret: string, address: string, userInfo: string): boolean {
  const [user = ""] = userInfo.split(":");
  const [host = "", database = ""] = address.slice(address.lastIndexOf("@") + 1).split(/[/?#]/);
  return userInfo !== "" && [user, host.split(":")[0], database].includes(secret);
}

/** As drivers, servers, JSON and addresses write it. */
function formsOf(secret: string): string[] {
  const plain = decoded(secret);
  const texts = [secret, plain, encodeURIComponent(plain), encodeURI(plain), asUrlWritesIt(plain)];
  const lower = texts.map((text) => text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()));
  const escaped = [...texts, ...lower].map((text) => JSON.stringify(text).slice(1, -1));
  // where a parser has ended the password early: at "@", "/", "?" and "#"
  const pieces = [secret, plain]
    .flatMap((text) => text.split(/[@/?#:]/))
    .filter((piece) => piece.length >= SURELY_ONE);
  return [...texts, ...lower, ...escaped, ...pieces, ...base64(plain)].filter((text) => text.length >= 3);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function asUrlWritesIt(plain: string): string {
  const url = new URL("x://h");
  url.username = "u";
  url.password = plain;
  return url.password;
}

/** Of a base64 text that has it somewhere inside, what does not depend on the bytes around: three ways to begin. */
function base64(plain: string): string[] {
  const bytes = Buffer.from(plain);
  if (bytes.length < SURELY_ONE) return [];
  return [0, 1, 2].map((lead) => {
    const coded = Buffer.concat([Buffer.alloc(lead), bytes]).toString("base64");
    const [from, to] = [lead === 0 ? 0 : lead + 1, Math.floor(((lead + bytes.length) * 8) / 6)];
    return coded.slice(from, to);
  });
}

function literally(text: string): string {
  const escaped = text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return text.length < SURELY_ONE ? `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])` : escaped;
}
