/**
 * Parses JSON as a stream: objects are passed on as soon as they close, so that a file of a million transactions needs the
 * memory of one. Numbers keep their text, because 100 and 100.00 are not the same amount of money.
 */

/** A number as it is written. */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type JsonValue = string | JsonNumber | boolean | null | JsonObject | readonly JsonValue[];

export interface JsonObject {
  /** A number of its own, in order of opening; `holder` is that of the object around it (0: none). */
  readonly id: number;
  readonly holder: number;
  /** 1-based line on which it begins. */
  readonly line: number;
  readonly fields: ReadonlyMap<string, JsonValue>;
}

export interface JsonFault {
  readonly reason: "json_broken" | "json_duplicate" | "json_too_deep" | "json_too_big";
  readonly line: number;
  readonly found: string;
}

export interface JsonReader {
  write(text: string): JsonFault | null;
  end(): JsonFault | null;
}

/** The API's answers are four deep. */
const MAX_DEPTH = 32;
/** Characters of one string or number; a comment has some hundred. */
const MAX_TOKEN = 1 << 20;
/** Values that are kept because `take` left them: pagination, links, whatever else is around the lists. */
const MAX_KEPT = 100_000;

interface Frame {
  readonly id: number;
  readonly line: number;
  /** null for an array. */
  readonly fields: Map<string, JsonValue> | null;
  readonly items: JsonValue[] | null;
  key: string | null;
}

type Expect = "value" | "value or ]" | "key or }" | "key" | ":" | ", or close" | "nothing";

/** `take` sees each object when it closes, inner ones first; an object that it takes (true) is not kept in the one around it. */
export function jsonReader(take: (object: JsonObject) => boolean): JsonReader {
  const stack: Frame[] = [];
  let expect: Expect = "value";
  let tail = "";
  let line = 1;
  let ids = 0;
  let kept = 0;
  /** An object or list has just been closed. */
  let afterWhole = false;

  function holder(): number {
    for (let at = stack.length - 1; at >= 0; at--) {
      const frame = stack[at];
      if (frame?.fields) return frame.id;
    }
    return 0;
  }

  function add(value: JsonValue): void {
    const frame = stack.at(-1);
    if (!frame) expect = "nothing";
    else {
      kept++;
      if (frame.fields && frame.key !== null) frame.fields.set(frame.key, value);
      else frame.items?.push(value);
      expect = ", or close";
    }
  }

  function close(): void {
    const frame = stack.pop();
    if (!frame) return;
    if (frame.items) return add(frame.items);
    const object: JsonObject = {
      id: frame.id,
      holder: holder(),
      line: frame.line,
      fields: frame.fields ?? new Map(),
    };
    if (take(object)) {
      kept -= object.fields.size;
      expect = stack.length === 0 ? "nothing" : ", or close";
      return;
    }
    add(object);
  }

  function open(array: boolean): void {
    stack.push({ id: ++ids, line, fields: array ? null : new Map(), items: array ? [] : null, key: null });
    expect = array ? "value or ]" : "key or }";
  }

  /** Between two values of a list, or after the file's first one. */
  function isBetween(expected: Expect): boolean {
    return expected === "nothing" || (expected === ", or close" && stack.at(-1)?.items !== null);
  }

  function parse(text: string, last: boolean): JsonFault | null {
    let at = 0;
    const broken = (): JsonFault => ({ reason: "json_broken", line, found: text.slice(at, at + 40) });
    const wait = (): JsonFault | null => {
      tail = text.slice(at);
      if (last) return broken();
      return tail.length > MAX_TOKEN ? { reason: "json_too_big", line, found: tail.slice(0, 200) } : null;
    };
    while (at < text.length) {
      const char = text.charAt(at);
      if (char === "\n") line++;
      if (char === " " || char === "\n" || char === "\r" || char === "\t") {
        at++;
        continue;
      }
      // API answers may follow each other in a file, with or without a comma or a byte order mark between them. Where one
      // ends is certain, so they are read as a list; so are objects of a list without a comma between.
      if (stack.length === 0 && expect === "nothing" && (char === "," || char === "\ufeff")) {
        at++;
        continue;
      }
      if ((char === "{" || char === "[") && afterWhole && isBetween(expect)) expect = "value";
      afterWhole = false;
      if (kept > MAX_KEPT) return { reason: "json_too_big", line, found: text.slice(at, at + 40) };
      if (char === '"') {
        const end = stringEnd(text, at + 1);
        if (end === -1) return wait();
        const value = readString(text.slice(at, end + 1));
        if (value === null) return broken();
        if (expect === "key" || expect === "key or }") {
          const frame = stack.at(-1);
          if (frame?.fields?.has(value)) return { reason: "json_duplicate", line, found: value };
          if (frame) frame.key = value;
          expect = ":";
        } else if (expect === "value" || expect === "value or ]") add(value);
        else return broken();
        at = end + 1;
      } else if (char === "{" || char === "[") {
        if (expect !== "value" && expect !== "value or ]") return broken();
        if (stack.length >= MAX_DEPTH)
          return { reason: "json_too_deep", line, found: text.slice(at, at + 40) };
        open(char === "[");
        at++;
      } else if (char === "}" || char === "]") {
        const frame = stack.at(-1);
        const fits =
          frame && (char === "]" ? frame.items && expect !== "value" : frame.fields && expect !== "value");
        if (!fits || (expect !== ", or close" && expect !== "value or ]" && expect !== "key or }"))
          return broken();
        close();
        afterWhole = true;
        at++;
      } else if (char === ":") {
        if (expect !== ":") return broken();
        expect = "value";
        at++;
      } else if (char === ",") {
        if (expect !== ", or close") return broken();
        expect = stack.at(-1)?.fields ? "key" : "value";
        at++;
      } else {
        if (expect !== "value" && expect !== "value or ]") return broken();
        const end = wordEnd(text, at);
        if (end === text.length && !last) return wait();
        const value = readWord(text.slice(at, end));
        if (value === undefined) return broken();
        add(value);
        at = end;
      }
    }
    tail = "";
    return last && (stack.length > 0 || expect !== "nothing")
      ? { reason: "json_broken", line, found: "" }
      : null;
  }

  return {
    write: (text) => parse(tail === "" ? text : tail + text, false),
    end: () => parse(tail, true),
  };
}

/** The place of the closing quote, or -1. */
function stringEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return -1;
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return quote;
    at = quote + 1;
  }
}

/** Null when the quoted text is no JSON string. */
function readString(quoted: string): string | null {
  const plain = quoted.slice(1, -1);
  if (!/[\\\p{Cc}]/u.test(plain)) return plain;
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === "string" ? value : null;
  } catch {
    return null; // a control character or an escape that there is not
  }
}

function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[-+.\w]/.test(text.charAt(at))) at++;
  return at;
}

function readWord(word: string): JsonNumber | boolean | null | undefined {
  if (word === "null") return null;
  if (word === "true" || word === "false") return word === "true";
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(word) ? new JsonNumber(word) : undefined;
}
