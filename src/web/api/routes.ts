/**
 * The HTTP API: what the desk does, for programs. Each route's zod schemas check what comes and what goes, and describe it in
 * OpenAPI 3.1. It asks the same functions as the pages.
 */
import swagger from "@fastify/swagger";
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod";
import { UserError } from "../../errors.ts";
import { VERSION } from "../../version.ts";
import type { Routes } from "../desk.ts";
import { deviationApi } from "./deviations.ts";
import { fileApi } from "./files.ts";
import { manyApi } from "./many.ts";
import { meApi } from "./me.ts";
import { messages } from "./messages.ts";
import { payoutApi } from "./payouts.ts";
import { proposalApi } from "./proposals.ts";
import type { Api, ApiRoutes } from "./route.ts";
import { runApi } from "./runs.ts";
import { voucherApi } from "./vouchers.ts";

export const API = "/api/v1";

const ROUTES: readonly ApiRoutes[] = [
  meApi,
  payoutApi,
  voucherApi,
  deviationApi,
  manyApi,
  proposalApi,
  runApi,
  fileApi,
];

export const apiRoutes: Routes = (server, desk) => {
  void server.register(
    async (api) => {
      api.setValidatorCompiler(validatorCompiler);
      api.setSerializerCompiler(serializerCompiler);
      await api.register(swagger, {
        openapi: {
          openapi: "3.1.0",
          info: {
            title: "Kvitt",
            version: VERSION,
            description:
              "Settlement reports, matching, vouchers and deviations. Amounts are decimal strings, instants are UTC.",
          },
          components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
          security: [{ token: [] }],
        },
        transform: (given) => {
          const made = jsonSchemaTransform(given);
          if (given.schema?.consumes === undefined) return made;
          return { ...made, schema: { ...made.schema, body: { type: "string", format: "binary" } } };
        },
      });
      api.setErrorHandler((error) => {
        // what is wrong with the request is said in the caller's language, and answered by the server's own handler
        if (hasZodFastifySchemaValidationErrors(error)) {
          const where = [
            error.validationContext,
            ...error.validation.map(({ instancePath }) => instancePath),
          ];
          throw new UserError(messages.wrongField(where.join(" ").trim()), messages.seeDescription);
        }
        throw error;
      });
      for (const register of ROUTES) register(api as unknown as Api, desk); // only the types of what is given differ
      api.get(
        "/openapi.json",
        { config: { access: "everyone" }, schema: { summary: "This description" } },
        () => api.swagger(),
      );
    },
    { prefix: API },
  );
};
