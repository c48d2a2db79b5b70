/** Every route that the server has, as it registers them, so that a test cannot forget one. */
import type { FastifyInstance } from "fastify";
import type { Access } from "../../../src/web/access/access.ts";
import { buildServer, type WebParts } from "../../../src/web/server.ts";

export interface KnownRoute {
  readonly method: string;
  /** "/deviations/:id" */
  readonly url: string;
  readonly access: Access;
}

/** The server, ready, with its routes; GET and HEAD of one address are two. */
export async function serverAndRoutes(
  parts: WebParts,
): Promise<{ readonly server: FastifyInstance; readonly routes: readonly KnownRoute[] }> {
  const routes: KnownRoute[] = [];
  const server = buildServer(parts);
  server.addHook("onRoute", ({ method, url, config }) => {
    const access = config?.access;
    if (access !== undefined) for (const one of [method].flat()) routes.push({ method: one, url, access });
  });
  await server.ready();
  return { server, routes };
}

/** The address with its parameters filled in; a parameter that is not given is `x`. */
export function filled(url: string, parameters: Readonly<Record<string, string>>): string {
  return url.replaceAll(/:(\w+)|\*/g, (_whole, name: string | undefined) =>
    encodeURIComponent(parameters[name ?? "*"] ?? "x"),
  );
}
