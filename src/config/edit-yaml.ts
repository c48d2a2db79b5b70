/**
 * Changes one value in the text of a YAML file. Where the value's place can be found in the text, only its characters change, so
 * that comments, blank lines, quotes and the width of the columns stay as their owner has them; else the document is written
 * out anew, with its comments. Either is believed only when its content, read again, is what it should be: a value that others
 * repeat by an alias is refused, as they would change with it.
 */
import { isDeepStrictEqual } from "node:util";
import { Document, isMap, isNode, isScalar, isSeq, parseDocument, Scalar, stringify } from "yaml";
import type { Pair, YAMLMap } from "yaml";
import { messageOf, refuse, type Parsed } from "../errors.ts";
import { verbatim } from "../message.ts";
import { messages } from "./messages.ts";

export type YamlPath = readonly [string, ...string[]];

const AS_WRITTEN = { lineWidth: 0, flowCollectionPadding: false } as const;

/** The content of a YAML text; null when there is none, as when all of it is comments. */
export function yamlContent(text: string): Parsed<unknown> {
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) return refuse(verbatim(fault.message.trim()));
  try {
    return { ok: true, value: document.toJS() as unknown };
  } catch (error) {
    return refuse(verbatim(messageOf(error))); // an alias without its anchor, or too many of them
  }
}

/** `value` undefined: the setting is taken out; where it is a line of its own, that line becomes a comment. */
export function withValue(text: string, path: YamlPath, value: unknown): Parsed<string> {
  const before = yamlContent(text);
  if (!before.ok) return before;
  const wanted = contentWith(before.value, path, value);
  if (wanted === null) return refuse(messages.configIsNoMap);
  for (const write of value === undefined ? [commentedOut, writtenAnew] : [inItsPlace, writtenAnew]) {
    const changed = attempt(() => write(text, path, value));
    const content = changed === null ? null : yamlContent(changed);
    if (changed !== null && content?.ok && isDeepStrictEqual(content.value ?? {}, wanted))
      return { ok: true, value: changed };
  }
  return refuse(messages.changeByHand(path.join(".")));
}

/** null: something on the way is no map. A key without a value ("receivables:") holds nothing. */
function contentWith(content: unknown, [key, ...rest]: YamlPath, value: unknown): object | null {
  if (content !== null && content !== undefined && (typeof content !== "object" || Array.isArray(content)))
    return null;
  const map: Record<string, unknown> = { ...content };
  const [next, ...further] = rest;
  if (next !== undefined) {
    const inner = contentWith(map[key], [next, ...further], value);
    return inner === null ? null : { ...map, [key]: inner };
  }
  if (value !== undefined) return { ...map, [key]: value };
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));
}

/** A structure that the library or we do not expect is for the next way, and in the end for a person. */
function attempt(write: () => string | null): string | null {
  try {
    return write();
  } catch {
    return null;
  }
}

function inItsPlace(text: string, path: YamlPath, value: unknown): string | null {
  const walked = walk(parseDocument(text), path);
  const { pair, parents } = walked;
  if (pair === undefined) return inserted(text, walked, path, value);
  const node = pair.value;
  if (!isNode(node) || !node.range || !(isScalar(node) || (isSeq(node) && node.flow))) return null;
  const [start, end] = node.range;
  const old = text.slice(start, end);
  if (old === "" || /[\n#]/.test(old)) return null; // no value, or one with lines and comments of its own
  const fresh =
    parents.some(({ flow }) => flow) && isPlain(node)
      ? inFlow([value]) // within braces a comma has to be quoted
      : written(value, isScalar(node) ? node.type : undefined);
  return text.slice(0, start) + fresh + text.slice(end);
}

/** Below the last setting of the block that it belongs to, or at the end of the file. */
function inserted(text: string, { parents, above }: Walked, path: YamlPath, value: unknown): string | null {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const isEmpty = above !== undefined && isNothing(above.value);
  const missing = path.slice(isEmpty ? parents.length : Math.max(parents.length - 1, 0));
  const nested = missing.reduceRight<unknown>((inner, key) => ({ [key]: inner }), styled(value));
  const lines = stringify(nested, AS_WRITTEN).trimEnd().split("\n");
  const parent = parents.at(-1);
  if (parents.length <= 1 && !isEmpty) {
    const gap = text === "" ? "" : (text.endsWith("\n") ? "" : eol) + (parent === undefined ? eol : "");
    return text + gap + lines.join(eol) + eol;
  }
  if (parent?.flow && !isEmpty) {
    const at = parent.items.length === 0 ? (parent.range?.[0] ?? -1) + 1 : endOf(parent);
    const comma = parent.items.length === 0 ? "" : ", ";
    return `${text.slice(0, at)}${comma}${inFlow(nested)}${text.slice(at)}`;
  }
  const beside = isEmpty ? above.key : parent?.items[0]?.key;
  if (parent === undefined || parent.flow || !isNode(beside) || !beside.range) return null;
  const indent = text.slice(lineStart(text, beside.range[0]), beside.range[0]);
  if (indent.trim() !== "") return null;
  const end = isEmpty ? beside.range[1] : endOf(parent);
  const at = text[end - 1] === "\n" ? end : text.indexOf("\n", end) + 1;
  const block = lines.map((line) => indent + (isEmpty ? "  " : "") + line + eol).join("");
  return at === 0 ? text + eol + block : text.slice(0, at) + block + text.slice(at);
}

/** A setting within braces is taken out: a comment there would end the line. */
function commentedOut(text: string, path: YamlPath): string | null {
  const { parents, pair, above } = walk(parseDocument(text), path);
  if (pair === undefined) return text;
  const parent = parents.at(-1);
  if (parent?.flow) return withoutEntry(text, parent, parent.items.indexOf(pair));
  const [key, node] = [pair.key, pair.value];
  if (!isNode(key) || !key.range || !isNode(node) || !node.range) return null;
  const [start, end] = [key.range[0], node.range[1]];
  if (text.slice(lineStart(text, start), start).trim() !== "" || text.slice(start, end).includes("\n"))
    return null;
  const without = `${text.slice(0, start)}# ${text.slice(start)}`;
  if (above === undefined || (parent?.items.length ?? 0) > 1) return without;
  // the only one of its block, which must not be left without a value
  if (!isNode(above.key) || !above.key.range) return null;
  const colon = text.indexOf(":", above.key.range[1]) + 1;
  return `${without.slice(0, colon)} {}${without.slice(colon)}`;
}

/** With the comma after it, or, of the last one, the one before it. */
function withoutEntry(text: string, { items }: YAMLMap, index: number): string | null {
  const [place, next, before] = [index, index + 1, index - 1].map((one) => placeOf(items[one]));
  if (!place) return null;
  const [start, end] = next ? [place.start, next.start] : [before?.end ?? place.start, place.end];
  return /[\n#]/.test(text.slice(start, end)) ? null : text.slice(0, start) + text.slice(end);
}

function placeOf(pair: Pair | undefined): { readonly start: number; readonly end: number } | null {
  const [key, node] = [pair?.key, pair?.value ?? pair?.key];
  if (!isNode(key) || !key.range || !isNode(node) || !node.range) return null;
  return { start: key.range[0], end: node.range[1] };
}

function writtenAnew(text: string, path: YamlPath, value: unknown): string {
  const document = parseDocument(text);
  const keys: unknown[] = [];
  for (const [index, name] of path.entries()) {
    const { pair } = walk(document, [path[0], ...path.slice(1, index + 1)]);
    keys.push(isScalar(pair?.key) ? pair.key.value : name);
    if (index < path.length - 1 && isScalar(pair?.value) && pair.value.value === null)
      document.deleteIn(keys);
  }
  const old = document.getIn(keys, true);
  if (value === undefined) document.deleteIn(keys);
  else if (isSeq(old) && Array.isArray(value))
    old.items = value.map(
      (one: unknown) =>
        old.items.find((item) => isScalar(item) && item.value === one) ?? document.createNode(one),
    );
  else document.setIn(keys, document.createNode(styled(value)));
  return document.toString({ ...AS_WRITTEN, flowCollectionPadding: /[[{] /.test(text) });
}

interface Walked {
  /** The maps on the way, from the top. */
  readonly parents: readonly YAMLMap[];
  /** The setting; undefined when it is not written. */
  readonly pair: Pair | undefined;
  /** What holds the last map, or where it should be and nothing is. */
  readonly above: Pair | undefined;
}

/** By what a key reads as: an id of digits without quotes is a number to YAML. */
function walk({ contents }: Pick<Document, "contents">, path: YamlPath): Walked {
  const parents: YAMLMap[] = [];
  let here: unknown = contents;
  let above: Pair | undefined;
  for (const [index, name] of path.entries()) {
    if (!isMap(here)) return { parents, pair: undefined, above };
    parents.push(here);
    const pair: Pair | undefined = here.items.find(({ key }) => isScalar(key) && String(key.value) === name);
    if (pair === undefined || index === path.length - 1) return { parents, pair, above };
    above = pair;
    here = pair.value;
    if (isNothing(here)) return { parents, pair: undefined, above };
    if (!isMap(here)) throw new Error(`${name} is no block`);
  }
  return { parents, pair: undefined, above };
}

function written(value: unknown, type: Scalar.Type | undefined): string {
  let node = styled(value);
  if (typeof value === "string" && type?.startsWith("QUOTE")) {
    const scalar = new Scalar(value);
    scalar.type = type;
    node = scalar;
  }
  return stringify(node, AS_WRITTEN).trimEnd();
}

/** The inside of a list or block within brackets. */
function inFlow(value: unknown): string {
  return stringify(new Document().createNode(value, { flow: true }), AS_WRITTEN)
    .trimEnd()
    .slice(1, -1);
}

function isPlain(node: unknown): boolean {
  return isScalar(node) && (node.type === undefined || node.type === "PLAIN");
}

/** Quotes around what older readers of YAML take for a number, such as 03:15; a list on one line. */
function styled(value: unknown): unknown {
  if (Array.isArray(value)) return new Document().createNode(value, { flow: true });
  if (typeof value !== "string" || !/^\d/.test(value)) return value;
  const scalar = new Scalar(value);
  scalar.type = "QUOTE_DOUBLE";
  return scalar;
}

/** Where the last value of a block ends. */
function endOf(map: YAMLMap): number {
  const pair = map.items.at(-1);
  const node = pair?.value ?? pair?.key;
  if (isMap(node) && !node.flow && node.items.length > 0) return endOf(node);
  if (!isNode(node) || !node.range) throw new Error("a value without a place");
  return node.range[1];
}

/** "receivables:" */
function isNothing(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}
