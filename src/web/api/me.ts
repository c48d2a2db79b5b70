/** Whom a token or a session belongs to. */
import { access, described, type ApiRoutes } from "./route.ts";
import { Me } from "./schemas.ts";

export const meApi: ApiRoutes = (api) => {
  api.get(
    "/me",
    { config: access("read"), schema: described({ summary: "Who asks, and what it may", answer: Me }) },
    ({ visitor }) => ({
      name: visitor?.name,
      role: visitor?.role,
      kind: visitor?.personId === null ? "program" : "person",
    }),
  );
};
