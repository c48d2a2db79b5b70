/** Programs of the tests, each with a token. */
import type { AppContext } from "../../../src/app.ts";
import { addApiToken, type PersonRole } from "../../../src/books/people.ts";
import { hashToken, newToken } from "../../../src/web/access/sign-in.ts";

/** The headers of a program whose token has the role. */
export async function program(
  { books, clock }: AppContext,
  role: PersonRole,
  name = `the ${role} program`,
): Promise<Readonly<Record<string, string>>> {
  const token = newToken();
  await addApiToken(books, { name, role, tokenHash: hashToken(token), createdBy: null }, clock.now());
  return { host: "127.0.0.1:8080", authorization: `Bearer ${token}` };
}
