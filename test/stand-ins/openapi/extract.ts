/**
 * Takes the operations that Kvitt uses, with their schemas and without prose, out of a vendor's OpenAPI file:
 * node --import tsx test/stand-ins/openapi/extract.ts fortnox-v3.openapi.json "GET /3/vouchers" ... > test/stand-ins/openapi/fortnox.json
 */
import { readFileSync } from "node:fs";
import { parse } from "yaml";

type Json = { [key: string]: unknown };

const [file = "", ...wanted] = process.argv.slice(2);
// JSON is YAML
const whole = parse(readFileSync(file, "utf8")) as {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json> };
};

const schemas: Record<string, unknown> = {};
const paths: Record<string, Record<string, unknown>> = {};
for (const operation of wanted) {
  const [method = "", path = ""] = operation.split(" ");
  const found = whole.paths[path]?.[method.toLowerCase()];
  if (found === undefined) throw new Error(`${file} has no ${operation}`);
  const { parameters, requestBody, responses } = found;
  (paths[path] ??= {})[method.toLowerCase()] = bare({ parameters, requestBody, responses });
}
const { title, version } = whole.info;
process.stdout.write(
  JSON.stringify(
    { openapi: whole.openapi, info: { title, version }, paths, components: { schemas } },
    null,
    1,
  ),
);

/** Without prose; the schemas that it refers to are taken along. */
function bare(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(bare);
  if (typeof part !== "object" || part === null) return part;
  const kept = Object.entries(part).filter(
    ([key, value]) => !(key === "description" && typeof value === "string") && key !== "example",
  );
  const reference = (part as Json)["$ref"];
  if (typeof reference === "string") {
    const name = reference.split("/").at(-1) ?? "";
    if (!(name in schemas)) {
      schemas[name] = null;
      schemas[name] = bare(whole.components.schemas[name]);
    }
  }
  return Object.fromEntries(kept.map(([key, value]) => [key, bare(value)]));
}
