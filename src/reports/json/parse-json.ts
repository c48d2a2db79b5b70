/**
 * Parses JSON as a stream: objects are passed on as soon as they close, so that a file of a million transactions needs the
 * memory of one.
 */
import { readString, readWord, stringEnd, wordEnd, type JsonNumber } from "./json-tokens.ts";

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

/** The text ends within a token. */
const WAIT = "wait";

export class JsonReader {
  readonly #take: (object: JsonObject) => boolean;
  readonly #stack: Frame[] = [];
  #expect: Expect = "value";
  #tail = "";
  #line = 1;
  #ids = 0;
  #kept = 0;
  /** An object or list has just been closed. */
  #afterWhole = false;
  /** What is being read, and where. */
  #text = "";
  #at = 0;

  /** `take` sees each object when it closes, inner ones first; an object that it takes (true) is not kept in the one around it. */
  constructor(take: (object: JsonObject) => boolean) {
    this.#take = take;
  }

  write(text: string): JsonFault | null {
    return this.#parse(this.#tail + text, false);
  }

  end(): JsonFault | null {
    return this.#parse(this.#tail, true);
  }

  #parse(text: string, last: boolean): JsonFault | null {
    this.#text = text;
    this.#at = 0;
    while (this.#at < text.length) {
      const char = text.charAt(this.#at);
      if (char === "\n") this.#line++;
      if (char === " " || char === "\n" || char === "\r" || char === "\t" || this.#isBetweenAnswers(char)) {
        this.#at++;
        continue;
      }
      if ((char === "{" || char === "[") && this.#afterWhole && this.#isBetween()) this.#expect = "value";
      this.#afterWhole = false;
      if (this.#kept > MAX_KEPT) return this.#fault("json_too_big");
      const fault = this.#readToken(char, last);
      if (fault === WAIT) return this.#wait(last);
      if (fault !== null) return fault;
    }
    this.#tail = "";
    const isWhole = this.#stack.length === 0 && this.#expect === "nothing";
    return last && !isWhole ? { reason: "json_broken", line: this.#line, found: "" } : null;
  }

  /**
   * API answers may follow each other in a file, with or without a comma or a byte order mark between them. Where one
   * ends is certain, so they are read as a list; so are objects of a list without a comma between.
   */
  #isBetweenAnswers(char: string): boolean {
    return (char === "," || char === "\ufeff") && this.#stack.length === 0 && this.#expect === "nothing";
  }

  /** Between two values of a list, or after the file's first one. */
  #isBetween(): boolean {
    return (
      this.#expect === "nothing" || (this.#expect === ", or close" && this.#stack.at(-1)?.items !== null)
    );
  }

  #expectsValue(): boolean {
    return this.#expect === "value" || this.#expect === "value or ]";
  }

  #readToken(char: string, last: boolean): JsonFault | typeof WAIT | null {
    switch (char) {
      case '"':
        return this.#readString();
      case "{":
      case "[":
        return this.#open(char === "[");
      case "}":
      case "]":
        return this.#close(char === "]");
      case ":":
        return this.#step(this.#expect === ":", "value");
      case ",":
        return this.#step(this.#expect === ", or close", this.#stack.at(-1)?.fields ? "key" : "value");
      default:
        return this.#readWord(last);
    }
  }

  #step(isExpected: boolean, next: Expect): JsonFault | null {
    if (!isExpected) return this.#fault("json_broken");
    this.#expect = next;
    this.#at++;
    return null;
  }

  #readString(): JsonFault | typeof WAIT | null {
    const end = stringEnd(this.#text, this.#at + 1);
    if (end === -1) return WAIT;
    const value = readString(this.#text.slice(this.#at, end + 1));
    if (value === null) return this.#fault("json_broken");
    if (this.#expect === "key" || this.#expect === "key or }") {
      const frame = this.#stack.at(-1);
      if (frame?.fields?.has(value)) return { reason: "json_duplicate", line: this.#line, found: value };
      if (frame) frame.key = value;
      this.#expect = ":";
    } else if (this.#expectsValue()) this.#add(value);
    else return this.#fault("json_broken");
    this.#at = end + 1;
    return null;
  }

  #readWord(last: boolean): JsonFault | typeof WAIT | null {
    if (!this.#expectsValue()) return this.#fault("json_broken");
    const end = wordEnd(this.#text, this.#at);
    if (end === this.#text.length && !last) return WAIT;
    const value = readWord(this.#text.slice(this.#at, end));
    if (value === undefined) return this.#fault("json_broken");
    this.#add(value);
    this.#at = end;
    return null;
  }

  #open(array: boolean): JsonFault | null {
    if (!this.#expectsValue()) return this.#fault("json_broken");
    if (this.#stack.length >= MAX_DEPTH) return this.#fault("json_too_deep");
    this.#stack.push({
      id: ++this.#ids,
      line: this.#line,
      fields: array ? null : new Map(),
      items: array ? [] : null,
      key: null,
    });
    return this.#step(true, array ? "value or ]" : "key or }");
  }

  #close(array: boolean): JsonFault | null {
    const frame = this.#stack.at(-1);
    const mayClose = this.#expect === ", or close" || this.#expect === (array ? "value or ]" : "key or }");
    if (!frame || !mayClose || (frame.items !== null) !== array) return this.#fault("json_broken");
    this.#stack.pop();
    this.#afterWhole = true;
    this.#at++;
    if (frame.items) {
      this.#add(frame.items);
      return null;
    }
    const { id, line, fields } = frame;
    const object: JsonObject = { id, holder: this.#holder(), line, fields: fields ?? new Map() };
    if (!this.#take(object)) this.#add(object);
    else {
      this.#kept -= object.fields.size;
      this.#expect = this.#stack.length === 0 ? "nothing" : ", or close";
    }
    return null;
  }

  #holder(): number {
    return this.#stack.findLast(({ fields }) => fields !== null)?.id ?? 0;
  }

  #add(value: JsonValue): void {
    const frame = this.#stack.at(-1);
    if (!frame) {
      this.#expect = "nothing";
      return;
    }
    this.#kept++;
    if (frame.fields && frame.key !== null) frame.fields.set(frame.key, value);
    else frame.items?.push(value);
    this.#expect = ", or close";
  }

  #wait(last: boolean): JsonFault | null {
    this.#tail = this.#text.slice(this.#at);
    if (last) return this.#fault("json_broken");
    return this.#tail.length > MAX_TOKEN ? this.#fault("json_too_big", 200) : null;
  }

  #fault(reason: JsonFault["reason"], length = 40): JsonFault {
    return { reason, line: this.#line, found: this.#text.slice(this.#at, this.#at + length) };
  }
}
