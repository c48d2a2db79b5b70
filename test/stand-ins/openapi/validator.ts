/** Holds requests and answers against an OpenAPI 3.0 file, by ajv. Fields that the file does not name are refused in requests. */
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { readFileSync } from "node:fs";

type Json = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: "query" | "path" | "header";
  readonly schema?: Json;
}

interface Operation {
  readonly parameters?: readonly Parameter[] | null;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >;
}

export interface Spec {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

/** Where the vendor's file is known to be wrong or silent: what it says instead, with the reason beside it. */
export interface Corrections {
  /** Schema -> what is put over it. */
  readonly schemas: Readonly<Record<string, Json>>;
  /** Parameters that exist and are not in the file, for every GET ("GET") or one operation. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
}

export function readSpec(name: string): Spec {
  // written by extract.ts, in this shape
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8")) as Spec;
}

export class Validator {
  readonly #spec: Spec;
  readonly #corrections: Corrections;
  readonly #requests = new Ajv({ strict: false, allErrors: true });
  readonly #answers = new Ajv({ strict: false, allErrors: true });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(spec: Spec, corrections: Corrections) {
    this.#spec = spec;
    this.#corrections = corrections;
    for (const ajv of [this.#requests, this.#answers]) addFormats.default(ajv);
    this.#requests.addSchema({ $id: "all", components: this.#schemas(true) });
    this.#answers.addSchema({ $id: "all", components: this.#schemas(false) });
  }

  /** The path's template and its values; null where the file has no such path. */
  find(
    method: string,
    path: string,
  ): { readonly template: string; readonly values: Record<string, string> } | null {
    for (const template of Object.keys(this.#spec.paths)) {
      if (this.#spec.paths[template]?.[method.toLowerCase()] === undefined) continue;
      const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
      const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, "([^/]+)")}$`);
      const found = pattern.exec(path);
      if (!found) continue;
      return {
        template,
        values: Object.fromEntries(
          names.map((name, place) => [name, decodeURIComponent(found[place + 1] ?? "")]),
        ),
      };
    }
    return null;
  }

  /** What is wrong with a request; empty when nothing is. */
  request(method: string, template: string, query: URLSearchParams, body: unknown): string[] {
    const operation = this.#operation(method, template);
    const known = [
      ...(operation.parameters ?? []).filter((one) => one.in === "query").map(({ name }) => name),
      ...(this.#corrections.parameters[method] ?? []),
      ...(this.#corrections.parameters[`${method} ${template}`] ?? []),
    ];
    const unknown = [...query.keys()].filter((name) => !known.includes(name));
    const wrong = (operation.parameters ?? []).flatMap(({ name, schema }) => {
      const given = query.get(name);
      if (given === null || schema === undefined) return [];
      return this.#check(this.#requests, `${method} ${template}?${name}`, schema, valueOf(given, schema));
    });
    const { content } = operation.requestBody ?? { content: {} };
    const schema = (content["*/*"] ?? content["application/json"])?.schema;
    const inBody =
      schema === undefined || body === undefined
        ? []
        : this.#check(this.#requests, `${method} ${template} body`, schema, body);
    return [...unknown.map((name) => `no parameter ${name}`), ...wrong, ...inBody];
  }

  answer(method: string, template: string, status: number, body: unknown): string[] {
    const { responses } = this.#operation(method, template);
    const response = responses[String(status)] ?? responses["default"];
    if (response === undefined) return [`no answer ${status}`];
    const schema = response.content?.["application/json"]?.schema;
    if (schema === undefined) return [];
    return this.#check(this.#answers, `${method} ${template} ${status}`, schema, body);
  }

  #operation(method: string, template: string): Operation {
    const found = this.#spec.paths[template]?.[method.toLowerCase()];
    if (found === undefined) throw new Error(`no ${method} ${template}`);
    return found;
  }

  #check(ajv: Ajv, name: string, schema: Json, value: unknown): string[] {
    let validate = this.#compiled.get(name);
    if (validate === undefined) {
      validate = ajv.compile(rooted(schema));
      this.#compiled.set(name, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${name}${instancePath}: ${message} ${JSON.stringify(params)}`,
    );
  }

  #schemas(strict: boolean) {
    const schemas = Object.entries(this.#spec.components.schemas).map(([name, schema]) => {
      const own = { ...schema, ...this.#corrections.schemas[name] };
      return [
        name,
        rooted(strict && own["type"] === "object" ? { ...own, additionalProperties: false } : own),
      ];
    });
    return { schemas: Object.fromEntries(schemas) as Json };
  }
}

/** What a text in an address means. */
function valueOf(given: string, { type }: Json): unknown {
  if (type === "integer" || type === "number") return Number(given);
  return type === "boolean" && /^(?:true|false)$/.test(given) ? given === "true" : given;
}

/** References as ajv finds them, from the one schema that holds all. */
function rooted(schema: unknown): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"all#/components/')) as Json;
}
