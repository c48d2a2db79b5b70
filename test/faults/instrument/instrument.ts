/**
 * Finds every `await` and `for await` of a source file, and has it tell the fault matrix when it is reached: before what it
 * waits for has begun, and after that has ended. So no list of places to kill at has to be kept by hand.
 */
import { parseSync } from "@swc/core";

/** The source, in which each await says where it is: "src/pipeline/match.ts:31". */
export function instrument(source: string, path: string): string {
  // a module's span begins at its first statement, so that one is put first, and offsets are counted from it
  const text = Buffer.from(`0;${source}`, "utf8");
  const module: unknown = parseSync(text.toString("utf8"), { syntax: "typescript", target: "es2022" });
  const origin = spanOf(module)?.start ?? 0;
  const insertions: { at: number; order: number; text: string }[] = [];
  const insert = (at: number, words: string, order: number) =>
    insertions.push({ at: at - origin, order, text: words });
  const names = namer(path, (at) => lineAt(text, at - origin));
  walk(module, (node) => {
    const own = spanOf(node);
    if (own === null) return;
    if (node["type"] === "AwaitExpression") {
      const argument = spanOf(node["argument"]);
      if (argument === null) throw new Error(`${path}: an await of nothing`);
      const name = names(own.start);
      // of two awaits that begin or end at one place, the outer one's words are outermost
      insert(own.start, `kvittAfter(${name}, `, own.start - own.end);
      insert(argument.start, `(kvittBefore(${name}), `, own.start - own.end + 0.5);
      insert(argument.end, ")", own.end - own.start - 0.5);
      insert(own.end, ")", own.end - own.start);
    }
    if (node["type"] === "ForOfStatement" && node["await"] === true) {
      const body = spanOf(node["body"]);
      if (body === null) throw new Error(`${path}: a loop without a body`);
      // around awaits that begin or end where the body does
      insert(body.start, `{ kvittBefore(${names(own.start)}); `, -text.length);
      insert(body.end, " }", text.length);
    }
  });
  insertions.sort((a, b) => a.at - b.at || a.order - b.order);
  const parts: Buffer[] = [];
  let done = 2; // without the statement put first
  for (const { at, text: words } of insertions) {
    parts.push(text.subarray(done, at), Buffer.from(words, "utf8"));
    done = at;
  }
  return Buffer.concat([...parts, text.subarray(done)]).toString("utf8");
}

interface Span {
  readonly start: number;
  readonly end: number;
}

type Node = Readonly<Record<string, unknown>>;

function walk(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) walk(one, see);
  else if (isNode(value)) {
    see(value);
    for (const one of Object.values(value)) walk(one, see);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function spanOf(value: unknown): Span | null {
  const span = isNode(value) ? value["span"] : undefined;
  if (!isNode(span) || typeof span["start"] !== "number" || typeof span["end"] !== "number") return null;
  return { start: span["start"], end: span["end"] };
}

function lineAt(text: Buffer, offset: number): number {
  let line = 1;
  for (let at = text.indexOf(10); at >= 0 && at < offset; at = text.indexOf(10, at + 1)) line += 1;
  return line;
}

/** A second await on one line gets "#2". */
function namer(path: string, lineOf: (at: number) => number): (at: number) => string {
  const seen = new Map<number, number>();
  return (at) => {
    const line = lineOf(at);
    const count = (seen.get(line) ?? 0) + 1;
    seen.set(line, count);
    return JSON.stringify(`${path}:${line}${count > 1 ? `#${count}` : ""}`);
  };
}
