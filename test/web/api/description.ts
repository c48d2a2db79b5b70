/** Holds answers against the description that the server itself gives of them. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "@jest/globals";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";

interface Operation {
  readonly summary?: string;
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}
export interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export async function descriptionOf(server: FastifyInstance): Promise<Description> {
  const answer = await server.inject({ url: "/api/v1/openapi.json", headers: { host: "127.0.0.1" } });
  expect(answer.statusCode).toBe(200);
  return answer.json<Description>();
}

/** Asks, and fails unless the answer's status and body are as the description of the route says. */
export async function asDescribed(
  server: FastifyInstance,
  described: Description,
  route: string,
  request: InjectOptions & { readonly url: string },
): Promise<LightMyRequestResponse> {
  const answer = await server.inject(request);
  const method = (request.method ?? "GET").toLowerCase();
  const schema =
    described.paths[route]?.[method]?.responses[String(answer.statusCode)]?.content?.["application/json"]
      ?.schema;
  if (schema === undefined)
    throw new Error(
      `${method} ${route} answers ${answer.statusCode}, which is not described: ${answer.body}`,
    );
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  const fits = ajv.validate(schema, answer.json());
  expect({ route, fits, errors: ajv.errors }).toEqual({ route, fits: true, errors: null });
  return answer;
}
